/** What is kept of many scans tells the same as all of them. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type StoredScan, selectKept } from '../../domain/parcel/kept-scans.ts';
import { missingScans } from '../../domain/parcel/missing-scans.ts';
import {
  currentStatus,
  foldScan,
  NO_SCANS,
  type ScanFact,
  type ScanSummary,
} from '../../domain/parcel/scan-summary.ts';
import { DAYS_KEPT } from '../../domain/parcel/status-days.ts';
import { DAY, HOUR } from '../../domain/time.ts';
import { REASONS, STATUSES } from '../../domain/tracking.ts';
import { runs } from './histories.ts';

const START = Date.parse('2026-11-01T00:00:00Z');

function scansWithin(days: number): fc.Arbitrary<StoredScan> {
  return fc
    .record({
      status: fc.constantFrom(...STATUSES, null),
      reason: fc.option(fc.constantFrom(...REASONS), { freq: 2 }),
      // Whole hours, so that many scans have the same time.
      hours: fc.nat(days * 24),
      zoneHours: fc.constantFrom(-5, 0, 9),
      mapped: fc.boolean(),
      isAhead: fc.constant(false),
      sender: fc.constantFrom('usps', 'usps', 'usps', 'easypost'),
    })
    .map(({ hours, zoneHours, ...scan }) => {
      const occurredAt = START + hours * HOUR;
      const localDate = new Date(occurredAt + zoneHours * HOUR).toISOString().slice(0, 10);
      return {
        ...scan,
        occurredAt,
        localDate,
        fingerprint: JSON.stringify([scan, hours, zoneHours]),
      };
    });
}

/** A stretch that is short, usual or longer than the summary remembers days. */
const histories = fc.constantFrom(1, 20, 200).chain((days) =>
  fc.uniqueArray(scansWithin(days), {
    selector: ({ fingerprint }) => fingerprint,
    minLength: 1,
    maxLength: 400,
    size: 'max',
  }),
);

function factOf({ status, reason, occurredAt, localDate }: StoredScan): ScanFact {
  return { status, reason, occurredAt, localDate };
}

function fold(scans: readonly ScanFact[], known: ScanSummary = NO_SCANS): ScanSummary {
  return scans.reduce(foldScan, known);
}

function fingerprints(scans: readonly StoredScan[]): readonly string[] {
  return scans.map(({ fingerprint }) => fingerprint).sort();
}

test('the kept scans of a parcel lead to the same summary as all of them', () => {
  fc.assert(
    fc.property(histories, (scans) => {
      expect(fold(selectKept(scans).map(factOf))).toEqual(fold(scans.map(factOf)));
    }),
    runs(300),
  );
});

test('which scans are kept does not depend on the order, nor on the bodies that brought them', () => {
  const split = histories.chain((scans) => fc.tuple(fc.constant(scans), fc.nat(scans.length)));
  fc.assert(
    fc.property(split, ([drawn, at]) => {
      const scans = drawn.map((scan, index) => ({ ...scan, isAhead: index % 7 === 0 }));
      const inOneBody = fingerprints(selectKept(scans));
      const first = selectKept(scans.slice(at));
      const then = selectKept([...first, ...selectKept(scans.slice(0, at))]);
      expect(fingerprints(then)).toEqual(inOneBody);
    }),
    runs(300),
  );
});

test('at most 282 scans of a sender are kept', () => {
  const scans: StoredScan[] = [];
  for (let day = 0; day < 200; day += 1) {
    for (const status of STATUSES) {
      for (const hour of [1, 5, 9]) {
        const occurredAt = START + day * DAY + hour * HOUR;
        const localDate = new Date(occurredAt).toISOString().slice(0, 10);
        const fingerprint = `${day}/${status}/${hour}`;
        const isAhead = hour === 9;
        const mapped = hour === 1;
        const facts = { status, reason: null, mapped, occurredAt, localDate };
        scans.push({ ...facts, isAhead, sender: 'usps', fingerprint });
      }
    }
  }
  expect(scans).toHaveLength(6_000);
  expect(selectKept(scans).length).toBeLessThanOrEqual(282);
});

test('the missing scans lead from one summary to the other', () => {
  const split = histories.chain((scans) => fc.tuple(fc.constant(scans), fc.nat(scans.length)));
  fc.assert(
    fc.property(split, ([scans, at]) => {
      const known = fold(scans.slice(0, at).map(factOf));
      const reached = fold(scans.slice(at).map(factOf), known);
      const missing = missingScans(known, reached);
      const found = fold(missing, known);
      expect(currentStatus(found)).toEqual(currentStatus(reached));
      expect([found.lastScanAt, found.partialAt]).toEqual([reached.lastScanAt, reached.partialAt]);
      // Of days that the summary has forgotten, the reasons and the local day are not known.
      if (reached.days.length < DAYS_KEPT) expect(found).toEqual(reached);
      expect(missing.length).toBeLessThanOrEqual(150);
    }),
    runs(300),
  );
});
