/**
 * Attempts that the ledger has lost. A database that was restored from a copy does not know of an attempt
 * after the copy; Temporal does, because the activity notes the attempt there before it asks a provider
 * that takes no keys.
 */

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
 * Whether the ledger lacks the noted attempt. Not if the message was settled since, or if the provider takes
 * keys by now, so that the attempt may be repeated.
 */
export function isLostAttempt<P extends Payload>(
  { settledAt, decision, attempts }: NotificationRow,
  noted: NotedAttempt,
  { provider, second }: Providers<P>,
): boolean {
  if (settledAt !== null || decision === 'drop' || attempts >= noted.attempts) return false;
  const asked = second?.name === noted.provider ? second : provider;
  return !asked.takesKeys;
}
