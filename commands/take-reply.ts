/** Takes customers' replies to an SMS: a refusal suppresses the number, START lifts that. */

import type { SmsReply } from '../channels/receipt.ts';
import { isSignedByTwilio, readTwilioReply, type SignedForm } from '../channels/twilio-receipts.ts';
import { deleteOptOuts, insertSuppression, type KeyedSql } from '../db/suppressions.ts';
import { meaningOfReply, type ReplyMeaning } from '../domain/opt-out.ts';

export interface TakenReply {
  readonly kind: 'taken';
  readonly meaning: ReplyMeaning;
  /** Whether the number is suppressed since, or is no more. */
  readonly changed: boolean;
}

export type ReplyResult =
  | TakenReply
  | { readonly kind: 'unsigned' }
  | { readonly kind: 'unreadable'; readonly detail: string };

/** Takes a reply that Twilio has posted. `authToken` is null if none is set. */
export async function takeReply(
  keyed: KeyedSql,
  request: SignedForm,
  authToken: string | null,
): Promise<ReplyResult> {
  if (authToken === null || !isSignedByTwilio(request, authToken)) return { kind: 'unsigned' };
  const reply = readTwilioReply(request.body);
  if (!reply) return { kind: 'unreadable', detail: 'the form has no From with a phone number' };
  return applyReply(keyed, reply);
}

/** Applies a reply that the provider has signed. */
export async function applyReply(keyed: KeyedSql, reply: SmsReply): Promise<TakenReply> {
  const meaning = meaningOfReply(reply.text, reply.optOutType);
  const address = { channel: 'sms', address: reply.from } as const;
  const changed =
    meaning === 'stop'
      ? await insertSuppression(keyed, null, {
          ...address,
          reason: 'opted_out',
          source: 'reply',
        })
      : meaning === 'start'
        ? await deleteOptOuts(keyed, address)
        : false;
  return { kind: 'taken', meaning, changed };
}
