/**
 * SmartKargo: door-to-door parcels of airlines. Source: SmartKargo's API (tracking: one row per event,
 * of as many packages as were asked for) and IATA's Cargo-IMP status codes, from which its own
 * derive. Times are the wall clock of the place; a package has references, and an air waybill.
 */

import type { ParseResult } from '../../domain/tracking.ts';
import type { CarrierAdapter } from '../adapter.ts';
import {
  eddOfDate,
  placeOf,
  readRows,
  report,
  trackedShipment,
  trackingEvent,
} from '../reading/build-result.ts';
import { type CodeTable, findCode, ownCodeReader, rows } from '../reading/code-table.ts';
import {
  type Document,
  type Fields,
  fieldsOf,
  firstText,
  get,
  isRecord,
  recordsOf,
  refuse,
  textOf,
} from '../reading/document.ts';
import { notPushed } from '../reading/signature.ts';
import { dateOf, parseTimestamp, type Timestamp } from '../reading/timestamp.ts';
import { readUnknownError, refuseByWords } from '../reading/unknown-error.ts';

export const CODES: CodeTable = {
  ...rows('info', { RCU: 'Reminder sent to customer' }),
  ...rows('pre_transit', { BKD: 'Electronic information submitted by shipper' }),
  ...rows('in_transit', {
    RCS: 'Received from the shipper',
    RCT: 'Received from another airline',
    FOH: 'On hand at the airport',
    MAN: 'Manifested for a flight',
    PND: 'In transit',
    DEP: 'Departed',
    ARR: 'Arrived',
    RCF: 'Received from a flight, at the partner',
    TRM: 'To be transferred to another airline',
    TFD: 'Transferred to another airline',
    CCD: 'Cleared by customs',
    CRC: 'Reported to customs',
  }),
  ...rows('out_for_delivery', { GDL: 'Left the partner for the door of the consignee' }),
  ...rows('attempted', { ADL: 'Delivery was attempted and failed' }),
  ...rows('delivered', {
    DDL: 'Delivered to the consignee',
    DLD: 'Delivered and left at the door',
    DLV: 'Delivered',
  }),
  ...rows('exception/other', { DIS: 'Discrepancy' }),
};

export const smartkargo = {
  id: 'smartkargo',
  name: 'SmartKargo',
  kind: 'carrier',
  delivery: ['poll'],
  webhookAuth: 'none: it is polled',
  formats: 'list of tracking events, batch tracking (JSON)',
  verify: () => notPushed('SmartKargo'),
  recognises,
  read,
  readOwnCode: ownCodeReader(CODES),
} as const satisfies CarrierAdapter;

function recognises({ format, root }: Document): boolean {
  return format === 'json' && rowsIn(root).length > 0;
}

function rowsIn(root: unknown): readonly Fields[] {
  const list = get(root, 'result') ?? root;
  return (Array.isArray(list) ? list : [list])
    .filter(isRecord)
    .filter((row) => get(row, 'eventType') !== undefined && get(row, 'airWaybill') !== undefined);
}

function read(document: Document): ParseResult {
  const { root } = document;
  const packages = Map.groupBy(rowsIn(root), packageOf);
  if (packages.size === 0) return refuseOther(document);
  const read = [...packages].map(([number, scans]) => readPackage(number, scans));
  return report(
    read.map(({ shipment }) => shipment),
    read.flatMap(({ notices }) => notices),
  );
}

function refuseOther(document: Document): ParseResult {
  const { root } = document;
  const error = readUnknownError(document);
  if (error) return error;
  const message = typeof root === 'string' ? root.trim() : (textOf(root, 'message') ?? '');
  if (message !== '') return refuseByWords(message);
  if (Array.isArray(get(root, 'result') ?? root) && fieldsOf(root) === 'a list of 0')
    return refuse('not_found', 'the list of events is empty');
  return refuse('malformed', `no event with an eventType and an airWaybill: ${fieldsOf(root)}`);
}

/** The shop's reference of the package, under which it is tracked; else the air waybill. */
function packageOf(row: Fields): string | null {
  return firstText(row, 'packageReference', 'headerReference') ?? waybillOf(row);
}

function waybillOf(row: Fields): string | null {
  const waybill = textOf(row, 'airWaybill');
  return waybill === null ? null : `${textOf(row, 'prefix') ?? ''}${waybill}`;
}

function readPackage(number: string | null, scans: readonly Fields[]) {
  const { events, notices } = readRows(scans, readEvent);
  const estimates = scans.map((row) => dateOf(textOf(row, 'estimatedDeliveryDate')));
  const shipment = trackedShipment({
    carrier: 'smartkargo',
    trackingNumber: number,
    uniqueId: scans.map(waybillOf).find((each) => each !== null) ?? null,
    events,
    // 23:59 is the end of the day, and no hour.
    edd: eddOfDate(estimates.find((date) => date !== null) ?? null),
    relatedNumbers: scans.flatMap((row) => [waybillOf(row), textOf(row, 'pieceReference')]),
    newestFirst: true,
  });
  return { shipment, notices };
}

function readEvent(row: Fields, index: number) {
  const moment = momentIn(row);
  if (!moment)
    return `[${index}].eventDate is not a time: ${textOf(row, 'eventDate') ?? 'nothing'}`;
  const [location] = recordsOf(row, 'location');
  return trackingEvent({
    reading: findCode(CODES, textOf(row, 'eventType') ?? 'no eventType'),
    moment,
    description: textOf(row, 'description'),
    place: placeOf({
      city: textOf(location, 'city') ?? textOf(row, 'eventLocation'),
      region: textOf(location, 'state'),
      postalCode: textOf(location, 'zip'),
      country: textOf(location, 'countryId'),
    }),
  });
}

function momentIn(row: Fields): Timestamp | null {
  const written = textOf(row, 'eventDate');
  const zone = textOf(row, 'location', 'timezone');
  if (zone === null || !isZone(zone)) return parseTimestamp(written);
  const moment = parseTimestamp(written, { home: zone });
  return moment?.offsetSource === 'assumed' ? { ...moment, offsetSource: 'place' } : moment;
}

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
