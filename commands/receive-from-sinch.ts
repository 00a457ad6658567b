/** Takes Sinch's webhooks: a delivery report or a customer's reply, at one address. */

import type { SignedRequest } from '../channels/receipt.ts';
import { isSignedBySinch, readSinchEvent } from '../channels/sinch-receipts.ts';
import type { Sql } from '../db/connect.ts';
import type { KeyedSql } from '../db/suppressions.ts';
import { type ReceiptResult, recordReading } from './record-receipt.ts';
import { applyReply, type TakenReply } from './take-reply.ts';

/** `secret` is null if none is set: then no webhook is genuine. */
export async function receiveFromSinch(
  keyed: KeyedSql<Sql>,
  request: SignedRequest,
  secret: string | null,
): Promise<ReceiptResult | TakenReply> {
  if (secret === null || !isSignedBySinch(request, secret)) return { kind: 'unsigned' };
  const event = readSinchEvent(request.body, Date.now());
  if (event.kind !== 'reply') return recordReading(keyed, event);
  return applyReply(keyed, event.reply);
}
