/**
 * Amazon Shipping. Source: the OpenAPI of Amazon's Shipping API, v1 and v2 (EventCode, DetailCodes,
 * ShipmentType), its changelog, and answers of both versions.
 */

import type { EstimatedDelivery, ParseResult, TrackingEvent } from '../../domain/tracking.ts';
import type { CarrierAdapter } from '../adapter.ts';
import {
  placeOf,
  proofOf,
  readRows,
  report,
  trackedShipment,
  trackingEvent,
} from '../reading/build-result.ts';
import { type CodeTable, findFirstCode, ownCodeReader, rows } from '../reading/code-table.ts';
import {
  type Document,
  type Fields,
  fieldsOf,
  get,
  isRecord,
  listOf,
  type Refused,
  recordsOf,
  refuse,
  textOf,
} from '../reading/document.ts';
import { notPushed } from '../reading/signature.ts';
import { parseTimestamp } from '../reading/timestamp.ts';
import { readUnknownError, refuseByWords } from '../reading/unknown-error.ts';
import { zoneOfPlace } from '../reading/zones.ts';

/** By event code, `code/detail code`, and `RETURNS/code` for the way back. */
export const CODES: CodeTable = {
  ...rows('pre_transit', { ReadyForReceive: 'Package created and ready for pickup' }),
  ...rows('in_transit', {
    PickupDone: 'Package picked up',
    PackageReceivedByCarrier: 'Package received at a carrier location',
    Received: 'Package received at a facility',
    ArrivedAtCarrierFacility: 'Package arrived at a carrier facility',
    Departed: 'Package departed a facility',
  }),
  ...rows('in_transit/rescheduled', {
    RecipientRequestedAlternateDeliveryTiming: 'Recipient requested another delivery date',
  }),
  ...rows('out_for_delivery', { OutForDelivery: 'Package out for delivery' }),
  ...rows('delivered', { Delivered: 'Package delivered' }),
  ...rows('available_for_pickup', { AvailableForPickup: 'Package available for pickup' }),
  ...rows('attempted', { DeliveryAttempted: 'Delivery attempted' }),
  ...rows('attempted/closed', { 'DeliveryAttempted/BusinessClosed': 'Business closed' }),
  ...rows('attempted/nobody_home', {
    'DeliveryAttempted/CustomerUnavailable': 'Customer unavailable',
    'DeliveryAttempted/UnableToContactRecipient': 'Unable to contact the recipient',
  }),
  ...rows('attempted/no_access', { 'DeliveryAttempted/UnableToAccess': 'Unable to access' }),
  ...rows('attempted/payment_due', { 'DeliveryAttempted/PaymentNotReady': 'Payment not ready' }),
  ...rows('exception/refused', {
    Rejected: 'Package rejected by the recipient',
    'Undeliverable/Rejected': 'Rejected',
    'Undeliverable/RejectedByRecipientWithVerification': 'Rejected by the recipient',
    'Undeliverable/CancelledByRecipient': 'Cancelled by the recipient',
  }),
  ...rows('exception/address', { 'Undeliverable/AddressNotFound': 'Address not found' }),
  ...rows('exception/damage', {
    'Rejected/Damaged': 'Damaged',
    'Undeliverable/Damaged': 'Damaged',
  }),
  ...rows('exception/other', { Undeliverable: 'Package undeliverable' }),
  ...rows('exception/loss', { Lost: 'Package lost' }),
  ...rows('cancelled', { PickupCancelled: 'Pickup cancelled' }),
  ...rows('return_to_sender', {
    ReturnInitiated: 'Return initiated',
    'RETURNS/ReadyForReceive': 'Package ready for its way back',
    'RETURNS/PickupDone': 'Package picked up for its way back',
    'RETURNS/Received': 'Package received on its way back',
    'RETURNS/ArrivedAtCarrierFacility': 'Package arrived on its way back',
    'RETURNS/Departed': 'Package departed on its way back',
    'RETURNS/OutForDelivery': 'Package out for delivery to its sender',
    'RETURNS/DeliveryAttempted': 'Delivery to its sender attempted',
    'RETURNS/ReturnInitiated': 'Return initiated',
  }),
  ...rows('exception/loss', { 'RETURNS/Lost': 'Package lost on its way back' }),
  ...rows('return_to_sender/returned', { 'RETURNS/Delivered': 'Package delivered to its sender' }),
};

export const amazon_shipping = {
  id: 'amazon_shipping',
  name: 'Amazon Shipping',
  kind: 'carrier',
  delivery: ['poll'],
  webhookAuth: 'none: it is polled',
  formats: 'tracking of the Shipping API, v1 and v2 (JSON)',
  verify: () => notPushed('Amazon Shipping'),
  recognises,
  read,
  readOwnCode: ownCodeReader(CODES),
} as const satisfies CarrierAdapter;

function recognises({ format, root }: Document): boolean {
  return format === 'json' && (isTracking(trackingIn(root)) || errorIn(root) !== null);
}

function trackingIn(root: unknown): unknown {
  return get(root, 'payload') ?? root;
}

function isTracking(value: unknown): value is Fields {
  if (!isRecord(value) || !Array.isArray(get(value, 'eventHistory'))) return false;
  return get(value, 'trackingId') !== undefined || get(value, 'summary') !== undefined;
}

/** Errors of Amazon's APIs have a code, a message and details. */
function errorIn(root: unknown): Refused | null {
  const [error] = recordsOf(root, 'errors');
  const message = textOf(error, 'message');
  if (message === null || get(error, 'code') === undefined) return null;
  if (get(error, 'details') === undefined) return null;
  const details = textOf(error, 'details');
  const said = details === null ? message : `${message}: ${details}`;
  return refuseByWords(said);
}

function read(document: Document, asked: string | null): ParseResult {
  const { root } = document;
  const tracking = trackingIn(root);
  if (!isTracking(tracking)) {
    const detail = `no eventHistory, at the top or in payload: ${fieldsOf(tracking)}`;
    return errorIn(root) ?? readUnknownError(document) ?? refuse('malformed', detail);
  }
  const details = detailsIn(tracking);
  const { events, notices } = readRows(recordsOf(tracking, 'eventHistory'), (event, index) =>
    readEvent(event, index, details),
  );
  const shipment = trackedShipment({
    carrier: 'amazon_shipping',
    trackingNumber: textOf(tracking, 'trackingId') ?? asked,
    events,
    edd: eddIn(tracking, events),
    proofOfDelivery: proofIn(get(tracking, 'summary', 'proofOfDelivery')),
    relatedNumbers: [textOf(tracking, 'alternateLegTrackingId')],
  });
  return report([shipment], notices);
}

interface Details {
  /** The event that the summary speaks of. */
  readonly of: string | null;
  readonly codes: readonly string[];
}

function detailsIn(tracking: Fields): Details {
  const codes = listOf(tracking, 'summary', 'trackingDetailCodes', 'forward');
  return {
    of: textOf(tracking, 'summary', 'status'),
    codes: codes.map((code) => textOf(code)).filter((code) => code !== null),
  };
}

function readEvent(event: Fields, index: number, details: Details): TrackingEvent | string {
  const written = textOf(event, 'eventTime');
  const moment = parseTimestamp(written);
  if (!moment) return `eventHistory[${index}].eventTime is not a time: ${written ?? 'nothing'}`;
  const code = textOf(event, 'eventCode') ?? '';
  return trackingEvent({
    reading: findFirstCode(CODES, keysOf(code, textOf(event, 'shipmentType'), details)),
    moment,
    description: textOf(event, 'eventDescription'),
    place: placeOf({
      city: textOf(event, 'location', 'city'),
      region: textOf(event, 'location', 'stateOrRegion'),
      postalCode: textOf(event, 'location', 'postalCode'),
      country: textOf(event, 'location', 'countryCode'),
    }),
  });
}

function keysOf(code: string, type: string | null, { of, codes }: Details): [string, ...string[]] {
  if (type === 'RETURNS') return [`RETURNS/${code}`];
  const [first, ...rest] = of === code ? [...codes.map((each) => `${code}/${each}`), code] : [code];
  return [first ?? code, ...rest];
}

/** Promised as an instant in UTC: the day is that of the place where the parcel was seen last. */
function eddIn(tracking: Fields, events: readonly TrackingEvent[]): EstimatedDelivery | null {
  const promised = parseTimestamp(textOf(tracking, 'promisedDeliveryDate'));
  if (!promised?.localTime) return null;
  const zones = events.map(({ place }) => place && zoneOfPlace(place));
  const zone = zones.findLast((each) => each !== null);
  const date =
    zone && !promised.dateOnly
      ? new Date(promised.occurredAt).toLocaleDateString('sv-SE', { timeZone: zone })
      : promised.localTime.slice(0, 10);
  return { date, from: null, until: promised.dateOnly ? null : promised.occurredAt };
}

function proofIn(proof: unknown) {
  return proofOf({
    signedBy: textOf(proof, 'receivedBy'),
    location: textOf(proof, 'deliveryLocationType'),
    photoUrl: textOf(proof, 'deliveryImageURL') ?? textOf(proof, 'deliveryImageUrl'),
    signatureUrl: textOf(proof, 'signatureImageURL'),
  });
}
