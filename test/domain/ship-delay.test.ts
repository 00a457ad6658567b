/** Late shipment in the United States: who is asked, what silence means, and when money is due. */

import { expect, test } from 'vitest';
import { deemedCancelledAt, shipStanding } from '../../domain/order/ship-dates.ts';
import { at, cancelled, policy, scanned, shipped } from './builders.ts';
import {
  cancels,
  consents,
  day,
  inNewYear,
  inTime,
  linesAbout,
  order,
  revised,
  word,
} from './late-order.ts';
import { runOrder } from './play.ts';

test('an ordinary next-day order never gets a notice', () => {
  const nextDay = order({ shipBy: day('11-25', '18:00') });
  const parcel = [shipped(day('11-25', '14:00')), scanned('in_transit', day('11-25', '17:30'))];
  expect(linesAbout(day('12-31'), ...nextDay, ...parcel)).toEqual([]);
});

test('nor does it if the carrier scans it a little late: the new parcel answers for the shop', () => {
  const nextDay = order({ shipBy: day('11-25', '18:00') });
  const parcel = [shipped(day('11-25', '14:00')), scanned('in_transit', day('11-25', '20:00'))];
  expect(linesAbout(day('12-31'), ...nextDay, ...parcel)).toEqual([
    '11-25 17:45 drop ship_delay_notice by email: superseded',
    '11-25 18:00 escalate -/ships_by_law/1 to the manager, high',
    '11-25 20:00 withdraw the escalation of -/ships_by_law/1',
  ]);
});

test('the shop says nothing: the customer decides from one day before, and has 30 days', () => {
  expect(linesAbout(inNewYear('01-31'), ...order())).toEqual([
    '12-23 08:00 send ship_delay_notice by email',
    '12-24 08:00 escalate -/ships_by_law/1 to the manager, high',
    '01-23 23:59 escalate -/delay_consented/1 to customer service, high',
  ]);
});

test('the shop says that it ships in time: no notice, but an escalation if it does not', () => {
  expect(linesAbout(inNewYear('01-31'), ...order(), inTime(word))).toEqual([
    '12-23 08:00 drop ship_delay_notice by email: superseded',
    '12-24 08:00 escalate -/ships_by_law/1 to the manager, high',
  ]);
});

test('a delay of up to 30 days: silence consents, and the new day counts', () => {
  const late = [...order(), revised(word, '2027-01-23')];
  expect(linesAbout(inNewYear('01-21'), ...late)).toEqual([
    '12-22 10:00 send ship_delay_notice by email',
  ]);
  const scan = [shipped(inNewYear('01-20')), scanned('in_transit', inNewYear('01-20', '18:00'))];
  expect(linesAbout(inNewYear('02-28'), ...late, ...scan)).toHaveLength(1);
});

test.each([
  ['of more than 30 days', '2027-01-24'],
  ['of unknown length', null],
])('a delay %s: silence cancels 30 days after the first time', (_, newDay) => {
  const late = [...order({ paid: true }), revised(word, newDay)];
  expect(linesAbout(inNewYear('01-31'), ...late)).toEqual([
    '12-22 10:00 send ship_delay_notice by email',
    '01-23 23:59 escalate -/delay_consented/1 to customer service, high',
  ]);
  const { state } = runOrder(inNewYear('01-24'), ...late);
  expect(deemedCancelledAt(state)).toBe(inNewYear('01-24', '00:00') - 1);
  expect(state.cancelledAt).toBe(null);
});

test('the money of an order that counts as cancelled is awaited from then on', () => {
  const late = [...order({ paid: true }), revised(word, null)];
  // Saturday, 23 January, and five business days from Monday.
  expect(linesAbout(inNewYear('02-02'), ...late).at(-1)).toBe(
    '02-01 23:59 escalate -/order_refunded/2027-01-23T22:59:59Z to the refund team, high',
  );
});

test('a shop that allows longer for refunds has seven working days by law', () => {
  const own = policy(at('08:00'), { expectations: { order_refunded: { within: '20bd' } } });
  const late = [own, ...order({ paid: true }).slice(1), revised(word, null)];
  expect(linesAbout(inNewYear('02-28'), ...late)).toContain(
    '02-03 23:59 escalate -/order_refunded/2027-01-23T22:59:59Z to the refund team, high',
  );
});

test('a scan before the last day ends it: the order never counts as cancelled', () => {
  const parcel = [shipped(inNewYear('01-22')), scanned('in_transit', inNewYear('01-22', '18:00'))];
  const late = [...order(), revised(word, null), ...parcel];
  expect(linesAbout(inNewYear('02-28'), ...late)).toHaveLength(1);
  expect(deemedCancelledAt(runOrder(inNewYear('02-28'), ...late).state)).toBe(null);
});

test('a scan from before the last day that arrives late takes the cancellation back', () => {
  const scan = scanned('in_transit', inNewYear('01-22', '18:00'), {
    observedAt: inNewYear('01-25'),
  });
  const late = [...order({ paid: true }), revised(word, null), shipped(inNewYear('01-22')), scan];
  expect(linesAbout(inNewYear('02-28'), ...late).slice(1)).toEqual([
    '01-23 23:59 escalate -/delay_consented/1 to customer service, high',
    '01-25 12:00 withdraw the escalation of -/delay_consented/1',
  ]);
  expect(deemedCancelledAt(runOrder(inNewYear('02-28'), ...late).state)).toBe(null);
});

test('with the customer’s consent, the later day counts; without a day, none does', () => {
  const yes = consents(day('12-23'));
  const toFebruary = [...order(), revised(word, '2027-02-15'), yes];
  expect(linesAbout(inNewYear('02-12'), ...toFebruary)).toHaveLength(1);
  expect(shipStanding(runOrder(inNewYear('02-12'), ...toFebruary).state)?.deadline).toBe(
    inNewYear('02-16', '00:00') - 1,
  );
  const toAnyDay = [...order(), revised(word, null), yes];
  expect(linesAbout(inNewYear('04-30'), ...toAnyDay)).toHaveLength(1);
  expect(deemedCancelledAt(runOrder(inNewYear('04-30'), ...toAnyDay).state)).toBe(null);
});

test('late again: a renewed notice needs an express yes by the day before', () => {
  const again = [
    ...order(),
    revised(word, '2027-01-10'),
    revised(inNewYear('01-07'), '2027-01-20'),
  ];
  expect(linesAbout(inNewYear('01-31'), ...again)).toEqual([
    '12-22 10:00 send ship_delay_notice by email',
    '01-07 12:00 send ship_delay_notice by email',
    '01-10 23:59 escalate -/delay_consented/2 to customer service, high',
  ]);
  const yes = consents(inNewYear('01-09'), 2);
  expect(linesAbout(inNewYear('01-17'), ...again, yes)).toHaveLength(2);
});

test('late again after a consent: the second delay needs its own yes', () => {
  const again = [
    ...order(),
    revised(word, '2027-02-15'),
    consents(day('12-23')),
    revised(inNewYear('02-12'), null),
  ];
  // An answer to the first notice is none to the second.
  const old = consents(inNewYear('02-13'), 1);
  expect(linesAbout(inNewYear('02-28'), ...again, old).slice(1)).toEqual([
    '02-12 12:00 send ship_delay_notice by email',
    '02-15 23:59 escalate -/delay_consented/2 to customer service, high',
  ]);
});

test('the shop says nothing about the revised day: the customer decides by that day', () => {
  const late = [...order(), revised(word, '2027-01-10')];
  expect(linesAbout(inNewYear('01-31'), ...late)).toEqual([
    '12-22 10:00 send ship_delay_notice by email',
    // One day before is at night.
    '01-09 23:59 hold ship_delay_notice by email until 2027-01-10T07:00:00Z: quiet hours',
    '01-10 08:00 send ship_delay_notice by email',
    '01-10 23:59 escalate -/delay_consented/2 to customer service, high',
  ]);
});

test('a better day before the first time has passed is still a first notice', () => {
  const corrected = [...order(), revised(word, null), revised(day('12-23'), '2027-01-08')];
  const { state } = runOrder(day('12-24'), ...corrected);
  expect(shipStanding(state)).toMatchObject({
    number: 2,
    current: { silence: 'consents', revisedDay: '2027-01-08', replacesDay: '2026-12-24' },
    deadline: inNewYear('01-09', '00:00') - 1,
  });
});

test('a customer who wants to cancel: an escalation at once, and the money is awaited', () => {
  const late = [
    ...order({ paid: true }),
    revised(word, '2027-01-10'),
    cancels(day('12-22', '15:00')),
  ];
  expect(linesAbout(day('12-31'), ...late)).toEqual([
    '12-22 10:00 send ship_delay_notice by email',
    '12-22 15:00 escalate -/cancel_decided/2026-12-22T14:00:00Z to customer service, high',
    '12-29 23:59 escalate -/order_refunded/2026-12-22T14:00:00Z to the refund team, high',
  ]);
  const shop = cancelled(day('12-23'));
  expect(linesAbout(day('12-24'), ...late, shop).at(-1)).toBe(
    '12-23 12:00 withdraw the escalation of -/cancel_decided/2026-12-22T14:00:00Z',
  );
});

test('the last answer counts until the order ships', () => {
  const asked = [...order(), revised(word, '2027-01-10'), cancels(day('12-22', '15:00'))];
  const yes = consents(day('12-23'));
  expect(linesAbout(day('12-24'), ...asked, yes).at(-1)).toBe(
    '12-23 12:00 withdraw the escalation of -/cancel_decided/2026-12-22T14:00:00Z',
  );
  const gone = [shipped(day('12-22', '16:00')), scanned('in_transit', day('12-22', '18:00'))];
  expect(linesAbout(day('12-24'), ...asked, ...gone).at(-1)).toBe(
    '12-22 18:00 withdraw the escalation of -/cancel_decided/2026-12-22T14:00:00Z',
  );
});

test('an order on credit has 50 days, and one that the law excepts has no time at all', () => {
  expect(linesAbout(inNewYear('01-12', '08:00'), ...order({ creditApplication: true }))).toEqual([
    '01-12 08:00 send ship_delay_notice by email',
  ]);
  const exempt = order({ shipRuleExempt: true });
  expect(linesAbout(inNewYear('04-30'), ...exempt, revised(word, null))).toEqual([]);
});
