/** The scans that lead from one summary of a parcel to a later one. */

import type { Status } from '../tracking.ts';
import { foldScan, type ScanFact, type ScanSummary } from './scan-summary.ts';

/**
 * The scans to add to `known` so that it becomes `reached`, to which more scans have led. Few for each
 * day with a scan, however many there were. A day that `reached` has forgotten is the UTC day.
 */
export function missingScans(known: ScanSummary, reached: ScanSummary): readonly ScanFact[] {
  const missing: ScanFact[] = [];
  let summary = known;
  const add = (scan: ScanFact) => {
    missing.push(scan);
    summary = foldScan(summary, scan);
  };
  for (const { day: localDate, status, reason, first, last } of reached.days) {
    const isKnown = (time: 'first' | 'last', at: number) =>
      summary.days.some(
        (each) =>
          each.day === localDate &&
          each.status === status &&
          each.reason === reason &&
          each[time] === at,
      );
    if (!isKnown('first', first)) add({ status, reason, occurredAt: first, localDate });
    if (!isKnown('last', last)) add({ status, reason, occurredAt: last, localDate });
  }
  for (const [name, { first, last, reason }] of Object.entries(reached.by)) {
    const status = name as Status;
    if (summary.by[status]?.first !== first) add(scanAt(first, { status, reason: null }));
    if (summary.by[status]?.last !== last) add(scanAt(last, { status, reason }));
  }
  if (summary.partialAt !== reached.partialAt && reached.partialAt !== null) {
    add(
      scanAt(reached.partialAt, {
        status: statusAt(reached.partialAt, reached),
        reason: 'partial',
      }),
    );
  }
  for (const scan of marksOf(reached)) {
    if (isMissing(scan, summary)) add(scan);
  }
  return missing;
}

/** A status that the parcel had around then, so that the scan tells nothing else. */
function statusAt(at: number, { by }: ScanSummary): Status {
  const found = Object.entries(by).find(([, { first, last }]) => first <= at && at <= last);
  return found ? (found[0] as Status) : 'in_transit';
}

/** What the days and the times of the statuses need not show. */
function marksOf({ withdrawnAt, lastScanAt, unconfirmed }: ScanSummary): readonly ScanFact[] {
  const withdrawal = { status: null, reason: 'delivery_withdrawn' } as const;
  return [
    ...(withdrawnAt === null ? [] : [scanAt(withdrawnAt, withdrawal)]),
    ...(lastScanAt === null ? [] : [scanAt(lastScanAt, { status: null, reason: null })]),
    ...(unconfirmed && !unconfirmed.accepted
      ? [{ ...unconfirmed.scan, unconfirmedUntil: unconfirmed.until }]
      : []),
  ];
}

function isMissing(scan: ScanFact, summary: ScanSummary): boolean {
  return JSON.stringify(foldScan(summary, scan)) !== JSON.stringify(summary);
}

function scanAt(occurredAt: number, facts: Pick<ScanFact, 'status' | 'reason'>): ScanFact {
  return { ...facts, occurredAt, localDate: new Date(occurredAt).toISOString().slice(0, 10) };
}
