import type { TrackingEventRow } from '../db/tracking-events.ts';
import {
  changeKey,
  foldScan,
  type ScanFact,
  type ScanSummary,
} from '../domain/parcel/scan-summary.ts';
import { DAY } from '../domain/time.ts';
import type { NewEvent } from './append-events.ts';

export interface FoldedScans {
  readonly scanSummary: ScanSummary;
  readonly events: readonly NewEvent[];
}

export interface NewScans {
  /** Oldest first. */
  readonly scans: readonly TrackingEventRow[];
  /** The journey has an open escalation. */
  readonly isEscalated?: boolean;
}

/**
 * Folds new scans into a parcel's summary. A scan wakes the journey if it changes something, or if
 * it may end an open escalation.
 */
export function foldScans(
  parcelId: string,
  known: ScanSummary,
  { scans, isEscalated = false }: NewScans,
): FoldedScans {
  let scanSummary = known;
  const events: NewEvent[] = [];
  for (const row of scans) {
    const scan = factOf(row);
    const before = scanSummary;
    scanSummary = foldScan(scanSummary, scan);
    events.push({
      body: { kind: 'scanned', shipmentId: parcelId, scan },
      wakes: isEscalated || wakesJourney(before, scanSummary),
      dedupe: `scan/${row.id}/${parcelId}`,
    });
  }
  return { scanSummary, events };
}

/** A change, or the first scan after a day of silence. */
function wakesJourney(before: ScanSummary, after: ScanSummary): boolean {
  const silenceMs = (after.lastScanAt ?? 0) - (before.lastScanAt ?? 0);
  return silenceMs >= DAY || changeKey(after) !== changeKey(before);
}

function factOf({ status, reason, occurredAt, localTime }: TrackingEventRow): ScanFact {
  return {
    status,
    reason,
    occurredAt: occurredAt.getTime(),
    localDate: (localTime ?? occurredAt.toISOString()).slice(0, 10),
  };
}
