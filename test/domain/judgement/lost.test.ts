/** Parcels that vanish, and what happens if they turn up. */

import { expect, test } from 'vitest';
import { orderMachine } from '../../../domain/order/index.ts';
import { escalationChanged, scanned } from '../builders.ts';
import { linesOf, runOrder } from '../play.ts';
import { day, moving, ofKinds, order, STALL, toCustomer, toStaff } from './known-orders.ts';

const resolvedAs = (resolution: 'lost' | 'refunded' | 'reshipped') =>
  escalationChanged(day('12-02'), { expectationId: STALL, resolution });

test('never scanned: one escalation that ends urgent', () => {
  const run = runOrder(day('12-10'), ...order);
  expect(linesOf(run, 'escalate')).toEqual([
    '11-26 09:00 escalate s1/known/2026-11-24T08:00:00Z to customer service, low',
    '11-27 09:00 escalate s1/known/2026-11-24T08:00:00Z to customer service, medium',
    '12-04 09:00 escalate s1/known/2026-11-24T08:00:00Z to customer service, high, proposes "lost"',
  ]);
  expect(ofKinds(run, 'delayed')).toEqual(['12-01 09:00 delayed']);
});

test('scanned every day without getting anywhere: one escalation that ends urgent', () => {
  const days = ['24', '25', '26', '27', '28', '29', '30'].map((date) => `11-${date}`);
  const more = Array.from({ length: 11 }, (_, index) => `12-${String(index + 1).padStart(2, '0')}`);
  const scans = [...days, ...more].map((date) => scanned('in_transit', day(date)));
  expect(linesOf(runOrder(day('12-11'), ...order, ...scans), 'escalate')).toEqual([
    '12-03 12:00 escalate s1/progress/2026-11-24T11:00:00Z to customer service, medium',
    '12-10 12:00 escalate s1/progress/2026-11-24T11:00:00Z to customer service, high, proposes "lost"',
  ]);
});

test.each(['loss', 'destroyed'] as const)(
  'the carrier reports a %s at night: staff at once, the customer in the morning',
  (reason) => {
    const report = scanned('exception', day('11-25', '22:00'), { reason });
    const run = runOrder(day('11-26'), ...moving, report);
    expect(linesOf(run, 'escalate')).toEqual([
      '11-25 22:00 escalate s1/loss_resolved/2026-11-25T21:00:00Z to customer service, high, proposes "lost"',
    ]);
    expect(toStaff(run)).toEqual(['11-25 22:00 escalation_opened']);
    expect(toCustomer(run).slice(2)).toEqual(['11-26 08:00 exception']);
  },
);

test('stalled, then reported lost: staff at once, as the customer reads', () => {
  const stalled = runOrder(day('11-26'), ...moving);
  expect(linesOf(stalled, 'escalate')).toHaveLength(1);
  const report = scanned('exception', day('11-27', '10:00'), { reason: 'loss' });
  const run = runOrder(day('11-27', '10:00'), ...moving, report);
  expect(toCustomer(run).slice(2)).toEqual(['11-27 10:00 exception']);
  expect(linesOf(run, 'escalate').at(-1)).toBe(
    '11-27 10:00 escalate s1/loss_resolved/2026-11-27T09:00:00Z to customer service, high, proposes "lost"',
  );
  expect(toStaff(run)).toEqual(['11-26 12:00 escalation_opened', '11-27 10:00 escalation_opened']);
});

test('reported lost, then found: the customer learns that it moves again', () => {
  const report = scanned('exception', day('11-25', '10:00'), { reason: 'loss' });
  const run = runOrder(day('11-26'), ...moving, report, scanned('in_transit', day('11-26')));
  expect(toCustomer(run).slice(2)).toEqual(['11-25 10:00 exception', '11-26 12:00 moving_again']);
  expect(linesOf(run, 'withdraw')).toHaveLength(1);
});

test('resolved as lost, then it turns up: staff and the customer learn it at once', () => {
  const found = scanned('in_transit', day('12-07', '10:00'));
  const run = runOrder(day('12-07'), ...moving, resolvedAs('lost'), found);
  expect(toCustomer(run).slice(2)).toEqual([
    '12-01 12:00 delayed',
    '12-02 12:00 lost',
    '12-07 10:00 moving_again',
  ]);
  expect(linesOf(run, 'escalate').at(-1)).toBe(
    '12-07 10:00 escalate s1/turned_up/1 to customer service, high',
  );
  expect(toStaff(run)).toEqual(['11-26 12:00 escalation_opened', '12-07 10:00 escalation_opened']);
});

test('resolved as refunded: nothing more is awaited, and the customer gets no message about it', () => {
  const run = runOrder(day('12-24'), ...moving, resolvedAs('refunded'));
  expect(orderMachine.view(run.state).expectations).toEqual([]);
  expect(toCustomer(run).slice(2)).toEqual(['12-01 12:00 delayed']);
  expect(linesOf(run, 'event').at(-1)).toBe('12-05 12:00 closed: in_transit');
});

test('resolved as reshipped: only the new parcel is awaited, and the customer gets no message', () => {
  const run = runOrder(day('12-24'), ...moving, resolvedAs('reshipped'));
  const { expectations } = orderMachine.view(run.state);
  expect(expectations.map(({ kind }) => kind)).toEqual(['replacement_shipped']);
  expect(toCustomer(run).slice(2)).toEqual(['12-01 12:00 delayed']);
});

test('resolved as refunded, then it turns up: staff decide, the customer gets no message', () => {
  const found = scanned('in_transit', day('12-04', '10:00'));
  const run = runOrder(day('12-04'), ...moving, resolvedAs('refunded'), found);
  expect(toStaff(run).at(-1)).toBe('12-04 10:00 escalation_opened');
  expect(ofKinds(run, 'lost', 'moving_again')).toEqual([]);
});

test('a wrong number is delivered, then the right one: both deliveries are sent', () => {
  const body = { kind: 'shipment_corrected', shipmentId: 's1', carrier: 'usps' } as const;
  const given = [...moving, scanned('delivered', day('11-25', '10:00'))];
  const right = { ...body, trackingNumber: 'TN-right' };
  const again = scanned('delivered', day('11-26', '15:00'));
  const run = runOrder(day('11-27'), ...given, [day('11-25'), right], again);
  expect(ofKinds(run, 'delivered')).toEqual(['11-25 10:00 delivered', '11-26 15:00 delivered']);
});

test('only the carrier was wrong: the delivery is sent once', () => {
  const body = { kind: 'shipment_corrected', shipmentId: 's1', carrier: 'ups' } as const;
  const given = [...moving, scanned('delivered', day('11-25', '10:00'))];
  const same = { ...body, trackingNumber: 'TN-s1' };
  const again = scanned('delivered', day('11-25', '10:00'), { observedAt: day('11-25', '13:00') });
  const run = runOrder(day('11-27'), ...given, [day('11-25'), same], again);
  expect(ofKinds(run, 'delivered')).toEqual(['11-25 10:00 delivered']);
});
