/**
 * SmartKargo: door-to-door parcels of airlines. Source: SmartKargo's API (tracking: one row per
 * event, for one or more packages) and IATA's Cargo-IMP status codes, from which SmartKargo derives
 * its own. Times are local to the place. A package has references, an air waybill, and pieces; each
 * row names one piece. Each code is checked against the words of both lists.
 */

import type { TrackingNumber } from '../../domain/ids.ts';
import { largest } from '../../domain/time.ts';
import type { ParseResult } from '../../domain/tracking.ts';
import type { CarrierAdapter } from '../adapter.ts';
import {
  buildEvent,
  buildPlace,
  buildResult,
  buildShipment,
  eddFromDate,
} from '../reading/build-result.ts';
import { type CodeTable, codeRows, createOwnCodeReader, findCode } from '../reading/code-table.ts';
import { refineMovement } from '../reading/correct-by-words.ts';
import {
  type Document,
  describeFields,
  type Fields,
  get,
  getFirstText,
  getNumber,
  getRecords,
  getText,
  isRecord,
  refuse,
} from '../reading/document.ts';
import { combinePieces, dropRepeats, type PieceEvent } from '../reading/pieces.ts';
import { notPushed } from '../reading/signature.ts';
import { parseDate, parseTimestamp, type Timestamp } from '../reading/timestamp.ts';
import { readUnknownError, refuseByMessage } from '../reading/unknown-error.ts';

export const CODES: CodeTable = {
  ...codeRows('info', { RCU: 'Reminder sent to customer' }),
  ...codeRows('pre_transit', { BKD: 'Electronic information submitted by shipper' }),
  ...codeRows('in_transit', {
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
  ...codeRows('out_for_delivery', { GDL: 'Left the partner for the door of the consignee' }),
  ...codeRows('attempted', { ADL: 'Delivery was attempted and failed' }),
  ...codeRows('delivered', {
    DDL: 'Delivered to the consignee',
    DLD: 'Delivered and left at the door',
    DLV: 'Delivered',
  }),
  ...codeRows('exception/other', { DIS: 'Discrepancy' }),
};

export const smartkargo = {
  id: 'smartkargo',
  name: 'SmartKargo',
  kind: 'carrier',
  delivery: ['poll'],
  webhookAuth: 'no webhooks',
  formats: 'list of tracking events, batch tracking (JSON)',
  verify: () => notPushed('SmartKargo'),
  recognises,
  read,
  readOwnCode: createOwnCodeReader(CODES),
} as const satisfies CarrierAdapter;

function recognises({ format, root }: Document): boolean {
  return format === 'json' && listRows(root).length > 0;
}

function listRows(root: unknown): readonly Fields[] {
  const list = get(root, 'result') ?? root;
  return (Array.isArray(list) ? list : [list])
    .filter(isRecord)
    .filter((row) => get(row, 'eventType') !== undefined && get(row, 'airWaybill') !== undefined);
}

function read(document: Document, asked: TrackingNumber | null): ParseResult {
  const { root } = document;
  const packages = Map.groupBy(listRows(root), findPackageNumber);
  if (packages.size === 0) return refuseOther(document);
  const read = [...packages].map(([number, scans]) => readPackage(number, scans, asked));
  return buildResult(
    read.map(({ shipment }) => shipment),
    read.flatMap(({ notices }) => notices),
  );
}

function refuseOther(document: Document): ParseResult {
  const { root } = document;
  const error = readUnknownError(document);
  if (error) return error;
  const message = typeof root === 'string' ? root.trim() : (getText(root, 'message') ?? '');
  if (message !== '') return refuseByMessage(message);
  if (Array.isArray(get(root, 'result') ?? root) && describeFields(root) === 'a list of 0')
    return refuse('not_found', 'the list of events is empty');
  return refuse(
    'malformed',
    `no event with an eventType and an airWaybill: ${describeFields(root)}`,
  );
}

/** The shop's reference, which identifies the package for tracking; otherwise the air waybill. */
function findPackageNumber(row: Fields): string | null {
  return getFirstText(row, 'packageReference', 'headerReference') ?? readWaybill(row);
}

function readWaybill(row: Fields): string | null {
  const waybill = getText(row, 'airWaybill');
  return waybill === null ? null : `${getText(row, 'prefix') ?? ''}${waybill}`;
}

function readPackage(
  number: string | null,
  scans: readonly Fields[],
  asked: TrackingNumber | null,
) {
  const rows: PieceEvent[] = [];
  const notices: string[] = [];
  for (const [index, scan] of scans.entries()) {
    const event = readEvent(scan, index);
    if (typeof event === 'string') notices.push(event);
    else rows.push({ event, piece: getText(scan, 'pieceReference') });
  }
  const counts = scans.map((row) => getNumber(row, 'pieces') ?? 0);
  const count = largest(counts);
  const events = dropRepeats(combinePieces(rows, { count, number: asked ?? number }));
  const estimates = scans.map((row) => parseDate(getText(row, 'estimatedDeliveryDate')));
  const shipment = buildShipment({
    carrier: 'smartkargo',
    trackingNumber: number,
    uniqueId: scans.map(readWaybill).find((each) => each !== null) ?? null,
    events,
    // 23:59 means the whole day.
    edd: eddFromDate(estimates.find((date) => date !== null) ?? null),
    relatedNumbers: scans.flatMap((row) => [readWaybill(row), getText(row, 'pieceReference')]),
    newestFirst: true,
  });
  return { shipment, notices };
}

function readEvent(row: Fields, index: number) {
  const timestamp = readTimestamp(row);
  if (!timestamp)
    return `[${index}].eventDate is not a time: ${getText(row, 'eventDate') ?? 'nothing'}`;
  const [location] = getRecords(row, 'location');
  const description = getText(row, 'description');
  const reading = findCode(CODES, getText(row, 'eventType') ?? 'no eventType');
  return buildEvent({
    reading: refineMovement(reading, description),
    timestamp,
    description,
    place: buildPlace({
      city: getText(location, 'city') ?? getText(row, 'eventLocation'),
      region: getText(location, 'state'),
      postalCode: getText(location, 'zip'),
      country: getText(location, 'countryId'),
    }),
  });
}

function readTimestamp(row: Fields): Timestamp | null {
  const written = getText(row, 'eventDate');
  const zone = getText(row, 'location', 'timezone');
  if (zone === null || !isZone(zone)) return parseTimestamp(written);
  const timestamp = parseTimestamp(written, { homeZone: zone });
  return timestamp?.offsetSource === 'assumed'
    ? { ...timestamp, offsetSource: 'place' }
    : timestamp;
}

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
