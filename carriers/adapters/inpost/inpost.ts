/**
 * InPost: the ShipX API and its webhooks, the InPost Group's tracking API and webhooks, and what InPost
 * Mobile reads. Sources: InPost's documentation of ShipX (Shipment Tracking, Webhooks, Statuses) and of
 * the Group's API (Tracking, Tracking events, Webhook signature verification).
 */

import type {
  ParseResult,
  Place,
  TrackedShipment,
  TrackingEvent,
} from '../../../domain/tracking.ts';
import type { CarrierAdapter } from '../../adapter.ts';
import {
  placeOf,
  proofOf,
  readRows,
  report,
  trackedShipment,
  trackingEvent,
} from '../../reading/build-result.ts';
import { findCode, ownCodeReader } from '../../reading/code-table.ts';
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
} from '../../reading/document.ts';
import { beginsWithNewest } from '../../reading/event-order.ts';
import { countryOfWords, placeOfWords } from '../../reading/place-words.ts';
import { parseTimestamp } from '../../reading/timestamp.ts';
import { refuseByWords } from '../../reading/unknown-error.ts';
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
    'Group: HMAC-SHA256 (base64) or RSA-SHA256 in `x-inpost-signature`, over the body or `timestamp.body`; ShipX signs nothing: `x-api-key` or `?token=`',
  formats: 'ShipX tracking and webhooks, InPost Group tracking and webhooks, InPost Mobile (JSON)',
  verify,
  recognises,
  read,
  poll,
  readOwnCode: ownCodeReader(CODES),
  homeZone: 'Europe/Warsaw',
} as const satisfies CarrierAdapter;

function recognises({ format, root }: Document): boolean {
  if (format !== 'json') return false;
  const first = parcelsIn(root)[0];
  if (first && isParcel(first)) return true;
  if (/^(shipment_\w+|offers_prepared)$/.test(textOf(root, 'event') ?? '')) {
    return get(root, 'event_ts') !== undefined && isRecord(get(root, 'payload'));
  }
  const message = textOf(root, 'message') ?? '';
  return /^Tracking information about \S+ shipment has not been found/.test(message);
}

/** The marks of a parcel in one of the formats: a log of InPost's own, or a code of its own. */
function isParcel(parcel: Fields): boolean {
  const { eventLog, tracking_details: details, trackingDetails } = parcel;
  const status = textOf(parcel, 'status') ?? textOf(parcel, 'eventCode') ?? '';
  if (textOf(parcel, 'shipmentNumber') !== null && Array.isArray(eventLog)) return true;
  if (textOf(parcel, 'tracking_number') !== null && Array.isArray(details)) {
    return textOf(details, 0, 'origin_status') !== null || Object.hasOwn(CODES, status);
  }
  const isGroup = textOf(parcel, 'trackingNumber') !== null;
  return (
    isGroup &&
    (GROUP_CODE.test(status) ||
      GROUP_CODE.test(textOf(parcel, 'events', 0, 'eventCode') ?? '') ||
      GROUP_CODE.test(textOf(trackingDetails, 0, 'status') ?? ''))
  );
}

function parcelsIn(root: unknown): readonly Fields[] {
  const list = get(root, 'parcels') ?? get(root, 'items') ?? root;
  return recordsOf(list);
}

function read({ root }: Document): ParseResult {
  if (isRecord(get(root, 'payload'))) return readShipXWebhook(root);
  const parcels = parcelsIn(root);
  const shipments: TrackedShipment[] = [];
  const notices: string[] = [];
  for (const parcel of parcels.filter(isParcel)) {
    const read = readParcel(parcel);
    shipments.push(read.shipment);
    notices.push(...read.notices);
  }
  const failed = parcels.filter((parcel) => !isParcel(parcel));
  if (shipments.length > 0) {
    return report(shipments, [...notices, ...failed.map((each) => messageIn(each) ?? 'no parcel')]);
  }
  return refuseOther(root, failed[0]);
}

function messageIn(value: unknown): string | null {
  const error = recordsOf(value, 'errors')[0] ?? value;
  return firstText(error, 'message', 'detail', 'description', 'title', 'error');
}

function refuseOther(root: unknown, failed: Fields | undefined): ParseResult {
  const message = messageIn(failed ?? root) ?? messageIn(root);
  const status = textOf(root, 'status');
  if (message !== null) {
    const isMissing = status === '404' || /not (been )?found|not_found/i.test(message);
    return isMissing ? refuse('not_found', message) : refuseByWords(message);
  }
  const list = get(root, 'parcels') ?? get(root, 'items');
  if (Array.isArray(list) && list.length === 0) return refuse('not_found', 'the list is empty');
  return refuse('malformed', `no parcel with a log of events: the body is ${fieldsOf(root)}`);
}

/** One status of one parcel; `shipment_confirmed` is the status `confirmed`. */
function readShipXWebhook(root: unknown): ParseResult {
  const event = textOf(root, 'event') ?? 'no event';
  const confirmed = event === 'shipment_confirmed' ? 'confirmed' : null;
  const code = textOf(root, 'payload', 'status') ?? confirmed;
  if (code === null) {
    return refuse('malformed', `${event}: a webhook about no status of a parcel`);
  }
  const { events, notices } = readRows([code], () =>
    eventOf({ code, written: textOf(root, 'event_ts') }),
  );
  if (events.length === 0) return refuse('malformed', notices.join('; '));
  const shipment = trackedShipment({
    carrier: 'inpost',
    trackingNumber: textOf(root, 'payload', 'tracking_number'),
    uniqueId: textOf(root, 'payload', 'shipment_id'),
    events,
    returnNumber: textOf(root, 'payload', 'return_tracking_number'),
  });
  return report([shipment], notices);
}

function readParcel(parcel: Fields): {
  readonly shipment: TrackedShipment;
  readonly notices: readonly string[];
} {
  const { events, notices } = readRows(rowsIn(parcel), (row) => readRow(row, parcel));
  const rows = rowsIn(parcel);
  const delivery = events.find(({ status }) => status === 'delivered');
  const handOver = rows.map((row) => get(row, 'delivery')).findLast(isRecord);
  const back = rows.map((row) => textOf(row, 'returnToSender', 'trackingNumber'));
  const shipment = trackedShipment({
    carrier: 'inpost',
    trackingNumber: firstText(parcel, 'trackingNumber', 'tracking_number', 'shipmentNumber'),
    service: firstText(parcel, 'service', 'shipmentType'),
    events,
    newestFirst: beginsWithNewest(events),
    proofOfDelivery: delivery
      ? proofOf({
          at: delivery.occurredAt,
          signedBy: textOf(handOver, 'recipientName'),
          location: textOf(handOver, 'deliveryNotes'),
        })
      : null,
    returnNumber: back.find((number) => number !== null) ?? null,
  });
  return { shipment, notices };
}

/** The Group's webhook is one event; the other formats have a list of them. */
function rowsIn(parcel: Fields): readonly Fields[] {
  if (textOf(parcel, 'eventCode') !== null) return [parcel];
  const log = recordsOf(parcel, 'eventLog');
  if (log.length > 0) return log;
  const lists = ['tracking_details', 'trackingDetails', 'events'].map((key) => get(parcel, key));
  return lists.flatMap((list) => recordsOf(list));
}

function readRow(row: Fields, parcel: Fields): TrackingEvent | string {
  const code = firstText(row, 'eventCode', 'name', 'status');
  if (code === null) return 'an event has no code';
  const type = textOf(row, 'type');
  const isOther = textOf(row, 'name') !== null && type !== null && type !== 'PARCEL_STATUS';
  return eventOf({
    code: isOther ? `${type}/${code}` : code,
    written: firstText(row, 'timestamp', 'eventTimestamp', 'datetime', 'date'),
    description: firstText(row, 'eventDescription', 'description', 'eventTitle', 'title'),
    place: placeIn(row) ?? (isReady(code) ? pickUpPoint(parcel) : null),
  });
}

interface Parts {
  readonly code: string;
  readonly written: string | null;
  readonly description?: string | null;
  readonly place?: Place | null;
}

function eventOf({ code, written, description = null, place = null }: Parts) {
  const key = GROUP_CODE.test(code.toUpperCase()) ? code.toUpperCase() : code.toLowerCase();
  const moment = parseTimestamp(written, { place, home: HOME });
  if (!moment) return `event ${code} at ${written ?? 'no time'} is left out: not a time`;
  const words = description ?? CODES[key]?.words ?? null;
  return trackingEvent({ reading: findCode(CODES, key), moment, description: words, place });
}

function placeIn(row: Fields): Place | null {
  const location = get(row, 'location');
  if (!isRecord(location)) return placeOfWords(textOf(row, 'location'));
  return placeOf({
    city: firstText(location, 'city', 'name'),
    postalCode: textOf(location, 'postalCode'),
    country: countryOfWords(firstText(location, 'country', 'countryCode')),
  });
}

function isReady(code: string): boolean {
  return CODES[code.toLowerCase()]?.status === 'available_for_pickup';
}

/** The app's log has no places; the parcel tells the point at which it waits. */
function pickUpPoint(parcel: Fields): Place | null {
  const address = get(parcel, 'pickUpPoint', 'addressDetails');
  return placeOf({ city: textOf(address, 'city'), postalCode: textOf(address, 'postCode') });
}
