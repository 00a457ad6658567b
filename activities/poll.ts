/** Asks a carrier about the parcels of one account that are due, as fast as the account may. */

import { setTimeout as sleep } from 'node:timers/promises';
import type { CarrierAdapter } from '../carriers/adapter.ts';
import { findAdapter } from '../carriers/index.ts';
import type { NumberResult, PollAnswer } from '../carriers/polling/client.ts';
import { findPollSpec } from '../carriers/polling/index.ts';
import type { PollSpec } from '../carriers/polling/spec.ts';
import {
  type CallLimits,
  claimDue,
  type DueParcel,
  enrolParcels,
  type PollResult,
  postponePolls,
  recordCall,
  releaseDue,
  releaseFinished,
  reserveCall,
  saveOutlook,
  savePollResults,
} from '../commands/poll-parcels.ts';
import { recordScans } from '../commands/record-scans.ts';
import { listDue, readPolledParcels } from '../db/parcel-polls.ts';
import { localDate } from '../domain/calendar.ts';
import type { ShopId, TrackingNumber } from '../domain/ids.ts';
import { dueAt, type PollTerms, stretchOf } from '../domain/parcel/polling.ts';
import { type AccountRef, type PollAccount, readPollAccount } from '../views/poll-account.ts';
import type { PollInput, PollRound } from '../workflows/messages.ts';
import type { ActivityDeps } from './deps.ts';

export type PollDeps = Pick<ActivityDeps, 'sql' | 'log' | 'pollClient' | 'seal'>;

/** A round ends then, so that a worker that stops does not wait long. What is left is the next's. */
const ROUND_MS = 15_000;
/** A longer wait for the account's next call is the workflow's. */
const WAIT_MAX_MS = 5_000;
/** Longer than a call may take, with a new token and a second try. */
const LEASE_MS = 120_000;
const POSTPONED_AT_ONCE = 500;

const NOBODY: PollRound = { state: 'off', asked: 0, parcels: 0, nextAt: null, error: null };

export async function pollDue(
  deps: PollDeps,
  { shopId, carrier }: PollInput,
  signal: AbortSignal,
): Promise<PollRound> {
  const { sql, seal } = deps;
  const ref: AccountRef = { shopId: shopId as ShopId, carrier };
  const account = await readPollAccount(sql, ref, seal);
  const spec = findPollSpec(carrier);
  const adapter = findAdapter(carrier);
  if (!account?.enabled || !spec || !adapter) return NOBODY;
  await enrolParcels(sql, ref);
  await releaseFinished(sql, ref);
  const limits = limitsOf(account, spec);
  const { parcels } = await saveOutlook(sql, ref, limits);
  const round: Round = { deps, account, spec, adapter, limits, parcels, signal };
  await postponeHeard(round);
  const asked = await askAll(round);
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
  /** Numbers that the account is asked about. */
  readonly parcels: number;
  readonly signal: AbortSignal;
}

function limitsOf({ settings }: PollAccount, { limits }: PollSpec): CallLimits {
  return {
    perMinute: settings.requestsPerMinute ?? limits.perMinute,
    perDay: settings.requestsPerDay ?? limits.perDay,
  };
}

function termsOf({ account, limits, spec, parcels }: Round, now: number): PollTerms {
  return {
    now,
    today: localDate(now, account.timeZone),
    isPushed: account.isPushed,
    stretch: stretchOf(parcels, limits.perDay, spec.limits.batch),
  };
}

/** Where a carrier pushes, what it has told since is a reason not to ask. */
async function postponeHeard(round: Round): Promise<void> {
  const { account, deps } = round;
  if (!account.isPushed) return;
  const now = Date.now();
  const numbers = await listDue(deps.sql, account, POSTPONED_AT_ONCE);
  const known = await readPolledParcels(deps.sql, account, numbers);
  const later = [...known].flatMap(([trackingNumber, parcel]) => {
    const due = dueAt(parcel, termsOf(round, now));
    return due !== null && due > now ? [{ trackingNumber, nextAt: new Date(due) }] : [];
  });
  if (later.length > 0) await postponePolls(deps.sql, account, later);
}

/** Returns how many numbers were asked about. */
async function askAll(round: Round): Promise<number> {
  const { deps, account, spec, limits, signal } = round;
  const until = Date.now() + ROUND_MS;
  let asked = 0;
  while (Date.now() < until && !signal.aborted) {
    if (await reserveCall(deps.sql, account, limits)) {
      const due = await claimDue(deps.sql, account, {
        limit: spec.limits.batch,
        leaseMs: LEASE_MS,
      });
      if (due.length > 0) asked += await ask(round, due);
      else await releaseFinished(deps.sql, account);
      continue;
    }
    const { nextAt } = await saveOutlook(deps.sql, account, limits);
    const wait = nextAt === null ? Number.POSITIVE_INFINITY : nextAt - Date.now();
    if (wait > WAIT_MAX_MS) break;
    await sleep(Math.max(wait, 10), undefined, { signal }).catch(() => undefined);
  }
  return asked;
}

async function ask(round: Round, due: readonly DueParcel[]): Promise<number> {
  const { deps, account, spec, adapter, signal } = round;
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
  // A worker that stops has cut the call off: nothing is known of the carrier by it.
  if (signal.aborted && answer.result === 'server_error') {
    await releaseDue(deps.sql, account, numbers);
    return 0;
  }
  await noteAnswer(round, answer);
  deps.log.info(
    { shopId: account.shopId, carrier: account.carrier, numbers, result: answer.result },
    'a carrier was asked',
  );
  if (answer.result === 'rate_limited' || answer.result === 'auth') {
    await releaseDue(deps.sql, account, numbers);
    return 0;
  }
  await record(round, answer);
  await settle(round, due, answer);
  return numbers.length;
}

async function noteAnswer({ deps, account }: Round, answer: PollAnswer): Promise<void> {
  await recordCall(deps.sql, account, answer);
}

async function record({ deps, account }: Round, answer: PollAnswer): Promise<void> {
  const { shopId, carrier } = account;
  const shipments = [...answer.numbers.values()].flatMap((each) =>
    each.kind === 'ok' ? each.shipments : [],
  );
  if (shipments.length === 0) return;
  const receivedAt = new Date();
  await recordScans(deps.sql, { shopId, source: carrier, shipments, receivedAt });
}

async function settle(round: Round, due: readonly DueParcel[], answer: PollAnswer): Promise<void> {
  const { deps, account } = round;
  const now = Date.now();
  const parcels = await readPolledParcels(
    deps.sql,
    account,
    due.map(({ trackingNumber }) => trackingNumber),
  );
  const settled = due.map((each): PollResult => {
    const said = saidOf(each.trackingNumber, answer);
    const counts = countsAfter(each, said.kind);
    const parcel = parcels.get(each.trackingNumber);
    const observedAt = said.kind === 'ok' ? now : (parcel?.observedAt ?? null);
    const next = parcel
      ? dueAt({ ...parcel, ...counts, askedAt: now, observedAt }, termsOf(round, now))
      : null;
    return {
      trackingNumber: each.trackingNumber,
      askedAt: new Date(now),
      observed: said.kind === 'ok',
      result: said.kind,
      detail: said.kind === 'ok' ? null : said.detail,
      ...counts,
      nextAt: next === null ? null : new Date(next),
    };
  });
  await savePollResults(deps.sql, account, settled);
}

function saidOf(number: TrackingNumber, { numbers, detail }: PollAnswer): NumberResult {
  return numbers.get(number) ?? { kind: 'error', detail: detail ?? 'no answer' };
}

function countsAfter({ misses, failures }: DueParcel, kind: NumberResult['kind']) {
  if (kind === 'ok') return { misses: 0, failures: 0 };
  if (kind === 'not_found' || kind === 'not_yet') return { misses: misses + 1, failures: 0 };
  return { misses, failures: failures + 1 };
}
