/** A person resolves a parcel as reshipped: somebody watches that another one goes. */

import { expect, test } from 'vitest';
import type { Resolution } from '../../../domain/journey/event.ts';
import { orderMachine } from '../../../domain/order/index.ts';
import {
  at,
  cancelled,
  escalationChanged,
  type Moment,
  ordered,
  policy,
  scanned,
  shipped,
} from '../builders.ts';
import { linesOf, runOrder } from '../play.ts';
import { day, reader, STALL } from './known-orders.ts';

const rules = policy(at('08:00'));
const stalled = [
  ...[rules, ordered({ pieces: 1, contact: reader }), shipped(at('09:00'), 's1', 1)],
  scanned('in_transit', at('12:00')),
];
/** On Wednesday, 2 December. Three business days later is Monday, the 7th. */
const reshipped = escalationChanged(day('12-02'), {
  expectationId: STALL,
  resolution: 'reshipped',
});
const ID = '-/replacement_shipped/2026-12-02T11:00:00Z';
const OPENED = `12-07 12:00 escalate ${ID} to customer service, low`;
const resolved = (time: number, resolution: Resolution): Moment =>
  escalationChanged(time, { expectationId: ID, resolution });
const replacements = (until: number, ...moments: readonly Moment[]) =>
  linesOf(runOrder(until, ...moments), 'escalate', 'withdraw').filter((line) =>
    line.includes('replacement_shipped'),
  );

test('no other parcel follows: customer service after three business days, once', () => {
  const run = runOrder(day('12-31'), ...stalled, reshipped);
  expect(linesOf(run, 'escalate').at(-1)).toBe(OPENED);
  expect(orderMachine.isDone(run.state)).toBe(false);
});

test('the new parcel follows in time: nobody is alarmed', () => {
  const second = shipped(day('12-04'), 's2', 1);
  expect(replacements(day('12-10'), ...stalled, reshipped, second)).toEqual([]);
});

test('the new parcel was added before the decision: nobody waits for a third one', () => {
  const second = shipped(day('12-01'), 's2', 1);
  expect(replacements(day('12-20'), ...stalled, second, reshipped)).toEqual([]);
});

test('of an order without known pieces, too', () => {
  const start = [rules, ordered({ contact: reader }), shipped(at('09:00'))];
  const unknown = [...start, scanned('in_transit', at('12:00'))];
  expect(replacements(day('12-20'), ...unknown, shipped(day('12-01'), 's2'), reshipped)).toEqual(
    [],
  );
  expect(replacements(day('12-20'), ...unknown, reshipped)).toEqual([OPENED]);
});

test('another parcel that was part of the order from the start replaces nothing', () => {
  const two = [
    ...[rules, ordered({ pieces: 2, contact: reader }), shipped(at('09:00'), 's1', 1)],
    ...[shipped(at('11:00'), 's2', 1), scanned('in_transit', at('12:00'))],
    scanned('delivered', day('11-25'), { shipmentId: 's2' }),
  ];
  expect(replacements(day('12-20'), ...two, reshipped)).toEqual([OPENED]);
});

test('the new parcel comes late: it ends the escalation', () => {
  const second = shipped(day('12-09'), 's2', 1);
  expect(replacements(day('12-10'), ...stalled, reshipped, second)).toEqual([
    OPENED,
    `12-09 12:00 withdraw the escalation of ${ID}`,
  ]);
});

test('the first one turns up: a person decides about that instead', () => {
  const found = scanned('in_transit', day('12-04'));
  expect(replacements(day('12-20'), ...stalled, reshipped, found)).toEqual([]);
});

test.each(['solved', 'no_action', 'reshipped'] as const)(
  'it goes by another order, and is resolved as %s: the journey closes three days later',
  (resolution) => {
    const given = [...stalled, reshipped, resolved(day('12-08'), resolution)];
    const run = runOrder(day('12-12'), ...given);
    expect(linesOf(run, 'escalate').at(-1)).toBe(OPENED);
    expect(orderMachine.isDone(run.state)).toBe(true);
  },
);

test('the order is cancelled: no parcel is awaited', () => {
  expect(replacements(day('12-20'), ...stalled, reshipped, cancelled(day('12-03')))).toEqual([]);
});
