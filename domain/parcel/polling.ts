/** How often to poll a carrier about a parcel, by the parcel's status and the answers so far. */

import { addDays } from '../calendar.ts';
import { DAY, HOUR, latest, MINUTE } from '../time.ts';
import type { Reason, Status } from '../tracking.ts';
import { unreachable } from '../unreachable.ts';

/** What decides when to poll about a parcel. Times are epoch milliseconds. */
export interface PolledParcel {
  readonly status: Status;
  readonly reason: Reason | null;
  /** The expected day, `YYYY-MM-DD`. */
  readonly eddDate: string | null;
  /** The latest scan, by the carrier's time. */
  readonly lastScanAt: number | null;
  /** Until when the carrier can confirm a final status that its sender does not sign. */
  readonly unconfirmedUntil?: number | null;
  /** When the carrier last reported it, by webhook or poll. */
  readonly observedAt: number | null;
  /** When the carrier was last polled about it. */
  readonly askedAt: number | null;
  /** How many answers in a row said that the carrier does not know the number. */
  readonly misses: number;
  /** How many polls in a row failed or got an unusable answer. */
  readonly failures: number;
}

export interface PollTerms {
  readonly now: number;
  /** The shop's day, `YYYY-MM-DD`. */
  readonly today: string;
  /** The carrier also sends webhooks, so polling is only a backstop. */
  readonly isPushed: boolean;
  /** Multiplies intervals, to keep the account within its calls per day; at least 1. */
  readonly stretch: number;
}

/** The interval by phase, before `stretch`. */
export const INTERVALS = {
  /** No scan yet. */
  unscanned: 6 * HOUR,
  pre_transit: 6 * HOUR,
  in_transit: 3 * HOUR,
  /** Expected today or in the last two days, or out for delivery. */
  near_delivery: 30 * MINUTE,
  /** Moving, but without a scan for four days. */
  quiet: 8 * HOUR,
  attempted: 2 * HOUR,
  available_for_pickup: 6 * HOUR,
  exception: 2 * HOUR,
  return_to_sender: 6 * HOUR,
  /** Reported lost or destroyed: such a parcel rarely turns up. */
  lost: DAY,
} as const;
export type PollPhase = keyof typeof INTERVALS;

/** The interval for a number that the carrier does not know, by the number of misses in a row. */
export const MISS_INTERVALS = [HOUR, 2 * HOUR, 4 * HOUR, 8 * HOUR, 12 * HOUR, DAY] as const;

const QUIET_AFTER = 4 * DAY;
const NEAR_DAYS = 2;
const FAILURE_FIRST = 5 * MINUTE;
const FAILURE_MAX = 6 * HOUR;
const BACKSTOP = DAY;
/** Carriers' APIs may be minutes behind their webhooks. */
const CONFIRM_INTERVAL = 2 * MINUTE;
/** How long the carrier has to confirm a final status that its sender does not sign. */
export const CONFIRM_WITHIN = 5 * MINUTE;
/** DHL's rule for the calls that an account needs: eight a day for each parcel. */
const CALLS_PER_PARCEL_AND_DAY = 8;

/** The parcel's phase; null: it has arrived or was cancelled, so it is not polled. */
export function phaseOf(parcel: PolledParcel, { now, today }: PollTerms): PollPhase | null {
  const { status, reason, lastScanAt, eddDate } = parcel;
  const isQuiet = lastScanAt !== null && now - lastScanAt > QUIET_AFTER;
  switch (status) {
    case 'delivered':
    case 'cancelled':
      return null;
    case 'unknown':
      return 'unscanned';
    case 'in_transit':
      if (isNear(eddDate, today)) return 'near_delivery';
      return isQuiet ? 'quiet' : 'in_transit';
    case 'out_for_delivery':
      return isQuiet ? 'quiet' : 'near_delivery';
    case 'exception':
      return reason === 'loss' || reason === 'destroyed' ? 'lost' : 'exception';
    case 'return_to_sender':
      return reason === 'returned' ? null : 'return_to_sender';
    case 'pre_transit':
    case 'attempted':
    case 'available_for_pickup':
      return status;
    default:
      return unreachable(status);
  }
}

function isNear(eddDate: string | null, today: string): boolean {
  return eddDate !== null && eddDate <= today && today <= addDays(eddDate, NEAR_DAYS);
}

/**
 * When to poll next, epoch milliseconds; null: never. A parcel that was never polled is due now.
 */
export function dueAt(parcel: PolledParcel, terms: PollTerms): number | null {
  const { askedAt, observedAt, failures, unconfirmedUntil = null } = parcel;
  if (unconfirmedUntil !== null && terms.now < unconfirmedUntil) {
    const isAsked = askedAt !== null && askedAt >= unconfirmedUntil - CONFIRM_WITHIN;
    return isAsked ? askedAt + CONFIRM_INTERVAL : terms.now;
  }
  const phase = phaseOf(parcel, terms);
  if (phase === null) return null;
  if (askedAt !== null && failures > 0) return askedAt + failureInterval(failures);
  if (terms.isPushed) {
    // Near delivery, poll once a day in any case; otherwise only after a day without a report.
    const last = phase === 'near_delivery' ? askedAt : latest([askedAt, observedAt]);
    return last === null ? terms.now : last + BACKSTOP * terms.stretch;
  }
  return askedAt === null ? terms.now : askedAt + intervalOf(parcel, phase) * terms.stretch;
}

function intervalOf({ misses }: PolledParcel, phase: PollPhase): number {
  if (misses === 0) return INTERVALS[phase];
  return MISS_INTERVALS[Math.min(misses, MISS_INTERVALS.length) - 1] ?? DAY;
}

function failureInterval(failures: number): number {
  return Math.min(FAILURE_FIRST * 2 ** Math.min(failures - 1, 20), FAILURE_MAX);
}

/**
 * The factor on intervals with which an account's daily calls cover all its parcels. `batch` is the
 * number of parcels per call; `callsPerDay` is null where the carrier has no daily limit.
 */
export function stretchOf(parcels: number, callsPerDay: number | null, batch: number): number {
  if (callsPerDay === null) return 1;
  return Math.max(1, (parcels * CALLS_PER_PARCEL_AND_DAY) / batch / callsPerDay);
}

/**
 * The result of a call, for the account as a whole.
 * - `ok`: the carrier answered, whatever it reports about the parcels.
 * - `rate_limited`: the carrier asks for fewer calls.
 * - `auth`: the credentials or settings are wrong; a person must correct them.
 * - `server_error`: no answer, or the carrier reports a problem of its own.
 */
export const CALL_RESULTS = ['ok', 'rate_limited', 'auth', 'server_error'] as const;
export type CallResult = (typeof CALL_RESULTS)[number];

const PAUSE_FIRST = MINUTE;
const RATE_PAUSE_MAX = HOUR;
const SERVER_PAUSE_MAX = 30 * MINUTE;
const AUTH_PAUSE = HOUR;
/** The first failures may be due to one parcel: only later ones pause the whole account. */
const FAILURES_WITHOUT_PAUSE = 2;

/**
 * How long an account pauses after a call, in milliseconds; null: not at all. `askedMs` is the
 * pause that the carrier asked for, or null. `failures` is the number of failures in a row, with
 * this one.
 */
export function pauseAfter(
  result: CallResult,
  failures: number,
  askedMs: number | null,
): number | null {
  switch (result) {
    case 'ok':
      return askedMs;
    case 'rate_limited':
      return askedMs ?? doubling(failures - 1, RATE_PAUSE_MAX);
    case 'auth':
      return AUTH_PAUSE;
    case 'server_error':
      if (askedMs !== null) return askedMs;
      return failures <= FAILURES_WITHOUT_PAUSE
        ? null
        : doubling(failures - FAILURES_WITHOUT_PAUSE - 1, SERVER_PAUSE_MAX);
    default:
      return unreachable(result);
  }
}

function doubling(times: number, max: number): number {
  return Math.min(PAUSE_FIRST * 2 ** Math.min(times, 20), max);
}
