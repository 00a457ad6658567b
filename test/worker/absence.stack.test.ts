/** What does not happen, on the real workflow: weeks pass in seconds, and the log tells which ones. */

import { expect, test } from 'vitest';
import { listEscalations } from '../../db/escalations.ts';
import { readNotifications } from '../../db/notifications.ts';
import type { JourneyId, ShopId } from '../../domain/ids.ts';
import type { JourneyEventBody } from '../../domain/journeys.ts';
import { DAY } from '../../domain/time.ts';
import { anOrder } from '../api/client.ts';
import { createLater } from './later.ts';

const { api, sql, happen, wasHeard, start, ended, wakings, told } = await createLater();
for (const prepare of [anUnpostedReturn, aNightOfTheClock, aStallThatEndsInTime]) await prepare();
await start();

async function anUnpostedReturn(): Promise<void> {
  await api.call('PUT', '/v1/orders/E1', anOrder());
  const items = [{ line: 1, quantity: 1 }];
  await api.call('PUT', '/v1/returns/E1', { orderId: 'E1', items, approved: true });
  const journeyId = 'return/acme/E1' as JourneyId;
  const approvedAt = Date.parse('2027-01-04T11:00:00Z');
  await wasHeard(journeyId, approvedAt);
}

async function aNightOfTheClock(): Promise<void> {
  const contact = {
    phone: '+15005550102',
    timeZone: 'Europe/Berlin',
    consent: { email: true, sms: true },
  };
  await api.call('PUT', '/v1/orders/N9', anOrder({ contact }));
  const shipment = { shipmentId: 's1', carrier: 'dhl', trackingNumber: 'TNN9' };
  await api.call('POST', '/v1/orders/N9/shipments', shipment);
  const journeyId = 'order/acme/N9' as JourneyId;
  const saturdayNight = Date.parse('2027-10-30T22:30:00+02:00');
  await wasHeard(journeyId, saturdayNight);
  const scan = { status: 'delivered', reason: null, localDate: '2027-10-30' } as const;
  const occurredAt = saturdayNight - 60_000;
  await happen(journeyId, saturdayNight, {
    kind: 'scanned',
    shipmentId: 's1',
    scan: { ...scan, occurredAt },
  });
}

async function aStallThatEndsInTime(): Promise<void> {
  const journeyId = 'order/acme/S1' as JourneyId;
  await api.call('PUT', '/v1/orders/S1', anOrder({ edd: null }));
  const shipment = { shipmentId: 's1', carrier: 'dhl', trackingNumber: 'TNS1' };
  await api.call('POST', '/v1/orders/S1/shipments', shipment);
  // Tuesday 10:00 in Berlin; three business days later is Friday at that time.
  const tuesday = Date.parse('2027-12-07T09:00:00Z');
  const friday = Date.parse('2027-12-10T09:00:00Z');
  const scan = { status: 'in_transit', reason: null, localDate: '2027-12-07' } as const;
  const scanned = (occurredAt: number): JourneyEventBody => {
    return { kind: 'scanned', shipmentId: 's1', scan: { ...scan, occurredAt } };
  };
  await wasHeard(journeyId, tuesday);
  await happen(journeyId, tuesday, scanned(tuesday));
  // It wakes nobody: only the reading of the log before an alarm can find it.
  await happen(journeyId, friday - 1_000, scanned(friday - 1_000), false);
}

test('a return that nobody posts is reminded of twice, warned of, and expires after 28 days', async () => {
  const journeyId = 'return/acme/E1' as JourneyId;
  await ended(journeyId);
  const approvedAt = Date.parse('2027-01-04T11:00:00Z');
  const days = (await wakings(journeyId)).map((until) => (Date.parse(until) - approvedAt) / DAY);
  // After it has expired the journey stays open for three days more.
  expect(days.filter((day) => Number.isInteger(day))).toEqual([7, 21, 25, 28, 31]);
  expect(await told(journeyId)).toEqual([
    'return_post_reminder',
    'return_post_reminder',
    'return_expiring',
    'return_expired',
  ]);
  const { body } = await api.call('GET', '/v1/returns/E1');
  expect(body).toMatchObject({ status: 'expired', closed: true });
});

test('an SMS that is held over the night in which the clock jumps goes out at nine by the new time', async () => {
  const journeyId = 'order/acme/N9' as JourneyId;
  await ended(journeyId);
  expect((await wakings(journeyId))[0]).toBe(new Date('2027-10-31T09:00:00+01:00').toISOString());
  const sms = (await readNotifications(sql, journeyId)).find(({ channel }) => channel === 'sms');
  expect(sms).toMatchObject({ kind: 'delivered', decision: 'send', state: 'accepted' });
});

test('a stall that resolves one second before it is due raises no alarm', async () => {
  const journeyId = 'order/acme/S1' as JourneyId;
  await ended(journeyId);
  const cases = await listEscalations(sql, { shopId: 'acme' as ShopId, limit: 10, journeyId });
  const movement = cases.filter(({ kind }) => kind === 'movement');
  expect(movement.map(({ since, due }) => [since.toISOString(), due.toISOString()])).toEqual([
    // Of the scan that came in time: Friday 9:59:59, and so due on Wednesday.
    ['2027-12-10T08:59:59.000Z', '2027-12-15T08:59:59.000Z'],
  ]);
  expect((await wakings(journeyId)).slice(0, 1)).toEqual(['2027-12-15T08:59:59.000Z']);
});
