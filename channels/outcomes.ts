/**
 * Turns a provider's error into the outcome of a send, by the provider's table or the HTTP status.
 */

import { unreachable } from '../domain/unreachable.ts';
import type { SendOutcome } from './provider.ts';
import { redactError } from './redact-error.ts';

/**
 * How the engine treats an error.
 * - `retry`: not processed; try again after the provider's `Retry-After`, if it sends one.
 * - `retry_later`: not processed, and that will last: try again after `Retry-After` or an hour.
 * - `permanent`: this message or this address will never be accepted.
 * - `configuration`: the account, the sender or the setup is wrong; every message fails.
 * - `held`: perhaps so, and perhaps only this message: it is tried again, and holds up no other.
 * - `unknown`: the provider may have accepted the message.
 * - `used`: the provider has had the message's key with other content, so it may have accepted that.
 */
export type ErrorCategory =
  | 'retry'
  | 'retry_later'
  | 'permanent'
  | 'configuration'
  | 'held'
  | 'unknown'
  | 'used';

/** An error as the provider returned it. */
export interface ProviderError {
  /** The provider's name or number of the error; null if the response had none. */
  readonly code: string | null;
  /** The HTTP status; null if there was no response, or an unreadable one. */
  readonly status: number | null;
  readonly message: string;
  readonly retryAfterMs: number | null;
}

/** For an error that only its message explains: the first pattern that fits decides. */
export interface ByMessage {
  readonly patterns: readonly (readonly [pattern: RegExp, category: ErrorCategory])[];
  readonly otherwise: ErrorCategory;
}

/** A row `code@status` goes before a row `code`. */
export type ErrorTable = Readonly<Record<string, ErrorCategory | ByMessage>>;

export const RETRY_LATER_MS = 3_600_000;

/** Classifies an error by the table or, if it is not listed, by its HTTP status; see `detail`. */
export function outcomeOfError(error: ProviderError, table: ErrorTable): SendOutcome {
  const { code, status, message, retryAfterMs } = error;
  const listed = code === null ? undefined : (table[`${code}@${status}`] ?? table[code]);
  const category = listed ? categoryOfRow(listed, message) : categoryOfStatus(status);
  const note =
    listed || code === null ? '' : ' (not a listed error; classified by its HTTP status)';
  const described = {
    code: code ?? `http_${status ?? 'none'}`,
    detail: `${redactError(message)}${note}`,
  };
  switch (category) {
    case 'retry':
      return { kind: 'retry', afterMs: retryAfterMs, ...described };
    case 'retry_later':
      return { kind: 'retry', afterMs: retryAfterMs ?? RETRY_LATER_MS, ...described };
    case 'permanent':
    case 'configuration':
    case 'held':
      return { kind: 'refused', scope: category, ...described };
    case 'unknown':
      return { kind: 'unknown', ...described };
    case 'used':
      return { kind: 'unknown', isFinal: true, ...described };
    default:
      return unreachable(category);
  }
}

function categoryOfRow(row: ErrorCategory | ByMessage, message: string): ErrorCategory {
  if (typeof row === 'string') return row;
  const [, category] = row.patterns.find(([pattern]) => pattern.test(message)) ?? [];
  return category ?? row.otherwise;
}

function categoryOfStatus(status: number | null): ErrorCategory {
  if (status === null || status < 400 || status >= 500 || status === 408) return 'unknown';
  if (status === 401 || status === 403 || status === 404 || status === 405) return 'configuration';
  if (status === 409 || status === 425 || status === 429) return 'retry';
  return 'permanent';
}

/** A `Retry-After` in seconds (RFC 9110) as milliseconds; null for a date or no header. */
export function parseRetryAfter(header: unknown): number | null {
  if (typeof header !== 'string' && typeof header !== 'number') return null;
  const seconds = header === '' ? Number.NaN : Number(header);
  return Number.isFinite(seconds) && seconds >= 0 ? Math.ceil(seconds * 1000) : null;
}
