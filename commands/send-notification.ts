/**
 * The ledger's row of one message, from its first attempt to its outcome. Each step before the
 * outcome is a single statement, so that only one of two attempts can take it.
 */

import { OPTED_OUT } from '../channels/twilio-receipts.ts';
import type { Sql } from '../db/connect.ts';
import { hasPosition, readEvents } from '../db/journey-events.ts';
import { type SentRef, type Settlement, saveOutcome } from '../db/notification-outcomes.ts';
import { findNotification } from '../db/notifications.ts';
import type { ServerKeys } from '../db/server-keys.ts';
import { insertSuppression, type KeyedSql } from '../db/suppressions.ts';
import type { NotificationKey } from '../domain/ids.ts';
import type { LogAnswer, LogPosition } from '../domain/journeys.ts';
import { appendEvents } from './append-events.ts';

export { countSent } from '../db/count-sent.ts';
export { hasLaterLeft } from '../db/notification-outcomes.ts';
export {
  CHANNEL_NOT_SET_UP,
  filterClaimed,
  markAttempting,
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

export interface SettledMessage extends SentRef {
  readonly after: LogPosition;
  readonly keys: ServerKeys;
}

/**
 * Saves the outcome and appends it to the log, once. Returns the journey's events after `after`. If
 * the log has diverged meanwhile, saves the outcome only: the log may not have the message's facts.
 */
export async function settleNotification(
  sql: Sql,
  { journeyId, planned, after, keys }: SettledMessage,
  settlement: Settlement,
): Promise<LogAnswer> {
  return sql.begin(async (tx) => {
    await saveOutcome(tx, { journeyId, planned }, settlement);
    if (settlement.error === OPTED_OUT) await suppressNumber({ sql: tx, keys }, planned.key);
    if (!(await hasPosition(tx, journeyId, after))) return 'diverged';
    const { outcome, error: code } = settlement;
    const { key } = planned;
    const body = { kind: 'notification_settled', key, outcome, code } as const;
    const dedupe = `notification_settled/${key}`;
    await appendEvents(tx, journeyId, [{ body, wakes: false, dedupe }]);
    return readEvents(tx, journeyId, after);
  });
}

/** Twilio refused the message because the customer has replied STOP. */
async function suppressNumber(keyed: KeyedSql, key: NotificationKey): Promise<void> {
  const row = await findNotification(keyed.sql, key);
  if (row?.payload?.channel !== 'sms') return;
  const suppression = { channel: 'sms', reason: 'opted_out', source: OPTED_OUT } as const;
  await insertSuppression(keyed, row.shopId, { ...suppression, address: row.payload.to });
}
