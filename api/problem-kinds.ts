/** Every kind of problem that the API answers with. docs/problems.md has the same rows. */

import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { ErrorCode } from '../domain/error.ts';

export interface ProblemKind {
  readonly status: ContentfulStatusCode;
  readonly title: string;
  /** When it happens. */
  readonly when: string;
  /** What the caller can do about it. */
  readonly remedy: string;
}

/** Their names are the last part of a problem's `type`, so they never change. */
export const PROBLEM_KINDS = {
  malformed: {
    status: 400,
    title: 'Malformed request',
    when: 'The body is missing or not JSON, or its bytes or those of the address are not UTF-8.',
    remedy: 'Correct the body or the address. Sending it again does not help.',
  },
  unauthorized: {
    status: 401,
    title: 'Unauthorized',
    when: 'The API key is missing, unknown, revoked or expired, or the signature of a webhook is wrong.',
    remedy:
      'Send `Authorization: Bearer <key>` with a valid key. For a webhook, set its secret as the ' +
      'sender shows it.',
  },
  forbidden: {
    status: 403,
    title: 'Forbidden',
    when: 'The API key lacks the scope that the request needs. `detail` names it.',
    remedy: 'Use a key with this scope.',
  },
  'not-found': {
    status: 404,
    title: 'Not found',
    when: 'The address is wrong, or your shop has no such order, shipment, return, escalation or customer.',
    remedy: 'Check the address and the id. Create what it names first.',
  },
  'method-not-allowed': {
    status: 405,
    title: 'Method not allowed',
    when: 'The address exists, but not for this method.',
    remedy: 'Use one of the methods in the header `Allow`.',
  },
  conflict: {
    status: 409,
    title: 'Conflict',
    when: 'The request contradicts what wismr knows, such as a shipment of a cancelled order. `detail` says how.',
    remedy: 'Read the order or the return, and decide again.',
  },
  'too-large': {
    status: 413,
    title: 'Body too large',
    when: 'The body is larger than this address takes. `detail` has the limit.',
    remedy: 'Send less at once.',
  },
  'unsupported-media-type': {
    status: 415,
    title: 'Unsupported media type',
    when: 'The header `Content-Type` is missing, or names a format that this address does not take.',
    remedy: 'Send JSON with `Content-Type: application/json`.',
  },
  invalid: {
    status: 422,
    title: 'Invalid request',
    when: 'A field or a parameter is missing, unknown or has a value that it cannot have.',
    remedy: 'Correct each field that `errors` points to. Sending it again does not help.',
  },
  'rate-limited': {
    status: 429,
    title: 'Too many requests',
    when: 'You sent more requests than are allowed for now.',
    remedy: 'Send it again after the seconds in the header `Retry-After`.',
  },
  internal: {
    status: 500,
    title: 'Internal error',
    when: 'wismr failed because of a fault of its own, and logged it.',
    remedy:
      'Send it again later. If it stays, report the `requestId` to whoever runs this installation.',
  },
  unavailable: {
    status: 503,
    title: 'Unavailable',
    when: 'The database does not answer, a setting is missing, or a shop gets too many webhooks.',
    remedy: 'Send it again after the seconds in the header `Retry-After`.',
  },
} as const satisfies Readonly<Record<string, ProblemKind>>;

export type ProblemName = keyof typeof PROBLEM_KINDS;

export const PROBLEM_NAMES = Object.keys(PROBLEM_KINDS) as readonly ProblemName[];

/** The only place that maps error codes to problems, and so to HTTP statuses. */
export const PROBLEM_OF_CODE = {
  invalid: 'invalid',
  not_found: 'not-found',
  conflict: 'conflict',
  unauthorized: 'unauthorized',
  forbidden: 'forbidden',
  too_large: 'too-large',
  rate_limited: 'rate-limited',
  unavailable: 'unavailable',
} as const satisfies Readonly<Record<ErrorCode, ProblemName>>;

/** The kind with this HTTP status; `internal` if there is none. */
export function problemOfStatus(status: number): ProblemName {
  return PROBLEM_NAMES.find((name) => PROBLEM_KINDS[name].status === status) ?? 'internal';
}
