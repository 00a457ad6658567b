import type { Ledger } from './ledger.ts';

const KEY_LIFETIME_MS = 24 * 3_600_000;

/** What a key means for the request that carries it. */
export type KeyState =
  | { readonly state: 'fresh' }
  | { readonly state: 'replayed'; readonly id: string }
  | { readonly state: 'other_payload' }
  | { readonly state: 'concurrent' };

export interface IdempotencyKeys {
  /** Looks a key up, and reserves a fresh one until it is released. */
  reserve(key: string | null, fingerprint: string): KeyState;
  release(key: string | null): void;
}

/**
 * Resend's idempotency keys: one send per key for 24 hours
 * (resend.com/docs/dashboard/emails/idempotency-keys). The ledger has what was accepted, so this keeps
 * only the keys of requests that are not answered yet.
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
