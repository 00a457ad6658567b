/**
 * InPost: the ShipX API and its webhooks, the InPost Group's tracking API and webhooks, and the API
 * of InPost Mobile. Sources: InPost's documentation of ShipX (Shipment Tracking, Webhooks,
 * Statuses) and of the Group's API (Tracking, Tracking events, Webhook signature verification).
 */

import type {
  ParseResult,
  Place,
  TrackedShipment,
  TrackingEvent,
} from '../../../domain/tracking.ts';
import type { CarrierAdapter } from '../../adapter.ts';
import {
  buildEvent,
  buildPlace,
  buildProof,
  buildResult,
  buildShipment,
  readEventRows,
} from '../../reading/build-result.ts';
import { createOwnCodeReader, findCode } from '../../reading/code-table.ts';
import {
  type Document,
  describeFields,
  type Fields,
  get,
  getFirstText,
  getRecords,
  getText,
  isRecord,
  refuse,
} from '../../reading/document.ts';
import { isNewestFirst } from '../../reading/event-order.ts';
import { parseCountryName, parsePlace } from '../../reading/place-words.ts';
import { parseTimestamp } from '../../reading/timestamp.ts';
import { refuseByMessage } from '../../reading/unknown-error.ts';
import { CODES } from './codes.ts';
import { poll } from './polling.ts';
import { verify } from './verify.ts';

const HOME = 'Europe/Warsaw';
const GROUP_CODE = /^(CRE|CC|FMD|FUL|HAN|MMD|LMD|EOL|RTS|INF)\.\d{3,4}$/;

export const inpost = {
  id: 'inpost',
  name: 'InPost',
  kind: 'carrier',
  delivery: ['webhook', 'poll'],
  webhookAuth:
    'Group: HMAC-SHA256 (base64) or RSA-SHA256 in `x-inpost-signature`, over the body or `timestamp.body`; ShipX: no signature, `x-api-key` or `?token=`',
  webhookSecret: { kind: 'token', publicKey: true },
  formats: 'ShipX tracking and webhooks, InPost Group tracking and webhooks, InPost Mobile (JSON)',
  verify,
  recognises,
  read,
  poll,
  readOwnCode: createOwnCodeReader(CODES),
  homeZone: 'Europe/Warsaw',
} as const satisfies CarrierAdapter;

function recognises({ format, root }: Document): boolean {
  if (format !== 'json') return false;
  const first = listParcels(root)[0];
  if (first && isParcel(first)) return true;
  if (/^(shipment_\w+|offers_prepared)$/.test(getText(root, 'event') ?? '')) {
    return get(root, 'event_ts') !== undefined && isRecord(get(root, 'payload'));
  }
  const message = getText(root, 'message') ?? '';
  return /^Tracking information about \S+ shipment has not been found/.test(message);
}

/** Whether a record is a parcel in one of the formats: it has InPost's log or code. */
function isParcel(parcel: Fields): boolean {
  const { eventLog, tracking_details: details, trackingDetails } = parcel;
  const status = getText(parcel, 'status') ?? getText(parcel, 'eventCode') ?? '';
  if (getText(parcel, 'shipmentNumber') !== null && isList(eventLog)) return true;
  if (getText(parcel, 'tracking_number') !== null && isList(details)) {
    const [first] = getRecords(details);
    return getText(first, 'origin_status') !== null || Object.hasOwn(CODES, status);
  }
  const isGroup = getText(parcel, 'trackingNumber') !== null;
  return (
    isGroup &&
    (GROUP_CODE.test(status) ||
      GROUP_CODE.test(getText(parcel, 'events', 0, 'eventCode') ?? '') ||
      GROUP_CODE.test(getText(trackingDetails, 0, 'status') ?? ''))
  );
}

/** A list, or a single record as a list of one. */
function isList(value: unknown): boolean {
  return Array.isArray(value) || isRecord(value);
}

function listParcels(root: unknown): readonly Fields[] {
  const list = get(root, 'parcels') ?? get(root, 'items') ?? root;
  return getRecords(list);
}

function read({ root }: Document): ParseResult {
  if (isRecord(get(root, 'payload'))) return readShipXWebhook(root);
  const parcels = listParcels(root);
  const shipments: TrackedShipment[] = [];
  const notices: string[] = [];
  for (const parcel of parcels.filter(isParcel)) {
    const read = readParcel(parcel);
    shipments.push(read.shipment);
    notices.push(...read.notices);
  }
  const failed = parcels.filter((parcel) => !isParcel(parcel));
  if (shipments.length > 0) {
    return buildResult(shipments, [
      ...notices,
      ...failed.map((each) => findMessage(each) ?? 'no parcel'),
    ]);
  }
  return refuseOther(root, failed[0]);
}

function findMessage(value: unknown): string | null {
  const error = getRecords(value, 'errors')[0] ?? value;
  return getFirstText(error, 'message', 'detail', 'description', 'title', 'error');
}

function refuseOther(root: unknown, failed: Fields | undefined): ParseResult {
  const message = findMessage(failed ?? root) ?? findMessage(root);
  const status = getText(root, 'status');
  if (message !== null) {
    const isMissing = status === '404' || /not (been )?found|not_found/i.test(message);
    return isMissing ? refuse('not_found', message) : refuseByMessage(message);
  }
  const list = get(root, 'parcels') ?? get(root, 'items');
  if (Array.isArray(list) && list.length === 0) return refuse('not_found', 'the list is empty');
  return refuse('malformed', `no parcel with a log of events: the body is ${describeFields(root)}`);
}

/** Reads one status of one parcel. `shipment_confirmed` is the status `confirmed`. */
function readShipXWebhook(root: unknown): ParseResult {
  const event = getText(root, 'event') ?? 'no event';
  const confirmed = event === 'shipment_confirmed' ? 'confirmed' : null;
  const code = getText(root, 'payload', 'status') ?? confirmed;
  if (code === null) {
    // ShipX also reports offers, labels and returns that are not parcels yet.
    const isOther = event !== 'shipment_status_changed';
    const detail = `${event}: a webhook without the status of a parcel`;
    return refuse(isOther ? 'other' : 'malformed', detail);
  }
  const { events, notices } = readEventRows([code], () =>
    buildInpostEvent({ code, written: getText(root, 'event_ts') }),
  );
  if (events.length === 0) return refuse('malformed', notices.join('; '));
  const shipment = buildShipment({
    carrier: 'inpost',
    trackingNumber: getText(root, 'payload', 'tracking_number'),
    uniqueId: getText(root, 'payload', 'shipment_id'),
    events,
    returnNumber: getText(root, 'payload', 'return_tracking_number'),
  });
  return buildResult([shipment], notices);
}

function readParcel(parcel: Fields): {
  readonly shipment: TrackedShipment;
  readonly notices: readonly string[];
} {
  const { events, notices } = readEventRows(listRows(parcel), (row) => readRow(row, parcel));
  const rows = listRows(parcel);
  const delivery = events.find(({ status }) => status === 'delivered');
  const handOver = rows.map((row) => get(row, 'delivery')).findLast(isRecord);
  const back = rows.map((row) => getText(row, 'returnToSender', 'trackingNumber'));
  const shipment = buildShipment({
    carrier: 'inpost',
    trackingNumber: getFirstText(parcel, 'trackingNumber', 'tracking_number', 'shipmentNumber'),
    service: getFirstText(parcel, 'service', 'shipmentType'),
    events,
    newestFirst: isNewestFirst(events),
    proofOfDelivery: delivery
      ? buildProof({
          at: delivery.occurredAt,
          signedBy: getText(handOver, 'recipientName'),
          location: getText(handOver, 'deliveryNotes'),
        })
      : null,
    returnNumber: back.find((number) => number !== null) ?? null,
  });
  return { shipment, notices };
}

/** The Group's webhook is one event; other formats have a list. */
function listRows(parcel: Fields): readonly Fields[] {
  if (getText(parcel, 'eventCode') !== null) return [parcel];
  const log = getRecords(parcel, 'eventLog');
  if (log.length > 0) return log;
  const lists = ['tracking_details', 'trackingDetails', 'events'].map((key) => get(parcel, key));
  return lists.flatMap((list) => getRecords(list));
}

function readRow(row: Fields, parcel: Fields): TrackingEvent | string {
  const code = getFirstText(row, 'eventCode', 'name', 'status');
  if (code === null) return 'an event has no code';
  const type = getText(row, 'type');
  const isOther = getText(row, 'name') !== null && type !== null && type !== 'PARCEL_STATUS';
  return buildInpostEvent({
    code: isOther ? `${type}/${code}` : code,
    written: getFirstText(row, 'timestamp', 'eventTimestamp', 'datetime', 'date'),
    description: getFirstText(row, 'eventDescription', 'description', 'eventTitle', 'title'),
    otherWords: ['eventDescription', 'eventTitle', 'title'].map((key) => getText(row, key)),
    place: readPlace(row) ?? (isReady(code) ? findPickUpPoint(parcel) : null),
  });
}

interface InpostEvent {
  readonly code: string;
  readonly written: string | null;
  readonly description?: string | null;
  readonly otherWords?: readonly (string | null)[];
  readonly place?: Place | null;
}

function buildInpostEvent({ code, written, place = null, ...rest }: InpostEvent) {
  const key = GROUP_CODE.test(code.toUpperCase()) ? code.toUpperCase() : code.toLowerCase();
  const timestamp = parseTimestamp(written, { place, homeZone: HOME });
  if (!timestamp) return `event ${code} at ${written ?? 'no time'} is left out: not a time`;
  const row = Object.hasOwn(CODES, key) ? CODES[key] : undefined;
  const description = rest.description ?? row?.words ?? null;
  const { otherWords = [] } = rest;
  const reading = findCode(CODES, key);
  return buildEvent({ reading, timestamp, description, otherWords, place });
}

function readPlace(row: Fields): Place | null {
  const location = get(row, 'location');
  if (!isRecord(location)) return parsePlace(getText(row, 'location'));
  return buildPlace({
    city: getFirstText(location, 'city', 'name'),
    postalCode: getText(location, 'postalCode'),
    country: parseCountryName(getFirstText(location, 'country', 'countryCode')),
  });
}

function isReady(code: string): boolean {
  return CODES[code.toLowerCase()]?.status === 'available_for_pickup';
}

/** The app's log has no places; the parcel names its pickup point. */
function findPickUpPoint(parcel: Fields): Place | null {
  const address = get(parcel, 'pickUpPoint', 'addressDetails');
  return buildPlace({ city: getText(address, 'city'), postalCode: getText(address, 'postCode') });
}
