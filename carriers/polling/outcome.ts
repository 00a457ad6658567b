/** What an HTTP answer means for the account that was used, before anyone reads its body. */

import { DAY, MINUTE } from '../../domain/time.ts';
import type { PollSpec } from './spec.ts';

/**
 * - `read`: its body tells, also where that is an error about the number.
 * - `rate_limited`: the carrier wants fewer calls.
 * - `auth`: it will not answer this account, whatever the number.
 * - `server_error`: try again later.
 */
export type AnswerMeaning = 'read' | 'rate_limited' | 'auth' | 'server_error';

/** By RFC 9110 and what carriers do: with 400, 404 and 422 they also say that a number is unknown. */
const MEANINGS: Readonly<Record<number, AnswerMeaning>> = {
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

export function meaningOf(status: number, body: string, spec: PollSpec): AnswerMeaning {
  if (spec.throttled?.test(body) || spec.dayIsOver?.test(body)) return 'rate_limited';
  const listed = MEANINGS[status];
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
export function waitAsked(headers: Headers, now: number, meaning: AnswerMeaning): number | null {
  const told = retryAfterMs(headers.get('retry-after'), now);
  if (told !== null) return told;
  const remaining = first(headers, ['x-ratelimit-remaining', 'ratelimit-remaining']);
  if (meaning !== 'rate_limited' && remaining !== 0) return null;
  const reset = first(headers, ['x-ratelimit-reset', 'ratelimit-reset']);
  if (reset === null) return null;
  return clamp(reset > UNIX_MIN ? reset * 1_000 - now : reset * 1_000);
}

function retryAfterMs(header: string | null, now: number): number | null {
  const written = header?.trim() ?? '';
  if (/^\d+(\.\d+)?$/.test(written)) return clamp(Math.ceil(Number(written) * 1_000));
  const date = /^[a-z]{3}, /i.test(written) ? Date.parse(written) : Number.NaN;
  return Number.isNaN(date) ? null : clamp(date - now);
}

function first(headers: Headers, names: readonly string[]): number | null {
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
export function restOfDay(now: number): number {
  return DAY - (now % DAY) + MINUTE;
}
