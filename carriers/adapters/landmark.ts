/**
 * Landmark Global: cross-border parcels that a local carrier delivers. Source: Landmark's Track API
 * and tracking file specification (status codes; the file's times are US Central). Scans of both
 * legs come in one list, not always in the order in which they happened.
 */

import type { ParseResult, Place } from '../../domain/tracking.ts';
import type { CarrierAdapter } from '../adapter.ts';
import { placeOfLine } from '../reading/address-line.ts';
import { readRows, report, trackedShipment, trackingEvent } from '../reading/build-result.ts';
import { type CodeTable, findCode, ownCodeReader, rows } from '../reading/code-table.ts';
import {
  type Document,
  type Fields,
  fieldsOf,
  firstText,
  flagOf,
  get,
  isRecord,
  recordsOf,
  refuse,
  textOf,
} from '../reading/document.ts';
import { notPushed } from '../reading/signature.ts';
import { parseTimestamp, parseTimestampByFormat, type Timestamp } from '../reading/timestamp.ts';
import { refuseByWords } from '../reading/unknown-error.ts';

export const CODES: CodeTable = {
  ...rows('pre_transit', {
    '50': 'Shipment Data Uploaded',
    '60': 'Shipment inventory allocated',
    '75': 'Shipment Processed',
    '80': 'Shipment Fulfilled',
    '100': 'Shipment information transmitted to carrier',
  }),
  '90': {
    status: 'exception',
    reason: 'payment_due',
    responsible: 'shop',
    words: 'Shipment held for payment',
  },
  ...rows('in_transit', {
    '125': 'Customs Cleared',
    '150': 'Crossing Border',
    '155': 'Crossing Received',
    '200': 'Item scanned at postal facility',
    '225': 'Item grouped at Landmark or partner facility',
    '250': 'Item scanned for crossing',
    '275': 'Item in transit with carrier',
  }),
  ...rows('exception/customs', { '135': 'Customs Issue' }),
  ...rows('out_for_delivery', { '300': 'Item out for delivery' }),
  ...rows('attempted', { '400': 'Attempted delivery' }),
  ...rows('available_for_pickup', { '410': 'Item available for pickup' }),
  '450': {
    status: 'in_transit',
    reason: 'address',
    responsible: 'carrier',
    words: 'Item re-directed to new address',
  },
  ...rows('delivered', { '500': 'Item successfully delivered', '510': 'Proof Of Delivery' }),
  ...rows('exception/other', { '900': 'Delivery failed' }),
};

const HOME = 'America/Chicago';
const FORMATS = ['M/d/yyyy h:mm a', 'M/d/yyyy h:mm:ss a', 'M/d/yyyy HH:mm:ss', 'M/d/yyyy HH:mm'];

export const landmark = {
  id: 'landmark',
  name: 'Landmark Global',
  kind: 'carrier',
  delivery: ['poll'],
  webhookAuth: 'none: it is polled',
  formats: 'TrackResponse (XML, and the same as JSON)',
  verify: () => notPushed('Landmark Global'),
  recognises,
  read,
  readOwnCode: ownCodeReader(CODES),
} as const satisfies CarrierAdapter;

function recognises({ root }: Document): boolean {
  if (
    get(root, 'TrackResponse') !== undefined ||
    get(bodyOf(root), 'TrackResponse') !== undefined
  ) {
    // UPS calls its answer so as well.
    const response = responseIn(root);
    return (get(response, 'Result') ?? get(response, 'Errors')) !== undefined;
  }
  return packagesIn(root).some((each) => get(each, 'LandmarkTrackingNumber') !== undefined);
}

function bodyOf(root: unknown): unknown {
  return get(root, 'Envelope', 'Body');
}

function responseIn(root: unknown): unknown {
  return get(root, 'TrackResponse') ?? get(bodyOf(root), 'TrackResponse') ?? root;
}

function packagesIn(root: unknown): readonly Fields[] {
  const result = get(responseIn(root), 'Result') ?? responseIn(root);
  const packages = get(result, 'Packages');
  return isRecord(packages) && get(packages, 'Package') !== undefined
    ? recordsOf(packages, 'Package')
    : recordsOf(result, 'Packages');
}

function read({ root }: Document): ParseResult {
  const response = responseIn(root);
  const packages = packagesIn(root).filter((each) => numbersOf(each).length > 0);
  if (packages.length === 0) return refuseOther(response);
  const numbers = packages.flatMap(numbersOf);
  const read = packages.map((each) => readPackage(each, numbers));
  return report(
    read.map(({ shipment }) => shipment),
    read.flatMap(({ notices }) => notices),
  );
}

function refuseOther(response: unknown): ParseResult {
  const errors = [
    ...recordsOf(response, 'Errors', 'Error'),
    ...recordsOf(response, 'Result', 'Errors', 'Error'),
    ...(Array.isArray(get(response, 'Errors')) ? recordsOf(response, 'Errors') : []),
  ];
  const told = errors.map((error) => firstText(error, 'ErrorMessage', 'Message', 'ErrorCode'));
  const message = told.find((each) => each !== null) ?? textOf(response, 'Result', 'ResultMessage');
  if (message !== null && message !== undefined) return refuseByWords(message);
  if (flagOf(response, 'Result', 'Success') === false)
    return refuse('error', 'Landmark answers without success, and does not say why');
  if (flagOf(response, 'Result', 'Success') === true)
    return refuse('not_found', 'Landmark answers with success, and without a package');
  return refuse('malformed', `no package with a TrackingNumber: ${fieldsOf(response)}`);
}

/** That of the carrier that delivers, and Landmark's own. */
function numbersOf(each: Fields): readonly string[] {
  const numbers = [textOf(each, 'TrackingNumber'), textOf(each, 'LandmarkTrackingNumber')];
  return numbers.filter((number) => number !== null);
}

function readPackage(each: Fields, numbers: readonly string[]) {
  const events = get(each, 'Events');
  const listed = Array.isArray(events) ? recordsOf(events) : recordsOf(events, 'Event');
  const { events: scans, notices } = readRows(listed, readEvent);
  const shipment = trackedShipment({
    carrier: 'landmark',
    trackingNumber: numbersOf(each)[0] ?? null,
    uniqueId: textOf(each, 'LandmarkTrackingNumber'),
    events: scans,
    relatedNumbers: numbers,
  });
  return { shipment, notices };
}

function readEvent(event: Fields, index: number) {
  const place = placeOfLine(textOf(event, 'Location'));
  const written = textOf(event, 'DateTime');
  const moment = momentIn(written, place);
  if (!moment) return `Event[${index}].DateTime is not a time: ${written ?? 'nothing'}`;
  return trackingEvent({
    reading: findCode(CODES, textOf(event, 'EventCode') ?? 'no code'),
    moment,
    description: textOf(event, 'Status')?.replace(/\s+/g, ' ') ?? null,
    place,
  });
}

/** `2025-11-03 00:35:00` or `11/03/2025 12:35 AM`. Midnight to the second is a day without an hour. */
function momentIn(written: string | null, place: Place | null): Timestamp | null {
  const clues = { place, home: HOME };
  const moment = parseTimestamp(written, clues) ?? parseTimestampByFormat(written, FORMATS, clues);
  const [day = '', clock] = moment?.localTime?.split('T') ?? [];
  return clock === '00:00:00' ? parseTimestamp(day, clues) : moment;
}
