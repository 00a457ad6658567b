/** The interface that every provider implements: a message in, an outcome out. */

import type { EmailPayload, Payload, SmsPayload } from '../domain/payload.ts';

export type { EmailPayload, Payload, SmsPayload };

export interface SendRequest<P extends Payload = Payload> {
  /** The notification's idempotency key, for providers that take one. At most 256 characters. */
  readonly key: string;
  /** The notification's id. Receipts contain it. */
  readonly notificationId: string;
  readonly payload: P;
}

/**
 * The outcome of one attempt.
 * - `accepted`: the provider has the message, under `providerId`.
 * - `refused`: the provider does not take it. `permanent`: because of this message or address.
 *   `configuration`: because of the account, which the operator must fix: every message fails.
 *   `held`: the operator may fix it, or not: nothing says that another message would fail, too.
 * - `retry`: the provider did not process it. Try again after `afterMs` or, if null, your own
 *   backoff.
 * - `unknown`: the provider may have taken it (a reset, a timeout, a 5xx). `isFinal`: no repetition of
 *   the request will tell.
 */
export type SendOutcome =
  | { readonly kind: 'accepted'; readonly providerId: string }
  | {
      readonly kind: 'refused';
      readonly scope: 'permanent' | 'configuration' | 'held';
      readonly code: string;
      readonly detail: string;
    }
  | {
      readonly kind: 'retry';
      readonly afterMs: number | null;
      readonly code: string;
      readonly detail: string;
    }
  | {
      readonly kind: 'unknown';
      readonly code: string;
      readonly detail: string;
      readonly isFinal?: true;
    };

export interface LookUpRequest<P extends Payload = Payload> {
  readonly notificationId: string;
  readonly payload: P;
  /** When the first attempt began, epoch milliseconds. */
  readonly since: number;
}

/**
 * What the provider has of a message whose outcome is unknown.
 * - `found`: the ids of the messages that it may be. Each may be another message of the same words.
 * - `none`: the provider has not taken it.
 * - `failed`: the provider did not say.
 */
export type LookUp =
  | { readonly kind: 'found'; readonly providerIds: readonly string[] }
  | { readonly kind: 'none' }
  | { readonly kind: 'failed'; readonly code: string; readonly detail: string };

export interface Provider<P extends Payload = Payload> {
  readonly name: string;
  /** True: the provider sends only once per key, for `keyLifetimeMs` after the key's first use. */
  readonly takesKeys: boolean;
  readonly keyLifetimeMs: number;
  /** Throws only for a bug in our code, never for a failure of the provider or the network. */
  send(request: SendRequest<P>): Promise<SendOutcome>;
  /** Absent if the provider takes keys, or cannot be asked. Throws like `send`. */
  lookUp?(request: LookUpRequest<P>): Promise<LookUp>;
}

/** How emails are sent. */
export interface EmailChannel {
  readonly provider: Provider<EmailPayload>;
  /** Takes emails while the provider refuses the account. */
  readonly second?: Provider<EmailPayload> | null;
  /** The operator's address, with or without a name. */
  readonly from: string;
}
