/**
 * The fold over a parcel's scans. It keeps the first and last time of each status, so that the same
 * scans give the same result in any order and with any duplicates.
 */

import { earliest } from '../time.ts';
import { type Reason, STATUSES, type Status } from '../tracking.ts';
import {
  addStatusDay,
  daysOf,
  pickupSpells,
  rankOfReason,
  type StatusDay,
  troubleSpells,
} from './status-days.ts';
import { isDeliveryTakenBack, reportedMistakeAt } from './taken-back.ts';

/** A scan's facts, without the carrier's words, places or people. */
export interface ScanFact {
  readonly status: Status | null;
  readonly reason: Reason | null;
  /** By the carrier's clock; epoch milliseconds. */
  readonly occurredAt: number;
  /** `YYYY-MM-DD` at the scan's place. */
  readonly localDate: string;
  /**
   * A final status from a sender that signs no body: it counts from this time, unless the carrier's
   * answer to a poll confirms or contradicts it first. Epoch milliseconds.
   */
  readonly unconfirmedUntil?: number;
  /** True: not a scan, but an answer to a poll that does not show the unconfirmed final status. */
  readonly contradicts?: true;
}

/** The scans of one status. Times are epoch milliseconds. */
export interface StatusTimes {
  readonly first: number;
  readonly last: number;
  /** The reason given by the last scan. */
  readonly reason: Reason | null;
}

/** All scans of one parcel in one value: plain JSON of bounded size. */
export interface ScanSummary {
  readonly by: Readonly<Partial<Record<Status, StatusTimes>>>;
  /** Each status and reason by day, oldest first; the latest 60. */
  readonly days: readonly StatusDay[];
  /** The first report that some pieces were delivered and others were not; epoch milliseconds. */
  readonly partialAt: number | null;
  /** The latest report that a delivery scan was a mistake; epoch milliseconds. */
  readonly withdrawnAt: number | null;
  /** The time of the latest scan, with or without a status; epoch milliseconds. */
  readonly lastScanAt: number | null;
  /** A final status that only senders have reported that sign no body. */
  readonly unconfirmed?: UnconfirmedFinal;
}

export interface UnconfirmedFinal {
  readonly scan: ScanFact;
  /** When it counts if the carrier does not answer; epoch milliseconds. */
  readonly until: number;
  /** True: the carrier answered without it. */
  readonly contradicted?: true;
  /** True: the carrier did not answer in time, so it counts. */
  readonly accepted?: true;
}

export const NO_SCANS: ScanSummary = {
  by: {},
  days: [],
  partialAt: null,
  withdrawnAt: null,
  lastScanAt: null,
};

/** Adds one scan. Commutative and idempotent. */
export function foldScan(scanSummary: ScanSummary, scan: ScanFact): ScanSummary {
  const { unconfirmed } = scanSummary;
  if (scan.contradicts) {
    const isOpen = unconfirmed && !unconfirmed.accepted;
    return isOpen
      ? { ...scanSummary, unconfirmed: { ...unconfirmed, contradicted: true } }
      : scanSummary;
  }
  const { unconfirmedUntil, contradicts: _, ...fact } = scan;
  if (unconfirmedUntil === undefined) {
    const isConfirmed = unconfirmed && isFinal(fact) && fact.status === unconfirmed.scan.status;
    return addScan(isConfirmed ? withoutUnconfirmed(scanSummary) : scanSummary, fact);
  }
  if (currentStatus(scanSummary).status === fact.status && isFinal(currentStatus(scanSummary))) {
    return addScan(scanSummary, fact);
  }
  const until = Math.min(unconfirmed?.until ?? unconfirmedUntil, unconfirmedUntil);
  const isNewer = !unconfirmed || fact.occurredAt >= unconfirmed.scan.occurredAt;
  const open = { until, scan: isNewer ? fact : unconfirmed.scan };
  return { ...scanSummary, unconfirmed: unconfirmed ? { ...unconfirmed, ...open } : open };
}

/** Counts an unconfirmed final status whose time is up, or drops it if the carrier contradicts it. */
export function settleUnconfirmed(scanSummary: ScanSummary, now: number): ScanSummary {
  const { unconfirmed } = scanSummary;
  if (!unconfirmed || unconfirmed.accepted || now < unconfirmed.until) return scanSummary;
  const rest = withoutUnconfirmed(scanSummary);
  if (unconfirmed.contradicted) return rest;
  return { ...addScan(rest, unconfirmed.scan), unconfirmed: { ...unconfirmed, accepted: true } };
}

/** When an unconfirmed final status counts, epoch milliseconds; null: there is none, or it counts. */
export function unconfirmedUntil({ unconfirmed }: ScanSummary): number | null {
  return unconfirmed && !unconfirmed.accepted ? unconfirmed.until : null;
}

/** Whether no other status is expected: the customer has it, or the shop has it back. */
export function isFinal({ status, reason }: Pick<ScanFact, 'status' | 'reason'>): boolean {
  return status === 'delivered' || (status === 'return_to_sender' && reason === 'returned');
}

function withoutUnconfirmed({ unconfirmed: _, ...rest }: ScanSummary): ScanSummary {
  return rest;
}

function addScan(scanSummary: ScanSummary, scan: ScanFact): ScanSummary {
  const lastScanAt = Math.max(scanSummary.lastScanAt ?? scan.occurredAt, scan.occurredAt);
  const withdrawnAt = withdrawalTime(scanSummary, scan);
  if (scan.status === null || scan.status === 'unknown') {
    return { ...scanSummary, withdrawnAt, lastScanAt };
  }
  const known = scanSummary.by[scan.status];
  const by = { ...scanSummary.by, [scan.status]: merge(known, scan) };
  const { days, partialAt } = scanSummary;
  return {
    ...scanSummary,
    by,
    days: addStatusDay(days, { ...scan, status: scan.status }),
    partialAt: scan.reason === 'partial' ? earliest([partialAt, scan.occurredAt]) : partialAt,
    withdrawnAt,
    lastScanAt,
  };
}

function withdrawalTime({ withdrawnAt }: ScanSummary, scan: ScanFact): number | null {
  if (scan.reason !== 'delivery_withdrawn' || scan.status === 'delivered') return withdrawnAt;
  return Math.max(withdrawnAt ?? scan.occurredAt, scan.occurredAt);
}

function merge(known: StatusTimes | undefined, scan: ScanFact): StatusTimes {
  if (!known) return { first: scan.occurredAt, last: scan.occurredAt, reason: scan.reason };
  return {
    first: Math.min(known.first, scan.occurredAt),
    last: Math.max(known.last, scan.occurredAt),
    reason: laterReason(known, scan),
  };
}

/** If two scans of one status have the same time, keeps the reason that is later in `REASONS`. */
function laterReason(known: StatusTimes, scan: ScanFact): Reason | null {
  if (scan.occurredAt !== known.last) {
    return scan.occurredAt > known.last ? scan.reason : known.reason;
  }
  return rankOfReason(scan.reason) > rankOfReason(known.reason) ? scan.reason : known.reason;
}

export interface CurrentStatus {
  readonly status: Status;
  readonly reason: Reason | null;
  /** The last scan of this status, epoch milliseconds; null without scans. */
  readonly since: number | null;
}

/**
 * The parcel's status: that of the latest scan or, on a tie, the one later in `STATUSES`. With three
 * exceptions:
 * - A delivery does not count if the carrier later reports it as a mistake or brings the parcel
 *   again (`deliveryTakenBackAt`).
 * - After a delivery that counts, only a return scan changes the status. From then on, the last
 *   delivery or return scan decides: a delivery after a return scan is one to the sender, and ends
 *   the way back.
 * - After a return scan, movement does not change the status: the parcel moves further back.
 */
export function currentStatus(scanSummary: ScanSummary): CurrentStatus {
  const { return_to_sender: back } = scanSummary.by;
  const delivered = isDeliveryTakenBack(scanSummary) ? undefined : scanSummary.by.delivered;
  if (delivered && !back) return at('delivered', delivered);
  if (delivered && back) {
    if (back.last > delivered.last) return at('return_to_sender', back);
    return { status: 'return_to_sender', reason: 'returned', since: delivered.last };
  }
  const latest = latestOf(scanSummary);
  if (back && MOVEMENTS.includes(latest.status) && (latest.since ?? 0) >= back.first) {
    return at('return_to_sender', back);
  }
  return latest;
}

/** The first scan of a parcel that the carrier has, epoch milliseconds; null: a label is none. */
export function handedOverAt({ by }: Pick<ScanSummary, 'by'>): number | null {
  const statuses = STATUSES.filter((status) => !BEFORE_HANDOVER.includes(status));
  return earliest(statuses.map((status) => by[status]?.first ?? null));
}

const BEFORE_HANDOVER: readonly Status[] = ['unknown', 'pre_transit', 'cancelled'];

/** Whether it is expected at the customer's again, because the carrier called its delivery a mistake. */
export function isUndelivered(scanSummary: ScanSummary): boolean {
  const mistakeAt = reportedMistakeAt(scanSummary);
  const deliveredAt = scanSummary.by.delivered?.last ?? 0;
  if (mistakeAt === null || deliveredAt > mistakeAt) return false;
  return UNDELIVERED.includes(currentStatus(scanSummary).status);
}

const UNDELIVERED: readonly Status[] = [
  'in_transit',
  'out_for_delivery',
  'attempted',
  'available_for_pickup',
  'exception',
];

/** The statuses of a parcel on its way, in either direction. */
const MOVEMENTS: readonly Status[] = ['pre_transit', 'in_transit', 'out_for_delivery'];

function latestOf(scanSummary: ScanSummary): CurrentStatus {
  let latest: CurrentStatus = { status: 'unknown', reason: null, since: null };
  for (const status of STATUSES) {
    const statusTimes = scanSummary.by[status];
    if (!statusTimes || (status === 'delivered' && isDeliveryTakenBack(scanSummary))) continue;
    if (latest.since === null || statusTimes.last >= latest.since) latest = at(status, statusTimes);
  }
  return latest;
}

function at(status: Status, statusTimes: StatusTimes): CurrentStatus {
  return { status, reason: statusTimes.reason, since: statusTimes.last };
}

/**
 * Everything that can change messages or expectations, as one string. A scan that does not change
 * it need not wake the journey.
 */
export function changeKey(scanSummary: ScanSummary): string {
  const { status, reason } = currentStatus(scanSummary);
  const statuses = STATUSES.filter((each) => scanSummary.by[each]);
  const waits = pickupSpells(scanSummary.days).length;
  const troubles = troubleSpells(scanSummary.days).map((each) => each.reason);
  const isPartial = scanSummary.partialAt !== null;
  const { withdrawnAt } = scanSummary;
  const facts = [troubles, waits, isPartial, withdrawnAt, tourDays(scanSummary)];
  const { unconfirmed } = scanSummary;
  const doubt = unconfirmed ? [JSON.stringify(unconfirmed)] : [];
  return [status, reason, statuses, ...facts, ...doubt].join('|');
}

/** The days on which it was out for delivery, or was not delivered: each is news. */
export function tourDays({ days }: ScanSummary): readonly string[] {
  return [...daysOf(days, 'out_for_delivery'), ...daysOf(days, 'attempted')].map(({ day }) => day);
}
