/**
 * eShipper: a Canadian reseller of many couriers, polled. Source: the schemas of eShipper's API v2
 * (`track`, and `track/events`); it publishes no list of statuses, so that only sentences whose
 * meaning is plain are read.
 */

import type { TrackingNumber } from '../../domain/ids.ts';
import type { ParseResult, TrackingEvent } from '../../domain/tracking.ts';
import type { CarrierAdapter } from '../adapter.ts';
import { findCarrier } from '../directory.ts';
import {
  eddOfDate,
  placeOf,
  proofOf,
  readRows,
  report,
  trackedShipment,
  trackingEvent,
} from '../reading/build-result.ts';
import {
  type CodeTable,
  findFirstCode,
  ownCodeReader,
  phraseOf,
  phrases,
} from '../reading/code-table.ts';
import {
  type Document,
  type Fields,
  fieldsOf,
  firstText,
  get,
  recordsOf,
  refuse,
  textOf,
} from '../reading/document.ts';
import { notPushed } from '../reading/signature.ts';
import { dateOf, parseTimestamp } from '../reading/timestamp.ts';
import { refuseByWords } from '../reading/unknown-error.ts';

/** Whole sentences: eShipper's own statuses, and what couriers write of a scan. */
export const CODES: CodeTable = {
  ...phrases('pre_transit', [
    'Label Generated',
    'Label Created',
    'Electronic information submitted by shipper',
    'Ready for Shipping',
    'Shipment information sent to FedEx',
    'Shipper created a label, UPS has not received the package yet',
    'Shipping label created',
  ]),
  ...phrases('in_transit', [
    'Arrived at facility',
    'Departed from facility',
    'In Transit',
    'Item processed',
    'Picked up',
    'Reached at Warehouse',
  ]),
  ...phrases('out_for_delivery', [
    'Item out for delivery',
    'On vehicle for delivery',
    'Out for Delivery',
  ]),
  ...phrases('available_for_pickup', [
    'Available for Pickup',
    'Item available for pickup at Post Office',
  ]),
  ...phrases('attempted', ['Attempted delivery', 'Delivery attempted']),
  ...phrases('delivered', ['Delivered', 'Item successfully delivered']),
  ...phrases('exception/other', ['Exception']),
  ...phrases('exception/refused', ['Refused by recipient']),
  ...phrases('return_to_sender', ['Return to Sender', 'Returning to sender']),
  ...phrases('return_to_sender/returned', ['Returned to sender']),
  ...phrases('cancelled', ['Cancelled']),
};

const HOME = 'America/Toronto';

export const eshipper = {
  id: 'eshipper',
  name: 'eShipper',
  kind: 'aggregator',
  delivery: ['poll'],
  webhookAuth: 'none: it is polled',
  formats: 'List of trackings with events, tracking details of an order (JSON)',
  verify: () => notPushed('eShipper'),
  recognises,
  read,
  readOwnCode: ownCodeReader(CODES),
} as const satisfies CarrierAdapter;

function recognises({ format, root }: Document): boolean {
  if (format !== 'json') return false;
  if (trackingsIn(root).some(isTracking)) return true;
  return get(root, 'fieldErrors') !== undefined && get(root, 'message') !== undefined;
}

function trackingsIn(root: unknown): readonly Fields[] {
  return recordsOf(root);
}

function isTracking(value: Fields): boolean {
  if ('trackingDetails' in value && ('orderDetails' in value || 'brandedTrackingUrl' in value)) {
    return true;
  }
  return 'shipmentStatus' in value && ('carrierName' in value || 'currentStatus' in value);
}

function read({ root }: Document, asked: TrackingNumber | null): ParseResult {
  if (Array.isArray(root) && root.length === 0) return refuse('not_found', 'the list is empty');
  const trackings = trackingsIn(root).filter(isTracking);
  if (trackings.length === 0) {
    const message = firstText(root, 'message', 'thirdPartyMessage', 'code');
    if (message !== null) return refuseByWords(message);
    return refuse('malformed', `no shipmentStatus or trackingDetails: ${fieldsOf(root)}`);
  }
  const read = trackings.map((tracking) => readTracking(tracking, asked));
  return report(
    read.map(({ shipment }) => shipment),
    read.flatMap(({ notices }) => notices),
  );
}

function readTracking(tracking: Fields, asked: TrackingNumber | null) {
  const details = recordsOf(tracking, 'trackingDetails');
  const listed = details.length > 0 ? details : recordsOf(tracking, 'event');
  const rows = listed.length > 0 ? listed : statusOf(tracking);
  const { events, notices } = readRows(rows, readEvent);
  const carrier =
    textOf(tracking, 'carrierName') ??
    textOf(tracking, 'orderDetails', 'carrier', 'carrierName') ??
    textOf(details[0], 'carrier');
  const signer = rows.map((row) => textOf(row, 'signatoryName')).find((name) => name !== null);
  const proof = rows.map((row) => textOf(row, 'proofOfDelivery'));
  const shipment = trackedShipment({
    carrier: findCarrier(carrier ?? 'unknown').id,
    trackingNumber: textOf(tracking, 'trackingNumber') ?? asked,
    uniqueId: textOf(tracking, 'orderId'),
    service:
      textOf(tracking, 'carrierService') ??
      textOf(tracking, 'orderDetails', 'carrier', 'serviceName'),
    events,
    edd: eddOfDate(dateOf(textOf(tracking, 'expectedDeliveryDate'))),
    proofOfDelivery: proofOf({
      at: events.find(({ status }) => status === 'delivered')?.occurredAt ?? null,
      signedBy: signer ?? null,
      photoUrl: proof.find((url) => url !== null && /^https?:/.test(url)) ?? null,
    }),
  });
  return { shipment, notices };
}

/** Where no events are listed: the current status, with its time. */
function statusOf(tracking: Fields): readonly Fields[] {
  const description = textOf(tracking, 'currentStatus');
  const dateTime = textOf(tracking, 'eventTime');
  return description === null || dateTime === null ? [] : [{ description, dateTime }];
}

function readEvent(row: Fields, index: number): TrackingEvent | string {
  const original = get(row, 'originalEvent');
  const place = placeOf({
    ...placeWritten(textOf(row, 'location') ?? textOf(original, 'eventLocation')),
    postalCode: textOf(row, 'postalCode'),
  });
  const clues = { place, home: HOME };
  const written = textOf(row, 'dateTime');
  const moment =
    parseTimestamp(written, clues) ?? parseTimestamp(textOf(original, 'eventDate'), clues);
  if (!moment) return `event ${index}: dateTime is not a time: ${written ?? 'nothing'}`;
  const said = [
    textOf(row, 'description'),
    textOf(original, 'name'),
    textOf(row, 'eshipperOrderStatus'),
  ].filter((each) => each !== null);
  const [first = '', ...others] = said.map(phraseOf);
  return trackingEvent({
    reading: findFirstCode(CODES, [first, ...others]),
    moment,
    description: said[0] ?? null,
    place,
  });
}

/** `TORONTO, ON, CA` and `TORONTO, ON`; what is written otherwise is kept as the city. */
function placeWritten(location: string | null) {
  const parts = (location ?? '').split(',').map((part) => part.trim());
  const [city = '', region = '', country = ''] = parts;
  const isState = /^[A-Z]{2}$/.test(region) && /^([A-Z]{2})?$/.test(country) && parts.length <= 3;
  return isState ? { city, region, country: country || null } : { city: location };
}
