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

const SUBJECTS: readonly Wording[] = [
  ['order_confirmed', /^Confirmed: order/],
  ['shipped', /^On its way: order/],
  ['out_for_delivery', /^Out for delivery: order/],
  ['delivered', /^Delivered: order/],
  ['all_delivered', /^Complete: all of order/],
  ['delayed', /^(Running late|A day for your delivery): order/],
  ['attempted', /^Not delivered yet: order/],
  ['available_for_pickup', /^Ready to collect: order/],
  ['returning_to_sender', /^Coming back to us: order/],
  ['order_cancelled', /^Cancelled: order/],
  ['order_refunded', /^(Refunded|Store credit added): order/],
  ['moving_again', /^On its way again: order/],
  ['return_requested', /^Request received: return/],
  ['return_approved', /^(Approved|How to send it back): return/],
  ['return_rejected', /^Not accepted: return/],
  ['return_in_transit', /^(On its way to us|Turned up): return/],
  ['return_received', /^(Arrived|One parcel has arrived): return/],
  ['return_processed', /^(Refunded|Not refunded|Exchange approved|Store credit added): return/],
  ['return_cancelled', /^Cancelled: return/],
];

const SMS: readonly Wording[] = [
  ['out_for_delivery', /: out for delivery\./],
  ['all_delivered', /the last parcel of order \S+ has been delivered/],
  ['delivered', /: delivered\./],
  ['attempted', /: not delivered yet\./],
  ['available_for_pickup', /: please collect/],
];

export function readMessage(entry: Accepted): ReadMessage {
  const byEmail = isEmail(entry);
  const quote = byEmail ? entry.subject : (entry.body.split('\n')[0] ?? '');
  const text = byEmail ? (entry.text ?? '') : entry.body;
  const wordings = byEmail ? SUBJECTS : SMS;
  return {
    id: entry.id,
    channel: byEmail ? 'email' : 'sms',
    to: entry.to[0] ?? '',
    kind: wordings.find(([, words]) => words.test(quote))?.[0] ?? null,
    parcels: byEmail ? matches(text, /\bTN\d{4}\w+\b/g) : matches(quote, /parcel \d+ of \d+/g),
    names: matches(quote, /\b[CR]\d{4}\b/g),
    acceptedAt: entry.acceptedAt,
    quote,
    text,
  };
}

function matches(text: string, pattern: RegExp): readonly string[] {
  return [...new Set(text.match(pattern) ?? [])];
}
