/** Counts the results of carriers' webhooks, in memory first. */

import type { Sql } from '../db/connect.ts';
import { addWebhookCounts, type WebhookTally } from '../db/webhook-counts.ts';
import type { ShopId } from '../domain/ids.ts';
import { createBatchedCounts } from './batched-counts.ts';

export interface WebhookSource {
  readonly shopId: ShopId;
  /** The adapter's name. */
  readonly carrier: string;
}

export interface WebhookCounter {
  /** Adds to the counts of a shop's webhooks from a carrier. Never throws. */
  count(counts: WebhookSource & Partial<WebhookTally>): void;
  /** Writes what was counted since the last flush. */
  flush(): Promise<void>;
}

/**
 * Counts in memory first, because one row has all counts of a day, and its lock would make all webhooks
 * of a carrier wait for each other. The reason of the last refusal is among the counts.
 */
export function createWebhookCounter(sql: Sql): WebhookCounter {
  const { add, flush } = createBatchedCounts<WebhookTally>({
    keyOf: ({ shopId, carrier }) => `${shopId}/${carrier}`,
    addUp,
    write: (tallies) => addWebhookCounts(sql, tallies),
  });
  return { count: (counts) => add({ ...NOTHING, ...counts }), flush };
}

const NOTHING = { verified: 0, refused: 0, unmapped: 0, ignored: 0, refusal: null } as const;

function addUp(known: WebhookTally, added: WebhookTally): WebhookTally {
  return {
    ...known,
    verified: known.verified + added.verified,
    refused: known.refused + added.refused,
    unmapped: known.unmapped + added.unmapped,
    ignored: known.ignored + added.ignored,
    refusal: added.refusal ?? known.refusal,
  };
}
