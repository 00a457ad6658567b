/** What a shop's policy changes, for whom, and from when. */

import { expect, test } from 'vitest';
import { policyOf, ruleFor } from '../../domain/policy/apply-policy.ts';
import { type PolicyDocument, rulesOf } from '../../domain/policy/policy-document.ts';
import {
  aContact,
  at,
  back,
  type Moment,
  ordered,
  placed,
  policy,
  scanned,
  shipped,
} from './builders.ts';
import { linesOf, runOrder, runReturn } from './play.ts';

const day = (date: string, time = '12:00') => at(time, `2026-${date}`);
const contact = aContact({ phone: false });

const document: PolicyDocument = {
  expectations: { movement: { within: '4bd' } },
  overrides: [
    { when: { carrier: 'usps' }, expectations: { movement: { within: '24h' } } },
    { when: { carrier: 'usps', service: 'ground' }, expectations: { movement: { within: '5d' } } },
    { when: { country: 'CH' }, expectations: { movement: { within: '6d' } } },
  ],
};

const scopes: readonly [string, Parameters<typeof ruleFor>[2], string][] = [
  ['any other carrier', { carrier: 'dhl', country: 'DE' }, '4bd'],
  ['a carrier', { carrier: 'usps', service: 'priority', country: 'DE' }, '24h'],
  ['a carrier’s service', { carrier: 'usps', service: 'ground', country: 'DE' }, '5d'],
  ['a service of another carrier', { carrier: 'dhl', service: 'ground', country: 'DE' }, '4bd'],
  ['a country', { carrier: 'dhl', country: 'CH' }, '6d'],
  ['several overrides, the last one', { carrier: 'usps', service: 'ground', country: 'CH' }, '6d'],
];

test.each(scopes)('a policy selects its rule by scope: %s', (_, scope, within) => {
  const rule = ruleFor(policyOf(rulesOf(document)), 'movement', scope);
  expect(rule.within).toBe(within);
  // An override changes only what it names.
  expect(rule.ladder).toHaveLength(3);
});

test('changing the rule of one kind leaves the others unchanged', () => {
  const changed = policyOf(rulesOf(document));
  expect(ruleFor(changed, 'known', { carrier: 'usps' })).toEqual(policyOf({}).expectations.known);
});

const moving = [placed(at('08:00'), contact), shipped(), scanned('in_transit', at('12:00'))];
const day1: PolicyDocument = { expectations: { movement: { within: '1d' } } };

test('a shorter rule for one carrier raises the alarm sooner', () => {
  const run = runOrder(day('11-26'), policy(at('08:00'), document), ...moving);
  expect(linesOf(run, 'escalate')).toEqual([
    '11-25 12:00 escalate s1/movement/2026-11-24T11:00:00Z to customer service, medium',
  ]);
});

test('a new policy applies from the next decision on', () => {
  const first = policy(at('08:00'));
  const second = policy(day('11-25', '15:00'), day1);
  const run = runOrder(day('11-25', '16:00'), first, ...moving, second);
  expect(linesOf(run, 'escalate')).toEqual([
    '11-25 15:00 escalate s1/movement/2026-11-24T11:00:00Z to customer service, medium',
  ]);
});

test('a longer limit prevents an alarm that is not raised yet, and withdraws none', () => {
  const patient = (date: string) =>
    policy(day(date), { expectations: { movement: { within: '9bd' } } });
  const first = policy(at('08:00'));
  expect(linesOf(runOrder(day('12-01'), first, ...moving, patient('11-25')), 'escalate')).toEqual(
    [],
  );
  const tooLate = runOrder(day('12-01', '13:00'), first, ...moving, patient('11-28'));
  expect(linesOf(tooLate, 'escalate', 'withdraw', 'send').slice(-2)).toEqual([
    '11-26 12:00 escalate s1/movement/2026-11-24T11:00:00Z to customer service, medium',
    '11-26 12:00 send escalation_opened by email (s1)',
  ]);
});

test('the shop’s own ladder is taken step by step, in order', () => {
  const own = policy(at('08:00'), {
    expectations: {
      movement: {
        within: '1h',
        ladder: [
          { after: '0h', do: 'notify_shop', to: 'warehouse' },
          { after: '1h', do: 'notify_customer', message: 'delayed' },
          { after: '2h', do: 'escalate', to: 'manager', severity: 'low' },
        ],
      },
    },
  });
  expect(linesOf(runOrder(at('18:00'), own, ...moving), 'send', 'escalate').slice(-4)).toEqual([
    '11-24 13:00 send overdue_notice by email (s1)',
    '11-24 14:00 send delayed by email (s1)',
    '11-24 15:00 escalate s1/movement/2026-11-24T11:00:00Z to the manager, low',
    '11-24 15:00 send escalation_opened by email (s1)',
  ]);
});

test('a ladder without steps sends and escalates nothing', () => {
  const silent = policy(at('08:00'), {
    presets: 'none',
    expectations: { movement: { ladder: [] } },
  });
  expect(linesOf(runOrder(day('12-24'), silent, ...moving), 'escalate', 'overdue')).toEqual([]);
});

test('each message uses the channels of the shop’s policy, or none', () => {
  const own = policy(at('08:00'), { channels: { shipped: ['sms', 'email'], order_confirmed: [] } });
  expect(linesOf(runOrder(at('09:30'), own, placed(), shipped()), 'send', 'hold', 'drop')).toEqual([
    '11-24 09:00 send shipped by sms (s1)',
    '11-24 09:00 send shipped by email (s1)',
  ]);
});

test('the shop’s policy sets the quiet hours of each channel', () => {
  const own = policy(at('08:00'), {
    quietHours: { sms: null, email: { from: '22:00', until: '07:00' } },
  });
  const night = [scanned('delivered', at('22:30')), scanned('return_to_sender', at('22:40'))];
  expect(
    linesOf(runOrder(day('11-25'), own, placed(), shipped(), ...night), 'send', 'hold').slice(2),
  ).toEqual([
    // At any hour by email, because it is about this moment.
    '11-24 22:30 send delivered by email (s1)',
    '11-24 22:30 send delivered by sms (s1)',
    '11-24 22:40 hold returning_to_sender by email (s1) until 2026-11-25T06:00:00Z: quiet hours',
    '11-25 07:00 send returning_to_sender by email (s1)',
  ]);
});

test('the customer’s quiet hours do not hold messages to staff', () => {
  const own = policy(at('08:00'), {
    quietHours: { email: { from: '10:00', until: '20:00' } },
    expectations: { movement: { within: '1h' } },
  });
  const run = runOrder(at('13:30'), own, ...moving);
  expect(linesOf(run, 'send').at(-1)).toBe('11-24 13:00 send escalation_opened by email (s1)');
});

test('the shop’s policy sets when each message is stale', () => {
  const own = policy(at('08:00'), { staleAfter: { delivered: '8h' } });
  const night = scanned('delivered', at('22:30'));
  expect(linesOf(runOrder(day('11-25'), own, placed(), shipped(), night), 'drop')).toEqual([
    '11-24 22:30 drop delivered by sms (s1): stale',
  ]);
});

test('“out for delivery” is dropped as stale instead of waiting for the morning', () => {
  const evening = scanned('out_for_delivery', at('20:30'), { observedAt: at('21:05') });
  expect(linesOf(runOrder(at('22:00'), placed(), shipped(), evening), 'drop', 'hold')).toEqual([
    '11-24 21:05 drop out_for_delivery by sms (s1): stale',
  ]);
});

test('quiet hours end by the customer’s clock, even on the night when it changes', () => {
  const night = at('23:00', '2026-10-24') - 3_600_000;
  const given = [
    placed(night - 7_200_000),
    shipped(night - 7_200_000),
    scanned('delivered', night),
  ];
  const run = runOrder(night + 86_400_000, ...given);
  const times = run.lines.flatMap((line) =>
    line.do === 'send' && line.key.endsWith('delivered/1/sms') ? [line.at] : [],
  );
  // 09:00 in Berlin is 08:00 UTC from that night on, and was 07:00 UTC before.
  expect(times).toEqual(['2026-10-25T08:00:00Z']);
});

test('the shop’s own holidays and working days count', () => {
  const holiday = { holidays: ['2026-11-26'] };
  expect(
    linesOf(runOrder(day('12-01'), policy(at('08:00'), {}, holiday), ...moving), 'escalate'),
  ).toEqual(['11-27 12:00 escalate s1/movement/2026-11-24T11:00:00Z to customer service, medium']);
  const sixDays = policy(at('08:00'), {}, { weekdays: [1, 2, 3, 4, 5, 6] });
  const thursday = scanned('in_transit', day('11-26', '10:00'));
  expect(linesOf(runOrder(day('12-01'), sixDays, ...moving, thursday), 'escalate')).toEqual([
    '11-28 10:00 escalate s1/movement/2026-11-26T09:00:00Z to customer service, medium',
  ]);
});

test('a scan after the cut-off counts from the next business day', () => {
  const evening = [...moving.slice(0, 2), scanned('in_transit', at('18:00'))];
  expect(linesOf(runOrder(day('12-01'), policy(at('08:00')), ...evening), 'escalate')).toEqual([
    '11-27 18:00 escalate s1/movement/2026-11-24T17:00:00Z to customer service, medium',
  ]);
});

test('a parcel that crosses a border has more time', () => {
  const abroad = [policy(at('08:00')), ordered({ country: 'FR', contact }), ...moving.slice(1)];
  expect(linesOf(runOrder(day('12-01'), ...abroad), 'escalate')).toEqual([
    '11-30 12:00 escalate s1/movement/2026-11-24T11:00:00Z to customer service, medium',
  ]);
});

test('a public holiday gives a refund one day more', () => {
  const christmas = { holidays: ['2026-12-25'] };
  const time = at('12:00', '2026-12-21');
  const given: readonly Moment[] = [
    policy(time, {}, christmas),
    back.requested(time),
    back.approved(time),
    back.received(time),
    back.inspected(time),
  ];
  expect(linesOf(runReturn(at('12:00', '2027-01-05'), ...given), 'escalate')).toEqual([
    '12-29 23:59 escalate -/refunded/2026-12-21T11:00:00Z to the refund team, high',
    '12-31 23:59 escalate -/refunded/2026-12-21T11:00:00Z to the manager, high',
  ]);
});
