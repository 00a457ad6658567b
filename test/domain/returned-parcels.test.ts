/** Parcels that are delivered and sent back, in any order: the last of the two decides. */

import { array, assert, constantFrom, property, shuffledSubarray } from 'fast-check';
import { expect, test } from 'vitest';
import { orderMachine } from '../../domain/order/index.ts';
import { currentStatus, foldScan, NO_SCANS } from '../../domain/parcel/scan-summary.ts';
import type { Status } from '../../domain/tracking.ts';
import { aScan, at, notSent, placed, play, runOrder, scanned, sent, shipped } from './builders.ts';
import { runs } from './histories.ts';

const day = (date: string, time = '12:00') => at(time, `2026-${date}`);

const delivered = { status: 'delivered', reason: null };
const onItsWayBack = { status: 'return_to_sender', reason: null };
const returned = { status: 'return_to_sender', reason: 'returned' };

const sequences: readonly (readonly [string, readonly Status[], object])[] = [
  ['delivered', ['delivered'], delivered],
  ['delivered twice', ['delivered', 'delivered'], delivered],
  ['delivered, then moved', ['delivered', 'in_transit'], delivered],
  ['sent back', ['in_transit', 'return_to_sender'], onItsWayBack],
  ['sent back, then moved', ['return_to_sender', 'in_transit'], onItsWayBack],
  ['sent back and delivered', ['return_to_sender', 'delivered'], returned],
  ['sent back and delivered twice', ['return_to_sender', 'delivered', 'delivered'], returned],
  ['delivered, then sent back', ['delivered', 'return_to_sender'], onItsWayBack],
  [
    'delivered, sent back, delivered to the sender',
    ['delivered', 'return_to_sender', 'in_transit', 'delivered'],
    returned,
  ],
  [
    'delivered, sent back, delivered, sent back once more',
    ['delivered', 'return_to_sender', 'delivered', 'return_to_sender'],
    onItsWayBack,
  ],
];

test.each(sequences)('a parcel %s ends where the last scan says', (_, statuses, expected) => {
  const summary = statuses
    .map((status, hour) => aScan(status, at('08:00') + hour * 3_600_000))
    .reduce(foldScan, NO_SCANS);
  expect(currentStatus(summary)).toMatchObject(expected);
});

test('any scans in any order, with duplicates, end where the last delivery or return says', () => {
  const statuses = array(constantFrom<Status>('delivered', 'return_to_sender', 'in_transit'), {
    minLength: 1,
    maxLength: 8,
  });
  const mixed = statuses.chain((list) => {
    const scans = list.map((status, hour) => aScan(status, at('08:00') + hour * 3_600_000));
    const all = [...scans, ...scans];
    return shuffledSubarray(all, { minLength: all.length }).map((heap) => ({ list, heap }));
  });
  assert(
    property(mixed, ({ list, heap }) => {
      const last = list.findLast((status) => status !== 'in_transit');
      const wasSentBack = list.includes('return_to_sender');
      const whenDelivered = wasSentBack ? returned : delivered;
      const whenMoving = last === 'delivered' ? whenDelivered : onItsWayBack;
      const expected = last === undefined ? { status: 'in_transit', reason: null } : whenMoving;
      expect(currentStatus(heap.reduce(foldScan, NO_SCANS))).toMatchObject(expected);
    }),
    runs(2_000),
  );
});

const there = [placed(), shipped(), scanned('delivered', day('11-24', '14:00'))];
const back = scanned('return_to_sender', day('11-26'));
const home = scanned('delivered', day('12-01'));

test('the arrival at the sender is no second delivery to the customer', () => {
  const messages = sent(play(...there, back, home));
  expect(messages.filter((message) => message === 'delivered by email')).toHaveLength(1);
  expect(messages).toContain('returning_to_sender by email');
});

test('a parcel that went straight back is never reported as delivered', () => {
  const step = play(placed(), shipped(), back, home);
  expect(sent(step)).not.toContain('delivered by email');
  expect(notSent(step)).toContain('delivered by email: superseded');
});

test('once the parcel is back at its sender, nothing is awaited and nobody is alarmed', () => {
  const { state, lines } = runOrder(day('12-31'), ...there, back, home);
  expect(orderMachine.view(state).status).toBe('return_to_sender');
  expect(orderMachine.view(state).expectations).toEqual([]);
  expect(lines.filter((line) => line.do === 'escalate')).toEqual([]);
  expect(orderMachine.isDone(state)).toBe(true);
});

test('a parcel that turns back after its delivery and does not arrive is escalated', () => {
  const { lines } = runOrder(day('12-31'), ...there, back);
  const escalated = lines.filter((line) => line.do === 'escalate');
  expect(escalated.map(({ expectationId }) => expectationId.split('/')[1])).toContain('returned');
});
