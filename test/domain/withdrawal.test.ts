/** A customer withdraws from the contract: the receipt, the way back, and what was never shipped. */

import { expect, test } from 'vitest';
import { withdrawalReceipt } from '../../domain/return/withdrawal.ts';
import { MINUTE } from '../../domain/time.ts';
import {
  aContact,
  at,
  back,
  cancelled,
  type Moment,
  ordered,
  policy,
  RETURN,
  shipped,
  timerFired,
  withdrawn,
} from './builders.ts';
import { ladderSteps, linesOf, notSent, playReturn, runOrder, runReturn, sent } from './play.ts';

const day = (date: string, time = '12:00') => at(time, `2026-${date}`);
const night = at('23:00');
const start = policy(at('08:00'));
const end = day('12-31');

const OPTED_OUT = aContact({ consent: { email: false, sms: false } });
const WITHOUT_EMAIL = aContact({ email: false });

const settled = (time: number, outcome: 'accepted' | 'refused' | 'unknown'): Moment => [
  time,
  {
    kind: 'notification_settled',
    key: `${RETURN}/-/withdrawal_received/1/email`,
    outcome,
    code: null,
  },
];

test('the receipt is sent at once, at night and despite an opt-out, and alone', () => {
  const step = playReturn(start, back.withdrawn(night, { contact: OPTED_OUT }));
  expect(sent(step)).toEqual(['withdrawal_received by email']);
  // It says all that these two would say.
  expect(notSent(step)).toEqual([
    'return_requested by email: superseded',
    'return_approved by email: superseded',
  ]);
});

test('no policy and no number of other messages keeps the receipt back', () => {
  const strict = policy(at('08:00'), { messagesPerDay: 1, backfillLimit: '1h' });
  expect(sent(playReturn(strict, back.withdrawn(night)))).toContain('withdrawal_received by email');
});

test('a notice that reaches wismr late gets its receipt, an imported withdrawal gets none', () => {
  const requestedAt = day('11-20');
  const late = playReturn(start, back.withdrawn(night, { requestedAt, approvedAt: requestedAt }));
  expect(sent(late)).toContain('withdrawal_received by email');
  const [time, body] = back.requested(night);
  const imported: Moment = [time, { ...body, requestedAt, withdrawal: true } as Moment[1]];
  const step = playReturn(start, imported);
  expect(withdrawalReceipt(step.state)).toBe(null);
  expect(notSent(step)).toContain('withdrawal_received by email: backfill');
  expect(linesOf(runReturn(end, start, imported), 'send', 'escalate')).toEqual([]);
});

test('a withdrawal without a notice gets a receipt too, and other returns get none', () => {
  const [time, body] = back.requested(night);
  const withdrawal: Moment = [time, { ...body, withdrawal: true } as Moment[1]];
  expect(sent(playReturn(start, withdrawal))).toEqual(['withdrawal_received by email']);
  expect(sent(playReturn(start, back.requested(night)))).toEqual(['return_requested by email']);
});

test('a label follows the receipt in an email of its own', () => {
  const run = runReturn(
    day('11-25', '10:00'),
    start,
    back.withdrawn(at('09:00')),
    back.labelled(day('11-25', '09:00')),
  );
  expect(linesOf(run, 'send')).toEqual([
    '11-24 09:00 send withdrawal_received by email',
    '11-25 09:02 send return_approved by email (p1)',
  ]);
});

test('an accepted receipt raises no alarm', () => {
  const run = runReturn(end, start, back.withdrawn(night), back.received(day('11-26')));
  expect(ladderSteps(run, 'withdrawal_acknowledged')).toEqual([]);
  expect(withdrawalReceipt(run.state)).toBe('accepted');
});

const escalationsOf = ({ effects }: ReturnType<typeof playReturn>) =>
  effects.flatMap((effect) => {
    if (effect.do === 'escalate') return [`${effect.opening.kind} ${effect.opening.severity}`];
    return effect.do === 'withdraw' ? [`withdraw ${effect.expectationId}`] : [];
  });

test('a receipt that is not accepted within 15 minutes is escalated until it is', () => {
  const waiting = [start, back.withdrawn(night)];
  expect(escalationsOf(playReturn(...waiting, timerFired(night + 14 * MINUTE)))).toEqual([]);
  const late = [...waiting, timerFired(night + 15 * MINUTE)];
  expect(withdrawalReceipt(playReturn(...late).state)).toBe('pending');
  expect(escalationsOf(playReturn(...late))).toEqual(['withdrawal_acknowledged high']);
  expect(escalationsOf(playReturn(...late, settled(night + 40 * MINUTE, 'accepted')))).toEqual([
    'withdrawal_acknowledged high',
    'withdraw -/withdrawal_acknowledged/1',
  ]);
});

test.each(['refused', 'unknown'] as const)('a receipt that is %s is escalated at once', (what) => {
  const log = [back.withdrawn(night), settled(night + MINUTE, what), timerFired(night + MINUTE)];
  const step = playReturn(start, ...log);
  expect(withdrawalReceipt(step.state)).toBe('failed');
  expect(escalationsOf(step)).toEqual(['withdrawal_acknowledged high']);
});

test('without an address, the receipt is escalated at once, unless the notice has one', () => {
  const contact = WITHOUT_EMAIL;
  const none = runReturn(end, start, back.withdrawn(night, { contact }));
  expect(linesOf(none, 'escalate').slice(0, 1)).toEqual([
    '11-24 23:00 escalate -/withdrawal_acknowledged/1 to customer service, high',
  ]);
  expect(withdrawalReceipt(none.state)).toBe('failed');
  const own = playReturn(start, back.withdrawn(night, { contact }, { hasOwnAddress: true }));
  expect(sent(own)).toEqual(['withdrawal_received by email']);
});

test('the outcome of the receipt is kept after many later messages', () => {
  const refunds = Array.from({ length: 25 }, (_, index) =>
    back.refunded(day('11-26') + index * MINUTE, { reference: `r${index}`, final: false }),
  );
  const run = runReturn(day('11-27'), start, back.withdrawn(night), ...refunds);
  expect(withdrawalReceipt(run.state)).toBe('accepted');
});

test.each(['DE', 'GB'])('%s: the goods go back within 14 days, and nothing expires', (country) => {
  const run = runReturn(end, start, back.withdrawn(at('08:00'), { country }));
  expect(ladderSteps(run, 'posted')).toEqual([
    // Seven days before the end of 8 December, on the next morning.
    '12-02 08:00 return_post_reminder',
    // Two days before is a Sunday.
    '12-07 08:00 return_post_reminder',
    '12-10 23:59 escalate customer_service low',
  ]);
});

test('a voluntary withdrawal, without a law, follows the shop’s own rule', () => {
  const run = runReturn(end, start, back.withdrawn(at('08:00'), { country: 'US' }));
  expect(ladderSteps(run, 'posted').at(-1)).toMatch(/return_expired$/);
});

test('nothing has to be sent back of what was never shipped, until it is shipped after all', () => {
  const before = back.withdrawn(at('08:00'), {}, { isUnshipped: true });
  expect(linesOf(runReturn(end, start, before), 'send', 'escalate')).toEqual([
    '11-24 08:00 send withdrawal_received by email',
  ]);
  const run = runReturn(end, start, before, back.labelled(day('11-26')));
  expect(ladderSteps(run, 'posted')[0]).toBe('12-04 08:00 return_post_reminder');
});

const paid = ordered({ paid: true });

test('a withdrawal before shipping: the shop must stop it, and owes the money by the law', () => {
  const run = runOrder(end, start, paid, withdrawn(day('11-25')));
  expect(linesOf(run, 'escalate', 'withdraw')).toEqual([
    '11-25 12:00 escalate -/shipping_stopped/R1 to customer service, high',
    '12-09 23:59 escalate -/order_refunded/2026-11-25T11:00:00Z to the refund team, high',
    '12-11 23:59 escalate -/order_refunded/2026-11-25T11:00:00Z to the manager, high',
  ]);
  // Nobody waits for a parcel any more.
  expect(linesOf(run, 'send').join()).not.toContain('not_shipped_yet');
});

test('the cancellation ends the alarm, and the shop’s own time counts if it is earlier', () => {
  const run = runOrder(end, start, paid, withdrawn(day('11-25')), cancelled(day('11-26')));
  expect(linesOf(run, 'escalate', 'withdraw').slice(0, 3)).toEqual([
    '11-25 12:00 escalate -/shipping_stopped/R1 to customer service, high',
    '11-26 12:00 withdraw the escalation of -/shipping_stopped/R1',
    '12-03 23:59 escalate -/order_refunded/2026-11-25T11:00:00Z to the refund team, high',
  ]);
});

test('an order that is not known to be paid awaits no refund', () => {
  const run = runOrder(end, start, ordered({}), withdrawn(day('11-25')));
  expect(linesOf(run, 'escalate')).toHaveLength(1);
});

test('a parcel that is shipped nevertheless keeps the alarm, and its return awaits the money', () => {
  const run = runOrder(day('11-27'), start, paid, withdrawn(day('11-25')), shipped(day('11-26')));
  expect(linesOf(run, 'withdraw')).toEqual([]);
  const kinds = run.lines.flatMap((line) =>
    line.do === 'withdrawn' || line.do === 'met' ? [line.expectation] : [],
  );
  expect(kinds).toContain('order_refunded');
});

test('a withdrawal from a part is over once the shop changes the order', () => {
  const part = { isWhole: false, awaitsRefund: false };
  const changed: Moment = [day('11-26'), { kind: 'pieces_changed', pieces: 1 }];
  const order = ordered({ pieces: 2, paid: true });
  const run = runOrder(day('11-26', '13:00'), start, order, withdrawn(day('11-25'), part), changed);
  expect(linesOf(run, 'escalate', 'withdraw')).toEqual([
    '11-25 12:00 escalate -/shipping_stopped/R1 to customer service, high',
    '11-26 12:00 withdraw the escalation of -/shipping_stopped/R1',
  ]);
});
