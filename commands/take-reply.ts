/**
 * Takes customers' replies to an SMS: a refusal suppresses the number, START lifts that. A refusal in
 * own words also asks staff to look at it.
 */

import type { SmsReply } from '../channels/receipt.ts';
import { isSignedByTwilio, readTwilioReply, type SignedForm } from '../channels/twilio-receipts.ts';
import type { Queryable, Sql } from '../db/connect.ts';
import { findRepliedJourneys } from '../db/customers.ts';
import { deleteOptOuts, insertSuppression, type KeyedSql } from '../db/suppressions.ts';
import { type RecognizedBy, type ReplyReading, understandReply } from '../domain/opt-out.ts';
import { normalizeAddress } from '../domain/suppression.ts';
import { unreachable } from '../domain/unreachable.ts';
import { appendEvents } from './append-events.ts';

export type TakenReply = ReplyReading & {
  readonly kind: 'taken';
  /** Whether the number is suppressed since, or is no more. */
  readonly changed: boolean;
};

export type ReplyResult =
  | TakenReply
  | { readonly kind: 'unsigned' }
  | { readonly kind: 'unreadable'; readonly detail: string };

/** Takes a reply that Twilio has posted. `authToken` is null if none is set. */
export async function takeReply(
  keyed: KeyedSql<Sql>,
  request: SignedForm,
  authToken: string | null,
): Promise<ReplyResult> {
  if (authToken === null || !isSignedByTwilio(request, authToken)) return { kind: 'unsigned' };
  const reply = readTwilioReply(request.body);
  if (!reply) return { kind: 'unreadable', detail: 'the form has no From with a phone number' };
  return applyReply(keyed, reply);
}

/** Applies a reply that the provider has signed. A repeated one changes nothing. */
export async function applyReply(
  { sql, keys }: KeyedSql<Sql>,
  reply: SmsReply,
): Promise<TakenReply> {
  const reading = understandReply(reply.text, reply.optOutType);
  const changed = await sql.begin(async (tx) => {
    const isNew = await changeSuppression({ sql: tx, keys }, reply.from, reading);
    if (isNew && reading.meaning === 'stop' && reading.by === 'own_words') {
      await askForReview(tx, reply.from);
    }
    return isNew;
  });
  return { kind: 'taken', ...reading, changed };
}

async function changeSuppression(
  keyed: KeyedSql,
  from: string,
  reading: ReplyReading,
): Promise<boolean> {
  const address = { channel: 'sms', address: from } as const;
  switch (reading.meaning) {
    case 'stop':
      return insertSuppression(keyed, null, {
        ...address,
        reason: 'opted_out',
        source: SOURCES[reading.by],
      });
    case 'start':
      return deleteOptOuts(keyed, address);
    case 'help':
    case 'other':
      return false;
    default:
      return unreachable(reading);
  }
}

/** How the list of suppressed addresses names a refusal. */
const SOURCES: Readonly<Record<RecognizedBy, string>> = {
  provider: 'OptOutType=STOP',
  keyword: 'reply',
  own_words: 'reply in own words',
};

/** One journey per shop asks its staff, however many the customer has. */
async function askForReview(tx: Queryable, from: string): Promise<void> {
  const body = { kind: 'messages_refused', channel: 'sms' } as const;
  for (const journeyId of await findRepliedJourneys(tx, normalizeAddress('sms', from))) {
    await appendEvents(tx, journeyId, [{ body, wakes: true }]);
  }
}
