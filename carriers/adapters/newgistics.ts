/**
 * Newgistics, later Pitney Bowes: parcels and returns that USPS carries for part of the way.
 * Source: recorded responses of its tracking service; events from USPS carry USPS's code (`PTS03`).
 */

import type { ParseResult, TrackedShipment } from '../../domain/tracking.ts';
import type { CarrierAdapter } from '../adapter.ts';
import { refineByAll } from '../reading/all-words.ts';
import {
  buildEvent,
  buildPlace,
  buildProof,
  buildResult,
  buildShipment,
  eddFromDate,
  readEventRows,
} from '../reading/build-result.ts';
import { type CodeReading, type CodeTable, codeRows, findCode } from '../reading/code-table.ts';
import {
  type Document,
  describeFields,
  type Fields,
  getRecords,
  getText,
  type Refused,
  refuse,
} from '../reading/document.ts';
import { notPushed } from '../reading/signature.ts';
import { parseDate, parseOffset, parseTimestamp, type Timestamp } from '../reading/timestamp.ts';
import { refuseByMessage } from '../reading/unknown-error.ts';
import { readEvent } from './usps/events.ts';

const EVENT_CODES: CodeTable = {
  ...codeRows('in_transit', {
    PUU: 'Picked up by USPS',
    IPS: 'Inducted into Newgistics Network',
    DNF: 'Departing Newgistics Facility',
    ANF: 'Arrived at Newgistics Facility',
  }),
  // A return arrives at its destination, the return center.
  ...codeRows('delivered', { DRC: 'Delivered to Return Center' }),
};

export const newgistics = {
  id: 'newgistics',
  name: 'Newgistics',
  kind: 'carrier',
  delivery: ['poll'],
  webhookAuth: 'no webhooks',
  formats: 'Packages (JSON)',
  verify: () => notPushed('Newgistics'),
  recognises: ({ root }) => listPackages(root).length > 0,
  read,
} as const satisfies CarrierAdapter;

function listPackages(root: unknown): readonly Fields[] {
  const packages = getRecords(root, 'Packages');
  return packages.filter((each) => 'PackageTrackingEvents' in each || 'ErrorMessage' in each);
}

function read({ root }: Document, asked: string | null): ParseResult {
  const shipments: TrackedShipment[] = [];
  const notices: string[] = [];
  const failures: Refused[] = [];
  for (const each of listPackages(root)) {
    const number = getField(each, 'TrackingNumber') ?? asked;
    const failure = findFailure(each);
    if (failure) {
      failures.push(failure);
      notices.push(`${number ?? 'a package'}: ${failure.detail}`);
      continue;
    }
    const { events, notices: unread } = readEventRows(
      getRecords(each, 'PackageTrackingEvents'),
      readOne,
    );
    const delivery = events.find(({ status }) => status === 'delivered');
    const latest =
      getField(each, 'ActualEstimatedDeliveryDate') ?? getField(each, 'EstimatedDeliveryDate');
    shipments.push(
      buildShipment({
        carrier: 'newgistics',
        trackingNumber: number,
        service: getField(each, 'CarrierService') ?? getField(each, 'Service'),
        events,
        newestFirst: true,
        edd: eddFromDate(getDay(latest ?? getField(each, 'MaxEstimatedDeliveryDate'))),
        proofOfDelivery: delivery
          ? buildProof({ at: delivery.occurredAt, signedBy: getField(each, 'Signer') })
          : null,
      }),
    );
    notices.push(...unread);
  }
  if (shipments.length > 0) return buildResult(shipments, notices);
  if (failures[0]) return failures[0];
  return refuse('malformed', `no package with events in Packages: it has ${describeFields(root)}`);
}

function findFailure(each: Fields): Refused | null {
  const message = getField(each, 'ErrorMessage');
  if (getField(each, 'Status') === 'NotFound') return refuse('not_found', message ?? 'not found');
  return message === null ? null : refuseByMessage(message);
}

/** Missing fields contain the text `null`. */
function getField(each: Fields, key: string): string | null {
  const text = getText(each, key);
  return text === 'null' ? null : text;
}

function readOne(event: Fields, index: number) {
  const timestamp = readTimestamp(event);
  if (!timestamp) return `PackageTrackingEvents[${index}].Date is not a time`;
  const keys = ['ConsumerEventMessage', 'EventDescription', 'Description', 'CarrierDescription'];
  const texts = keys.map((key) => getField(event, key));
  return buildEvent({
    reading: refineByAll(readCode(event), texts),
    timestamp,
    description: texts.find((text) => text !== null) ?? null,
    place: buildPlace({
      city: getField(event, 'City'),
      region: getField(event, 'State'),
      postalCode: getField(event, 'PostalCode'),
      country: getField(event, 'State') === null ? null : 'US',
    }),
  });
}

/** Reads Newgistics's own code, then USPS's code, then words that USPS also uses. */
function readCode(event: Fields): CodeReading {
  const code = getField(event, 'EventCode') ?? '';
  const own = findCode(EVENT_CODES, code);
  if (own.mapped) return own;
  const postal = /^PTS(\w\w)$/.exec(getField(event, 'CarrierCode') ?? '')?.[1] ?? null;
  const reading = readEvent(
    postal,
    getField(event, 'Description') ?? getField(event, 'EventDescription'),
  );
  return reading.mapped ? { ...reading, code } : own;
}

/**
 * `Date` is the day at midnight. `Time` is the time of day on another date. Both are instants with
 * the offset of Newgistics's clock; the offset of the day applies to both.
 */
function readTimestamp(event: Fields): Timestamp | null {
  const day = parseInstant(getField(event, 'Date'));
  if (!day) return null;
  const time = parseInstant(getField(event, 'Time'));
  const clock = time ? time.wall.slice(10) : '';
  return parseTimestamp(`${day.wall.slice(0, 10)}${clock}`, { offsetMinutes: day.offset });
}

/** `/Date(1469163600000-0500)/` as local time and offset. */
function parseInstant(
  written: string | null,
): { readonly wall: string; readonly offset: number } | null {
  const parts = /^\/Date\((-?\d{1,15})([+-]\d{4})?\)\/$/.exec(written ?? '');
  if (!parts) return null;
  const offset = parseOffset(parts[2] ?? null) ?? 0;
  const local = new Date(Number(parts[1]) + offset * 60_000);
  if (Number.isNaN(local.getTime())) return null;
  return { wall: local.toISOString().slice(0, 19), offset };
}

function getDay(written: string | null): string | null {
  return parseInstant(written)?.wall.slice(0, 10) ?? parseDate(written);
}
