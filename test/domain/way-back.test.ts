/** A parcel delivered, sent back, and delivered to its sender, in any sequence. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { orderMachine } from '../../domain/order/index.ts';
import { applyScan, createParcel } from '../../domain/parcel/parcel.ts';
import { currentStatus, foldScan, NO_SCANS } from '../../domain/parcel/scan-summary.ts';
import { MINUTE } from '../../domain/time.ts';
import type { Reason, Status } from '../../domain/tracking.ts';
import { aContact, aScan, at, type Moment, placed, policy, scanned, shipped } from './builders.ts';
import { runs } from './histories.ts';
import { linesOf, runOrder } from './play.ts';

const D = 'delivered';
const B = 'return_to_sender';
const M = 'in_transit';
const DELIVERED = ['delivered', null] as const;
const GOING_BACK = ['return_to_sender', null] as const;
const RETURNED = ['return_to_sender', 'returned'] as const;

const sequences: readonly [readonly Status[], readonly [Status, Reason | null]][] = [
  [[D], DELIVERED],
  [[D, M], DELIVERED],
  [[D, D], DELIVERED],
  [[B], GOING_BACK],
  [[B, M], GOING_BACK],
  [[M, B], GOING_BACK],
  [[B, D], RETURNED],
  [[B, D, M], RETURNED],
  [[D, B], GOING_BACK],
  [[D, B, M], GOING_BACK],
  [[D, B, D], RETURNED],
  [[D, B, M, D], RETURNED],
  [[D, B, D, M], RETURNED],
  [[B, D, B], GOING_BACK],
  [[D, B, D, B], GOING_BACK],
  [[B, D, B, D], RETURNED],
];

test.each(sequences)('%j ends as %j', (statuses, expected) => {
  const scans = statuses.map((status, index) => aScan(status, at('10:00') + index * MINUTE));
  const { status, reason } = currentStatus(scans.reduce(foldScan, NO_SCANS));
  expect([status, reason]).toEqual(expected);
});

test('a delivery and a return scan at the same time are an arrival at the sender', () => {
  const scans = [aScan(B, at('10:00')), aScan(D, at('10:00'))];
  for (const order of [scans, scans.toReversed()]) {
    expect(currentStatus(order.reduce(foldScan, NO_SCANS))).toMatchObject({
      status: 'return_to_sender',
      reason: 'returned',
    });
  }
});

const sequence = fc.array(
  fc.record({ status: fc.constantFrom<Status>(D, B, M), minute: fc.nat(20) }),
  { minLength: 1, maxLength: 8 },
);
const disorder = sequence.chain((scans) =>
  fc.record({
    scans: fc.constant(scans),
    order: fc.shuffledSubarray([...scans.keys(), ...scans.keys()], {
      minLength: scans.length * 2,
      maxLength: scans.length * 2,
    }),
  }),
);

test('in any order, with any duplicates, the last delivery or return scan decides', () => {
  fc.assert(
    fc.property(disorder, ({ scans, order }) => {
      const last = (wanted: Status) =>
        Math.max(-1, ...scans.map(({ status, minute }) => (status === wanted ? minute : -1)));
      const expected =
        last(B) < 0
          ? [last(D) < 0 ? 'in_transit' : 'delivered', null]
          : last(D) >= last(B)
            ? RETURNED
            : GOING_BACK;
      const parcel = order.reduce(
        (before, index) => {
          const { status, minute } = scans[index] ?? { status: M, minute: 0 };
          return applyScan(before, aScan(status, at('10:00') + minute * MINUTE), at('15:00'));
        },
        createParcel(
          { carrier: 'usps', trackingNumber: '1', service: null, awaitedSince: at('09:00') },
          at('09:00'),
        ),
      );
      const { status, reason } = currentStatus(parcel.scanSummary);
      expect([status, reason]).toEqual(expected);
    }),
    runs(10_000),
  );
});

const day = (date: string) => at('12:00', `2026-${date}`);
const emailOnly = aContact({ phone: false, consent: { email: true, sms: false } });
const order = [policy(at('08:00')), placed(at('08:00'), emailOnly), shipped()];
const arrived = [...order, scanned(D, at('10:00'))];
const turned = [...arrived, scanned(B, day('11-25'))];
const returned = [...turned, scanned(D, day('11-28'))];

function emailsOf(...moments: readonly Moment[]): readonly string[] {
  return linesOf(runOrder(day('12-24'), ...moments), 'send').slice(2);
}

test('a parcel that turns back after its delivery sends “returning to sender”', () => {
  expect(emailsOf(...turned).slice(0, 2)).toEqual([
    '11-24 10:00 send delivered by email (s1)',
    '11-25 12:00 send returning_to_sender by email (s1)',
  ]);
});

test('an arrival back at the sender sends no second “delivered”, and ends the journey', () => {
  const run = runOrder(day('12-24'), ...returned);
  expect(emailsOf(...returned)).toEqual([
    '11-24 10:00 send delivered by email (s1)',
    '11-25 12:00 send returning_to_sender by email (s1)',
  ]);
  expect(linesOf(run, 'escalate', 'overdue')).toEqual([]);
  expect(run.lines.at(-1)).toMatchObject({ event: 'closed', at: '2026-12-01T11:00:00Z' });
  expect(orderMachine.view(run.state).status).toBe('return_to_sender');
});

test('after a new return scan, the arrival at the sender is awaited again', () => {
  const run = runOrder(day('12-24'), ...returned, scanned(B, day('11-30')));
  expect(linesOf(run, 'await').at(-1)).toContain('12-21');
  expect(linesOf(run, 'escalate')).toEqual([
    '12-21 12:00 escalate s1/returned/2026-11-30T11:00:00Z to customer service, medium',
  ]);
});

test('a return that is reported late sends no “delivered” for the arrival at the sender', () => {
  const late = [
    ...order,
    scanned(B, at('10:00'), { observedAt: at('12:00') }),
    scanned(D, at('11:00'), { observedAt: at('12:00') }),
  ];
  expect(emailsOf(...late)).toEqual(['11-24 12:00 send returning_to_sender by email (s1)']);
});
