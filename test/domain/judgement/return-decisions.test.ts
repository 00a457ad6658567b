/** What the shop owes for a return: later inspections, promises, and money without goods. */

import { expect, test } from 'vitest';
import { at, back, escalationChanged, policy, scanned, timerFired } from '../builders.ts';
import { linesOf, playReturn, runReturn } from '../play.ts';
import { day, ofKinds } from './known-orders.ts';

const shop = policy(at('08:00'));
const labelled = [shop, back.requested(at('09:00')), back.labelled(at('10:30'))];
const arrived = [back.scanned('in_transit', at('12:00')), back.scanned('delivered', day('11-26'))];
const processed = (...moments: Parameters<typeof runReturn>[1][]) =>
  ofKinds(runReturn(day('12-01'), ...labelled, ...arrived, ...moments), 'return_processed');

test('a second inspection rejects more: the customer learns so', () => {
  const first = back.inspected(day('11-27', '10:00'), { refund: 1, reject: 1 });
  const second = back.inspected(day('11-28', '10:00'), { reject: 2 });
  expect(processed(first, second)).toEqual([
    '11-27 10:00 return_processed',
    '11-28 10:00 return_processed',
  ]);
});

test('a second inspection exchanges one more: the customer learns so', () => {
  const first = back.inspected(day('11-27', '10:00'), { exchange: 1 });
  const second = back.inspected(day('11-28', '10:00'), { exchange: 2 });
  expect(processed(first, second)).toHaveLength(2);
});

test('a second inspection rejects the same or less: only the money is news', () => {
  const first = back.inspected(day('11-27', '10:00'), { reject: 2 });
  const same = back.inspected(day('11-27', '11:00'), { reject: 2 });
  const less = back.inspected(day('11-28', '10:00'), { refund: 1, reject: 1 });
  expect(processed(first, same, less)).toHaveLength(1);
  expect(processed(first, same, less, back.refunded(day('11-30')))).toHaveLength(2);
});

test('two inspections in one night: the customer reads the last one in the morning', () => {
  const first = back.inspected(day('11-27', '22:00'), { refund: 1, reject: 1 });
  const second = back.inspected(day('11-27', '23:00'), { reject: 2 });
  expect(processed(first, second)).toEqual(['11-28 08:00 return_processed']);
});

/** Promised by Saturday, 5 December. */
const promised = [
  shop,
  back.requested(at('09:00'), day('12-05')),
  back.labelled(at('10:30')),
] as const;
const refunds = (until: number, ...moments: Parameters<typeof runReturn>[1][]) =>
  linesOf(runReturn(until, ...promised, ...moments), 'escalate', 'withdraw').filter((line) =>
    line.includes('/refunded/'),
  );

test('posted after the promised day: five business days from the arrival, as usual', () => {
  const late = [
    back.scanned('in_transit', day('12-08')),
    back.scanned('delivered', day('12-10', '10:00')),
  ];
  expect(refunds(day('12-18'), ...late)).toEqual([
    '12-17 23:59 escalate -/refunded/2026-12-10T09:00:00Z to the refund team, high',
  ]);
  const { messages } = playReturn(...promised, ...late);
  expect(messages.at(-1)).toMatchObject({
    kind: 'return_received',
    facts: { isPromiseOver: true },
  });
});

test('posted in time, and long on its way: the missed promise stays in hand', () => {
  const slow = [back.scanned('in_transit', day('12-03')), back.scanned('delivered', day('12-10'))];
  expect(refunds(day('12-18'), ...slow)).toEqual([
    '12-05 23:59 escalate -/refunded/2026-12-03T11:00:00Z to the refund team, high',
    '12-09 23:59 escalate -/refunded/2026-12-03T11:00:00Z to the manager, high',
  ]);
});

test('a part is refunded in advance, and nobody posts the goods: staff learn of it', () => {
  const part = back.refunded(day('11-25'), { final: false });
  const run = runReturn(at('12:00', '2027-01-15'), ...labelled, part);
  expect(linesOf(run, 'escalate')).toEqual([
    // A day after the return expired.
    '12-24 23:59 escalate -/goods_back/2026-12-23T22:59:59Z to customer service, low',
    '01-07 23:59 escalate -/goods_back/2026-12-23T22:59:59Z to customer service, medium',
  ]);
  expect(ofKinds(run, 'return_post_reminder', 'return_expired').at(-1)).toBe(
    '12-24 08:00 return_expired',
  );
});

const two = [...labelled, back.labelled(at('10:31'), 'p2')];
const bothMoving = [
  back.scanned('in_transit', at('12:00')),
  back.scanned('in_transit', at('12:00'), 'p2'),
];

test('one of two parcels is decided lost, and the other arrives then: the customer learns so', () => {
  const loss = scanned('exception', day('11-26', '10:00'), { reason: 'loss', shipmentId: 'p2' });
  const decided = escalationChanged(day('11-26'), {
    expectationId: 'p2/loss_resolved/2026-11-26T09:00:00Z',
    resolution: 'lost',
  });
  const alarm = timerFired(day('11-26', '10:01'));
  const given = [
    ...two,
    ...bothMoving,
    loss,
    alarm,
    decided,
    back.scanned('delivered', day('11-27')),
  ];
  expect(ofKinds(runReturn(day('11-28'), ...given), 'return_received')).toEqual([
    '11-27 12:00 return_received',
  ]);
  const { messages } = playReturn(...given, timerFired(day('11-28')));
  expect(messages.find(({ kind }) => kind === 'return_received')).toMatchObject({
    // Five business days after the decision of Thursday.
    facts: { isPart: true, isLast: true, refundDue: day('12-04', '00:00') - 1 },
  });
});

test('two parcels wait for the warehouse: one escalation, one message', () => {
  const confirms = policy(at('08:00'), { returns: { receivedBy: 'shop' } });
  const given = [
    ...[confirms, ...two.slice(1), ...bothMoving, back.scanned('delivered', day('11-26'))],
    back.scanned('delivered', day('11-26', '14:00'), 'p2'),
  ];
  const run = runReturn(day('12-10'), ...given);
  expect(linesOf(run, 'escalate')).toEqual([
    '12-01 12:00 escalate p1/inspected/2026-11-26T11:00:00Z to the warehouse, medium',
  ]);
  expect(ofKinds(run, 'return_inspection_late')).toEqual(['12-03 12:00 return_inspection_late']);
  const first = runReturn(day('12-10'), ...given, back.received(day('12-04'), 'p1'));
  // The other one is as late as it was.
  expect(linesOf(first, 'escalate')).toHaveLength(2);
  expect(ofKinds(first, 'return_inspection_late')).toHaveLength(1);
});
