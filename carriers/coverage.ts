/**
 * Counts how many bodies and events each adapter reads, for `wismr parse-all` and docs/carriers.md.
 */

import type { ParseResult } from '../domain/tracking.ts';

export interface ParsedBody {
  /** The adapter that read the body; null if none recognised it. */
  readonly carrier: string | null;
  readonly result: ParseResult;
}

export interface CarrierCoverage {
  readonly carrier: string;
  readonly bodies: number;
  readonly refused: number;
  readonly shipments: number;
  readonly events: number;
  /** Percentage of events whose code is in a table, with one decimal; `–` without events. */
  readonly share: string;
  /** Codes that are in no table, sorted, without duplicates. */
  readonly unmapped: readonly string[];
}

/** Sorted by carrier, with unrecognised bodies last; and the total. */
export function measureCoverage(outcomes: readonly ParsedBody[]): {
  readonly rows: readonly CarrierCoverage[];
  readonly total: CarrierCoverage;
} {
  const groups = Map.groupBy(outcomes, ({ carrier }) => carrier);
  const known = [...groups].filter(([carrier]) => carrier !== null);
  const rows = known
    .map(([carrier, group]) => measureCarrier(carrier ?? '', group))
    .sort((a, b) => (a.carrier < b.carrier ? -1 : 1));
  const unrecognised = groups.get(null);
  if (unrecognised) rows.push(measureCarrier('(none)', unrecognised));
  return { rows, total: measureCarrier('all', outcomes) };
}

function measureCarrier(carrier: string, outcomes: readonly ParsedBody[]): CarrierCoverage {
  const read = outcomes.flatMap(({ result }) => (result.ok ? [result] : []));
  const shipments = read.flatMap((result) => result.shipments);
  const events = shipments.flatMap((shipment) => shipment.events);
  const mapped = events.filter((event) => event.mapped).length;
  const unmapped = shipments.flatMap((shipment) => shipment.unmapped);
  return {
    carrier,
    bodies: outcomes.length,
    refused: outcomes.length - read.length,
    shipments: shipments.length,
    events: events.length,
    share: events.length === 0 ? '–' : `${((mapped / events.length) * 100).toFixed(1)} %`,
    unmapped: [...new Set(unmapped)].sort(),
  };
}
