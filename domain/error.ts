/** The class of all expected failures. Each edge has one table from code to its own response. */

export const ERROR_CODES = [
  'invalid',
  'not_found',
  'conflict',
  'unauthorized',
  'forbidden',
  'too_large',
  'rate_limited',
  'unavailable',
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

/** One mistake in the input: where, as an RFC 6901 pointer, and what. */
export interface Fault {
  readonly pointer: string;
  readonly detail: string;
}

/** An expected failure, such as wrong input or a missing row. A bug throws a plain `Error`. */
export class WismrError extends Error {
  readonly code: ErrorCode;
  readonly faults: readonly Fault[];

  constructor(code: ErrorCode, message: string, faults: readonly Fault[] = []) {
    super(message);
    this.name = 'WismrError';
    this.code = code;
    this.faults = faults;
  }
}
