/** Counts the results of carriers' webhooks, in memory first. */

import type { Sql } from '../db/connect.ts';
import { addWebhookCounts, type WebhookTally } from '../db/webhook-counts.ts';
import type { ShopId } from '../domain/ids.ts';

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

const FLUSH_MS = 1_000;

/**
 * Writes the counts a second after the first of them, because one row has all counts of a day, and
 * its lock would make all webhooks of a carrier wait for each other. A process that is killed loses
 * at most the counts, and the reason of the last refusal, of that second; one that stops flushes them.
 */
export function createWebhookCounter(sql: Sql, flushMs = FLUSH_MS): WebhookCounter {
  let tallies = new Map<string, WebhookTally>();
  let timer: NodeJS.Timeout | null = null;
  const add = (tally: WebhookTally): void => {
    const name = `${tally.shopId}/${tally.carrier}`;
    const known = tallies.get(name);
    tallies.set(name, known ? addUp(known, tally) : tally);
    // A failed flush keeps its counts: the next one writes them.
    timer ??= setTimeout(() => void flush().catch(() => undefined), flushMs).unref();
  };
  const flush = async (): Promise<void> => {
    if (timer) clearTimeout(timer);
    timer = null;
    const counted = [...tallies.values()];
    if (counted.length === 0) return;
    tallies = new Map();
    try {
      await addWebhookCounts(sql, counted);
    } catch (error) {
      const since = [...tallies.values()];
      tallies = new Map();
      for (const tally of [...counted, ...since]) add(tally);
      throw error;
    }
  };
  return {
    count: (counts) => add({ ...NOTHING, ...counts }),
    flush,
  };
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
