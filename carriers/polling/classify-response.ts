/** What an HTTP answer means for the account that was used, before anyone reads its body. */

import { DAY, MINUTE } from '../../domain/time.ts';
import type { PollSpec } from './spec.ts';

/**
 * - `read`: its body tells, also where that is an error about the number.
 * - `rate_limited`: the carrier wants fewer calls.
 * - `auth`: it will not answer this account, whatever the number.
 * - `server_error`: try again later.
 */
export type ResponseKind = 'read' | 'rate_limited' | 'auth' | 'server_error';

/**
 * By RFC 9110 and what carriers do: with 400, 404 and 422 they also say that a number is unknown.
 */
const KIND_BY_STATUS: Readonly<Record<number, ResponseKind>> = {
  400: 'read',
  401: 'auth',
  402: 'auth',
  403: 'auth',
  404: 'read',
  405: 'auth',
  407: 'auth',
  408: 'server_error',
  410: 'read',
  421: 'server_error',
  422: 'read',
  425: 'server_error',
  429: 'rate_limited',
};

export function classifyResponse(status: number, body: string, spec: PollSpec): ResponseKind {
  if (spec.throttled?.test(body) || spec.dayIsOver?.test(body)) return 'rate_limited';
  const listed = KIND_BY_STATUS[status];
  if (listed) return listed;
  if (status >= 500) return 'server_error';
  // A redirect is not followed: credentials go to no other place than the one that was set.
  if (status >= 300 && status < 400) return 'auth';
  return 'read';
}

const MAX_MS = 7 * DAY;
/** A `reset` greater than this is a time in Unix seconds, a smaller one a number of seconds. */
const UNIX_MIN = 1_000_000_000;

/**
 * How long the carrier asks to wait, in milliseconds; null where it does not. By `Retry-After` (in
 * seconds or as a date, RFC 9110), or by a quota's reset where nothing of it is left.
 */
export function requestedWaitMs(
  headers: Headers,
  now: number,
  meaning: ResponseKind,
): number | null {
  const told = retryAfterMs(headers.get('retry-after'), now);
  if (told !== null) return told;
  const remaining = getFirstInteger(headers, ['x-ratelimit-remaining', 'ratelimit-remaining']);
  if (meaning !== 'rate_limited' && remaining !== 0) return null;
  const reset = getFirstInteger(headers, ['x-ratelimit-reset', 'ratelimit-reset']);
  if (reset === null) return null;
  return clamp(reset > UNIX_MIN ? reset * 1_000 - now : reset * 1_000);
}

function retryAfterMs(header: string | null, now: number): number | null {
  const written = header?.trim() ?? '';
  if (/^\d+(\.\d+)?$/.test(written)) return clamp(Math.ceil(Number(written) * 1_000));
  const date = /^[a-z]{3}, /i.test(written) ? Date.parse(written) : Number.NaN;
  return Number.isNaN(date) ? null : clamp(date - now);
}

function getFirstInteger(headers: Headers, names: readonly string[]): number | null {
  for (const name of names) {
    const value = headers.get(name)?.trim() ?? '';
    if (/^\d+$/.test(value)) return Number(value);
  }
  return null;
}

function clamp(ms: number): number {
  return Math.min(Math.max(ms, 0), MAX_MS);
}

/** Until the carriers' day is over, which is that of UTC; a minute past it. */
export function msUntilNextDay(now: number): number {
  return DAY - (now % DAY) + MINUTE;
}
