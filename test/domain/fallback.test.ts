/** Another channel takes over a message that certainly did not arrive; or staff get to know. */

import { expect, test } from 'vitest';
import { orderMachine } from '../../domain/order/index.ts';
import {
  aContact,
  at,
  JOURNEY,
  type Moment,
  placed,
  policy,
  scanned,
  shipped,
} from './builders.ts';
import { notSent, play, sent } from './play.ts';

const both = aContact({ consent: { email: true, sms: true } });
const start = [policy(at('07:59')), placed(at('08:00'), both)];
const confirmed = '-/order_confirmed/1/email';
const left = 's1/shipped/1/email';

function settled(
  time: number,
  key: string,
  outcome: 'accepted' | 'refused' | 'suppressed' | 'unknown',
): Moment {
  const body = { kind: 'notification_settled', key: `${JOURNEY}/${key}`, outcome, code: null };
  return [time, body as Moment[1]];
}

function failed(time: number, key: string): Moment {
  const body = { kind: 'notification_failed', receipt: 'bounced', code: null };
  return [time, { ...body, key: `${JOURNEY}/${key}` } as Moment[1]];
}

const shippedKey = (step: ReturnType<typeof play>) =>
  step.messages.find(({ kind }) => kind === 'shipped')?.key.slice(JOURNEY.length + 1) ?? left;
const order = [...start, settled(at('08:01'), confirmed, 'accepted'), shipped(at('10:00'))];
const key = shippedKey(play(...order));
const tellings = (...moments: readonly Moment[]) =>
  sent(play(...order, ...moments)).filter((each) => each.startsWith('shipped'));

test.each([
  ['refused', [settled(at('10:01'), key, 'refused')]],
  ['suppressed', [settled(at('10:01'), key, 'suppressed')]],
  ['bounced', [settled(at('10:01'), key, 'accepted'), failed(at('10:02'), key)]],
  [
    'bounced before the outcome of the send is known',
    [failed(at('10:01'), key), settled(at('10:02'), key, 'accepted'), shippedAgain()],
  ],
])('an email that is %s goes by SMS', (_, moments) => {
  expect(tellings(...moments)[1]).toContain('shipped by sms');
});

/** Any event: the machine decides after it. */
function shippedAgain(): Moment {
  return [at('10:03'), { kind: 'contact_changed', contact: both }];
}

test.each([
  ['an email of unknown outcome', [settled(at('10:01'), key, 'unknown')]],
  ['an email that has arrived', [settled(at('10:01'), key, 'accepted')]],
])('%s does not go by SMS', (_, moments) => {
  expect(tellings(...moments)).toHaveLength(1);
});

test('a second report of the same failure sends nothing more', () => {
  const twice = [settled(at('10:01'), key, 'accepted'), failed(at('10:02'), key)];
  expect(tellings(...twice, failed(at('10:03'), key))).toHaveLength(2);
});

test('the SMS has a key of its own, made of the same facts', () => {
  const { messages } = play(...order, settled(at('10:01'), key, 'refused'));
  expect(messages.at(-1)?.key).toBe(`${JOURNEY}/${key.replace('/email', '/sms')}`);
});

test('without consent to SMS the ledger says why nothing else was sent', () => {
  const moments = [...order];
  moments[1] = placed(at('08:00'), aContact({ consent: { email: true, sms: false } }));
  const step = play(...moments, settled(at('10:01'), key, 'refused'));
  expect(notSent(step)).toContain('shipped by sms: no_consent');
});

test('what was overtaken meanwhile is not sent by SMS', () => {
  const step = play(
    ...order,
    settled(at('10:01'), key, 'accepted'),
    scanned('out_for_delivery', at('10:30')),
    failed(at('10:40'), key),
  );
  expect(notSent(step)).toContain('shipped by sms: superseded');
});

test('what is too old by now is not sent by SMS', () => {
  const step = play(
    ...order,
    settled(at('10:01'), key, 'accepted'),
    failed(at('10:40', '2026-11-29'), key),
  );
  expect(notSent(step)).toContain('shipped by sms: stale');
});

test('what went by both channels is not sent again by either', () => {
  const step = play(
    ...order,
    settled(at('10:01'), key, 'accepted'),
    scanned('out_for_delivery', at('10:30')),
  );
  const email = step.messages.find(
    ({ kind, channel }) => kind === 'out_for_delivery' && channel === 'email',
  );
  const after = play(
    ...order,
    settled(at('10:01'), key, 'accepted'),
    scanned('out_for_delivery', at('10:30')),
    settled(at('10:31'), email?.key.slice(JOURNEY.length + 1) ?? '', 'refused'),
  );
  expect(sent(after)).toEqual(sent(step));
});

test('a shop can switch it off', () => {
  const own = [policy(at('07:59'), { fallback: { shipped: [] } }), ...order.slice(1)];
  const step = play(...own, settled(at('10:01'), key, 'refused'));
  expect(sent(step).filter((each) => each.startsWith('shipped'))).toHaveLength(1);
});

test('a message by SMS only goes by email if the number cannot be reached', () => {
  const own = [policy(at('07:59'), { channels: { shipped: ['sms'] } }), ...order.slice(1)];
  const byS = shippedKey(play(...own));
  const step = play(...own, settled(at('10:01'), byS, 'refused'));
  expect(sent(step).at(-1)).toContain('shipped by email');
});

const onlyEmail = placed(at('08:00'), aContact({ phone: false }));
const unreached = [policy(at('07:59')), onlyEmail, settled(at('08:01'), confirmed, 'accepted')];
const escalationsOf = ({ effects }: ReturnType<typeof play>) =>
  effects.flatMap((effect) => {
    if (effect.do === 'escalate') return [`escalate ${effect.opening.kind}`];
    return effect.do === 'withdraw' ? [`withdraw ${effect.expectationId}`] : [];
  });
const timer = (time: number): Moment => [time, { kind: 'timer_fired', until: time }];

test('staff get to know after an hour that nothing reaches the customer', () => {
  const bounced = [...unreached, failed(at('08:02'), confirmed)];
  expect(orderMachine.wakeAt(play(...bounced).state)).toBe(at('09:02'));
  expect(escalationsOf(play(...bounced, timer(at('09:02'))))).toEqual([
    'escalate customer_reached',
  ]);
});

test('a message that the provider takes withdraws it; so does another contact', () => {
  const opened = [...unreached, failed(at('08:02'), confirmed), timer(at('09:02'))];
  const next = [...opened, shipped(at('10:00'))];
  const taken = settled(at('10:01'), shippedKey(play(...next)), 'accepted');
  expect(escalationsOf(play(...next, taken))[1]).toMatch(/^withdraw -\/customer_reached/);
  const changed: Moment = [at('10:00'), { kind: 'contact_changed', contact: aContact() }];
  expect(escalationsOf(play(...opened, changed))[1]).toMatch(/^withdraw -\/customer_reached/);
});

test('a customer whom the SMS reaches needs nobody', () => {
  const step = play(...order, settled(at('10:01'), key, 'refused'), timer(at('12:00')));
  expect(escalationsOf(step)).toEqual([]);
});

test('further failures open no second escalation', () => {
  const step = play(
    ...unreached,
    failed(at('08:02'), confirmed),
    timer(at('09:02')),
    shipped(at('10:00')),
    settled(at('10:01'), key, 'suppressed'),
    timer(at('12:00')),
  );
  expect(escalationsOf(step)).toEqual(['escalate customer_reached']);
});
