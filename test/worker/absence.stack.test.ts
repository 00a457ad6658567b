/**
 * Events that do not arrive, in a real workflow with time skipping. The log shows when timers
 * fired.
 */

import { expect, test } from 'vitest';
import { listEscalations } from '../../db/escalations.ts';
import { readNotifications } from '../../db/notifications.ts';
import type { JourneyId, ShopId } from '../../domain/ids.ts';
import type { JourneyEventBody } from '../../domain/journeys.ts';
import { DAY } from '../../domain/time.ts';
import { anOrder } from '../api/client.ts';
import { createTimeTravel } from './time-travel.ts';

const { api, sql, append, moveLogTo, start, ended, timersFired, sentKinds } =
  await createTimeTravel();
for (const prepare of [anUnpostedReturn, aHeldSmsOverDaylightSaving, aScanBeforeTheAlarm])
  await prepare();
await start();

async function anUnpostedReturn(): Promise<void> {
  await api.call('PUT', '/v1/orders/E1', anOrder());
  const items = [{ line: 1, quantity: 1 }];
  await api.call('PUT', '/v1/returns/E1', { orderId: 'E1', items, approved: true });
  const journeyId = 'return/acme/E1' as JourneyId;
  const approvedAt = Date.parse('2027-01-04T11:00:00Z');
  await moveLogTo(journeyId, approvedAt);
}

async function aHeldSmsOverDaylightSaving(): Promise<void> {
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
  await moveLogTo(journeyId, saturdayNight);
  const scan = { status: 'delivered', reason: null, localDate: '2027-10-30' } as const;
  const occurredAt = saturdayNight - 60_000;
  await append(journeyId, saturdayNight, {
    kind: 'scanned',
    shipmentId: 's1',
    scan: { ...scan, occurredAt },
  });
}

async function aScanBeforeTheAlarm(): Promise<void> {
  const journeyId = 'order/acme/S1' as JourneyId;
  await api.call('PUT', '/v1/orders/S1', anOrder({ edd: null }));
  const shipment = { shipmentId: 's1', carrier: 'dhl', trackingNumber: 'TNS1' };
  await api.call('POST', '/v1/orders/S1/shipments', shipment);
  // Tuesday 10:00 in Berlin; two business days later is Thursday at that time.
  const tuesday = Date.parse('2027-12-07T09:00:00Z');
  const thursday = Date.parse('2027-12-09T09:00:00Z');
  const scan = { status: 'in_transit', reason: null, localDate: '2027-12-07' } as const;
  const scanned = (occurredAt: number): JourneyEventBody => {
    return { kind: 'scanned', shipmentId: 's1', scan: { ...scan, occurredAt } };
  };
  await moveLogTo(journeyId, tuesday);
  await append(journeyId, tuesday, scanned(tuesday));
  // It does not wake the workflow, which finds it only by reading the log when its timer fires.
  await append(journeyId, thursday - 1_000, scanned(thursday - 1_000), false);
}

test('an unposted return gets two reminders and a warning, and expires a day after the 28th', async () => {
  const journeyId = 'return/acme/E1' as JourneyId;
  await ended(journeyId);
  const approvedAt = Date.parse('2027-01-04T11:00:00Z');
  const timers = await timersFired(journeyId);
  const days = timers.map((until) => (Date.parse(until) - approvedAt) / DAY);
  expect(days.filter((day) => Number.isInteger(day))).toEqual([7, 21, 25]);
  // A day after the end of 1 February in Berlin; the journey stays open for three more days.
  expect(timers).toContain('2027-02-02T22:59:59.999Z');
  expect(timers.at(-1)).toBe('2027-02-05T22:59:59.999Z');
  expect(await sentKinds(journeyId)).toEqual([
    'return_approved',
    'return_post_reminder',
    'return_post_reminder',
    'return_expiring',
    'return_expired',
  ]);
  const { body } = await api.call('GET', '/v1/returns/E1');
  expect(body).toMatchObject({ status: 'expired', closed: true });
});

test('an SMS held over a daylight saving change goes out at nine by the new time', async () => {
  const journeyId = 'order/acme/N9' as JourneyId;
  await ended(journeyId);
  expect((await timersFired(journeyId))[0]).toBe(
    new Date('2027-10-31T09:00:00+01:00').toISOString(),
  );
  const sms = (await readNotifications(sql, journeyId)).find(({ channel }) => channel === 'sms');
  expect(sms).toMatchObject({ kind: 'delivered', decision: 'send', state: 'accepted' });
});

test('a scan one second before an alarm is due prevents it', async () => {
  const journeyId = 'order/acme/S1' as JourneyId;
  await ended(journeyId);
  const escalations = await listEscalations(sql, {
    shopId: 'acme' as ShopId,
    limit: 10,
    journeyId,
  });
  const movement = escalations.filter(({ kind }) => kind === 'movement');
  expect(movement.map(({ since, due }) => [since.toISOString(), due.toISOString()])).toEqual([
    // Since the last scan, Thursday 9:59:59, and so due on Monday.
    ['2027-12-09T08:59:59.000Z', '2027-12-13T08:59:59.000Z'],
  ]);
  expect((await timersFired(journeyId)).slice(0, 1)).toEqual(['2027-12-13T08:59:59.000Z']);
});
