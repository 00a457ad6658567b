/** Polls a carrier about the due parcels of one account, at the pace that the account allows. */

import { setTimeout as sleep } from 'node:timers/promises';
import type { CarrierAdapter } from '../carriers/adapter.ts';
import { findAdapter } from '../carriers/index.ts';
import { findPollSpec } from '../carriers/polling/index.ts';
import type { PollSpec } from '../carriers/polling/spec.ts';
import {
  type CallLimits,
  claimDue,
  type DueParcel,
  releaseDue,
  releaseFinished,
  reserveCall,
  saveOutlook,
} from '../commands/poll-parcels.ts';
import { postponePushedParcels } from '../commands/postpone-pushed-parcels.ts';
import { recordPollAnswer } from '../commands/record-poll-answer.ts';
import type { ShopId } from '../domain/ids.ts';
import { stretchOf } from '../domain/parcel/polling.ts';
import { type AccountRef, type PollAccount, readPollAccount } from '../views/poll-account.ts';
import type { PollInput, PollRound } from '../workflows/messages.ts';
import type { ActivityDeps } from './deps.ts';

export type PollDeps = Pick<ActivityDeps, 'sql' | 'log' | 'pollClient' | 'encryption'>;

/** The longest round: short, so that a worker can stop quickly. The next round does the rest. */
const ROUND_MS = 15_000;
/** For a longer wait the activity ends, and the workflow waits. */
const WAIT_MAX_MS = 5_000;
/** Longer than one call can take, including a new token and a second try. */
const LEASE_MS = 120_000;

const NOT_POLLED: PollRound = { state: 'off', asked: 0, parcels: 0, nextAt: null, error: null };

/** Runs one round of calls. Returns what it did, and when the next number is due. */
export async function pollDueParcels(
  deps: PollDeps,
  { shopId, carrier }: PollInput,
  signal: AbortSignal,
): Promise<PollRound> {
  const { sql, encryption } = deps;
  const ref: AccountRef = { shopId: shopId as ShopId, carrier };
  const account = await readPollAccount(sql, ref, encryption);
  const spec = findPollSpec(carrier);
  const adapter = findAdapter(carrier);
  if (!account?.enabled || !spec || !adapter) return NOT_POLLED;
  await releaseFinished(sql, ref);
  const limits = limitsOf(account, spec);
  const { parcels } = await saveOutlook(sql, ref, limits);
  const stretch = stretchOf(parcels, limits.perDay, spec.limits.batch);
  await postponePushedParcels(sql, { account, stretch });
  const asked = await pollUntilDone({ deps, account, spec, adapter, limits, stretch, signal });
  const outlook = await saveOutlook(sql, ref, limits);
  return {
    state: outlook.result ?? 'ok',
    asked,
    parcels: outlook.parcels,
    nextAt: outlook.nextAt,
    error: outlook.error,
  };
}

interface Round {
  readonly deps: PollDeps;
  readonly account: PollAccount;
  readonly spec: PollSpec;
  readonly adapter: CarrierAdapter;
  readonly limits: CallLimits;
  /** See `PollTerms`. */
  readonly stretch: number;
  readonly signal: AbortSignal;
}

function limitsOf({ settings }: PollAccount, { limits }: PollSpec): CallLimits {
  return {
    perMinute: settings.requestsPerMinute ?? limits.perMinute,
    perDay: settings.requestsPerDay ?? limits.perDay,
  };
}

/** Calls until nothing is due or the round ends. Returns how many numbers it asked about. */
async function pollUntilDone(round: Round): Promise<number> {
  const { deps, account, spec, limits, signal } = round;
  const until = Date.now() + ROUND_MS;
  let asked = 0;
  while (Date.now() < until && !signal.aborted) {
    if (await reserveCall(deps.sql, account, limits)) {
      const due = await claimDue(deps.sql, account, {
        limit: spec.limits.batch,
        leaseMs: LEASE_MS,
      });
      if (due.length > 0) asked += await poll(round, due);
      else await releaseFinished(deps.sql, account);
      continue;
    }
    const { waitMs } = await saveOutlook(deps.sql, account, limits);
    const wait = waitMs ?? Number.POSITIVE_INFINITY;
    if (wait > WAIT_MAX_MS) break;
    await sleep(Math.max(wait, 10), undefined, { signal }).catch(() => undefined);
  }
  return asked;
}

/** Makes one call. Returns how many numbers the carrier answered for. */
async function poll(round: Round, due: readonly DueParcel[]): Promise<number> {
  const { deps, account, spec, adapter, stretch, signal } = round;
  const numbers = due.map(({ trackingNumber }) => trackingNumber);
  const answer = await deps.pollClient.ask({
    spec,
    adapter,
    account: {
      name: `${account.shopId}/${account.carrier}`,
      baseUrl: account.settings.baseUrl ?? spec.baseUrl ?? '',
      credentials: account.credentials,
    },
    numbers,
    carriers: due.map(({ carrier }) => carrier),
    signal,
  });
  // The stopping worker aborted the call, so its failure says nothing about the carrier.
  if (signal.aborted && answer.result === 'server_error') {
    await releaseDue(deps.sql, account, numbers);
    return 0;
  }
  const answered = await recordPollAnswer(deps.sql, { account, due, answer, stretch });
  const { shopId, carrier } = account;
  deps.log.info({ shopId, carrier, numbers, result: answer.result }, 'carrier polled');
  return answered;
}
