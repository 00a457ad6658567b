/** What every provider implements: a message in, an outcome out. */

import type { EmailPayload, Payload, SmsPayload } from '../domain/payload.ts';

export type { EmailPayload, Payload, SmsPayload };

export interface SendRequest<P extends Payload = Payload> {
  /** The notification's key; given to the provider where it takes one. At most 256 characters. */
  readonly key: string;
  /** The notification's id, by which receipts find their way back. */
  readonly notificationId: string;
  readonly payload: P;
}

/**
 * What became of an attempt.
 * - `accepted`: the provider has it, under `providerId`.
 * - `refused`: it will not take it, whatever is tried; `permanent` is about this message or
 *   address, `configuration` about the account and worth an alarm to the operator.
 * - `retry`: it was certainly not processed, and may be tried again, after `afterMs` where told.
 * - `unknown`: it may or may not have been taken (a reset, a timeout, a 5xx without a key).
 */
export type Outcome =
  | { readonly kind: 'accepted'; readonly providerId: string }
  | {
      readonly kind: 'refused';
      readonly scope: 'permanent' | 'configuration';
      readonly code: string;
      readonly detail: string;
    }
  | {
      readonly kind: 'retry';
      readonly afterMs: number | null;
      readonly code: string;
      readonly detail: string;
    }
  | { readonly kind: 'unknown'; readonly code: string; readonly detail: string };

export interface Provider<P extends Payload = Payload> {
  readonly name: string;
  /** True: the same key sends once, however often it is given, for `keyLifetimeMs`. */
  readonly takesKeys: boolean;
  readonly keyLifetimeMs: number;
  /** Never throws for what a provider or a network can do; a bug in the caller still throws. */
  send(request: SendRequest<P>): Promise<Outcome>;
}
