/** Which scans a journey's log takes: all of a usual parcel, and of others what changes something. */

import type { Queryable } from '../db/connect.ts';
import { type LoggedScan, readLoggedScans } from '../db/journey-events.ts';
import type { JourneyId } from '../domain/ids.ts';
import { isAhead } from '../domain/parcel/future-scan.ts';
import { missingScans } from '../domain/parcel/missing-scans.ts';
import {
  changeKey,
  currentStatus,
  foldScan,
  isFinal,
  NO_SCANS,
  type ScanSummary,
  settleUnconfirmed,
} from '../domain/parcel/scan-summary.ts';
import { DAY, HOUR } from '../domain/time.ts';
import type { NewEvent } from './append-events.ts';
import { type FoldedScans, SCANS_LOGGED, wakesJourney } from './fold-scans.ts';

/** From this many scans in the log on, only a few changes a day are of interest. */
const CHANGES_LOGGED = 1_000;

/** A carrier that delivers and takes it back again and again is of interest this often within a day. */
const ARRIVALS_LOGGED_PER_DAY = 20;

export interface CrowdedParcel {
  readonly journeyId: JourneyId;
  readonly parcelId: string;
  readonly isEscalated: boolean;
  /** By Postgres's clock, epoch milliseconds. */
  readonly now: number;
}

/**
 * The events to append for a parcel with more scans than are kept. Beyond `SCANS_LOGGED`, scans that
 * change nothing wait for the next one that does. It then comes with those that the log lacks, so that
 * the log always leads to a summary that the parcel has had.
 */
export async function limitLoggedScans(
  tx: Queryable,
  { journeyId, parcelId, isEscalated, now }: CrowdedParcel,
  { scanSummary, events }: FoldedScans,
): Promise<readonly NewEvent[]> {
  const logged = await readLoggedScans(tx, journeyId, parcelId);
  if (logged.length + events.length <= SCANS_LOGGED) return events;
  const { summary, arrivalChanges } = foldLog(logged, now - DAY);
  const known = settleUnconfirmed(summary, now);
  const isRestless = arrivalChanges >= ARRIVALS_LOGGED_PER_DAY;
  if (!isOfInterest(known, scanSummary, { logged: logged.length, isRestless })) return [];
  const wakes = isEscalated || wakesJourney(known, scanSummary);
  return missingScans(known, scanSummary).map((scan) => ({
    body: { kind: 'scanned', shipmentId: parcelId, scan },
    wakes,
  }));
}

interface FoldedLog {
  /** As the journey's machine folds them. */
  readonly summary: ScanSummary;
  /** How often the log has shown since a time that the parcel arrived, or that it did not. */
  readonly arrivalChanges: number;
}

function foldLog(logged: readonly LoggedScan[], since: number): FoldedLog {
  let summary = NO_SCANS;
  let arrivalChanges = 0;
  for (const { kind, data, at } of logged) {
    const now = at.getTime();
    if (kind === 'shipment_corrected') {
      summary = NO_SCANS;
      continue;
    }
    if (isAhead(data.scan.occurredAt, now)) continue;
    const before = isArrived(summary);
    summary = settleUnconfirmed(foldScan(summary, data.scan), now);
    if (now >= since && isArrived(summary) !== before) arrivalChanges += 1;
  }
  return { summary, arrivalChanges };
}

interface LogLength {
  readonly logged: number;
  /** It arrives and does not, many times a day. */
  readonly isRestless: boolean;
}

/** A change, or a sign of life: silence is counted in days. */
function isOfInterest(
  known: ScanSummary,
  reached: ScanSummary,
  { logged, isRestless }: LogLength,
): boolean {
  const quietMs = (reached.lastScanAt ?? 0) - (known.lastScanAt ?? 0);
  if (logged < CHANGES_LOGGED && !isRestless) {
    return quietMs >= 6 * HOUR || changeKey(known) !== changeKey(reached);
  }
  const isNew = Object.keys(reached.by).length > Object.keys(known.by).length;
  return quietMs >= DAY || isNew || (!isRestless && isArrived(known) !== isArrived(reached));
}

function isArrived(summary: ScanSummary): boolean {
  return isFinal(currentStatus(summary));
}
