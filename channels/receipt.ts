/** What a provider's webhook says: a receipt of a message, or nothing for us. */

import type { Channel } from '../domain/message.ts';
import { isPlausibleTime } from '../domain/plausible-time.ts';
import type { Receipt } from '../domain/receipt.ts';
import type { SuppressionReason } from '../domain/suppression.ts';

export interface ProviderReceipt {
  readonly channel: Channel;
  /** The id that we gave the message; null: it carries none. */
  readonly notificationId: string | null;
  /** The provider's id of the message. */
  readonly providerId: string;
  readonly receipt: Receipt;
  /** Why nothing more must go to the address; null: it is fine. */
  readonly suppress: SuppressionReason | null;
  /** The provider's own name of the event. */
  readonly event: string;
}

/** A customer's reply to an SMS. */
export interface SmsReply {
  readonly from: string;
  readonly text: string;
  /** `STOP`, `START` or `HELP`, if the provider understood the reply: Twilio's Advanced Opt-Out. */
  readonly optOutType: string | null;
}

/** `ignored`: it is about something else. `unreadable`: sending it again does not help. */
export type ReceiptReading =
  | { readonly kind: 'receipt'; readonly receipt: ProviderReceipt }
  | { readonly kind: 'ignored'; readonly event: string }
  | { readonly kind: 'unreadable'; readonly detail: string };

/** A webhook with its signature in the headers. */
export interface SignedRequest {
  /** By their names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** As it was received: the signature covers its bytes. */
  readonly body: string;
}

/** When it happened, epoch milliseconds; when it was received, if the provider's time is none. */
export function readEventTime(written: unknown, receivedAt: number): number {
  const at = Date.parse(String(written));
  return isPlausibleTime(at) ? at : receivedAt;
}

/** The provider's id of a message; null for what can be none. */
export function readProviderId(given: unknown): string | null {
  return typeof given === 'string' && PROVIDER_ID.test(given) ? given : null;
}

const PROVIDER_ID = /^[\x21-\x7e]{1,200}$/;
const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** The id of a notification, or null for any other text. */
export function readNotificationId(text: unknown): string | null {
  return typeof text === 'string' && UUID.test(text) ? text.toLowerCase() : null;
}
