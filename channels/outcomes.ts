/** From a provider's error to the outcome of a send: one table per provider, one rule for the rest. */

import { unreachable } from '../domain/unreachable.ts';
import type { SendOutcome } from './provider.ts';
import { redactError } from './redact-error.ts';

/**
 * How the engine treats an error.
 * - `retry`: not processed; try again after the provider's `Retry-After`, where it gives one.
 * - `retry_later`: not processed, and nothing changes soon: try again after `Retry-After` or an hour.
 * - `permanent`: this message or this address will never be accepted.
 * - `configuration`: the account, the sender or the setup is wrong; every message fails.
 * - `unknown`: the provider may have accepted the message.
 */
export type ErrorCategory = 'retry' | 'retry_later' | 'permanent' | 'configuration' | 'unknown';

/** An error as the provider returned it. */
export interface ProviderError {
  /** The provider's name or number of the error; null where the response had none. */
  readonly code: string | null;
  /** The HTTP status; null where there was no response, or an unreadable one. */
  readonly status: number | null;
  readonly message: string;
  readonly retryAfterMs: number | null;
}

export type ErrorTable = Readonly<Record<string, ErrorCategory>>;

export const RETRY_LATER_MS = 3_600_000;

/**
 * Resend's error names, from resend.com/docs/api-reference/errors and, for rows missing there, from
 * the error lists of Resend's own SDKs. A row `name@status` goes before a row `name`.
 */
export const RESEND_ERRORS: ErrorTable = {
  // 400, 422: something in this message is wrong.
  validation_error: 'permanent',
  missing_required_field: 'permanent',
  missing_required_parameter: 'permanent',
  invalid_parameter: 'permanent',
  invalid_attachment: 'permanent',
  invalid_idempotency_key: 'permanent',
  // 409. The first: the key was used with another payload, and retrying cannot change that.
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
  // 404, 405. The engine posts to one path only, so a wrong path means a wrong base URL.
  not_found: 'configuration',
  method_not_allowed: 'configuration',
  // 429. A daily quota resets within 24 hours; a monthly one needs a person.
  rate_limit_exceeded: 'retry',
  daily_quota_exceeded: 'retry_later',
  monthly_quota_exceeded: 'configuration',
  // 451
  security_error: 'permanent',
  // 5xx, and the SDK's name for a missing response.
  application_error: 'unknown',
  internal_server_error: 'unknown',
  service_unavailable: 'unknown',
};

/** Twilio's error codes at the time of the request, from twilio.com/docs/api/errors/<code>. */
export const TWILIO_ERRORS: ErrorTable = {
  // The address.
  '21211': 'permanent', // not a valid phone number
  '21265': 'permanent', // a short code cannot receive
  '21610': 'permanent', // the person replied STOP
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
  // Sends are not idempotent: Twilio warns that the message may be delivered after these.
  '20500': 'unknown',
  '20503': 'unknown',
};

/** By the table. An error in no table is judged by its HTTP status, and `detail` says so. */
export function outcomeOfError(error: ProviderError, table: ErrorTable): SendOutcome {
  const { code, status, retryAfterMs } = error;
  const listed = code === null ? undefined : (table[`${code}@${status}`] ?? table[code]);
  const category = listed ?? categoryOfStatus(status);
  const note = listed || code === null ? '' : ' (not in our table, judged by its status)';
  const described = {
    code: code ?? `http_${status ?? 'none'}`,
    detail: `${redactError(error.message)}${note}`,
  };
  switch (category) {
    case 'retry':
      return { kind: 'retry', afterMs: retryAfterMs, ...described };
    case 'retry_later':
      return { kind: 'retry', afterMs: retryAfterMs ?? RETRY_LATER_MS, ...described };
    case 'permanent':
    case 'configuration':
      return { kind: 'refused', scope: category, ...described };
    case 'unknown':
      return { kind: 'unknown', ...described };
    default:
      return unreachable(category);
  }
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
