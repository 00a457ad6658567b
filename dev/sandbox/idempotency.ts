import type { Ledger } from './ledger.ts';

const KEY_LIFETIME_MS = 24 * 3_600_000;

/** What a key means for a request that brings it. */
export type KeyState =
  | { readonly state: 'fresh' }
  | { readonly state: 'replayed'; readonly id: string }
  | { readonly state: 'other_payload' }
  | { readonly state: 'concurrent' };

export interface IdempotencyKeys {
  /** Looks a key up, and holds it where it is fresh, until it is let go. */
  hold(key: string | null, fingerprint: string): KeyState;
  letGo(key: string | null): void;
}

/**
 * Resend's idempotency keys: one send per key for 24 hours
 * (resend.com/docs/dashboard/emails/idempotency-keys). What was accepted is in the ledger already,
 * so all that is remembered here is which keys are being worked on.
 */
export function createIdempotencyKeys(ledger: Ledger, now: () => number): IdempotencyKeys {
  const held = new Set<string>();
  return {
    hold(key, fingerprint) {
      if (key === null) return { state: 'fresh' };
      if (held.has(key)) return { state: 'concurrent' };
      const first = ledger.accepted({ provider: 'resend', key }).at(-1);
      if (first?.provider === 'resend' && now() - first.acceptedAt < KEY_LIFETIME_MS) {
        return first.fingerprint === fingerprint
          ? { state: 'replayed', id: first.id }
          : { state: 'other_payload' };
      }
      held.add(key);
      return { state: 'fresh' };
    },
    letGo(key) {
      if (key !== null) held.delete(key);
    },
  };
}
