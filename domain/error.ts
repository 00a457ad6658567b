/** The one class of expected failures. Each edge owns a table from code to what it does about it. */

export const ERROR_CODES = [
  'invalid',
  'not_found',
  'conflict',
  'unauthorized',
  'too_large',
  'unavailable',
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

/** What is wrong at one place of the input: an RFC 6901 pointer and words. */
export interface Fault {
  readonly pointer: string;
  readonly detail: string;
}

/** An expected failure: something the caller did, or something that is not there. A bug stays an `Error`. */
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
