/** A shop with registered parcels, and their carrier's webhooks: distinct, valid and signed. */

import { createApiKey } from '../../commands/create-api-key.ts';
import { saveWebhookSecrets } from '../../commands/save-carrier-account.ts';
import { saveShop } from '../../commands/save-shop.ts';
import type { Sql } from '../../db/connect.ts';
import { signEasyPost, type TrackerDetail, trackerUpdated } from '../../dev/fixtures/easypost.ts';
import type { ShopId } from '../../domain/ids.ts';
import { DAY, HOUR, MINUTE } from '../../domain/time.ts';
import type { LoadRequest } from './load.ts';
import type { IngestServers } from './servers.ts';

export const SHOP = 'bench' as ShopId;
export const WEBHOOK_PATH = `/webhooks/carriers/easypost/${SHOP}`;

const SECRET = 'bench-webhook-secret';
const PARCELS = 1_000;
/** A parcel's first webhook has between one and this many scans; each further one adds a scan. */
const FIRST_SCANS = 6;
const AT_ONCE = 8;
const CITIES = ['Columbus', 'Dayton', 'Memphis', 'Atlanta', 'Dallas', 'Phoenix', 'Reno'];

/** Creates the shop, and places its orders with one parcel each. */
export async function registerParcels(
  sql: Sql,
  { apiUrl, encryption }: IngestServers,
): Promise<void> {
  await saveShop(sql, { id: SHOP, name: 'Bench', timeZone: 'UTC', country: 'US' });
  const account = { shopId: SHOP, carrier: 'easypost', secrets: [SECRET] };
  await saveWebhookSecrets(sql, account, encryption);
  const key = await createApiKey(sql, SHOP, { name: 'bench' });
  let next = 0;
  const register = async () => {
    for (let parcel = next++; parcel < PARCELS; parcel = next++) {
      await registerParcel(`${apiUrl}/v1/orders/${parcel}`, key, parcel);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, register));
}

async function registerParcel(order: string, key: string, parcel: number): Promise<void> {
  const at = (ms: number) => new Date(Date.now() - 6 * DAY + ms).toISOString();
  await call('PUT', order, key, {
    placedAt: at(0),
    contact: { name: 'Ada', email: `ada-${parcel}@shop.example` },
    items: [{ name: 'Boots', quantity: 1 }],
    country: 'US',
  });
  await call('POST', `${order}/shipments`, key, {
    carrier: 'USPS',
    trackingNumber: numberOf(parcel),
    shippedAt: at(HOUR),
  });
}

async function call(method: string, url: string, key: string, body: object): Promise<void> {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  const response = await fetch(url, { method, headers, body: JSON.stringify(body) });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${url} returned ${response.status}: ${text}`);
}

function numberOf(parcel: number): string {
  return `TNBENCH${String(parcel).padStart(8, '0')}`;
}

/** Returns a function that makes one webhook after the other: each parcel in turn. */
export function createWebhooks(): () => LoadRequest {
  const start = Date.now() - 5 * DAY;
  let count = 0;
  return () => {
    const parcel = count % PARCELS;
    const round = Math.floor(count / PARCELS);
    count += 1;
    const scans = 1 + (parcel % FIRST_SCANS) + round;
    const details = Array.from({ length: scans }, (_, step) => aDetail(start, parcel, step));
    const status = details.at(-1)?.status ?? 'unknown';
    const body = trackerUpdated({
      trackingCode: numberOf(parcel),
      carrier: 'USPS',
      status,
      details,
    });
    return { body, headers: signEasyPost(body, SECRET) };
  };
}

function aDetail(start: number, parcel: number, step: number): TrackerDetail {
  const isFirst = step === 0;
  return {
    status: isFirst ? 'pre_transit' : 'in_transit',
    statusDetail: isFirst ? 'label_created' : 'arrived_at_facility',
    message: isFirst ? 'Shipping Label Created' : 'Arrived at USPS Regional Facility',
    datetime: new Date(start + step * HOUR + (parcel % 50) * MINUTE).toISOString(),
    city: CITIES[(parcel + step) % CITIES.length] ?? 'Columbus',
    state: 'OH',
    zip: '43215',
  };
}
