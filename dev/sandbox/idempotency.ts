import type { Ledger } from './ledger.ts';

const KEY_LIFETIME_MS = 24 * 3_600_000;

/** What a key means for the request that has it. */
export type KeyState =
  | { readonly state: 'fresh' }
  | { readonly state: 'replayed'; readonly id: string }
  | { readonly state: 'other_payload' }
  | { readonly state: 'concurrent' };

export interface IdempotencyKeys {
  /** Looks up a key, and reserves a new one until it is released. */
  reserve(key: string | null, fingerprint: string): KeyState;
  release(key: string | null): void;
}

/**
 * Resend's idempotency keys: one send per key for 24 hours
 * (resend.com/docs/dashboard/emails/idempotency-keys). The ledger has the accepted emails, so this
 * keeps only the keys of requests in progress.
 */
export function createIdempotencyKeys(ledger: Ledger, now: () => number): IdempotencyKeys {
  const reserved = new Set<string>();
  return {
    reserve(key, fingerprint) {
      if (key === null) return { state: 'fresh' };
      if (reserved.has(key)) return { state: 'concurrent' };
      const first = ledger.accepted({ provider: 'resend', key }).at(-1);
      if (first?.provider === 'resend' && now() - first.acceptedAt < KEY_LIFETIME_MS) {
        return first.fingerprint === fingerprint
          ? { state: 'replayed', id: first.id }
          : { state: 'other_payload' };
      }
      reserved.add(key);
      return { state: 'fresh' };
    },
    release(key) {
      if (key !== null) reserved.delete(key);
    },
  };
}
