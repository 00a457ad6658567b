import type { PollCredentials } from './spec.ts';

const LENGTH_MAX = 160;
/** A short credential (an account's number of three digits) would blank half of a sentence. */
const SECRET_MIN = 4;

/** A carrier's words, fit to be kept and shown: short, on one line, and without our credentials. */
export function redact(words: string, credentials: PollCredentials): string {
  let safe = words.replace(/[\s\p{Cc}]+/gu, ' ').replace(/\bBearer \S+/gi, 'Bearer […]');
  for (const value of Object.values(credentials)) {
    if (value.length >= SECRET_MIN) safe = safe.replaceAll(value, '[…]');
  }
  return safe.length <= LENGTH_MAX ? safe : `${safe.slice(0, LENGTH_MAX - 1)}…`;
}
