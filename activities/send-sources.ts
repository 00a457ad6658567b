/** Reads all that a send needs, in one round trip. Only the shop's new policy takes another one. */

import type { Queryable } from '../db/connect.ts';
import { notificationIdOf } from '../db/notification-id.ts';
import { findNotification, type NotificationRow } from '../db/notifications.ts';
import { type MessageToSend, type SendState, selectSendState } from '../db/send-state.ts';
import { sendTogether } from '../db/send-together.ts';
import { readSentTimes } from '../db/sent-times.ts';
import type { StoredContact } from '../domain/contact.ts';
import { type OrderId, parseJourneyId, type ReturnId } from '../domain/ids.ts';
import type { PolicySet } from '../domain/journey/event.ts';
import { isBudgeted, isForStaff, MESSAGE_KINDS } from '../domain/message.ts';
import { readPolicyEvent } from '../views/current-policy.ts';
import type { ActivityDeps } from './deps.ts';
import { type OrderSources, readOrderSources } from './order-sources.ts';
import { type ReturnRows, readReturnRows } from './return-sources.ts';

/** What a message to a customer is composed from. */
export type MessageSources =
  | { readonly kind: 'order'; readonly sources: OrderSources; readonly contact: StoredContact }
  | { readonly kind: 'return'; readonly sources: ReturnRows; readonly contact: StoredContact };

export interface SendSources {
  /** As it will be, where the ledger has none yet. */
  readonly row: NotificationRow;
  readonly isStored: boolean;
  /** Read first: what comes later makes the claim fail. */
  readonly state: SendState;
  readonly policy: PolicySet;
  /** When other messages that can wait reached the customer in the last day. */
  readonly sentTimes: readonly Date[];
  /** Null: the message is for staff. */
  readonly message: MessageSources | null;
}

export interface SendReader extends Pick<ActivityDeps, 'sql'> {
  /** The time of the journey's Temporal server, epoch milliseconds. */
  readonly now: number;
}

const BUDGETED = MESSAGE_KINDS.filter(isBudgeted);

/** Returns null if the log has diverged. */
export async function readSendSources(
  { sql, now }: SendReader,
  request: MessageToSend,
): Promise<SendSources | null> {
  const { journeyId, planned } = request;
  const { key, kind } = planned;
  const { shopId } = parseJourneyId(journeyId);
  const read = await sendTogether(sql, async (connection) => {
    const checked = selectSendState(connection, request).execute();
    const rest = Promise.all([
      findNotification(connection, key),
      isForStaff(kind) ? null : readMessage(connection, request),
      isBudgeted(kind)
        ? readSentTimes(connection, { journeyId, shopId, key, kinds: BUDGETED, now })
        : [],
    ]);
    // A log that has diverged may have lost the whole journey: then the rest fails.
    const [[state]] = await Promise.all([checked, rest.catch(() => null)]);
    const isLost = !state && request.after.seq > 0;
    if (isLost || state?.hasPosition === false) return null;
    if (!state) throw new Error(`journey ${journeyId} does not exist`);
    return { state, rest: await rest };
  });
  if (!read) return null;
  const { state } = read;
  const [known, message, sentTimes] = read.rest;
  const policy = await readPolicyEvent(sql, state, state.readAt);
  const row = known ?? newRow(request, state.readAt);
  return { row, isStored: known !== null, state, policy, sentTimes, message };
}

async function readMessage(
  sql: Queryable,
  { journeyId, planned }: MessageToSend,
): Promise<MessageSources> {
  const { kind, shopId, ref } = parseJourneyId(journeyId);
  if (kind === 'return') {
    const sources = await readReturnRows(sql, shopId, ref as ReturnId);
    return { kind, sources, contact: sources.contact };
  }
  const sources = await readOrderSources(sql, { shopId, orderId: ref as OrderId }, planned.kind);
  return { kind, sources, contact: sources.contact };
}

/** The row of a message that nobody has tried. */
function newRow({ journeyId, planned }: MessageToSend, readAt: Date): NotificationRow {
  const { key, kind, channel, shipmentIds, notBefore } = planned;
  return {
    id: notificationIdOf(key),
    shopId: parseJourneyId(journeyId).shopId,
    key,
    journeyId,
    kind,
    channel,
    shipmentIds,
    decision: 'send',
    reason: null,
    holdUntil: null,
    state: null,
    payload: null,
    provider: null,
    providerId: null,
    isMaybeTaken: false,
    attempts: 0,
    firstAttemptAt: null,
    lastAttemptAt: null,
    lastError: null,
    decidedAt: new Date(notBefore),
    settledAt: null,
    receipt: null,
    receiptAt: null,
    receiptCode: null,
    readAt,
  };
}
