/** Figures about the whole installation that operators should watch. */

import { type FailingAccount, readFailingAccounts } from '../db/carrier-polls.ts';
import type { Queryable } from '../db/connect.ts';
import {
  CHANNEL_NOT_SET_UP,
  type FailingMessages,
  readFailingMessages,
} from '../db/notifications.ts';
import {
  type LostWorkflows,
  probeWrite,
  readLostWorkflows,
  readUnsettledMessages,
  type UnsettledMessages,
} from '../db/operations.ts';
import { type Outage, readOutages } from '../db/provider-outages.ts';
import { type RefusalCount, readRefusals } from '../db/refusals.ts';
import { readBacklog } from '../db/relay-queue.ts';
import { type RetentionCount, readRetentionCounts } from '../db/retention.ts';
import { readStuckJourneys, type StuckJourneys } from '../db/stuck-journeys.ts';
import { type RefusedFeed, readAllRefused, readTotalCounts } from '../db/webhook-counts.ts';
import { type AlertRow, listAlerts } from './alert.ts';

export { isUnavailable } from '../db/connection-error.ts';
export { probeWrite } from '../db/operations.ts';
export { CHANNEL_NOT_SET_UP };

/** Polling that has failed for this long does not recover by itself. */
const FAILING_MINUTES = 30;
/** Today and yesterday. */
const REFUSED = { days: 2, limit: 20 };
/** A provider that throttles, or is away for a moment, needs no person. */
const MESSAGES = { minutes: 10, limit: 20 };
/** How long a journey that had no workflow stays in sight. */
const LOST_HOURS = 24;

export interface Health {
  readonly backlog: Backlog;
  /** Shops and carriers whose webhooks are all refused. */
  readonly refused: readonly RefusedFeed[];
  /** Accounts that cannot be polled. */
  readonly failing: readonly FailingAccount[];
  /** Messages that cannot be rendered, or that a provider does not take. */
  readonly failingMessages: readonly FailingMessages[];
  /** Providers that refuse their account: all of its messages wait. */
  readonly outages: readonly Outage[];
  /** Messages that have waited for longer than they may, by channel. */
  readonly unsettled: readonly UnsettledMessages[];
  /** Journeys that had no workflow in the last day. Workers have rebuilt them. */
  readonly lost: LostWorkflows;
  /** Journeys whose workflow tasks fail. */
  readonly stuck: StuckJourneys;
  /** Open alerts: faults from above that have lasted. */
  readonly alerts: readonly AlertRow[];
}

export interface Backlog {
  /** Journeys that wait for a relay. */
  readonly journeys: number;
  /** How long the oldest undelivered event has waited. */
  readonly oldestMs: number;
}

/** Throws if Postgres does not answer, or takes no writes. */
export async function readHealth(sql: Queryable): Promise<Health> {
  await probeWrite(sql);
  return readFigures(sql);
}

async function readFigures(sql: Queryable): Promise<Health> {
  return {
    backlog: await readBacklog(sql),
    refused: await readAllRefused(sql, REFUSED),
    failing: await readFailingAccounts(sql, FAILING_MINUTES),
    failingMessages: await readFailingMessages(sql, MESSAGES),
    outages: await readOutages(sql, MESSAGES.minutes),
    unsettled: await readUnsettledMessages(sql),
    lost: await readLostWorkflows(sql, LOST_HOURS),
    stuck: await readStuckJourneys(sql),
    alerts: await listAlerts(sql, { ended: false }),
  };
}

export interface Metrics extends Health {
  readonly webhooks: Awaited<ReturnType<typeof readTotalCounts>>;
  readonly retention: readonly RetentionCount[];
  readonly keyRefusals: readonly RefusalCount[];
  /** By the name of the limit. */
  readonly rateLimitRefusals: readonly RefusalCount[];
}

export async function readMetrics(sql: Queryable): Promise<Metrics> {
  const webhooks = await readTotalCounts(sql);
  const keyRefusals = await readRefusals(sql, 'api_key');
  const rateLimitRefusals = await readRefusals(sql, 'rate_limit');
  const retention = await readRetentionCounts(sql);
  return { ...(await readFigures(sql)), webhooks, retention, keyRefusals, rateLimitRefusals };
}
