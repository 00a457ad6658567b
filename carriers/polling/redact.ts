import type { PollCredentials } from './spec.ts';

const LENGTH_MAX = 160;
/**
 * Shorter credentials (a three-digit account number) stay: redacting them would garble the text.
 */
const SECRET_MIN = 4;

/** Makes a carrier's message safe to store and show: short, on one line, without credentials. */
export function redact(words: string, credentials: PollCredentials): string {
  let safe = words.replace(/[\s\p{Cc}]+/gu, ' ').replace(/\bBearer \S+/gi, 'Bearer […]');
  for (const value of Object.values(credentials)) {
    if (value.length >= SECRET_MIN) safe = safe.replaceAll(value, '[…]');
  }
  return safe.length <= LENGTH_MAX ? safe : `${safe.slice(0, LENGTH_MAX - 1)}…`;
}
