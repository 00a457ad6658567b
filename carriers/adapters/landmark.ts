/**
 * Landmark Global: cross-border parcels that a local carrier delivers. Source: Landmark's Track API
 * and tracking file specification (status codes; the file's times are US Central). One list holds
 * the scans of both legs, not always in order.
 */

import type { ParseResult, Place } from '../../domain/tracking.ts';
import type { CarrierAdapter } from '../adapter.ts';
import { parseAddressLine } from '../reading/address-line.ts';
import { buildEvent, buildResult, buildShipment, readEventRows } from '../reading/build-result.ts';
import { type CodeTable, codeRows, createOwnCodeReader, findCode } from '../reading/code-table.ts';
import { refineMovement } from '../reading/correct-by-words.ts';
import {
  type Document,
  describeFields,
  type Fields,
  get,
  getFirstText,
  getFlag,
  getRecords,
  getText,
  isRecord,
  refuse,
} from '../reading/document.ts';
import { notPushed } from '../reading/signature.ts';
import { parseTimestamp, parseTimestampByFormat, type Timestamp } from '../reading/timestamp.ts';
import { refuseByMessage } from '../reading/unknown-error.ts';

/** Checked against the words of the file specification. */
export const CODES: CodeTable = {
  ...codeRows('pre_transit', {
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
  ...codeRows('in_transit', {
    '125': 'Customs Cleared',
    '150': 'Crossing Border',
    '155': 'Crossing Received',
    '200': 'Item scanned at postal facility',
    '225': 'Item grouped at Landmark or partner facility',
    '250': 'Item scanned for crossing',
    '275': 'Item in transit with carrier',
  }),
  ...codeRows('exception/customs', { '135': 'Customs Issue' }),
  ...codeRows('out_for_delivery', { '300': 'Item out for delivery' }),
  ...codeRows('attempted', { '400': 'Attempted delivery' }),
  ...codeRows('available_for_pickup', { '410': 'Item available for pickup' }),
  '450': {
    status: 'in_transit',
    reason: 'address',
    responsible: 'carrier',
    words: 'Item re-directed to new address',
  },
  ...codeRows('delivered', { '500': 'Item successfully delivered', '510': 'Proof Of Delivery' }),
  ...codeRows('exception/other', { '900': 'Delivery failed' }),
};

const HOME = 'America/Chicago';
const FORMATS = ['M/d/yyyy h:mm a', 'M/d/yyyy h:mm:ss a', 'M/d/yyyy HH:mm:ss', 'M/d/yyyy HH:mm'];

export const landmark = {
  id: 'landmark',
  name: 'Landmark Global',
  kind: 'carrier',
  delivery: ['poll'],
  webhookAuth: 'no webhooks',
  formats: 'TrackResponse (XML, or as JSON)',
  verify: () => notPushed('Landmark Global'),
  recognises,
  read,
  readOwnCode: createOwnCodeReader(CODES),
} as const satisfies CarrierAdapter;

function recognises({ root }: Document): boolean {
  if (
    get(root, 'TrackResponse') !== undefined ||
    get(unwrapBody(root), 'TrackResponse') !== undefined
  ) {
    // UPS's response has the same name.
    const response = findResponse(root);
    return (get(response, 'Result') ?? get(response, 'Errors')) !== undefined;
  }
  return listPackages(root).some((each) => get(each, 'LandmarkTrackingNumber') !== undefined);
}

function unwrapBody(root: unknown): unknown {
  return get(root, 'Envelope', 'Body');
}

function findResponse(root: unknown): unknown {
  return get(root, 'TrackResponse') ?? get(unwrapBody(root), 'TrackResponse') ?? root;
}

function listPackages(root: unknown): readonly Fields[] {
  const result = get(findResponse(root), 'Result') ?? findResponse(root);
  const packages = get(result, 'Packages');
  return isRecord(packages) && get(packages, 'Package') !== undefined
    ? getRecords(packages, 'Package')
    : getRecords(result, 'Packages');
}

function read({ root }: Document): ParseResult {
  const response = findResponse(root);
  const packages = listPackages(root).filter((each) => listNumbers(each).length > 0);
  if (packages.length === 0) return refuseOther(response);
  const numbers = packages.flatMap(listNumbers);
  const read = packages.map((each) => readPackage(each, numbers));
  return buildResult(
    read.map(({ shipment }) => shipment),
    read.flatMap(({ notices }) => notices),
  );
}

function refuseOther(response: unknown): ParseResult {
  const errors = [
    ...getRecords(response, 'Errors', 'Error'),
    ...getRecords(response, 'Result', 'Errors', 'Error'),
    ...(Array.isArray(get(response, 'Errors')) ? getRecords(response, 'Errors') : []),
  ];
  const messages = errors.map((error) =>
    getFirstText(error, 'ErrorMessage', 'Message', 'ErrorCode'),
  );
  const message =
    messages.find((each) => each !== null) ?? getText(response, 'Result', 'ResultMessage');
  if (message !== null && message !== undefined) return refuseByMessage(message);
  if (getFlag(response, 'Result', 'Success') === false)
    return refuse('error', 'Landmark reports failure without a message');
  if (getFlag(response, 'Result', 'Success') === true)
    return refuse('not_found', 'Landmark reports success without a package');
  return refuse('malformed', `no package with a TrackingNumber: ${describeFields(response)}`);
}

/** The delivering carrier's number, then Landmark's. */
function listNumbers(each: Fields): readonly string[] {
  const numbers = [getText(each, 'TrackingNumber'), getText(each, 'LandmarkTrackingNumber')];
  return numbers.filter((number) => number !== null);
}

function readPackage(each: Fields, numbers: readonly string[]) {
  const events = get(each, 'Events');
  const listed = Array.isArray(events) ? getRecords(events) : getRecords(events, 'Event');
  const { events: scans, notices } = readEventRows(listed, readEvent);
  const shipment = buildShipment({
    carrier: 'landmark',
    trackingNumber: listNumbers(each)[0] ?? null,
    uniqueId: getText(each, 'LandmarkTrackingNumber'),
    events: scans,
    relatedNumbers: numbers,
  });
  return { shipment, notices };
}

function readEvent(event: Fields, index: number) {
  const place = parseAddressLine(getText(event, 'Location'));
  const written = getText(event, 'DateTime');
  const timestamp = readTimestamp(written, place);
  if (!timestamp) return `Event[${index}].DateTime is not a time: ${written ?? 'nothing'}`;
  const description = getText(event, 'Status')?.replace(/\s+/g, ' ') ?? null;
  return buildEvent({
    reading: refineMovement(findCode(CODES, getText(event, 'EventCode') ?? 'no code'), description),
    timestamp,
    description,
    place,
  });
}

/** `2025-11-03 00:35:00` or `11/03/2025 12:35 AM`. Exact midnight is a date without a time. */
function readTimestamp(written: string | null, place: Place | null): Timestamp | null {
  const hints = { place, homeZone: HOME };
  const timestamp =
    parseTimestamp(written, hints) ?? parseTimestampByFormat(written, FORMATS, hints);
  const [day = '', clock] = timestamp?.localTime?.split('T') ?? [];
  return clock === '00:00:00' ? parseTimestamp(day, hints) : timestamp;
}
