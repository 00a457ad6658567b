/**
 * The state of polling: which numbers a worker has claimed, how fast an account may call, and the
 * answers. Claims and reservations are single statements, so that no two workers get the same one.
 */

import type { AccountRef } from '../db/carrier-accounts.ts';
import { pauseCalls, readSleepingAccounts, saveCallResult } from '../db/carrier-polls.ts';
import type { Queryable } from '../db/connect.ts';
import { type CallResult, pauseAfter } from '../domain/parcel/polling.ts';
import { MINUTE, SECOND } from '../domain/time.ts';

export {
  type CallLimits,
  reserveCall,
  saveOutlook,
} from '../db/carrier-polls.ts';
export {
  claimDue,
  type DueParcel,
  enrolParcels,
  type PollResult,
  postponePolls,
  releaseDue,
  releaseFinished,
  savePollResults,
} from '../db/parcel-polls.ts';

/**
 * A workflow that wakes within `soonMs` needs no signal; one that is late by `lateMs` needs one.
 */
const SLEEP = { soonMs: 5 * SECOND, lateMs: 2 * MINUTE };

/** Accounts with a due parcel whose workflow does not wake soon without a signal. */
export async function findSleepingAccounts(sql: Queryable): Promise<readonly AccountRef[]> {
  return readSleepingAccounts(sql, SLEEP);
}

export interface CallAnswer {
  readonly result: CallResult;
  readonly detail: string | null;
  /** How long the carrier asked to wait; null if it did not ask. */
  readonly waitMs: number | null;
}

/** Saves the result of a call, and pauses the account if the result calls for it. */
export async function recordCall(
  sql: Queryable,
  account: AccountRef,
  { result, detail, waitMs }: CallAnswer,
): Promise<void> {
  const failures = await saveCallResult(sql, account, { result, detail });
  const pauseMs = pauseAfter(result, failures, waitMs) ?? 0;
  if (pauseMs > 0) await pauseCalls(sql, account, pauseMs);
}
