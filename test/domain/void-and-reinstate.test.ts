/** Labels that the shop voids, orders that it reinstates, and one parcel under two ids. */

import { expect, test } from 'vitest';
import { orderMachine } from '../../domain/order/index.ts';
import {
  at,
  cancelled,
  type Moment,
  ordered,
  placed,
  policy,
  scanned,
  shipped,
} from './builders.ts';
import { linesOf, notSent, play, runOrder, sent } from './play.ts';

const day = (date: string, time = '12:00') => at(time, `2026-${date}`);
const start = policy(at('08:00'));
const voided = (time: number, shipmentId = 's1'): Moment => [
  time,
  { kind: 'shipment_voided', shipmentId, voidedAt: time },
];
const reinstated = (time: number): Moment => [
  time,
  { kind: 'order_reinstated', reinstatedAt: time },
];
/** The same number as `s1`, under another id. */
function alias(time: number, pieces: number | null = null): Moment {
  const [, body] = shipped(time, 's1', pieces);
  return [time, { ...body, shipmentId: 'again' } as typeof body];
}

/** `11-26 09:00 known`, by clocks in Berlin. */
function overdueOf({ lines }: Pick<ReturnType<typeof runOrder>, 'lines'>): readonly string[] {
  return lines.flatMap((line) => {
    if (line.do !== 'overdue') return [];
    const local = new Date(Date.parse(line.at) + 3_600_000).toISOString();
    return [`${local.slice(5, 10)} ${local.slice(11, 16)} ${line.expectation}`];
  });
}

const statusOf = (...moments: readonly Moment[]) =>
  orderMachine.view(play(...moments).state).status;

test('of a voided parcel nothing is awaited; the next parcel is, counted from the void', () => {
  const run = runOrder(day('11-28'), start, placed(), shipped(), voided(at('10:00')));
  expect(overdueOf(run)).toEqual(['11-27 10:00 shipped']);
  expect(run.state.shipments['s1']?.voided?.occurredAt).toBe(at('10:00'));
});

test('a void withdraws the escalation of the parcel', () => {
  const run = runOrder(day('11-27'), start, placed(), shipped(), voided(day('11-26', '10:00')));
  expect(linesOf(run, 'escalate', 'withdraw')).toEqual([
    '11-26 09:00 escalate s1/known/2026-11-24T08:00:00Z to customer service, low',
    '11-26 10:00 withdraw the escalation of s1/known/2026-11-24T08:00:00Z',
  ]);
});

test('scans of a voided parcel are recorded and decide nothing', () => {
  const moments = [start, placed(), shipped(), voided(at('10:00'))];
  const after = play(
    ...moments,
    scanned('out_for_delivery', at('11:00')),
    scanned('delivered', at('12:00')),
  );
  expect(sent(after)).toEqual(sent(play(...moments)));
  expect(after.state.shipments['s1']?.scanSummary.by.delivered?.first).toBe(at('12:00'));
  expect(orderMachine.view(after.state).status).toBe('placed');
});

test('a message that waits is dropped when its parcel is voided', () => {
  const two = [start, ordered({ pieces: 2 }), shipped(at('09:00'), 's1', 1)];
  const run = play(...two, voided(at('09:01')));
  expect(sent(run)).toEqual(['order_confirmed by email']);
  expect(notSent(run)).toEqual(['shipped by email: together', 'shipped by email: superseded']);
});

test('the order is as its other parcels are', () => {
  const moments = [start, placed(), shipped(), shipped(at('09:30'), 's2')];
  const both = [...moments, scanned('exception', at('10:00'))];
  const arrived = scanned('delivered', at('11:00'), { shipmentId: 's2' });
  expect(statusOf(...both, arrived)).toBe('exception');
  expect(statusOf(...both, arrived, voided(at('12:00')))).toBe('delivered');
  expect(statusOf(...both, voided(at('10:30')), voided(at('10:30'), 's2'))).toBe('placed');
});

test('a parcel beside a voided one is announced as the only one', () => {
  const run = play(
    ...[start, placed(), shipped(), voided(at('09:30')), shipped(at('10:00'), 's2')],
    scanned('delivered', at('15:00'), { shipmentId: 's2' }),
  );
  expect(run.messages.filter(({ channel }) => channel === 'email').map(({ kind }) => kind)).toEqual(
    ['order_confirmed', 'shipped', 'shipped', 'delivered'],
  );
});

test('an order whose pieces have all arrived is not late for a label that was never used', () => {
  const moments = [
    ...[
      start,
      ordered({ pieces: 1 }),
      shipped(at('09:00'), 's1', 1),
      shipped(at('10:00'), 's2', 1),
    ],
    scanned('delivered', day('11-25'), { shipmentId: 's2' }),
  ];
  const run = runOrder(day('12-20'), ...moments);
  expect(overdueOf(run)).toEqual([]);
  expect(linesOf(run, 'event').at(-1)).toBe('11-28 12:00 closed: delivered');
});

test('a replacement that follows is awaited as any parcel', () => {
  const run = runOrder(
    day('11-30', '10:00'),
    ...[start, ordered({ pieces: 1 }), shipped(at('09:00'), 's1', 1)],
    ...[scanned('delivered', day('11-25')), shipped(day('11-26', '10:00'), 's2')],
  );
  expect(overdueOf(run)).toEqual(['11-30 10:00 known']);
});

test('where a delivery turns out to be none, the unused label is awaited again', () => {
  const run = runOrder(
    day('12-01', '12:00'),
    ...[
      start,
      ordered({ pieces: 1 }),
      shipped(at('09:00'), 's1', 1),
      shipped(at('10:00'), 's2', 1),
    ],
    scanned('delivered', day('11-25'), { shipmentId: 's2' }),
    scanned('return_to_sender', day('11-26'), { shipmentId: 's2' }),
  );
  expect(overdueOf(run)).toEqual(['11-30 12:00 known', '12-01 12:00 first_scan']);
});

test('a reinstated order awaits its parcel from then on', () => {
  const moments = [start, placed(), cancelled(at('09:00')), reinstated(day('11-26', '10:00'))];
  const run = runOrder(day('12-01', '10:00'), ...moments);
  expect(overdueOf(run)).toEqual(['12-01 10:00 shipped']);
  expect(statusOf(...moments)).toBe('placed');
  // A promise from before the cancellation is no longer one.
  const promised = ordered({ shipBy: day('11-25') });
  expect(overdueOf(runOrder(day('12-01', '10:00'), start, promised, ...moments.slice(2)))).toEqual([
    '12-01 10:00 shipped',
  ]);
});

test('a label from before the cancellation is awaited from the reinstatement on', () => {
  const moments = [start, placed(), shipped(), cancelled(at('10:00'))];
  const run = runOrder(day('11-30', '10:00'), ...moments, reinstated(day('11-26', '10:00')));
  expect(overdueOf(run)).toEqual(['11-30 10:00 known']);
});

test('reinstated twice is reinstated once, and a second cancellation has its own message', () => {
  const moments = [
    placed(),
    cancelled(at('09:00')),
    reinstated(at('10:00')),
    reinstated(at('11:00')),
  ];
  const run = play(start, ...moments, cancelled(at('12:00')));
  expect(sent(run)).toEqual([
    'order_confirmed by email',
    'order_cancelled by email',
    'order_confirmed by email',
    'order_cancelled by email',
  ]);
  expect(run.state.reopened?.occurredAt).toBe(at('10:00'));
  expect(run.messages.map(({ key }) => key.split('/').slice(-2)[0])).toEqual([
    '1',
    '1',
    'reinstated-1',
    '2',
  ]);
});

test('one number under two ids is one parcel, and each message goes once', () => {
  const run = play(
    ...[start, ordered({ pieces: 3 }), shipped(at('09:00'), 's1', 1), alias(at('09:30'), 2)],
    scanned('out_for_delivery', at('10:00'), { shipmentId: 'again' }),
    scanned('delivered', at('12:00')),
  );
  expect(Object.keys(run.state.shipments)).toEqual(['s1']);
  expect(run.state.shipments['s1']?.pieces).toBe(3);
  const byEmail = run.messages.filter(({ channel }) => channel === 'email');
  expect(byEmail.map(({ kind, shipmentIds }) => [kind, shipmentIds])).toEqual([
    ['order_confirmed', []],
    ['shipped', ['s1']],
    ['out_for_delivery', ['s1']],
    ['delivered', ['s1']],
  ]);
});

test('the pieces of a parcel are unknown where one of its ids does not list them', () => {
  const { state } = play(start, placed(), shipped(at('09:00'), 's1', 1), alias(at('09:30')));
  expect(state.shipments['s1']?.pieces).toBeNull();
});

test('a void by either id voids the parcel; its number may then be used again', () => {
  const moments = [start, placed(), shipped(), alias(at('09:30')), voided(at('10:00'), 'again')];
  expect(statusOf(...moments)).toBe('placed');
  const [, body] = shipped(at('11:00'));
  const rebooked: Moment = [at('11:00'), { ...body, shipmentId: 's3' } as typeof body];
  expect(Object.keys(play(...moments, rebooked).state.shipments)).toEqual(['s1', 's3']);
});
