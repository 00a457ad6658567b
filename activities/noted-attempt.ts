/**
 * Attempts that the ledger has lost. A database that was restored from a copy does not know of an attempt
 * after the copy; Temporal does, because the activity notes the attempt there before it asks a provider
 * that takes no keys.
 */

import type { Provider } from '../channels/provider.ts';
import type { NotificationRow } from '../commands/send-notification.ts';
import type { Payload } from '../domain/payload.ts';
import type { NotedAttempt } from '../workflows/messages.ts';
import type { Providers } from './choose-provider.ts';

/** Reads what an earlier run of the activity has noted. Null: nothing. */
export function readNoted(details: unknown): NotedAttempt | null {
  if (typeof details !== 'object' || details === null) return null;
  const { provider, attempts, at } = details as Partial<Record<keyof NotedAttempt, unknown>>;
  if (typeof provider !== 'string' || typeof attempts !== 'number' || typeof at !== 'number') {
    return null;
  }
  return { provider, attempts, at };
}

/**
 * The provider of a noted attempt that the ledger does not have; null: the ledger has it, or it was
 * settled in another way, or the provider takes keys by now, so that it may be repeated.
 */
export function lostProvider<P extends Payload>(
  { settledAt, decision, attempts }: NotificationRow,
  noted: NotedAttempt | null,
  { provider, second }: Providers<P>,
): Provider<P> | null {
  if (!noted || settledAt !== null || decision === 'drop' || attempts >= noted.attempts)
    return null;
  const asked = [provider, second].find((each) => each?.name === noted.provider) ?? provider;
  return asked.takesKeys ? null : asked;
}
