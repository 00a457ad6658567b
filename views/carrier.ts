/** What carriers sent a shop: the results of their webhooks, and codes that are in no table. */

import type { Queryable } from '../db/connect.ts';
import { readUnmappedCodes } from '../db/tracking-events.ts';
import { readWebhookCounts } from '../db/webhook-counts.ts';
import type { ShopId } from '../domain/ids.ts';

const COUNTED_DAYS = 7;
const CODES_MAX = 200;

export interface CarrierActivity {
  readonly webhooks: {
    readonly days: number;
    readonly verified: number;
    readonly refused: number;
    readonly unmapped: number;
    readonly ignored: number;
    readonly lastRefusal: string | null;
  };
  /** Codes that are in no table, the most frequent first. */
  readonly unmapped: {
    readonly code: string;
    readonly description: string | null;
    readonly count: number;
    readonly lastSeenAt: string;
  }[];
}

/** Returns a function from a carrier's id to its activity. */
export async function readCarrierActivity(
  sql: Queryable,
  shopId: ShopId,
): Promise<(carrier: string) => CarrierActivity> {
  const [counts, codes] = await Promise.all([
    readWebhookCounts(sql, shopId, COUNTED_DAYS),
    readUnmappedCodes(sql, shopId, CODES_MAX),
  ]);
  return (id) => {
    const count = counts.find(({ carrier }) => carrier === id);
    const { verified = 0, refused = 0, unmapped = 0 } = count ?? {};
    const { ignored = 0, lastRefusal = null } = count ?? {};
    return {
      webhooks: { days: COUNTED_DAYS, verified, refused, unmapped, ignored, lastRefusal },
      unmapped: codes
        .filter(({ carrier }) => carrier === id)
        .map(({ carrier: _carrier, lastSeenAt, ...code }) => ({
          ...code,
          lastSeenAt: lastSeenAt.toISOString(),
        })),
    };
  };
}
