/**
 * Newgistics, later Pitney Bowes: parcels and returns that USPS carries for a part of the way.
 * Source: recorded answers of its tracking service; events that come from USPS carry USPS's code
 * (`PTS03`).
 */

import type { ParseResult, TrackedShipment } from '../../domain/tracking.ts';
import type { CarrierAdapter } from '../adapter.ts';
import {
  eddOfDate,
  placeOf,
  proofOf,
  readRows,
  report,
  trackedShipment,
  trackingEvent,
} from '../reading/build-result.ts';
import { type CodeTable, findCode, type Reading, rows } from '../reading/code-table.ts';
import {
  type Document,
  type Fields,
  fieldsOf,
  type Refused,
  recordsOf,
  refuse,
  textOf,
} from '../reading/document.ts';
import { notPushed } from '../reading/signature.ts';
import { dateOf, offsetOf, parseTimestamp, type Timestamp } from '../reading/timestamp.ts';
import { refuseByWords } from '../reading/unknown-error.ts';
import { readEvent } from './usps/events.ts';

const EVENT_CODES: CodeTable = {
  ...rows('in_transit', {
    PUU: 'Picked up by USPS',
    IPS: 'Inducted into Newgistics Network',
    DNF: 'Departing Newgistics Facility',
    ANF: 'Arrived at Newgistics Facility',
  }),
  // The end of a return's own way: its addressee is the return center.
  ...rows('delivered', { DRC: 'Delivered to Return Center' }),
};

export const newgistics = {
  id: 'newgistics',
  name: 'Newgistics',
  kind: 'carrier',
  delivery: ['poll'],
  webhookAuth: 'none: it is polled',
  formats: 'Packages (JSON)',
  verify: () => notPushed('Newgistics'),
  recognises: ({ root }) => packagesIn(root).length > 0,
  read,
} as const satisfies CarrierAdapter;

function packagesIn(root: unknown): readonly Fields[] {
  const packages = recordsOf(root, 'Packages');
  return packages.filter((each) => 'PackageTrackingEvents' in each || 'ErrorMessage' in each);
}

function read({ root }: Document, asked: string | null): ParseResult {
  const shipments: TrackedShipment[] = [];
  const notices: string[] = [];
  const failures: Refused[] = [];
  for (const each of packagesIn(root)) {
    const number = said(each, 'TrackingNumber') ?? asked;
    const failure = failureIn(each);
    if (failure) {
      failures.push(failure);
      notices.push(`${number ?? 'a package'}: ${failure.detail}`);
      continue;
    }
    const { events, notices: unread } = readRows(recordsOf(each, 'PackageTrackingEvents'), readOne);
    const delivery = events.find(({ status }) => status === 'delivered');
    const latest = said(each, 'ActualEstimatedDeliveryDate') ?? said(each, 'EstimatedDeliveryDate');
    shipments.push(
      trackedShipment({
        carrier: 'newgistics',
        trackingNumber: number,
        service: said(each, 'CarrierService') ?? said(each, 'Service'),
        events,
        newestFirst: true,
        edd: eddOfDate(dayOf(latest ?? said(each, 'MaxEstimatedDeliveryDate'))),
        proofOfDelivery: delivery
          ? proofOf({ at: delivery.occurredAt, signedBy: said(each, 'Signer') })
          : null,
      }),
    );
    notices.push(...unread);
  }
  if (shipments.length > 0) return report(shipments, notices);
  if (failures[0]) return failures[0];
  return refuse('malformed', `no package with events in Packages: it has ${fieldsOf(root)}`);
}

function failureIn(each: Fields): Refused | null {
  const message = said(each, 'ErrorMessage');
  if (said(each, 'Status') === 'NotFound') return refuse('not_found', message ?? 'not found');
  return message === null ? null : refuseByWords(message);
}

/** Absent fields hold the text `null`. */
function said(each: Fields, key: string): string | null {
  const text = textOf(each, key);
  return text === 'null' ? null : text;
}

function readOne(event: Fields, index: number) {
  const moment = momentIn(event);
  if (!moment) return `PackageTrackingEvents[${index}].Date is not a time`;
  return trackingEvent({
    reading: readingIn(event),
    moment,
    description:
      said(event, 'ConsumerEventMessage') ??
      said(event, 'EventDescription') ??
      said(event, 'Description'),
    place: placeOf({
      city: said(event, 'City'),
      region: said(event, 'State'),
      postalCode: said(event, 'PostalCode'),
      country: said(event, 'State') === null ? null : 'US',
    }),
  });
}

/** Newgistics' own code, then USPS's, then the words where USPS has the same. */
function readingIn(event: Fields): Reading {
  const code = said(event, 'EventCode') ?? '';
  const own = findCode(EVENT_CODES, code);
  if (own.mapped) return own;
  const postal = /^PTS(\w\w)$/.exec(said(event, 'CarrierCode') ?? '')?.[1] ?? null;
  const reading = readEvent(postal, said(event, 'Description') ?? said(event, 'EventDescription'));
  return reading.mapped ? { ...reading, code } : own;
}

/**
 * `Date` is the day at midnight and `Time` the time of day of another day, each as an instant with
 * the offset of Newgistics' clock: the day's offset holds for both.
 */
function momentIn(event: Fields): Timestamp | null {
  const day = instantIn(said(event, 'Date'));
  if (!day) return null;
  const time = instantIn(said(event, 'Time'));
  const clock = time ? time.wall.slice(10) : '';
  return parseTimestamp(`${day.wall.slice(0, 10)}${clock}`, { offsetMinutes: day.offset });
}

/** `/Date(1469163600000-0500)/` as a wall clock and its offset. */
function instantIn(
  written: string | null,
): { readonly wall: string; readonly offset: number } | null {
  const parts = /^\/Date\((-?\d{1,15})([+-]\d{4})?\)\/$/.exec(written ?? '');
  if (!parts) return null;
  const offset = offsetOf(parts[2] ?? null) ?? 0;
  const local = new Date(Number(parts[1]) + offset * 60_000);
  if (Number.isNaN(local.getTime())) return null;
  return { wall: local.toISOString().slice(0, 19), offset };
}

function dayOf(written: string | null): string | null {
  return instantIn(written)?.wall.slice(0, 10) ?? dateOf(written);
}
