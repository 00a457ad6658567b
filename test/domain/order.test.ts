import { expect, test } from 'vitest';
import { orderMachine } from '../../domain/order/index.ts';
import { currentStatus } from '../../domain/parcel/scan-summary.ts';
import { DAY, HOUR } from '../../domain/time.ts';
import {
  aContact,
  at,
  JOURNEY,
  type Moment,
  placed,
  scanned,
  shipped,
  timerFired,
} from './builders.ts';
import { asOrderLog, notSent, play, playLog, recordsOf, sent } from './play.ts';

const straightforward = [
  placed(),
  shipped(),
  scanned('in_transit', at('10:00')),
  scanned('out_for_delivery', at('11:00')),
  scanned('delivered', at('14:00')),
];

test('a straightforward order sends a message at each milestone, once by each channel', () => {
  expect(sent(play(...straightforward))).toEqual([
    'order_confirmed by email',
    'shipped by email',
    'out_for_delivery by email',
    'out_for_delivery by sms',
    'delivered by email',
    'delivered by sms',
  ]);
});

test('a part that arrived is no problem and no delivery', () => {
  const part = scanned('in_transit', at('14:00'), { reason: 'partial' });
  const rest = scanned('delivered', at('16:00'));
  const begun = straightforward.slice(0, 4);
  expect(sent(play(...begun, part)).slice(4)).toEqual(['partly_delivered by email']);
  expect(sent(play(...begun, part, part, rest)).slice(4)).toEqual([
    'partly_delivered by email',
    'delivered by email',
    'delivered by sms',
  ]);
  // The whole is there before the part is reported.
  expect(sent(play(...begun, rest, part)).slice(4)).toEqual([
    'delivered by email',
    'delivered by sms',
  ]);
});

test('a key is made of facts: journey, shipment, kind, occurrence and channel', () => {
  const keys = play(...straightforward).messages.map(({ key }) => key);
  expect(keys).toContain('order/acme/1001/-/order_confirmed/1/email');
  expect(keys).toContain('order/acme/1001/s1/out_for_delivery/2026-11-24/sms');
});

test('the same scan twice sends one message', () => {
  const twice = straightforward.flatMap((moment) => [moment, moment]);
  expect(sent(play(...twice))).toEqual(sent(play(...straightforward)));
});

test('an old scan that arrives late is kept, and sends no message', () => {
  const step = play(
    placed(),
    shipped(),
    scanned('delivered', at('14:00')),
    scanned('out_for_delivery', at('11:00'), { observedAt: at('15:00') }),
  );
  expect(sent(step)).not.toContain('out_for_delivery by email');
  expect(notSent(step)).toContain('out_for_delivery by email: superseded');
  const days = step.state.shipments['s1']?.scanSummary.days ?? [];
  expect(days.filter(({ status }) => status === 'out_for_delivery')).toHaveLength(1);
});

test('a tour in Sydney sends its message, although its time in UTC is of the day before', () => {
  const contact = aContact({ timeZone: 'Australia/Sydney' });
  const morning = Date.parse('2026-11-25T09:00:00+11:00');
  const step = play(
    placed(at('08:00'), contact),
    shipped(),
    scanned('out_for_delivery', morning, { localDate: '2026-11-24' }),
  );
  expect(sent(step)).toContain('out_for_delivery by email');
});

test('a parcel out for delivery again on another day sends another message', () => {
  const step = play(
    placed(),
    shipped(),
    scanned('out_for_delivery', at('11:00')),
    scanned('attempted', at('15:00')),
    scanned('out_for_delivery', at('11:00', '2026-11-25')),
  );
  const days = step.messages.filter(({ kind, channel }) => {
    return kind === 'out_for_delivery' && channel === 'email';
  });
  expect(days.map(({ milestoneId }) => milestoneId)).toEqual([
    's1/out_for_delivery/2026-11-24',
    's1/out_for_delivery/2026-11-25',
  ]);
});

test('an attempt for which the carrier gives no reason has none', () => {
  const step = play(placed(), shipped(), scanned('attempted', at('15:00')));
  const attempt = step.messages.find(({ kind }) => kind === 'attempted');
  expect(attempt?.facts).toEqual({ reason: 'other' });
});

test('an SMS at night is held until the morning, and then sent', () => {
  const night = scanned('delivered', at('22:30'));
  const step = play(placed(), shipped(), night);
  expect(notSent(step)).toContain('delivered by sms: quiet_hours');
  expect(orderMachine.wakeAt(step.state)).toBe(at('09:00', '2026-11-25'));
  const morning = play(placed(), shipped(), night, timerFired(at('09:00', '2026-11-25')));
  expect(sent(morning)).toContain('delivered by sms');
});

test('a message that would be stale by the end of the quiet hours is dropped at once', () => {
  const step = play(
    placed(),
    shipped(),
    scanned('out_for_delivery', at('20:30'), { observedAt: at('21:30') }),
  );
  expect(notSent(step)).toEqual(['out_for_delivery by sms: stale']);
});

test('a delivery drops a held “out for delivery” as superseded', () => {
  const step = play(
    placed(),
    shipped(),
    scanned('out_for_delivery', at('06:00', '2026-11-25')),
    scanned('delivered', at('08:30', '2026-11-25')),
    timerFired(at('09:00', '2026-11-25')),
  );
  const sms = recordsOf(step).filter(({ kind, channel }) => {
    return kind === 'out_for_delivery' && channel === 'sms';
  });
  expect(sms.map(({ decision }) => decision)).toEqual([
    { do: 'hold', until: at('09:00', '2026-11-25'), because: 'quiet_hours' },
    { do: 'drop', because: 'superseded' },
  ]);
  expect(sent(step)).toContain('delivered by sms');
  expect(sent(step)).not.toContain('out_for_delivery by sms');
});

const unreachable: readonly [string, Parameters<typeof aContact>[0], string][] = [
  ['no phone', { phone: false }, 'no_address'],
  ['no consent to SMS', { consent: { email: true, sms: false } }, 'no_consent'],
];

test.each(unreachable)('with %s the SMS is dropped with its reason', (_, contact, reason) => {
  const step = play(placed(at('08:00'), aContact(contact)), shipped(), scanned('delivered', at()));
  expect(notSent(step)).toEqual([`delivered by sms: ${reason}`]);
});

test('events from long before the journey began send no message', () => {
  const late = play(
    [at(), placed(at() - 40 * HOUR)[1]],
    [at(), shipped(at() - 40 * HOUR)[1]],
    scanned('delivered', at() - 37 * HOUR, { observedAt: at() }),
  );
  expect(sent(late)).toEqual([]);
  expect(notSent(late)).toContain('delivered by email: backfill');
});

test('an event of a known journey that arrives late sends a message while it is worth it', () => {
  const known = placed(at() - 100 * HOUR);
  const late = (hours: number): Moment => [at(), shipped(at() - hours * HOUR)[1]];
  expect(sent(play(known, late(71)))).toContain('shipped by email');
  expect(notSent(play(known, late(73)))).toEqual(['shipped by email: stale']);
});

test('a parcel delivered after it turned back has arrived at its sender', () => {
  const step = play(
    placed(),
    shipped(),
    scanned('return_to_sender', at('10:00')),
    scanned('delivered', at('14:00')),
  );
  expect(sent(step)).not.toContain('delivered by email');
  expect(currentStatus(step.state.shipments['s1']?.scanSummary ?? fail())).toMatchObject({
    status: 'return_to_sender',
    reason: 'returned',
  });
});

test('a scan without a status changes no status and sends no message', () => {
  const step = play(placed(), shipped(), scanned(null, at()));
  expect(sent(step)).toEqual(['order_confirmed by email', 'shipped by email']);
  expect(orderMachine.view(step.state).status).toBe('unknown');
});

test('an order that is cancelled before it could be confirmed is not confirmed', () => {
  const cancelled: Moment = [at('07:00'), { kind: 'order_cancelled', cancelledAt: at('07:00') }];
  expect(notSent(play(cancelled, placed()))).toEqual(['order_confirmed by email: cancelled']);
});

test('the journey ends when all shipments are delivered and the grace period has passed', () => {
  const settled = play(...straightforward).messages.map(({ key }): Moment => {
    return [at('14:01'), { kind: 'notification_settled', key, outcome: 'accepted', code: null }];
  });
  const over = play(...straightforward, ...settled);
  expect(orderMachine.isDone(over.state)).toBe(false);
  expect(orderMachine.wakeAt(over.state)).toBe(at('14:00') + 3 * DAY);
  const later = play(...straightforward, ...settled, timerFired(at('14:00') + 3 * DAY));
  expect(orderMachine.isDone(later.state)).toBe(true);
});

test('with two shipments the journey goes on until both are delivered', () => {
  const step = play(placed(), shipped(), shipped(at('09:30'), 's2'), scanned('delivered', at()));
  expect(orderMachine.isDone({ ...step.state, now: at() + 30 * DAY })).toBe(false);
  expect(orderMachine.view(step.state).status).toBe('unknown');
});

test('a journey goes on while pieces are still to come', () => {
  const [time, body] = placed();
  const two: Moment = [time, { ...body, pieces: 2 } as Moment[1]];
  const step = play(two, shipped(at('09:00'), 's1', 1), scanned('delivered', at('10:00')));
  expect(orderMachine.isDone({ ...step.state, now: at() + 30 * DAY })).toBe(false);
});

test('the estimate made last is the current one, whichever arrives first', () => {
  const edd = (date: string, asOf: number): Moment => [
    at(),
    {
      kind: 'edd_set',
      shipmentId: 's1',
      edd: { date, from: null, until: null, source: 'carrier', asOf },
    },
  ];
  const early = edd('2026-11-26', at('10:00'));
  const late = edd('2026-11-28', at('11:00'));
  for (const order of [
    [early, late],
    [late, early],
  ]) {
    const { edd: edds } = play(placed(), shipped(), ...order).state.shipments['s1'] ?? fail();
    expect(edds.latest?.date).toBe('2026-11-28');
    expect(edds.original?.date).toBe('2026-11-26');
  }
});

function fail(): never {
  throw new Error('the shipment is missing');
}

test('an order with one parcel delivered and another in trouble is in trouble', () => {
  const step = play(
    placed(),
    shipped(),
    shipped(at('09:30'), 's2'),
    scanned('delivered', at('14:00')),
    scanned('exception', at('15:00'), { shipmentId: 's2' }),
  );
  expect(orderMachine.view(step.state).status).toBe('exception');
});

test('a batch of events is decided on after its last event', () => {
  const given = [
    placed(),
    shipped(),
    scanned('out_for_delivery', at('11:00'), { observedAt: at('14:00') }),
  ];
  const log = asOrderLog([
    ...given,
    scanned('delivered', at('13:30'), { observedAt: at('14:00') }),
  ]);
  const batch = log.map((event) =>
    event.seq === 3 ? { ...event, batched: true as const } : event,
  );
  const step = playLog(orderMachine, JOURNEY, batch);
  expect(sent(step)).not.toContain('out_for_delivery by email');
  expect(notSent(step)).toContain('out_for_delivery by email: superseded');
  expect(sent(step)).toContain('delivered by email');
});

test('a parcel of a cancelled order sends no message and is not awaited while no carrier has it', () => {
  const cancelled: Moment = [at('08:30'), { kind: 'order_cancelled', cancelledAt: at('08:30') }];
  const step = play(placed(), cancelled, shipped());
  expect(notSent(step)).toContain('shipped by email: cancelled');
  expect(orderMachine.view(step.state).expectations).toEqual([]);
});

test('a message held for a wrong number is dropped once the number is corrected', () => {
  const night = scanned('delivered', at('23:00'));
  const facts = { shipmentId: 's1', carrier: 'dhl', trackingNumber: 'RIGHT' };
  const corrected: Moment = [at('23:10'), { kind: 'shipment_corrected', ...facts }];
  const step = play(placed(), shipped(), night, corrected, timerFired(at('09:00', '2026-11-25')));
  expect(sent(step)).not.toContain('delivered by sms');
  expect(notSent(step)).toContain('delivered by sms: superseded');
});
