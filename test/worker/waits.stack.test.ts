import { afterAll, expect, inject, test } from 'vitest';
import { readEnvironment } from '../../config.ts';
import { readLog } from '../../db/journey-events.ts';
import { readNotifications } from '../../db/notifications.ts';
import { createTimeSkippingEnvironment } from '../../dev/stack/time-skipping.ts';
import type { JourneyId } from '../../domain/ids.ts';
import type { JourneyEvent } from '../../domain/journeys.ts';
import { DEFAULT_POLICY } from '../../domain/policy/default-policy.ts';
import { HOUR } from '../../domain/time.ts';
import { ensureSearchAttributes } from '../../worker/search-attributes.ts';
import { SEARCH_ATTRIBUTES } from '../../workflows/messages.ts';
import { anOrder, createApi } from '../api/client.ts';
import { eventually } from '../eventually.ts';
import { createRig } from './rig.ts';
import { reportScan, zoneWhereItIs } from './scans.ts';

const environment = await createTimeSkippingEnvironment({
  env: readEnvironment(),
  log: () => undefined,
  executable: inject('timeSkippingExecutable'),
});
afterAll(() => environment.teardown());
const { connection, nativeConnection: native, namespace = 'default' } = environment;
await ensureSearchAttributes(connection, namespace, SEARCH_ATTRIBUTES);
const rig = await createRig({ connection, native, namespace });
const api = await createApi(rig, () => null);
const worker = await rig.startWorker();
afterAll(() => worker.stop());

/** The hour of the day in the customer's time zone. */
function hourIn(timeZone: string, at: number): number {
  const format = new Intl.DateTimeFormat('en-GB', { hour: 'numeric', hourCycle: 'h23', timeZone });
  return Number(format.format(at));
}

function isSmsSettled(event: JourneyEvent): boolean {
  return event.kind === 'notification_settled' && event.key.endsWith('/delivered/1/sms');
}

test('an SMS in quiet hours is held until the morning, and then the journey ends', async () => {
  const timeZone = zoneWhereItIs(22);
  const contact = { phone: '+15005550101', timeZone, consent: { email: true, sms: true } };
  await api.call('PUT', '/v1/orders/N1', anOrder({ contact, placedAt: new Date().toISOString() }));
  const shipment = { carrier: 'usps', trackingNumber: 'TNN1' };
  await api.call('POST', '/v1/orders/N1/shipments', shipment);
  await reportScan(rig.sql, 'TNN1', ['delivered', 1]);
  const journeyId = 'order/acme/N1' as JourneyId;
  const sms = async () =>
    (await readNotifications(rig.sql, journeyId)).find(({ channel }) => channel === 'sms');
  expect(await eventually(sms, (row) => row !== undefined)).toMatchObject({
    decision: 'hold',
    reason: 'quiet_hours',
    state: null,
  });

  // The clock skips only while a result is awaited: over the night and the grace period.
  await environment.client.workflow.getHandle(journeyId).result();
  expect(await sms()).toMatchObject({ decision: 'send', state: 'accepted' });

  const log = await readLog(rig.sql, journeyId);
  const timersFired = log.flatMap((event) => (event.kind === 'timer_fired' ? [event.until] : []));
  const [morning = 0, ending = 0] = timersFired;
  expect(hourIn(timeZone, morning)).toBe(9);
  const delivered = log.find(({ kind }) => kind === 'scanned')?.at ?? 0;
  expect(morning - delivered).toBeLessThan(12 * HOUR);
  expect(ending - delivered).toBe(DEFAULT_POLICY.graceMs);
  const kinds = log.map((event) => (isSmsSettled(event) ? 'sms' : event.kind));
  expect(kinds.slice(-4)).toEqual(['timer_fired', 'sms', 'timer_fired', 'closed']);
});

test('a scan after the end reopens the journey, and nothing is sent twice', async () => {
  const journeyId = 'order/acme/N1' as JourneyId;
  const handle = environment.client.workflow.getHandle(journeyId);
  const first = await handle.describe();
  await reportScan(rig.sql, 'TNN1', ['exception', 0]);
  await eventually(
    () => handle.describe(),
    ({ runId }) => runId !== first.runId,
  );
  await handle.result();
  const kinds = (await readLog(rig.sql, journeyId)).map(({ kind }) => kind);
  expect(kinds.slice(-4)).toEqual(['closed', 'scanned', 'timer_fired', 'closed']);
  expect(rig.sandbox.ledger.size).toBe(1);
});
