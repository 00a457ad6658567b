/** Finds out what became of an attempt that left no outcome, at a provider that takes no keys. */

import type { Provider } from '../channels/provider.ts';
import {
  ATTEMPT_MS,
  filterClaimed,
  markNotFound,
  type NotificationRow,
  type Settlement,
  saveError,
} from '../commands/send-notification.ts';
import type { Payload } from '../domain/payload.ts';
import type { ActivityDeps } from './deps.ts';
import { attemptUnderWay, FIRST_LOOK_MS, lookAgain } from './retry-failures.ts';

/** A message that the provider does not list after this time, it has not taken. */
const PROOF_MS = 10 * 60_000;
const PAUSE_MS = 10 * 60_000;
/** When the provider still does not say, the outcome stays unknown. */
const GIVE_UP_MS = 2 * 3_600_000;

/**
 * Returns the outcome, or the row of a message that the provider certainly has not, which may be
 * sent again. Throws an `ApplicationFailure` if it is too early to know.
 */
export async function resolveAttempt<P extends Payload>(
  sql: ActivityDeps['sql'],
  row: NotificationRow,
  provider: Provider<P>,
): Promise<Settlement | NotificationRow> {
  // A receipt proves that the provider took it.
  if (row.receipt !== null || row.providerId !== null) return accepted(row.providerId);
  const age = assertNotUnderWay(row);
  // Of an erased customer nothing is left to look for.
  if (!provider.lookUp || !row.payload) return unknown(row);
  if (age < FIRST_LOOK_MS) throw lookAgain(row.lastError, FIRST_LOOK_MS - age);
  const { payload, firstAttemptAt } = row;
  const since = (firstAttemptAt ?? row.decidedAt).getTime();
  const request = { notificationId: row.id, payload: payload as P, since };
  const found = await provider.lookUp(request);
  if (found.kind === 'failed') {
    if (age >= GIVE_UP_MS) return unknown(row);
    await saveError(sql, row.id, `look_up: ${found.code}`);
    throw lookAgain(found.code, PAUSE_MS);
  }
  const free = found.kind === 'none' ? [] : await filterClaimed(sql, row.id, found.providerIds);
  const [providerId] = free;
  if (providerId !== undefined) return accepted(providerId);
  if (age < PROOF_MS) throw lookAgain(row.lastError, PROOF_MS - age);
  const again = await markNotFound(sql, row);
  if (!again) throw attemptUnderWay(0);
  return again;
}

/** Throws while the latest attempt may still be under way. Returns its age in milliseconds. */
export function assertNotUnderWay({ lastAttemptAt, readAt }: NotificationRow): number {
  const age = readAt.getTime() - (lastAttemptAt?.getTime() ?? 0);
  if (age < ATTEMPT_MS) throw attemptUnderWay(ATTEMPT_MS - age);
  return age;
}

function accepted(providerId: string | null): Settlement {
  return { outcome: 'accepted', providerId, error: null };
}

function unknown({ lastError }: NotificationRow): Settlement {
  return { outcome: 'unknown', providerId: null, error: lastError ?? 'attempt_interrupted' };
}
