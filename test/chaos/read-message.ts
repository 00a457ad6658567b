/** Reads an accepted message as its customer does: by its words alone. */

import { type Accepted, isEmail } from '../../dev/sandbox/ledger.ts';
import type { Channel, MessageKind } from '../../domain/message.ts';

export interface ReadMessage {
  readonly id: string;
  readonly channel: Channel;
  readonly to: string;
  /** Null: words that the reader does not know. */
  readonly kind: MessageKind | null;
  /** The tracking numbers or places (`parcel 1 of 2`) that it names; empty: none. */
  readonly parcels: readonly string[];
  /** The order or the return that it names. */
  readonly names: readonly string[];
  readonly acceptedAt: number;
  /** What a person would quote from it. */
  readonly quote: string;
  readonly text: string;
}

type Wording = readonly [kind: MessageKind, words: RegExp];

const ORDER_SUBJECTS: readonly Wording[] = [
  ['order_confirmed', /^Order confirmed:/],
  ['shipped', /^(On its way|\d+ parcels on the way):/],
  ['out_for_delivery', /^(Arriving today|\d+ parcels come today):/],
  ['delivered', /^(Delivered|\d+ parcels delivered):/],
  ['all_delivered', /^Everything is here:/],
  ['delayed', /^(Delayed( by (bad weather|customs))?|New delivery day):/],
  ['attempted', /^(Not delivered yet|Sorry we missed you|Check your address):/],
  ['available_for_pickup', /^(Ready to collect|\d+ parcels to collect):/],
  ['returning_to_sender', /^Coming back to us:/],
  ['order_cancelled', /^Order cancelled:/],
  ['order_refunded', /^(Refund sent|Store credit added):/],
  ['moving_again', /^Moving again:/],
];

const RETURN_SUBJECTS: readonly Wording[] = [
  ['return_requested', /^Return requested:/],
  ['return_approved', /^(Return approved|How to send it back):/],
  ['return_rejected', /^Return not accepted:/],
  ['return_in_transit', /^(On its way to us|It has turned up):/],
  ['return_received', /^(Your return is here|Part of it has arrived):/],
  [
    'return_processed',
    /^(Refunded|\S+ refunded|Not( all)? refunded|Exchange approved|Store credit added):/,
  ],
  ['return_cancelled', /^Return cancelled:/],
];

const SMS: readonly Wording[] = [
  ['out_for_delivery', /: (\d+ parcels are )?out for delivery\b/],
  ['all_delivered', /: the last parcel has been delivered/],
  ['delivered', /: (\d+ parcels )?delivered\b/],
  ['attempted', /: (\S.* came|the carrier came with \d+ parcels) and /],
  ['available_for_pickup', /: (\d+ parcels are )?ready to collect\b/],
];

export function readMessage(entry: Accepted): ReadMessage {
  const byEmail = isEmail(entry);
  const quote = byEmail ? entry.subject : (entry.body.split('\n')[0] ?? '');
  const text = byEmail ? (entry.text ?? '') : entry.body;
  // The subject names what was bought; the line below the headline names the order or the return.
  const about = byEmail ? (text.split('\n')[1] ?? '') : quote;
  const subjects = about.startsWith('Return ') ? RETURN_SUBJECTS : ORDER_SUBJECTS;
  const wordings = byEmail ? subjects : SMS;
  return {
    id: entry.id,
    channel: byEmail ? 'email' : 'sms',
    to: entry.to[0] ?? '',
    kind: wordings.find(([, words]) => words.test(quote))?.[0] ?? null,
    parcels: byEmail ? matches(text, /\bTN\d{4}\w+\b/g) : matches(quote, /parcel \d+ of \d+/g),
    names: matches(about, /\b[CR]\d{4}\b/g),
    acceptedAt: entry.acceptedAt,
    quote,
    text,
  };
}

function matches(text: string, pattern: RegExp): readonly string[] {
  return [...new Set(text.match(pattern) ?? [])];
}
