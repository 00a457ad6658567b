/**
 * Records a carrier's answer to a poll: its scans, and when to poll the account and each number.
 */

import type { NumberResult, PollAnswer } from '../carriers/polling/client.ts';
import { readNow } from '../db/clock.ts';
import type { Sql } from '../db/connect.ts';
import {
  type DueParcel,
  type PollResult,
  readPolledParcels,
  releaseDue,
  savePollResults,
} from '../db/parcel-polls.ts';
import { localDate } from '../domain/calendar.ts';
import { dueAt, type PolledParcel, type PollTerms } from '../domain/parcel/polling.ts';
import type { PollAccount } from '../views/poll-account.ts';
import { recordCall } from './poll-parcels.ts';
import { recordScans } from './record-scans.ts';
import { contradictUnconfirmed } from './settle-unconfirmed.ts';

export interface AnsweredPoll {
  readonly account: PollAccount;
  /** The numbers that the carrier was asked about. */
  readonly due: readonly DueParcel[];
  readonly answer: PollAnswer;
  /** See `PollTerms`. */
  readonly stretch: number;
}

/**
 * Records an answer. Returns how many numbers it covers: 0 if the carrier refused the call, which
 * leaves them due.
 */
export async function recordPollAnswer(sql: Sql, poll: AnsweredPoll): Promise<number> {
  const { account, due, answer } = poll;
  const { result } = answer;
  await recordCall(sql, account, answer);
  if (result === 'rate_limited' || result === 'auth') {
    await releaseDue(sql, account, numbersOf(due));
    return 0;
  }
  await recordAnsweredScans(sql, poll);
  await contradictFinals(sql, poll);
  await settleNumbers(sql, poll);
  return due.length;
}

export function pollTermsOf(account: PollAccount, stretch: number, now: number): PollTerms {
  const { timeZone, isPushed } = account;
  return { now, today: localDate(now, timeZone), isPushed, stretch };
}

async function recordAnsweredScans(sql: Sql, { account, answer }: AnsweredPoll): Promise<void> {
  const { shopId, carrier: source } = account;
  const shipments = [...answer.numbers.values()].flatMap((each) =>
    each.kind === 'ok' ? each.shipments : [],
  );
  if (shipments.length === 0) return;
  await recordScans(sql, { shopId, source, shipments, receivedAt: null });
}

/** What was confirmed is confirmed by now: the answer's scans are recorded. */
async function contradictFinals(sql: Sql, { account, due, answer }: AnsweredPoll): Promise<void> {
  const parcels = await readPolledParcels(sql, account, numbersOf(due));
  const now = await readNow(sql);
  for (const [trackingNumber, { unconfirmedUntil }] of parcels) {
    const isKnown = answer.numbers.get(trackingNumber)?.kind === 'ok';
    if (!isKnown || unconfirmedUntil == null || now >= unconfirmedUntil) continue;
    await contradictUnconfirmed(sql, { shopId: account.shopId, trackingNumber }, now);
  }
}

async function settleNumbers(sql: Sql, poll: AnsweredPoll): Promise<void> {
  const { account, due, answer, stretch } = poll;
  const terms = pollTermsOf(account, stretch, await readNow(sql));
  const parcels = await readPolledParcels(sql, account, numbersOf(due));
  const settled = due.map((asked) => {
    const { trackingNumber } = asked;
    const result = answer.numbers.get(trackingNumber) ?? noResult(answer);
    return settle({ asked, result, parcel: parcels.get(trackingNumber), terms });
  });
  await savePollResults(sql, account, settled);
}

function noResult({ detail }: PollAnswer): NumberResult {
  return { kind: 'error', detail: detail ?? 'no answer' };
}

interface AskedNumber {
  readonly asked: DueParcel;
  readonly result: NumberResult;
  /** Undefined: no parcel that is under way has the number any more. */
  readonly parcel: PolledParcel | undefined;
  readonly terms: PollTerms;
}

function settle({ asked, result, parcel, terms }: AskedNumber): PollResult {
  const { now } = terms;
  const isKnown = result.kind === 'ok';
  const counts = countsAfter(asked, result.kind);
  const observedAt = isKnown ? now : (parcel?.observedAt ?? null);
  const next = parcel ? dueAt({ ...parcel, ...counts, askedAt: now, observedAt }, terms) : null;
  return {
    trackingNumber: asked.trackingNumber,
    askedAt: new Date(now),
    observed: isKnown,
    result: result.kind,
    detail: isKnown ? null : result.detail,
    misses: counts.misses,
    failures: counts.failures,
    nextAt: next === null ? null : new Date(next),
  };
}

function countsAfter({ misses, failures }: DueParcel, kind: NumberResult['kind']) {
  if (kind === 'ok') return { misses: 0, failures: 0 };
  if (kind === 'not_found' || kind === 'not_yet') return { misses: misses + 1, failures: 0 };
  return { misses, failures: failures + 1 };
}

function numbersOf(due: readonly DueParcel[]) {
  return due.map(({ trackingNumber }) => trackingNumber);
}
