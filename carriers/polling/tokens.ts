/** Bearer tokens, kept until shortly before they expire. */

import { createHash } from 'node:crypto';
import type { PollCredentials } from './spec.ts';

export interface Token {
  readonly text: string;
  /** Epoch milliseconds. */
  readonly expiresAt: number;
}

export interface Tokens<Failure> {
  /** One that is good for a while. Calls at the same time share one request. */
  get(key: string, request: () => Promise<Token | Failure>): Promise<Token | Failure>;
  /** Forgets a token that was refused, unless it has been replaced meanwhile. */
  drop(key: string, refused: Token): void;
}

interface Entry<Failure> {
  readonly answer: Promise<Token | Failure>;
  /** Null while it is asked for. */
  token: Token | null;
}

const MARGIN_MS = 60_000;
const ACCOUNTS_MAX = 1_000;

export function createTokens<Failure extends { readonly failed: true }>(): Tokens<Failure> {
  const known = new Map<string, Entry<Failure>>();
  return {
    get(key, request) {
      const held = known.get(key);
      if (held && (held.token === null || Date.now() < held.token.expiresAt)) return held.answer;
      const answer = request();
      const entry: Entry<Failure> = { answer, token: null };
      known.delete(key);
      known.set(key, entry);
      forgetOldest(known);
      return answer.then((given) => {
        if (!('failed' in given)) entry.token = given;
        else if (known.get(key) === entry) known.delete(key);
        return given;
      });
    },
    drop(key, refused) {
      if (known.get(key)?.token === refused) known.delete(key);
    },
  };
}

function forgetOldest(known: Map<string, unknown>): void {
  const [oldest] = known.keys();
  if (known.size > ACCOUNTS_MAX && oldest !== undefined) known.delete(oldest);
}

/** Other credentials have other tokens, also under the same name. */
export function tokenKey(account: string, baseUrl: string, credentials: PollCredentials): string {
  const facts = JSON.stringify([account, baseUrl, Object.entries(credentials).sort()]);
  return createHash('sha256').update(facts).digest('base64');
}

/** A token is given up a minute early, one that is short-lived when nine tenths of it are over. */
export function expiryOf(now: number, lifetimeSeconds: number): number {
  const lifetimeMs = lifetimeSeconds * 1_000;
  return now + lifetimeMs - Math.min(MARGIN_MS, lifetimeMs / 10);
}
