/** Problems (RFC 9457): what is wrong, where, and what to do. */

import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { z } from 'zod';
import { faultsOf } from '../commands/input-faults.ts';

import { type ErrorCode, type Fault, WismrError } from '../domain/error.ts';
import { isUnavailable } from '../views/health.ts';
import type { ApiEnv } from './env.ts';
import { RateLimitError } from './rate-limits.ts';

/** The only place that maps error codes to HTTP statuses. */
const STATUS = {
  invalid: 422,
  not_found: 404,
  conflict: 409,
  unauthorized: 401,
  forbidden: 403,
  too_large: 413,
  rate_limited: 429,
  unavailable: 503,
} as const satisfies Record<ErrorCode, ContentfulStatusCode>;

const TITLES: Readonly<Record<number, string>> = {
  400: 'Malformed request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not found',
  409: 'Conflict',
  413: 'Body too large',
  415: 'Unsupported media type',
  422: 'Invalid request',
  429: 'Too many requests',
  500: 'Internal error',
  503: 'Unavailable',
};

/** In seconds. */
const RETRY_AFTER = '5';

const SEND_JSON = 'send the body as JSON, with the header content-type: application/json';

export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly errors?: readonly Fault[];
}

export function problem(
  status: ContentfulStatusCode,
  detail: string,
  errors: readonly Fault[] = [],
): Problem {
  const title = TITLES[status] ?? 'Request failed';
  return { type: 'about:blank', title, status, detail, ...(errors.length > 0 ? { errors } : {}) };
}

/** Turns a route's error into a problem. Logs a bug, and hides its message from the client. */
export function onError(error: Error, c: Context<ApiEnv>): Response {
  const answer = problemOf(error);
  if (answer.status === 500) {
    // A page's address is its password, so the log must not contain it.
    const path = c.req.path.replace(/^(\/[tr]\/).*/, '$1…');
    c.var.log.error({ err: error, path }, 'a request failed');
  }
  if (answer.status === 503 && !(error instanceof RateLimitError)) {
    c.var.log.warn({ err: error }, 'a request could not be served now');
    c.header('retry-after', RETRY_AFTER);
  }
  if (error instanceof RateLimitError) {
    for (const [name, value] of Object.entries(error.headers)) c.header(name, value);
  }
  if (answer.status === 401) c.header('www-authenticate', 'Bearer');
  return respond(c, answer);
}

export function respond(c: Context, answer: Problem): Response {
  return c.body(JSON.stringify(answer), answer.status as ContentfulStatusCode, {
    'content-type': 'application/problem+json',
  });
}

function problemOf(error: Error): Problem {
  if (error instanceof WismrError) return problem(STATUS[error.code], error.message, error.faults);
  if (error instanceof HTTPException) {
    return problem(error.status as 400, error.status === 415 ? SEND_JSON : error.message);
  }
  if (isUnavailable(error)) return problem(503, 'the database does not answer; try again later');
  return problem(500, 'wismr failed and logged the error; try again later');
}

/** Hook for zod-openapi: throws `invalid` if a request does not match its schema. */
export function onInvalid(
  result: { success: true } | { success: false; target: string; error: z.ZodError },
): void {
  if (result.success) return;
  const { target, error } = result;
  const faults = error.issues.flatMap((issue) => faultsOf(issue, target === 'json' ? '' : target));
  throw new WismrError('invalid', faults.map(describe).join('; '), faults);
}

function describe({ pointer, detail }: Fault): string {
  return `${pointer || 'the body'}: ${detail}`;
}
