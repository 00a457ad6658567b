/** The order machine as a table: an order, an event, the status after it, and what is decided. */

import { expect, test } from 'vitest';
import {
  aContact,
  at,
  cancelled,
  edd,
  escalationChanged,
  type Moment,
  ordered,
  placed,
  scanned,
  shipped,
  timerFired,
} from './builders.ts';
import { outcomeOf, runOrder } from './play.ts';

const emailOnly = aContact({ phone: false, consent: { email: true, sms: false } });
const order = placed(at('08:00'), emailOnly);
const sent = [order, shipped()];
const moving = [...sent, scanned('in_transit', at('10:00'))];
const onTour = [...moving, scanned('out_for_delivery', at('11:00'))];
const missed = [...onTour, scanned('attempted', at('11:30'))];
const waiting = [...moving, scanned('available_for_pickup', at('11:30'))];
const inTrouble = [...moving, scanned('exception', at('11:00'), { reason: 'customs' })];
const goingBack = [...moving, scanned('return_to_sender', at('11:00'))];
const there = [...onTour, scanned('delivered', at('11:30'))];
const stalled = [...moving, timerFired(at('10:00', '2026-11-27'))];
const noSms = (kind: string) => `drop ${kind} by sms (s1): no address`;

const rows: readonly [string, readonly Moment[], Moment, string, readonly string[]][] = [
  ['nothing, then placed', [], order, 'placed', ['send order_confirmed by email']],
  ['placed, then shipped', [order], shipped(), 'unknown', ['send shipped by email (s1)']],
  [
    'placed, then cancelled',
    [order],
    cancelled(at()),
    'cancelled',
    ['send order_cancelled by email'],
  ],
  ['shipped, then the label is known', sent, scanned('pre_transit', at()), 'pre_transit', []],
  ['shipped, then scanned', sent, scanned('in_transit', at()), 'in_transit', []],
  ['moving, then scanned again', moving, scanned('in_transit', at()), 'in_transit', []],
  ['moving, then a scan without a status', moving, scanned(null, at()), 'in_transit', []],
  [
    'moving, then out for delivery',
    moving,
    scanned('out_for_delivery', at()),
    'out_for_delivery',
    ['send out_for_delivery by email (s1)', noSms('out_for_delivery')],
  ],
  [
    'out for delivery, then delivered',
    onTour,
    scanned('delivered', at()),
    'delivered',
    ['send delivered by email (s1)', noSms('delivered')],
  ],
  [
    'out for delivery, then again that day',
    onTour,
    scanned('out_for_delivery', at()),
    'out_for_delivery',
    [],
  ],
  [
    'out for delivery, then nobody is at home',
    onTour,
    scanned('attempted', at(), { reason: 'nobody_home' }),
    'attempted',
    ['send attempted by email (s1)', noSms('attempted')],
  ],
  [
    'attempted, then at a pick-up point',
    missed,
    scanned('available_for_pickup', at()),
    'available_for_pickup',
    ['send available_for_pickup by email (s1)', noSms('available_for_pickup')],
  ],
  [
    'attempted, then out for delivery the next day',
    missed,
    scanned('out_for_delivery', at('09:30', '2026-11-25')),
    'out_for_delivery',
    ['send out_for_delivery by email (s1)', noSms('out_for_delivery')],
  ],
  [
    'at a pick-up point, then collected',
    waiting,
    scanned('delivered', at()),
    'delivered',
    ['send delivered by email (s1)', noSms('delivered')],
  ],
  [
    'at a pick-up point, then going back',
    waiting,
    scanned('return_to_sender', at()),
    'return_to_sender',
    ['send returning_to_sender by email (s1)'],
  ],
  [
    'moving, then in trouble that a customer can resolve',
    moving,
    scanned('exception', at(), { reason: 'customs' }),
    'exception',
    ['send exception by email (s1)'],
  ],
  [
    'moving, then in trouble that only the carrier can resolve',
    moving,
    scanned('exception', at(), { reason: 'missorted' }),
    'exception',
    [],
  ],
  [
    'in trouble that the customer knows of, then moving',
    inTrouble,
    scanned('in_transit', at()),
    'in_transit',
    ['send moving_again by email (s1)'],
  ],
  [
    'in trouble, then in another kind of trouble',
    inTrouble,
    scanned('exception', at(), { reason: 'damage' }),
    'exception',
    ['send exception by email (s1)'],
  ],
  [
    'going back, then back at its sender',
    goingBack,
    scanned('delivered', at()),
    'return_to_sender',
    ['drop delivered by email (s1): superseded', 'drop delivered by sms (s1): superseded'],
  ],
  ['delivered, then scanned once more', there, scanned('in_transit', at()), 'delivered', []],
  [
    'delivered, then the shop cancels',
    there,
    cancelled(at()),
    'delivered',
    ['send order_cancelled by email'],
  ],
  [
    'moving, then expected later',
    [...moving, edd('2026-11-26', at('10:30'))],
    edd('2026-11-28', at()),
    'in_transit',
    ['send delayed by email (s1)'],
  ],
  [
    'moving, then expected earlier',
    [...moving, edd('2026-11-26', at('10:30'))],
    edd('2026-11-25', at()),
    'in_transit',
    [],
  ],
  [
    'stalled, then scanned',
    stalled,
    scanned('in_transit', at('12:00', '2026-11-27')),
    'in_transit',
    ['withdraw the escalation of s1/movement/2026-11-24T09:00:00Z'],
  ],
  [
    'stalled, then resolved as lost',
    stalled,
    escalationChanged(at('12:00', '2026-11-27'), {
      expectationId: 's1/movement/2026-11-24T09:00:00Z',
      resolution: 'lost',
    }),
    'in_transit',
    ['send lost by email (s1)'],
  ],
];

test.each(rows)('%s', (_, given, event, status, effects) => {
  const [time] = event;
  expect(outcomeOf(runOrder(time, ...given, event))).toEqual({ status, effects });
});

test('an order that never ships ends when it is cancelled and its grace period has passed', () => {
  const { lines, state } = runOrder(at('12:00', '2026-12-24'), order, cancelled(at()));
  expect(lines.at(-1)).toMatchObject({ do: 'event', event: 'closed', at: '2026-11-27T11:00:00Z' });
  expect(state.closed).toBe(true);
});

test('a journey without events is closed after half a year', () => {
  const { lines } = runOrder(at('12:00', '2027-12-24'), ...moving);
  expect(lines.at(-1)).toMatchObject({ event: 'closed', at: '2027-05-23T09:00:00Z' });
});

test('an event after the end reopens the journey and repeats nothing', () => {
  const late = scanned('return_to_sender', at('12:00', '2026-12-01'));
  const { effects, status } = outcomeOf(runOrder(late[0], ...there, late));
  expect(status).toBe('return_to_sender');
  expect(effects).toEqual(['send returning_to_sender by email (s1)']);
});

test('a corrected carrier and number discard the scans of the other parcel', () => {
  const body = { kind: 'shipment_corrected', shipmentId: 's1', carrier: 'ups' } as const;
  const time = at('12:00', '2026-11-30');
  const corrected: Moment = [time, { ...body, trackingNumber: '1Z' }];
  const { state, lines } = runOrder(time, ...stalled, corrected);
  expect(outcomeOf({ lines })).toEqual({
    status: 'unknown',
    effects: ['withdraw the escalation of s1/movement/2026-11-24T09:00:00Z'],
  });
  const awaited = lines.filter((line) => line.do === 'await' && line.at === '2026-11-30T11:00:00Z');
  expect(awaited).toMatchObject([
    { expectation: 'known', due: '2026-12-02T11:00:00Z' },
    { expectation: 'first_scan', due: '2026-12-03T11:00:00Z' },
  ]);
  expect(state.shipments['s1']?.carrier).toBe('ups');
});

test('a ship-by promise made later replaces the time in the policy', () => {
  const { lines } = runOrder(at('20:00'), order, ordered({ shipBy: at('18:00') }));
  expect(lines.filter((line) => line.do === 'overdue')).toMatchObject([
    { at: '2026-11-24T17:00:00Z', expectation: 'shipped' },
  ]);
});
