import { expect, test } from 'vitest';
import { appendEvents } from '../../commands/append-events.ts';
import type { JourneyId } from '../../domain/ids.ts';
import type { JourneyEventBody } from '../../domain/journeys.ts';
import { createDatabase } from '../database.ts';
import { anOrder, createApi } from './client.ts';

const database = await createDatabase();
const api = await createApi(database, () => null);
const journeyId = 'order/acme/L1' as JourneyId;

async function happen(body: JourneyEventBody): Promise<void> {
  await database.sql.begin((tx) => appendEvents(tx, journeyId, [{ body, wakes: true }]));
}

test('the tracking page shows a lost parcel as lost, and the API returns since when', async () => {
  await api.call('PUT', '/v1/orders/L1', anOrder({ placedAt: new Date().toISOString() }));
  await api.call('POST', '/v1/orders/L1/shipments', { carrier: 'dhl', trackingNumber: 'TNLOST1' });
  const { expectations } = (await api.call('GET', '/v1/orders/L1')).body;
  const known = (expectations as { kind: string; expectationId: string }[]).find(
    ({ kind }) => kind === 'known',
  );
  await happen({ kind: 'timer_fired', until: Date.now() + 30 * 86_400_000 });
  await happen({
    kind: 'escalation_changed',
    expectationId: known?.expectationId ?? '',
    change: 'resolved',
    resolution: 'lost',
    until: null,
  });
  const { body } = await api.call('GET', '/v1/orders/L1');
  expect(body['shipments']).toMatchObject([{ lostAt: expect.stringContaining('T') }]);
  const page = await api.app.request(new URL(String(body['trackingPageUrl'])).pathname);
  expect(await page.text()).toContain('We believe that it is lost, and will be in touch.');
});
