/** What every carrier and every aggregator implements: one file, one object. */

import type { TrackingNumber } from '../domain/ids.ts';
import type { ParseResult } from '../domain/tracking.ts';
import type { Document } from './reading/document.ts';

/** A webhook as it arrived: the bytes as they were sent, header names in lower case. */
export interface WebhookRequest {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** The query of the URL, for senders that authenticate by a token in it. */
  readonly query: Readonly<Record<string, string>>;
  /** Epoch milliseconds at which the request arrived: signatures with a timestamp grow old. */
  readonly receivedAt: number;
}

export type Verdict =
  | { readonly ok: true }
  | { readonly ok: false; readonly reason: VerdictReason; readonly detail: string };

export const VERDICT_REASONS = [
  'no_secret',
  'missing_header',
  'bad_signature',
  'stale',
  'not_pushed',
] as const;
export type VerdictReason = (typeof VERDICT_REASONS)[number];

export interface CarrierAdapter {
  /** Also the name in URLs and on the command line: `[a-z0-9_]+`. */
  readonly id: string;
  /** As people write it: `La Poste`. */
  readonly name: string;
  readonly kind: 'carrier' | 'aggregator' | 'platform';
  readonly delivery: readonly ('webhook' | 'poll')[];
  /** How its webhooks are authenticated, and what its formats are, in one line for the docs. */
  readonly webhookAuth: string;
  readonly formats: string;
  /**
   * Whether the request comes from whom it says. Over the raw bytes, in constant time. Any of
   * `secrets` may have signed it: two are live while one is being rotated. Never throws.
   */
  verify(request: WebhookRequest, secrets: readonly string[]): Verdict | Promise<Verdict>;
  /** Whether a document has the marks of this carrier's formats, errors included. Never throws. */
  recognises(document: Document): boolean;
  /**
   * Reads the document of a webhook or of an answer to a poll. `asked` is the number that was asked
   * for, where a format does not repeat it. Never throws.
   */
  read(document: Document, asked: TrackingNumber | null): ParseResult;
}
