/** Records what a provider reports about a message, and suppresses an address that is of no use. */

import type { ProviderReceipt, ReceiptReading, SignedRequest } from '../channels/receipt.ts';
import { isSignedByResend, readResendEvent } from '../channels/resend-receipts.ts';
import {
  isSignedByTwilio,
  readTwilioStatus,
  type SignedForm,
} from '../channels/twilio-receipts.ts';
import type { Queryable, Sql } from '../db/connect.ts';
import { lockReceipt, type ReceiptRow, saveReceipt } from '../db/receipts.ts';
import { insertSuppression, type KeyedSql } from '../db/suppressions.ts';
import { foldReceipt, type Receipt } from '../domain/receipt.ts';
import { appendEvents } from './append-events.ts';

export type { SignedForm, SignedRequest };

/**
 * - `recorded`: the ledger has it now.
 * - `repeated`: the ledger has it already, or a stronger one.
 * - `unknown_message`: no message of ours.
 * - `ignored`: no receipt.
 * - `unreadable`: sending it again does not help.
 */
export type ReceiptResult =
  | { readonly kind: 'recorded' | 'repeated' | 'unknown_message'; readonly event: string }
  | Exclude<ReceiptReading, { kind: 'receipt' }>
  | { readonly kind: 'unsigned' };

/** Takes a webhook of Resend. `secret` is null if none is set: then no webhook is genuine. */
export async function receiveFromResend(
  keyed: KeyedSql<Sql>,
  request: SignedRequest,
  secret: string | null,
): Promise<ReceiptResult> {
  if (secret === null || !isSignedByResend(request, secret)) return { kind: 'unsigned' };
  return recordReading(keyed, readResendEvent(request.body, Date.now()));
}

export interface TwilioStatus extends SignedForm {
  /** The id in the query of the callback's address. */
  readonly notification: string | undefined;
}

/** Takes a status callback of Twilio. */
export async function receiveFromTwilio(
  keyed: KeyedSql<Sql>,
  request: TwilioStatus,
  authToken: string | null,
): Promise<ReceiptResult> {
  if (authToken === null || !isSignedByTwilio(request, authToken)) return { kind: 'unsigned' };
  const { body, notification } = request;
  return recordReading(keyed, readTwilioStatus(body, notification, Date.now()));
}

/** Records what a verified webhook says. */
export async function recordReading(
  keyed: KeyedSql<Sql>,
  reading: ReceiptReading,
): Promise<ReceiptResult> {
  if (reading.kind !== 'receipt') return reading;
  const { event } = reading.receipt;
  return { kind: await recordReceipt(keyed, reading.receipt), event };
}

async function recordReceipt(
  { sql, keys }: KeyedSql<Sql>,
  given: ProviderReceipt,
): Promise<'recorded' | 'repeated' | 'unknown_message'> {
  return sql.begin(async (tx) => {
    const row = await lockReceipt(tx, given);
    if (!row) return 'unknown_message';
    const address = onlyAddress(row);
    if (given.suppress && address !== null) {
      const { channel, suppress: reason, event: source } = given;
      // A refusal by SMS is one to the number, which all shops send from.
      const shopId = reason === 'opted_out' ? null : row.shopId;
      await insertSuppression({ sql: tx, keys }, shopId, { channel, address, reason, source });
    }
    const known = receiptOf(row);
    const receipt = foldReceipt(known, given.receipt);
    if (receipt === known) return 'repeated';
    await saveReceipt(tx, { id: row.id, providerId: given.providerId }, receipt);
    await reportFailure(tx, row, receipt);
    return 'recorded';
  });
}

/** Another channel may take over a message that did not arrive: the journey decides. */
async function reportFailure(
  tx: Queryable,
  { journeyId, key }: ReceiptRow,
  { kind: receipt, code }: Receipt,
): Promise<void> {
  if (receipt !== 'bounced' && receipt !== 'failed') return;
  const body = { kind: 'notification_failed', key, receipt, code } as const;
  const dedupe = `notification_failed/${key}`;
  await appendEvents(tx, journeyId, [{ body, wakes: true, dedupe }]);
}

function receiptOf({ receipt: kind, receiptAt, receiptCode: code }: ReceiptRow): Receipt | null {
  return kind && receiptAt ? { kind, at: receiptAt.getTime(), code } : null;
}

/** Null for a message to several people: the receipt does not say whose address it is. */
function onlyAddress({ payload }: ReceiptRow): string | null {
  const [address, ...others] = payload ? [payload.to].flat() : [];
  return others.length === 0 ? (address ?? null) : null;
}
