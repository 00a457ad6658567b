/** What a provider's refusals mean for us: one table per provider, and one rule for what is in none. */

import { unreachable } from '../domain/unreachable.ts';
import type { Outcome } from './provider.ts';
import { shortenError } from './shorten-error.ts';

/**
 * What a refusal means.
 * - `retry`: not processed; try again, after the provider's `retry-after` where it gives one.
 * - `retry_later`: not processed, and nothing will change for a while: an hour where it says nothing.
 * - `permanent`: about this message or this address.
 * - `configuration`: about the account, the sender or the setup; every message will meet it.
 * - `unknown`: it may have been taken.
 */
export type Meaning = 'retry' | 'retry_later' | 'permanent' | 'configuration' | 'unknown';

/** A refusal as it came. */
export interface Refusal {
  /** The provider's own name or number of the error; null where the answer had none. */
  readonly code: string | null;
  /** The HTTP status; null where there was no answer, or none that could be read. */
  readonly status: number | null;
  readonly message: string;
  readonly retryAfterMs: number | null;
}

export type MeaningTable = Readonly<Record<string, Meaning>>;

export const LATER_MS = 3_600_000;

/**
 * Resend's error names, from resend.com/docs/api-reference/errors and, for the rows that page does
 * not have, the error lists of Resend's own SDKs. `name@status` is looked up before `name`.
 */
export const RESEND_MEANINGS: MeaningTable = {
  // 400, 422: something in this message is wrong.
  validation_error: 'permanent',
  missing_required_field: 'permanent',
  missing_required_parameter: 'permanent',
  invalid_parameter: 'permanent',
  invalid_attachment: 'permanent',
  invalid_idempotency_key: 'permanent',
  // 409. The first: the key was used with another payload, and will be for as long as it is kept.
  invalid_idempotent_request: 'permanent',
  concurrent_idempotent_requests: 'retry',
  resource_locked: 'retry',
  // 401, 403, 422: the key, the account, the sending domain.
  missing_api_key: 'configuration',
  restricted_api_key: 'configuration',
  invalid_api_key: 'configuration',
  suspended_api_key: 'configuration',
  invalid_permission: 'configuration',
  'validation_error@403': 'configuration',
  invalid_from_address: 'configuration',
  invalid_access: 'configuration',
  invalid_region: 'configuration',
  // 404, 405. We only ever post to one path, so a wrong path is a wrong base URL.
  not_found: 'configuration',
  method_not_allowed: 'configuration',
  // 429. The day's quota comes back within 24 hours; the month's takes a person.
  rate_limit_exceeded: 'retry',
  daily_quota_exceeded: 'retry_later',
  monthly_quota_exceeded: 'configuration',
  // 451
  security_error: 'permanent',
  // 5xx, and what the SDK makes of no answer at all.
  application_error: 'unknown',
  internal_server_error: 'unknown',
  service_unavailable: 'unknown',
};

/** Twilio's error codes at the time of the request, from twilio.com/docs/api/errors/<code>. */
export const TWILIO_MEANINGS: MeaningTable = {
  // The address: fall back to another channel.
  '21211': 'permanent', // not a valid phone number
  '21265': 'permanent', // a short code cannot be written to
  '21610': 'permanent', // the person has said STOP
  '21612': 'permanent', // cannot be reached from this sender
  '21614': 'permanent', // not a mobile number
  '21635': 'permanent', // a landline
  // The message: a mistake in a template.
  '21602': 'permanent', // no body
  '21604': 'permanent', // no To
  '21617': 'permanent', // longer than 1,600 characters
  '21618': 'permanent', // the body cannot be sent
  '21619': 'permanent', // neither body nor media
  '21624': 'permanent', // validity period out of range
  // The account, the sender, the setup.
  '20003': 'configuration', // credentials
  '20404': 'configuration', // no such account
  '21212': 'configuration', // From is not a valid number
  '21408': 'configuration', // the country is not enabled for the account
  '21601': 'configuration', // From cannot send
  '21603': 'configuration', // no From
  '21606': 'configuration', // From is not ours, or cannot send
  '21608': 'configuration', // a trial account, and To is not verified
  '21609': 'configuration', // the status callback is not a valid URL
  '21659': 'configuration', // From is not a Twilio number
  '21661': 'configuration', // From cannot send SMS
  '21703': 'configuration', // the messaging service has no numbers
  '21704': 'configuration', // the messaging service has no numbers
  '21705': 'configuration', // no such messaging service
  // "Never processed and always safe to retry", in Twilio's words.
  '20429': 'retry',
  // The sender's queue is more than ten hours long.
  '21611': 'retry_later',
  // A send is not idempotent: after these the person may get it, so Twilio itself warns.
  '20500': 'unknown',
  '20503': 'unknown',
};

/** Turns a refusal into an outcome, by the table, or else by its HTTP status, which it then says. */
export function outcomeOf(refusal: Refusal, table: MeaningTable): Outcome {
  const { code, status, retryAfterMs } = refusal;
  const listed = code === null ? undefined : (table[`${code}@${status}`] ?? table[code]);
  const meaning = listed ?? meaningOfStatus(status);
  const note = listed || code === null ? '' : ' (not in our table, judged by its status)';
  const described = {
    code: code ?? `http_${status ?? 'none'}`,
    detail: `${shortenError(refusal.message)}${note}`,
  };
  switch (meaning) {
    case 'retry':
      return { kind: 'retry', afterMs: retryAfterMs, ...described };
    case 'retry_later':
      return { kind: 'retry', afterMs: retryAfterMs ?? LATER_MS, ...described };
    case 'permanent':
    case 'configuration':
      return { kind: 'refused', scope: meaning, ...described };
    case 'unknown':
      return { kind: 'unknown', ...described };
    default:
      return unreachable(meaning);
  }
}

function meaningOfStatus(status: number | null): Meaning {
  if (status === null || status < 400 || status >= 500 || status === 408) return 'unknown';
  if (status === 401 || status === 403 || status === 404 || status === 405) return 'configuration';
  if (status === 409 || status === 425 || status === 429) return 'retry';
  return 'permanent';
}

/** Reads a `Retry-After` in seconds (RFC 9110), as milliseconds; null for none, or for a date. */
export function retryAfterMs(header: unknown): number | null {
  if (typeof header !== 'string' && typeof header !== 'number') return null;
  const seconds = header === '' ? Number.NaN : Number(header);
  return Number.isFinite(seconds) && seconds >= 0 ? Math.ceil(seconds * 1000) : null;
}
