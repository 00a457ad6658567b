/** Classifies an HTTP response by what it means for the account, before its body is read. */

import { DAY, MINUTE } from '../../domain/time.ts';
import type { PollSpec } from './spec.ts';

/**
 * - `read`: the body has the result, or an error about the number.
 * - `rate_limited`: the carrier wants fewer calls.
 * - `auth`: the carrier refuses this account, whatever the number.
 * - `server_error`: try again later.
 */
export type ResponseKind = 'read' | 'rate_limited' | 'auth' | 'server_error';

/** By RFC 9110 and carriers' practice: 400, 404 and 422 may also mean an unknown number. */
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
  // wismr follows no redirects: credentials go only to the configured URL.
  if (status >= 300 && status < 400) return 'auth';
  return 'read';
}

const MAX_MS = 7 * DAY;
/** A larger `reset` is a time in Unix seconds, a smaller one a number of seconds. */
const UNIX_MIN = 1_000_000_000;

/**
 * How long the carrier asks to wait, in milliseconds; null if it does not ask. Reads `Retry-After`
 * (seconds or a date, RFC 9110), or the reset time of an exhausted quota.
 */
export function requestedWaitMs(headers: Headers, now: number, kind: ResponseKind): number | null {
  const retryAfter = retryAfterMs(headers.get('retry-after'), now);
  if (retryAfter !== null) return retryAfter;
  const remaining = getFirstInteger(headers, ['x-ratelimit-remaining', 'ratelimit-remaining']);
  if (kind !== 'rate_limited' && remaining !== 0) return null;
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

/** Until one minute after the end of the day in UTC. */
export function msUntilNextDay(now: number): number {
  return DAY - (now % DAY) + MINUTE;
}
