/**
 * The ledger's row of one message, from its first attempt to its outcome. Each step is a single
 * statement until the outcome, so that only one of two attempts can take it.
 */

import { OPTED_OUT } from '../channels/twilio-receipts.ts';
import type { Sql } from '../db/connect.ts';
import {
  hasPosition,
  insertOutcomeEvent,
  readEvents,
  selectPage,
  toAnswer,
} from '../db/journey-events.ts';
import { lockProgress } from '../db/journeys.ts';
import {
  type LogRef,
  type SentRef,
  type Settlement,
  saveOutcome,
} from '../db/notification-outcomes.ts';
import { findNotification } from '../db/notifications.ts';
import { transactTogether } from '../db/send-together.ts';
import type { ServerKeys } from '../db/server-keys.ts';
import { insertSuppression, type KeyedSql } from '../db/suppressions.ts';
import type { NotificationKey } from '../domain/ids.ts';
import { isOfProvider } from '../domain/journey/event.ts';
import type { LogAnswer } from '../domain/journeys.ts';
import { appendEvents } from './append-events.ts';

export { claimNotification, markErased, restoreAttempt } from '../db/claim-notification.ts';
export {
  ATTEMPT_MS,
  CHANNEL_NOT_SET_UP,
  filterClaimed,
  markNotFound,
  markNotTaken,
  type NotificationRow,
  openNotification,
  type Rendered,
  saveError,
  saveHold,
  savePayload,
  saveRenderError,
} from '../db/notifications.ts';
export {
  ACCOUNT_REFUSES,
  claimProbe,
  endOutage,
  findOutage,
  isHeldBehind,
  noteRefusal,
  type Outage,
} from '../db/provider-outages.ts';
export type { Settlement };

export interface SettledMessage extends SentRef, LogRef {
  readonly keys: ServerKeys;
}

/**
 * Saves the outcome and appends it to the log, once. Returns the journey's events after `after`. If
 * the log has diverged meanwhile, saves a provider's outcome only: the log may not have the message's
 * facts. Throws if it has lost the events that led to the outcome.
 */
export async function settleNotification(
  sql: Sql,
  settled: SettledMessage,
  settlement: Settlement,
): Promise<LogAnswer> {
  if (settlement.error === OPTED_OUT) return settleInSteps(sql, settled, settlement);
  const { journeyId, planned, after, seen } = settled;
  const isKnown = isOfProvider(settlement.outcome);
  const outcome = {
    journeyId,
    after,
    // What a provider decided is true, whatever the log is.
    seen: isKnown ? 0 : seen,
    body: bodyOf(planned, settlement),
    dedupe: dedupeOf(planned),
  };
  const [, [journey], , page] = await transactTogether(sql, (tx) => [
    saveOutcome(tx, { journeyId, planned, after, seen }, settlement),
    lockProgress(tx, journeyId),
    insertOutcomeEvent(tx, outcome),
    selectPage(tx, journeyId, after.seq),
  ]);
  if (!isKnown && (journey?.factSeq ?? seen) < seen)
    throw new Error(`${journeyId} went back in time`);
  // Another event opens the journey again.
  if (journey?.closedAt) return settleInSteps(sql, settled, settlement);
  return toAnswer(page, after);
}

/** As `settleNotification`, with more to do than one round trip can. */
async function settleInSteps(
  sql: Sql,
  { journeyId, planned, after, seen, keys }: SettledMessage,
  settlement: Settlement,
): Promise<LogAnswer> {
  return sql.begin(async (tx) => {
    await saveOutcome(tx, { journeyId, planned, after, seen }, settlement);
    if (settlement.error === OPTED_OUT) await suppressNumber({ sql: tx, keys }, planned.key);
    if (!(await hasPosition(tx, journeyId, after))) return 'diverged';
    const event = { body: bodyOf(planned, settlement), dedupe: dedupeOf(planned), wakes: false };
    await appendEvents(tx, journeyId, [event]);
    return readEvents(tx, journeyId, after);
  });
}

function bodyOf({ key }: SentRef['planned'], { outcome, error: code }: Settlement) {
  return { kind: 'notification_settled', key, outcome, code } as const;
}

function dedupeOf({ key }: SentRef['planned']): string {
  return `notification_settled/${key}`;
}

/** Twilio refused the message because the customer has replied STOP. */
async function suppressNumber(keyed: KeyedSql, key: NotificationKey): Promise<void> {
  const row = await findNotification(keyed.sql, key);
  if (row?.payload?.channel !== 'sms') return;
  const suppression = { channel: 'sms', reason: 'opted_out', source: OPTED_OUT } as const;
  // They replied to the number, which all shops send from.
  await insertSuppression(keyed, null, { ...suppression, address: row.payload.to });
}
