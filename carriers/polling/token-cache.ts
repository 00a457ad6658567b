/** Bearer tokens, kept until shortly before they expire. */

import { createHash } from 'node:crypto';
import type { PollCredentials } from './spec.ts';

export interface Token {
  readonly text: string;
  /** Epoch milliseconds. */
  readonly expiresAt: number;
}

export interface TokenCache<Failure> {
  /** Returns a valid token. Concurrent calls share one request. */
  get(key: string, request: () => Promise<Token | Failure>): Promise<Token | Failure>;
  /** Drops a refused token, unless a newer one has already replaced it. */
  drop(key: string, refused: Token): void;
}

interface Entry<Failure> {
  readonly result: Promise<Token | Failure>;
  /** Null until the request ends. */
  token: Token | null;
}

const MARGIN_MS = 60_000;
const ACCOUNTS_MAX = 1_000;

export function createTokenCache<Failure extends { readonly failed: true }>(): TokenCache<Failure> {
  const entries = new Map<string, Entry<Failure>>();
  return {
    get(key, request) {
      const cached = entries.get(key);
      if (cached && (cached.token === null || Date.now() < cached.token.expiresAt))
        return cached.result;
      const result = request();
      const entry: Entry<Failure> = { result, token: null };
      entries.delete(key);
      entries.set(key, entry);
      forgetOldest(entries);
      return result.then((token) => {
        if (!('failed' in token)) entry.token = token;
        else if (entries.get(key) === entry) entries.delete(key);
        return token;
      });
    },
    drop(key, refused) {
      if (entries.get(key)?.token === refused) entries.delete(key);
    },
  };
}

function forgetOldest(entries: Map<string, unknown>): void {
  const [oldest] = entries.keys();
  if (entries.size > ACCOUNTS_MAX && oldest !== undefined) entries.delete(oldest);
}

/** Includes the credentials, so that changed credentials get a new token. */
export function createTokenKey(
  account: string,
  baseUrl: string,
  credentials: PollCredentials,
): string {
  const facts = JSON.stringify([account, baseUrl, Object.entries(credentials).sort()]);
  return createHash('sha256').update(facts).digest('base64');
}

/** Treats a token as expired one minute early, a short-lived one after 90 % of its lifetime. */
export function computeExpiry(now: number, lifetimeSeconds: number): number {
  const lifetimeMs = lifetimeSeconds * 1_000;
  return now + lifetimeMs - Math.min(MARGIN_MS, lifetimeMs / 10);
}
