/** A shop with fake carriers, and single poll rounds: real Postgres, no Temporal. */

import pino from 'pino';
import { afterAll, beforeEach, expect } from 'vitest';
import { type PollDeps, pollDueParcels } from '../../activities/poll-due-parcels.ts';
import { findAdapter } from '../../carriers/index.ts';
import { createPollClient } from '../../carriers/polling/client.ts';
import { savePollAccount } from '../../commands/save-carrier-account.ts';
import { createEncryption } from '../../db/encryption.ts';
import { FAKE_CREDENTIALS, startCarrierApis } from '../../dev/fakes/carrier-apis.ts';
import type { FakeScan } from '../../dev/fakes/fake-scan.ts';
import type { ShopId } from '../../domain/ids.ts';
import { anOrder, createApi } from '../api/client.ts';
import { createDatabase } from '../database.ts';

export type Carrier = keyof typeof FAKE_CREDENTIALS;

export const ENCRYPTION_KEY = Buffer.alloc(32, 1);
const shopId = 'acme' as ShopId;

/** Stops after the file's tests. Each test begins with empty tables. */
export async function createPollRig() {
  const database = await createDatabase();
  const { sql } = database;
  const api = await createApi(database, findAdapter);
  const apis = await startCarrierApis();
  afterAll(() => apis.stop());
  beforeEach(async () => {
    await sql`truncate carrier_account, webhook_count, journey, contact cascade`;
    apis.calls.length = 0;
    apis.faults.length = 0;
    apis.parcels.clear();
  });
  const encryption = createEncryption([ENCRYPTION_KEY]);
  const logged: string[] = [];
  const log = pino({ level: 'trace' }, { write: (line: string) => logged.push(line) });
  const deps = (): PollDeps => ({
    sql,
    encryption,
    pollClient: createPollClient({ timeoutMs: 1_000 }),
    log,
  });
  let orders = 0;
  return {
    sql,
    api,
    apis,
    encryption,
    shopId,
    logged,
    deps,

    round: (carrier: string, given: Partial<PollDeps> = {}) =>
      pollDueParcels({ ...deps(), ...given }, { shopId, carrier }, new AbortController().signal),

    async connect(carrier: Carrier, settings: object = {}): Promise<void> {
      const carriers = carrier === 'dhl_unified' ? ['dhl'] : [carrier];
      await savePollAccount(
        sql,
        {
          shopId,
          carrier,
          enabled: true,
          carriers,
          credentials: FAKE_CREDENTIALS[carrier],
          settings: { baseUrl: apis.url, requestsPerMinute: 6_000, ...settings },
        },
        encryption,
      );
    },

    /** An order with a shipment per number. */
    async ship(carrier: string, ...numbers: readonly string[]): Promise<string> {
      const orderId = `P${++orders}`;
      await api.call('PUT', `/v1/orders/${orderId}`, anOrder());
      for (const trackingNumber of numbers) {
        // A test may give two orders one number.
        const body = { carrier, trackingNumber, sharedParcel: true };
        const { status } = await api.call('POST', `/v1/orders/${orderId}/shipments`, body);
        expect(status).toBe(201);
      }
      return orderId;
    },

    asked: () => apis.calls.flatMap(({ numbers }) => numbers),

    /** Each number, the carrier's result, and in how many minutes it is polled again. */
    async polls(): Promise<readonly string[]> {
      const rows = await sql<
        { trackingNumber: string; result: string; inMinutes: number | null }[]
      >`
        select tracking_number, result,
          round(extract(epoch from next_at - now()) / 60)::int as in_minutes
        from parcel_poll order by tracking_number`;
      return rows.map((row) => `${row.trackingNumber} ${row.result} ${row.inMinutes}`);
    },

    /** Makes all numbers due now. */
    async makeDue(): Promise<void> {
      await sql`
        update parcel_poll set next_at = now(), asked_at = asked_at - interval '2 days'
        where next_at is not null`;
      await sql`update carrier_poll set paused_until = null`;
    },
  };
}

export function scan(what: FakeScan['what'], minutesAgo: number): FakeScan {
  return { what, at: Date.now() - minutesAgo * 60_000 };
}
