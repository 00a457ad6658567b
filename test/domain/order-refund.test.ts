/** The money of a paid order that does not reach the customer. */

import { expect, test } from 'vitest';
import type { OrderRefunded } from '../../domain/order/event.ts';
import { orderMachine } from '../../domain/order/index.ts';
import { iso8601 } from '../../domain/time.ts';
import {
  at,
  cancelled,
  escalationChanged,
  type Moment,
  ordered,
  policy,
  scanned,
  shipped,
} from './builders.ts';
import { linesOf, play, runOrder, sent } from './play.ts';

const day = (date: string, time = '12:00') => at(time, `2026-${date}`);
const start = policy(at('08:00'));
const paid = ordered({ paid: true });

function refunded(time: number, more: Partial<OrderRefunded> = {}): Moment {
  const amount = { amount: '49.90', currency: 'EUR' };
  const body = { kind: 'order_refunded', reference: 'r1', refundedAt: time, amount } as const;
  return [time, { ...body, method: 'original', final: true, ...more }];
}

const reinstated = (time: number): Moment => [
  time,
  { kind: 'order_reinstated', reinstatedAt: time },
];

/** The refund that is awaited at `until`: `2026-11-24T09:00:00Z to 2026-12-01T22:59:59Z`. */
function refundOf(until: number, ...moments: readonly Moment[]): readonly string[] {
  const { state } = runOrder(until, ...moments);
  const { expectations } = orderMachine.view(state);
  return expectations
    .filter(({ kind }) => kind === 'order_refunded')
    .map(({ since, due }) => `${iso8601(since)} to ${iso8601(due - 999)}`);
}

/** Tuesday at 10:00, and five business days later. */
const SINCE_CANCELLED = ['2026-11-24T09:00:00Z to 2026-12-01T22:59:59Z'];
/** Friday at 13:00, an hour after the escalation of a parcel that stalls since Tuesday. */
const SINCE_RESOLVED = ['2026-11-27T12:00:00Z to 2026-12-04T22:59:59Z'];

const stalled = [shipped(), scanned('in_transit', at('12:00'))];
const STALL = 's1/movement/2026-11-24T11:00:00Z';
const resolve = (resolution: 'lost' | 'refunded' | 'reshipped', time = day('11-27', '13:00')) =>
  escalationChanged(time, { expectationId: STALL, resolution });
/** On its way back on Tuesday, back at the shop on Friday. */
const cameBack = [
  shipped(),
  scanned('return_to_sender', at('12:00')),
  scanned('return_to_sender', day('11-27', '13:00'), { reason: 'returned' }),
];

const FACTS: readonly (readonly [string, readonly Moment[], readonly string[]])[] = [
  ['it is cancelled', [cancelled(at('10:00'))], SINCE_CANCELLED],
  [
    'it is cancelled with a parcel on its way',
    [...stalled.slice(0, 1), scanned('in_transit', at('09:30')), cancelled(at('10:00'))],
    SINCE_CANCELLED,
  ],
  ['its parcel is resolved as lost', [...stalled, resolve('lost')], SINCE_RESOLVED],
  ['its parcel is resolved as refunded', [...stalled, resolve('refunded')], SINCE_RESOLVED],
  ['its parcel comes back', cameBack, SINCE_RESOLVED],
];

test.each(FACTS)('the refund of a paid order is due once %s', (_, facts, expected) => {
  expect(refundOf(day('11-27', '14:00'), start, paid, ...facts)).toEqual(expected);
});

test.each(FACTS)(
  'no refund is awaited of an order that is not known to be paid: %s',
  (_, facts) => {
    for (const known of [false, null]) {
      const placed = ordered({ paid: known });
      expect(refundOf(day('11-27', '14:00'), start, placed, ...facts)).toEqual([]);
    }
    expect(refundOf(day('11-27', '14:00'), start, ordered({}), ...facts)).toEqual([]);
  },
);

test.each(FACTS)('the final refund ends the wait after %s', (_, facts, expected) => {
  const until = day('11-30');
  const part = refunded(day('11-27', '15:00'), { final: false, reference: 'r0' });
  expect(refundOf(until, start, paid, ...facts, part)).toEqual(expected);
  const rest = refunded(day('11-27', '16:00'));
  expect(refundOf(until, start, paid, ...facts, part, rest)).toEqual([]);
});

test.each(FACTS)('another shipment ends the wait after %s', (_, facts) => {
  const until = day('11-30');
  const again = shipped(day('11-27', '15:00'), 's2');
  expect(refundOf(until, start, paid, ...facts, again)).toEqual([]);
});

test('a shipment from before a loss does not replace the money, nor does a corrected number', () => {
  const moments = [start, paid, ...stalled, shipped(at('13:00'), 's2'), resolve('lost')];
  const corrected = { carrier: 'usps', trackingNumber: 'TN-other' };
  const correction: Moment = [
    day('11-27', '13:30'),
    { kind: 'shipment_corrected', shipmentId: 's2', ...corrected },
  ];
  expect(refundOf(day('11-27', '14:00'), ...moments, correction)).toEqual(SINCE_RESOLVED);
});

test('no money is due for a parcel that is resolved as reshipped', () => {
  expect(refundOf(day('11-27', '14:00'), start, paid, ...stalled, resolve('reshipped'))).toEqual(
    [],
  );
});

test('a reinstated order owes no money, and owes it again once it is cancelled again', () => {
  const moments = [start, paid, cancelled(at('10:00')), reinstated(at('11:00'))];
  expect(refundOf(at('12:00'), ...moments)).toEqual([]);
  expect(refundOf(at('14:00'), ...moments, cancelled(at('13:00')))).toEqual([
    '2026-11-24T12:00:00Z to 2026-12-01T22:59:59Z',
  ]);
});

test('an order that the customer had before the cancellation owes no money', () => {
  const delivered = scanned('delivered', at('11:00'));
  const moments = [start, paid, shipped(), delivered, cancelled(at('12:00'))];
  expect(refundOf(at('13:00'), ...moments)).toEqual([]);
  // The scan of the delivery arrives late.
  const late = scanned('delivered', at('11:00'), { observedAt: at('12:30') });
  const unknown = [start, paid, shipped(), cancelled(at('12:00'))];
  expect(refundOf(at('12:15'), ...unknown)).toHaveLength(1);
  expect(refundOf(at('13:00'), ...unknown, late)).toEqual([]);
});

test('the rest of an order that is cancelled after its first parcel is due', () => {
  const moments = [
    ...[start, ordered({ paid: true, pieces: 2 }), shipped(at('09:00'), 's1', 1)],
    ...[scanned('delivered', at('09:30')), cancelled(at('10:00'))],
  ];
  expect(refundOf(at('13:00'), ...moments)).toEqual(SINCE_CANCELLED);
});

test('a lost parcel that is delivered after all owes no money', () => {
  const lost = [start, paid, ...stalled, resolve('lost')];
  const found = scanned('in_transit', day('11-30', '10:00'));
  expect(refundOf(day('11-30'), ...lost, found)).toEqual(SINCE_RESOLVED);
  const arrived = scanned('delivered', day('11-30', '11:00'));
  expect(refundOf(day('11-30'), ...lost, found, arrived)).toEqual([]);
});

test('a decision to refund what was not shipped makes the money due', () => {
  // The escalation opens two business days after the shipment was due on Friday.
  const run = [start, paid];
  const resolution = escalationChanged(day('12-01', '10:00'), {
    expectationId: '-/shipped/1',
    resolution: 'refunded',
  });
  expect(refundOf(day('12-01'), ...run, resolution)).toEqual([
    '2026-12-01T09:00:00Z to 2026-12-08T22:59:59Z',
  ]);
});

test('a payment that the shop reports long after the cancellation starts no wait', () => {
  const moments = [start, ordered({}), cancelled(at('10:00'))];
  const report = (time: number): Moment => [time, ordered({ paid: true })[1]];
  expect(refundOf(day('11-27'), ...moments, report(day('11-26', '10:00')))).toEqual([]);
  expect(refundOf(day('11-27'), ...moments, report(day('11-25', '10:00')))).toEqual(
    SINCE_CANCELLED,
  );
});

test('the refund is due by the end of the day in the customer’s time zone', () => {
  const [, body] = paid;
  const contact = { ...(body as { contact: object }).contact, timeZone: 'America/New_York' };
  const abroad: Moment = [at('08:00'), { ...body, contact } as Moment[1]];
  expect(refundOf(at('12:00'), start, abroad, cancelled(at('10:00')))).toEqual([
    '2026-11-24T09:00:00Z to 2026-12-02T04:59:59Z',
  ]);
});

test('a late refund escalates, and the refund withdraws the escalation', () => {
  const moments = [start, paid, cancelled(at('10:00')), refunded(day('12-02'))];
  expect(linesOf(runOrder(day('12-03'), ...moments), 'escalate', 'withdraw')).toEqual([
    '12-01 23:59 escalate -/order_refunded/2026-11-24T09:00:00Z to the refund team, high',
    '12-02 12:00 withdraw the escalation of -/order_refunded/2026-11-24T09:00:00Z',
  ]);
});

test('a paid order is over three days after its refund, an unpaid one after its cancellation', () => {
  const closing = (...moments: readonly Moment[]) =>
    linesOf(runOrder(day('12-20'), start, ...moments), 'event').at(-1);
  expect(closing(ordered({}), cancelled(at('10:00')))).toBe('11-27 10:00 closed: cancelled');
  expect(closing(paid, cancelled(at('10:00')))).not.toContain('closed');
  expect(closing(paid, cancelled(at('10:00')), refunded(day('12-01', '10:00')))).toBe(
    '12-04 10:00 closed: cancelled',
  );
});

test.each(['refunded', 'reshipped'] as const)(
  'a person who resolves the escalation of the refund as %s ends the wait',
  (resolution) => {
    const change = { expectationId: '-/order_refunded/2026-11-24T09:00:00Z', resolution };
    const moments = [start, paid, cancelled(at('10:00'))];
    const resolved = escalationChanged(day('12-02', '10:00'), change);
    expect(refundOf(day('12-02'), ...moments)).toHaveLength(1);
    expect(refundOf(day('12-02'), ...moments, resolved)).toEqual([]);
  },
);

test('the customer gets one message for each refund, paid or not', () => {
  const part = refunded(at('10:00'), { reference: 'r0', final: false });
  const run = play(start, ordered({}), part, part, refunded(at('11:00')));
  expect(sent(run)).toEqual([
    'order_confirmed by email',
    'order_refunded by email',
    'order_refunded by email',
  ]);
  expect(run.messages.map(({ facts }) => facts).slice(1)).toMatchObject([
    { reference: 'r0', amount: '49.90', currency: 'EUR', method: 'original', partial: true },
    { reference: 'r1', partial: false },
  ]);
});
