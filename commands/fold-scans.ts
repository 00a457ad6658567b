import type { TrackingEventRow } from '../db/tracking-events.ts';
import { isAhead, MISREAD_LIMIT_MS } from '../domain/parcel/future-scan.ts';
import { missingScans } from '../domain/parcel/missing-scans.ts';
import { CONFIRM_WITHIN } from '../domain/parcel/polling.ts';
import {
  changeKey,
  foldScan,
  type ScanFact,
  type ScanSummary,
  settleUnconfirmed,
} from '../domain/parcel/scan-summary.ts';
import { DAY } from '../domain/time.ts';
import type { NewEvent } from './append-events.ts';

/** The scans of a parcel that its journey's log takes one by one. A parcel has about twenty. */
export const SCANS_LOGGED = 200;

export interface FoldedScans {
  readonly scanSummary: ScanSummary;
  readonly events: readonly NewEvent[];
}

export interface NewScans {
  /** Oldest first. */
  readonly scans: readonly TrackingEventRow[];
  /** The journey has an open escalation. */
  readonly isEscalated?: boolean;
  /** Whether a poll can confirm an unconfirmed final status: see `canConfirm`. */
  readonly isPolled: boolean;
  /** By Postgres's clock, epoch milliseconds. */
  readonly now: number;
}

/**
 * Folds new scans into a parcel's summary. A scan dated ahead waits in the database until the carrier
 * reports it again after that time. If its zone was only assumed, it counts from its receipt. A scan
 * wakes the journey if it changes something, or if an escalation is open that it may end. Of very many
 * scans, the events are the few that lead to the same summary.
 */
export function foldScans(
  parcelId: string,
  known: ScanSummary,
  { scans, isEscalated = false, isPolled, now }: NewScans,
): FoldedScans {
  let scanSummary = known;
  const events: NewEvent[] = [];
  for (const row of scans) {
    const scan = factOf(row, { isPolled, now });
    if (isAhead(scan.occurredAt, now)) continue;
    const before = scanSummary;
    scanSummary = settleUnconfirmed(foldScan(scanSummary, scan), now);
    events.push({
      body: { kind: 'scanned', shipmentId: parcelId, scan },
      wakes: isEscalated || wakesJourney(before, scanSummary),
      // The carrier may confirm a stored scan: that is news.
      dedupe: `scan/${row.id}/${parcelId}${row.unconfirmed ? '/unconfirmed' : ''}`,
    });
  }
  if (events.length <= SCANS_LOGGED) return { scanSummary, events };
  const wakes = isEscalated || wakesJourney(known, scanSummary);
  const missing = missingScans(known, scanSummary);
  return {
    scanSummary,
    events: missing.map((scan) => ({
      body: { kind: 'scanned', shipmentId: parcelId, scan },
      wakes,
    })),
  };
}

/** A change, or the first scan after a day of silence. */
export function wakesJourney(before: ScanSummary, after: ScanSummary): boolean {
  const silenceMs = (after.lastScanAt ?? 0) - (before.lastScanAt ?? 0);
  return silenceMs >= DAY || changeKey(after) !== changeKey(before);
}

function factOf(
  row: TrackingEventRow,
  { isPolled, now }: { readonly isPolled: boolean; readonly now: number },
): ScanFact {
  // A scan that came before its parcel waits from now on.
  const until = isPolled ? now + CONFIRM_WITHIN : row.receivedAt.getTime();
  const { status, reason, occurredAt, localTime, offsetSource } = row;
  const at = occurredAt.getTime();
  const isMisread = offsetSource === 'assumed' && isAhead(at, now) && at - now <= MISREAD_LIMIT_MS;
  return {
    status,
    reason,
    occurredAt: isMisread ? now : at,
    localDate: (localTime ?? occurredAt.toISOString()).slice(0, 10),
    ...(row.unconfirmed ? { unconfirmedUntil: until } : {}),
  };
}
