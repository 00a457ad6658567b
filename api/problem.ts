/** Problems (RFC 9457): what is wrong, where, and what to do. */

import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { type Fault, WismrError } from '../domain/error.ts';
import { isUnavailable } from '../views/health.ts';
import type { ApiEnv } from './env.ts';
import {
  PROBLEM_KINDS,
  PROBLEM_OF_CODE,
  type ProblemName,
  problemOfStatus,
} from './problem-kinds.ts';
import { RateLimitError } from './rate-limits.ts';
import { routeOf } from './route-of.ts';

/** In seconds. */
const RETRY_AFTER = '5';

/** What Hono says by a status alone. */
const DETAILS: Readonly<Partial<Record<ProblemName, string>>> = {
  'too-large': 'the body is larger than this address takes',
  'unsupported-media-type': 'send the body as JSON, with the header content-type: application/json',
};

export interface Problem {
  readonly kind: ProblemName;
  readonly detail: string;
  readonly errors?: readonly Fault[];
}

/** The address of a kind of problem, and of the page about it. */
export function problemType(publicUrl: string, kind: ProblemName): string {
  return `${publicUrl}/problems/${kind}`;
}

/** Turns a route's error into a problem. Logs a bug, and hides its message from the client. */
export function onError(error: Error, c: Context<ApiEnv>): Response {
  const problem = problemOf(error);
  if (problem.kind === 'internal') {
    c.var.log.error({ err: error, route: routeOf(c) }, 'a request failed');
  }
  if (error instanceof RateLimitError) {
    for (const [name, value] of Object.entries(error.headers)) c.header(name, value);
  } else if (problem.kind === 'unavailable') {
    c.var.log.warn({ err: error }, 'a request could not be served now');
    c.header('retry-after', RETRY_AFTER);
  }
  if (problem.kind === 'unauthorized') c.header('www-authenticate', 'Bearer');
  return respond(c, problem);
}

export function respond(c: Context<ApiEnv>, { kind, detail, errors }: Problem): Response {
  const { status, title } = PROBLEM_KINDS[kind];
  const { publicUrl, requestId } = c.var;
  const type = problemType(publicUrl, kind);
  const body = { type, title, status, detail, requestId, ...(errors?.length ? { errors } : {}) };
  return c.body(JSON.stringify(body), status, { 'content-type': 'application/problem+json' });
}

const UNAVAILABLE: Problem = {
  kind: 'unavailable',
  detail: 'wismr cannot do this now, and logged why; try again later',
};

function problemOf(error: Error): Problem {
  if (error instanceof WismrError) {
    const { code, message, faults } = error;
    // It is about the settings, and so for the log alone; a limit may say how often to ask.
    if (code === 'unavailable' && !(error instanceof RateLimitError)) return UNAVAILABLE;
    return { kind: PROBLEM_OF_CODE[code], detail: message, errors: faults };
  }
  if (error instanceof HTTPException && error.status < 500) {
    const kind = problemOfStatus(error.status);
    return { kind, detail: error.message || (DETAILS[kind] ?? PROBLEM_KINDS[kind].title) };
  }
  if (isUnavailable(error)) {
    return { kind: 'unavailable', detail: 'the database does not answer; try again later' };
  }
  return { kind: 'internal', detail: 'wismr failed and logged the error; try again later' };
}
