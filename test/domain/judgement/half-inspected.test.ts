/** One of two parcels of a return is inspected, and the other one is on its way. */

import { expect, test } from 'vitest';
import { at, back, escalationChanged, type Moment, policy, scanned } from '../builders.ts';
import { linesOf, runReturn } from '../play.ts';
import { day, ofKinds } from './known-orders.ts';

/** Of two pieces. The first parcel arrives on Wednesday, 25 November. */
const firstThere = [
  ...[policy(at('08:00')), back.requested(at('09:00'))],
  ...[back.labelled(at('10:30')), back.labelled(at('10:31'), 'p2')],
  ...[back.scanned('in_transit', at('12:00')), back.scanned('in_transit', at('12:00'), 'p2')],
  back.scanned('delivered', day('11-25')),
];
const inspected = [...firstThere, back.inspected(day('11-26', '10:00'), { refund: 1 })];
const teams = (until: number, ...moments: readonly Moment[]) =>
  linesOf(runReturn(until, ...moments), 'escalate');

test('the other one is silent: customer service, and the customer, learn so', () => {
  const run = runReturn(day('12-02'), ...inspected);
  expect(linesOf(run, 'escalate')).toEqual([
    '11-27 12:00 escalate p2/return_movement/2026-11-24T11:00:00Z to customer service, medium',
  ]);
  expect(ofKinds(run, 'return_delayed')).toEqual(['12-01 12:00 return_delayed']);
});

test('the inspection comes after the escalation: the escalation goes on', () => {
  const late = [...firstThere, back.inspected(day('11-30'), { refund: 1 })];
  expect(linesOf(runReturn(day('12-01'), ...late), 'escalate', 'withdraw')).toHaveLength(1);
});

test('the carrier reports the other one lost: customer service at once', () => {
  const loss = scanned('exception', day('11-27', '10:00'), { reason: 'loss', shipmentId: 'p2' });
  expect(teams(day('11-27', '18:00'), ...inspected, loss)).toEqual([
    '11-27 10:00 escalate p2/loss_resolved/2026-11-27T09:00:00Z to customer service, high, proposes "lost"',
  ]);
});

test('the other one arrives: nobody learns', () => {
  expect(teams(day('12-01'), ...inspected, back.scanned('delivered', day('11-27'), 'p2'))).toEqual(
    [],
  );
});

test('the inspection has all pieces: a scan is missing, not a parcel', () => {
  const all = back.inspected(day('11-26', '10:00'), { refund: 1, reject: 1 });
  expect(teams(day('12-02'), ...firstThere, all)).toEqual([]);
});

test('the warehouse confirms that it has everything: nobody learns', () => {
  expect(
    teams(day('12-02'), ...inspected, back.received(day('11-26', '11:00'))),
  ).not.toContainEqual(expect.stringContaining('return_movement'));
});

test('a person resolves it as lost: the wait for it ends', () => {
  const lost = escalationChanged(day('11-30'), {
    expectationId: 'p2/return_movement/2026-11-24T11:00:00Z',
    resolution: 'lost',
  });
  const run = runReturn(day('12-02'), ...inspected, lost);
  expect(linesOf(run, 'escalate')).toHaveLength(1);
  // Parcels of one return share a message.
  expect(ofKinds(run, 'return_lost')).toEqual(['11-30 12:02 return_lost']);
});
