/** Scans as an adapter returns them, and time zones by their current hour. */

import type { CarrierReport } from '../../commands/carrier-report.ts';
import { recordScans } from '../../commands/record-scans.ts';
import type { Sql } from '../../db/connect.ts';
import type { ShopId, TrackingNumber } from '../../domain/ids.ts';
import type { Status } from '../../domain/tracking.ts';

/** A time zone whose local time is now within an hour after `hour`. */
export function zoneWhereItIs(hour: number): string {
  const east = ((hour - new Date().getUTCHours() + 36) % 24) - 12;
  // POSIX inverts the sign: Etc/GMT-5 is five hours east.
  return east === 0 ? 'Etc/GMT' : `Etc/GMT${east > 0 ? '-' : '+'}${Math.abs(east)}`;
}

/** A status, and how many minutes ago it was. */
type Scan = readonly [status: Status, minutesAgo: number];

/** A carrier's report about one parcel of the shop `acme`, to the minute. */
export function aReport(trackingNumber: string, scans: readonly Scan[]): CarrierReport {
  const now = Date.now();
  return {
    shopId: 'acme' as ShopId,
    source: 'easypost',
    receivedAt: new Date(now),
    shipments: [
      {
        carrier: 'usps',
        trackingNumber: trackingNumber as TrackingNumber,
        uniqueId: null,
        service: null,
        events: scans.map(([status, minutesAgo]) => ({
          status,
          reason: null,
          responsible: null,
          code: status,
          mapped: true,
          description: status,
          occurredAt: Math.floor(now / 60_000 - minutesAgo) * 60_000,
          localTime: null,
          offsetMinutes: 0,
          offsetSource: 'utc',
          dateOnly: false,
          place: null,
        })),
        edd: null,
        originalEdd: null,
        proofOfDelivery: null,
        attempts: null,
        relatedNumbers: [],
        returnNumber: null,
        unmapped: [],
      },
    ],
  };
}

export async function reportScan(sql: Sql, trackingNumber: string, scan: Scan): Promise<void> {
  await recordScans(sql, aReport(trackingNumber, [scan]));
}
