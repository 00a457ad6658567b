/** What every carrier and every aggregator implements: one entry in adapters/, one object. */

import type { TrackingNumber } from '../domain/ids.ts';
import type { ParseResult } from '../domain/tracking.ts';
import type { PollCredentials, PollRequest, PollSpec } from './polling/spec.ts';
import type { CodeReading } from './reading/code-table.ts';
import type { Document } from './reading/document.ts';

/** A webhook as received: the raw bytes, header names in lower case. */
export interface WebhookRequest {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** The URL's query parameters: some senders authenticate with a token in the URL. */
  readonly query: Readonly<Record<string, string>>;
  /** Epoch milliseconds. Signatures with a timestamp expire. */
  readonly receivedAt: number;
}

export type Verdict =
  /** `signs: 'nothing'`: a secret names the sender, but whoever has read it can forge a body. */
  | { readonly ok: true; readonly signs?: 'nothing' }
  | { readonly ok: false; readonly reason: VerdictReason; readonly detail: string };

export const VERDICT_REASONS = [
  'no_secret',
  'missing_header',
  'bad_signature',
  'stale',
  'not_pushed',
] as const;
export type VerdictReason = (typeof VERDICT_REASONS)[number];

/** What a shop sets so that a carrier's webhooks can be verified. */
export interface WebhookSecret {
  /** `token`: a webhook may contain the secret itself. `key`: the secret only verifies a signature. */
  readonly kind: 'token' | 'key';
  /** The secret may be the carrier's public key, which then verifies nothing but its signatures. */
  readonly publicKey?: true;
  /** For a carrier that issues secrets shorter than usual: how short, and where it says so. */
  readonly issued?: { readonly charactersMin: number; readonly source: string };
}

/** Reads a carrier's own code and words from an aggregator's body; null if it knows neither. */
export type OwnCodeReader = (code: string | null, words: string | null) => CodeReading | null;

/** Reads other carriers' codes, words and times, for aggregators that pass them on. */
export interface UnderlyingCarriers {
  /** Reads a code and words with the carrier's own tables. `carrier` is an id of the directory. */
  readOwnCode(carrier: string, code: string | null, words: string | null): CodeReading | null;
  /**
   * Reads a sentence beside an aggregator's code with the carrier's own tables, otherwise with those
   * of any carrier that say that the parcel is not delivered.
   */
  readSentence(carrier: string, words: string | null): CodeReading | null;
  /** The IANA time zone assumed for the carrier's scans; null if it has none. */
  homeZoneOf(carrier: string): string | null;
}

export interface CarrierAdapter {
  /** Also the name in URLs and on the command line: `[a-z0-9_]+`. */
  readonly id: string;
  /** The display name: `La Poste`. */
  readonly name: string;
  readonly kind: 'carrier' | 'aggregator' | 'platform';
  /** How the carrier offers its reports. `waysToReport` lists the ways that wismr uses. */
  readonly delivery: readonly ('webhook' | 'poll')[];
  /** Each becomes one line in docs/carriers.md. */
  readonly webhookAuth: string;
  readonly formats: string;
  /** Omitted: the carrier sends no webhooks. */
  readonly webhookSecret?: WebhookSecret;
  /**
   * The largest webhook, in bytes; see `webhookBytesMax`. Set where a carrier documents more than the
   * default, or sends many parcels in one body.
   */
  readonly webhookBytesMax?: number;
  /**
   * Checks that the request comes from the carrier: over the raw bytes, in constant time. Any of
   * `secrets` may have signed it: during a rotation, two are valid. Never throws.
   */
  verify(request: WebhookRequest, secrets: readonly string[]): Verdict | Promise<Verdict>;
  /** Whether a document is in one of this carrier's formats, errors included. Never throws. */
  recognises(document: Document): boolean;
  /**
   * Reads the body of a webhook or of a poll response. `asked` is the requested number, for formats
   * that do not repeat it. Never throws.
   */
  read(document: Document, asked: TrackingNumber | null, carriers: UnderlyingCarriers): ParseResult;
  /** How to call the carrier's API. Without it, wismr does not poll this carrier. */
  readonly poll?: PollSpec;
  /**
   * The request that confirms a subscription, for carriers that ask for confirmation by webhook. It
   * goes to the host of `poll`. Null for other bodies. Throws if a credential is missing.
   */
  readonly confirmSubscription?: (
    document: Document,
    credentials: PollCredentials,
  ) => PollRequest | null;
  /**
   * Reads this carrier's codes in an aggregator's body. Without it, the aggregator's status counts.
   */
  readonly readOwnCode?: OwnCodeReader;
  /**
   * The IANA time zone of this carrier's scans in an aggregator's body when a scan has no place.
   */
  readonly homeZone?: string;
  /**
   * Ids of the directory that have no adapter and share this one's `readOwnCode` and `homeZone`.
   */
  readonly sharedWith?: readonly string[];
}

/** The history of one parcel takes a few dozen KiB: the largest that is known has 28. */
const WEBHOOK_BYTES_MAX = 512 * 1024;

/** How much of a webhook the API reads before it knows the sender. */
export function webhookBytesMax({ webhookBytesMax: own }: CarrierAdapter): number {
  return own ?? WEBHOOK_BYTES_MAX;
}

/**
 * How a carrier's reports reach wismr without an aggregator. Empty: wismr reads its formats, but
 * receives no webhooks from it and does not poll it.
 */
export function waysToReport({ delivery, poll }: CarrierAdapter): ('webhook' | 'poll')[] {
  return [...delivery.filter((way) => way === 'webhook'), ...(poll ? (['poll'] as const) : [])];
}
