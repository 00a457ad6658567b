/** Problems as RFC 9457 has them: what is wrong, and where. */

import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { z } from 'zod';
import { type ErrorCode, type Fault, WismrError } from '../domain/error.ts';
import type { ApiEnv } from './env.ts';

/** The only place that knows which failure is which status. */
const STATUS = {
  invalid: 422,
  not_found: 404,
  conflict: 409,
  unauthorized: 401,
  too_large: 413,
  unavailable: 503,
} as const satisfies Record<ErrorCode, ContentfulStatusCode>;

const TITLES: Readonly<Record<number, string>> = {
  400: 'The request cannot be read',
  401: 'Not authorized',
  404: 'Not found',
  409: 'Conflict',
  413: 'Too large',
  422: 'The request is wrong',
  500: 'Something is broken here',
  503: 'Not available now',
};

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
  const title = TITLES[status] ?? 'The request failed';
  return { type: 'about:blank', title, status, detail, ...(errors.length > 0 ? { errors } : {}) };
}

/** Turns whatever a route threw into a problem. A bug is logged, and its words stay inside. */
export function onError(error: Error, c: Context<ApiEnv>): Response {
  const answer = problemOf(error);
  if (answer.status === 500) {
    // A page's address is all that it takes to see it.
    const path = c.req.path.replace(/^(\/[tr]\/).*/, '$1…');
    c.var.log.error({ err: error, path }, 'a request failed');
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
  if (error instanceof HTTPException) return problem(error.status as 400, error.message);
  return problem(500, 'It is not your fault, and it has been logged. Trying again may help.');
}

/** For zod-openapi: a request that does not fit its schema. */
export function onInvalid(
  result: { success: true } | { success: false; target: string; error: z.ZodError },
): void {
  if (result.success) return;
  const { target, error } = result;
  const faults = error.issues.flatMap((issue) => faultsOf(issue, target === 'json' ? '' : target));
  throw new WismrError('invalid', faults.map(describe).join('; '), faults);
}

/** A field that nobody knows is named itself, not the object that it stands in. */
function faultsOf(issue: z.core.$ZodIssue, root: string): readonly Fault[] {
  const paths =
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({ path: [...issue.path, key], detail: 'is not known here' }))
      : [{ path: issue.path, detail: issue.message }];
  return paths.map(({ path, detail }) => ({
    pointer: [root, ...path].map(pointerPart).join('/'),
    detail,
  }));
}

function pointerPart(part: PropertyKey): string {
  return String(part).replaceAll('~', '~0').replaceAll('/', '~1');
}

function describe({ pointer, detail }: Fault): string {
  return `${pointer || 'the body'}: ${detail}`;
}

/** What is wrong with something that did not come as a request. */
export function faultsIn({ issues }: z.ZodError): readonly Fault[] {
  return issues.flatMap((issue) => faultsOf(issue, ''));
}
