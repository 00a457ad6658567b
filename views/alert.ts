/** The faults that open alerts, from the same figures as `/readyz`; and the alerts. */

import { type AlertRow, readAlerts } from '../db/alerts.ts';
import { readNow } from '../db/clock.ts';
import type { Queryable } from '../db/connect.ts';
import { CHANNEL_NOT_SET_UP, readFailingMessages } from '../db/notifications.ts';
import { readLostWorkflows, readStuckMessages } from '../db/operations.ts';
import { ACCOUNT_REFUSES, readOutages } from '../db/provider-outages.ts';
import { readBacklog } from '../db/relay-queue.ts';
import { readStuckJourneys } from '../db/stuck-journeys.ts';
import type { AlertCause, AlertSubject } from '../domain/alert.ts';
import { CHANNELS } from '../domain/message.ts';

export type { AlertRow };

/** A provider whose account one message alone has found refused for so long. */
const OUTAGE_MINUTES = 10;
/** Workers have rebuilt these journeys. */
const LOST_HOURS = 1;
const LISTED_MAX = 100;

/** The faults that are there now, by Postgres's clock. */
export async function readAlertCauses(sql: Queryable): Promise<readonly AlertCause[]> {
  const now = await readNow(sql);
  return [
    ...(await stuckMessages(sql)),
    ...(await outages(sql)),
    ...(await channelsNotSetUp(sql)),
    ...(await backlog(sql, now)),
    ...(await lostWorkflows(sql, now)),
    ...(await stuckJourneys(sql, now)),
  ];
}

/** Two alerts of their own cover the messages that wait for an account or a channel. */
async function stuckMessages(sql: Queryable): Promise<readonly AlertCause[]> {
  const stuck = await readStuckMessages(sql, [ACCOUNT_REFUSES, CHANNEL_NOT_SET_UP]);
  return stuck.map(({ channel, urgency, count, since, lastError }) => ({
    kind: 'message_stuck',
    key: `${channel}/${urgency}`,
    since: since.getTime(),
    count,
    lastError,
  }));
}

async function outages(sql: Queryable): Promise<readonly AlertCause[]> {
  const found = await readOutages(sql, OUTAGE_MINUTES);
  return found.map(({ provider, since, lastError }) => ({
    kind: 'provider_outage',
    key: provider,
    since: since.getTime(),
    count: 1,
    lastError,
  }));
}

async function channelsNotSetUp(sql: Queryable): Promise<readonly AlertCause[]> {
  const failing = await readFailingMessages(sql, { minutes: OUTAGE_MINUTES, limit: LISTED_MAX });
  return CHANNELS.flatMap((channel): readonly AlertCause[] => {
    const waiting = failing.filter(
      (each) => each.channel === channel && each.code === CHANNEL_NOT_SET_UP,
    );
    if (waiting.length === 0) return [];
    const since = Math.min(...waiting.map((each) => each.since.getTime()));
    const count = waiting.reduce((sum, each) => sum + each.count, 0);
    return [{ kind: 'channel_not_set_up', key: channel, since, count, lastError: null }];
  });
}

async function backlog(sql: Queryable, now: number): Promise<readonly AlertCause[]> {
  const { journeys, oldestMs } = await readBacklog(sql);
  if (journeys === 0) return [];
  const since = now - oldestMs;
  return [{ kind: 'relay_backlog', key: '', since, count: journeys, lastError: null }];
}

async function lostWorkflows(sql: Queryable, now: number): Promise<readonly AlertCause[]> {
  const { journeys, last } = await readLostWorkflows(sql, LOST_HOURS);
  if (!last) return [];
  const since = now - last.ageMs;
  const lastError = `${last.journeyId} had no workflow`;
  return [{ kind: 'journeys_without_workflow', key: '', since, count: journeys, lastError }];
}

async function stuckJourneys(sql: Queryable, now: number): Promise<readonly AlertCause[]> {
  const { journeys, oldest } = await readStuckJourneys(sql);
  if (!oldest) return [];
  const since = now - oldest.ageMs;
  const lastError = `${oldest.journeyId}: ${oldest.error}`;
  return [{ kind: 'workflow_tasks_failing', key: '', since, count: journeys, lastError }];
}

export async function listAlerts(
  sql: Queryable,
  { ended }: { readonly ended: boolean },
): Promise<readonly AlertRow[]> {
  return readAlerts(sql, { ended, limit: LISTED_MAX });
}

/** What an alert is about, in words: `urgent email`, `resend`; null: the kind says it all. */
export function alertTopic({ kind, key }: AlertSubject): string | null {
  if (kind === 'message_stuck') return key.split('/').reverse().join(' ');
  return key === '' ? null : key;
}
