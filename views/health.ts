/** Figures about the whole installation that operators should watch. */

import { type FailingAccount, readFailingAccounts } from '../db/carrier-polls.ts';
import type { Queryable } from '../db/connect.ts';
import { type FailingMessages, readFailingMessages } from '../db/notifications.ts';
import { readBacklog } from '../db/relay-queue.ts';
import { type RefusedFeed, readAllRefused, readTotalCounts } from '../db/webhook-counts.ts';

/** Polling that has failed for this long does not recover by itself. */
const FAILING_MINUTES = 30;
/** Today and yesterday. */
const REFUSED = { days: 2, limit: 20 };
/** A provider that throttles, or is away for a moment, needs no person. */
const MESSAGES = { minutes: 10, limit: 20 };

export interface Health {
  readonly backlog: Backlog;
  /** Shops and carriers whose webhooks are all refused. */
  readonly refused: readonly RefusedFeed[];
  /** Accounts that cannot be polled. */
  readonly failing: readonly FailingAccount[];
  /** Messages that cannot be rendered, or that a provider does not take. */
  readonly failingMessages: readonly FailingMessages[];
}

export interface Backlog {
  /** Journeys that wait for a relay. */
  readonly journeys: number;
  /** How long the oldest undelivered event has waited. */
  readonly oldestMs: number;
}

export async function readHealth(sql: Queryable): Promise<Health> {
  return {
    backlog: await readBacklog(sql),
    refused: await readAllRefused(sql, REFUSED),
    failing: await readFailingAccounts(sql, FAILING_MINUTES),
    failingMessages: await readFailingMessages(sql, MESSAGES),
  };
}

export interface Metrics {
  readonly backlog: Backlog;
  readonly webhooks: Awaited<ReturnType<typeof readTotalCounts>>;
}

export async function readMetrics(sql: Queryable): Promise<Metrics> {
  const [webhooks, backlog] = await Promise.all([readTotalCounts(sql), readBacklog(sql)]);
  return { webhooks, backlog };
}
