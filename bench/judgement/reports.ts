/** How a carrier's scans and estimates reach wismr: late, in batches, out of order and twice. */

import { HOUR, MINUTE } from '../../domain/time.ts';
import type { ModelEvent } from './journey.ts';
import type { Random } from './random.ts';
import type { Trip } from './trip.ts';

/** How one journey's reports arrive. */
export interface Feed {
  /** How often wismr asks the carrier; 0: the carrier sends webhooks. */
  readonly everyMs: number;
  /** Of 0 to 1: whether the carrier sends nothing for some hours. */
  readonly outage: { readonly from: number; readonly until: number } | null;
}

/** 40 % of the journeys are polled every two hours; 2 % fall into an outage of 12 to 24 hours. */
export function drawFeed(random: Random, trips: readonly Trip[]): Feed {
  const everyMs = random.chance(0.4) ? 2 * HOUR : 0;
  const scans = trips.flatMap((trip) => trip.scans);
  const scan = scans[random.int(0, scans.length - 1)];
  const isOut = random.chance(0.02);
  if (!isOut || !scan) return { everyMs, outage: null };
  const from = scan.at - random.int(0, 6) * HOUR;
  return { everyMs, outage: { from, until: from + random.int(12, 24) * HOUR } };
}

export interface ReportInput {
  readonly parcelId: string;
  readonly trip: Trip;
  /** From when on wismr knows the parcel. */
  readonly knownAt: number;
  readonly feed: Feed;
}

export function reportTrip(random: Random, input: ReportInput): readonly ModelEvent[] {
  const { parcelId, trip, knownAt, feed } = input;
  const arrive = (at: number) => Math.max(knownAt + MINUTE, passFeed(at, feed));
  const events: ModelEvent[] = [];
  for (const { status, reason, at: occurredAt, day: localDate } of trip.scans) {
    const scan = { status, reason, occurredAt, localDate };
    const body = { kind: 'scanned', shipmentId: parcelId, scan } as const;
    const at = arrive(occurredAt + drawLag(random));
    events.push({ at, body });
    if (random.chance(0.04)) events.push({ at: at + random.int(1, 24) * HOUR, body });
  }
  for (const { date, at: asOf } of trip.estimates) {
    const edd = { date, from: null, until: null, source: 'carrier', asOf } as const;
    const body = { kind: 'edd_set', shipmentId: parcelId, edd } as const;
    events.push({ at: arrive(asOf + random.int(1, 20) * MINUTE), body });
  }
  return events;
}

/** 91 % of the scans are reported within half an hour, 8 % within 4 hours, 1 % within 24. */
function drawLag(random: Random): number {
  const [from, to] = random.weighted<readonly [number, number]>([
    [[1, 30], 91],
    [[30, 240], 8],
    [[240, 1440], 1],
  ]);
  return random.int(from, to) * MINUTE;
}

function passFeed(at: number, { everyMs, outage }: Feed): number {
  const sent = outage && at >= outage.from && at < outage.until ? outage.until : at;
  return everyMs === 0 ? sent : Math.ceil(sent / everyMs) * everyMs;
}
