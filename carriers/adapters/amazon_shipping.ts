/**
 * Amazon Shipping. Source: the OpenAPI of Amazon's Shipping API, v1 and v2 (EventCode, DetailCodes,
 * ShipmentType), its changelog, and responses of both versions.
 */

import type { EstimatedDelivery, ParseResult, TrackingEvent } from '../../domain/tracking.ts';
import type { CarrierAdapter } from '../adapter.ts';
import { correctNewestByAll, findNewest } from '../reading/all-words.ts';
import {
  asReturned,
  buildEvent,
  buildPlace,
  buildProof,
  buildResult,
  buildShipment,
  readEventRows,
} from '../reading/build-result.ts';
import {
  type CodeTable,
  codeRows,
  createOwnCodeReader,
  findCode,
  findFirstCode,
} from '../reading/code-table.ts';
import { refineMovement } from '../reading/correct-by-words.ts';
import {
  type Document,
  describeFields,
  type Fields,
  get,
  getList,
  getRecords,
  getText,
  isRecord,
  type Refused,
  refuse,
} from '../reading/document.ts';
import { describeLeftAt } from '../reading/left-at.ts';
import { notPushed } from '../reading/signature.ts';
import { findTimeZone } from '../reading/time-zones.ts';
import { parseTimestamp } from '../reading/timestamp.ts';
import { readUnknownError, refuseByMessage } from '../reading/unknown-error.ts';

/**
 * Keyed by event code, `code/detail code`, and `RETURNS/code` for returns. Each row is checked
 * against the API's words.
 */
export const CODES: CodeTable = {
  ...codeRows('pre_transit', { ReadyForReceive: 'Package created and ready for pickup' }),
  ...codeRows('in_transit', {
    PickupDone: 'Package picked up',
    PackageReceivedByCarrier: 'Package received at a carrier location',
    Received: 'Package received at a facility',
    ArrivedAtCarrierFacility: 'Package arrived at a carrier facility',
    Departed: 'Package departed a facility',
  }),
  ...codeRows('in_transit/rescheduled', {
    RecipientRequestedAlternateDeliveryTiming: 'Recipient requested another delivery date',
  }),
  ...codeRows('out_for_delivery', { OutForDelivery: 'Package out for delivery' }),
  ...codeRows('delivered', { Delivered: 'Package delivered' }),
  ...codeRows('available_for_pickup', { AvailableForPickup: 'Package available for pickup' }),
  ...codeRows('attempted', { DeliveryAttempted: 'Delivery attempted' }),
  ...codeRows('attempted/closed', { 'DeliveryAttempted/BusinessClosed': 'Business closed' }),
  ...codeRows('attempted/nobody_home', {
    'DeliveryAttempted/CustomerUnavailable': 'Customer unavailable',
    'DeliveryAttempted/UnableToContactRecipient': 'Unable to contact the recipient',
  }),
  ...codeRows('attempted/no_access', { 'DeliveryAttempted/UnableToAccess': 'Unable to access' }),
  ...codeRows('attempted/payment_due', {
    'DeliveryAttempted/PaymentNotReady': 'Payment not ready',
  }),
  ...codeRows('exception/refused', {
    Rejected: 'Package rejected by the recipient',
    'Undeliverable/Rejected': 'Rejected',
    'Undeliverable/RejectedByRecipientWithVerification': 'Rejected by the recipient',
    'Undeliverable/CancelledByRecipient': 'Cancelled by the recipient',
  }),
  ...codeRows('exception/address', { 'Undeliverable/AddressNotFound': 'Address not found' }),
  ...codeRows('exception/damage', {
    'Rejected/Damaged': 'Damaged',
    'Undeliverable/Damaged': 'Damaged',
  }),
  ...codeRows('exception/other', { Undeliverable: 'Package undeliverable' }),
  ...codeRows('exception/loss', { Lost: 'Package lost' }),
  ...codeRows('cancelled', { PickupCancelled: 'Pickup cancelled' }),
  ...codeRows('return_to_sender', {
    ReturnInitiated: 'Return initiated',
    'RETURNS/ReadyForReceive': 'Package ready for its way back',
    'RETURNS/PickupDone': 'Package picked up for its way back',
    'RETURNS/PackageReceivedByCarrier': 'Package received by the carrier for its way back',
    'RETURNS/Received': 'Package received on its way back',
    'RETURNS/ArrivedAtCarrierFacility': 'Package arrived on its way back',
    'RETURNS/Departed': 'Package departed on its way back',
    'RETURNS/OutForDelivery': 'Package out for delivery to its sender',
    'RETURNS/DeliveryAttempted': 'Delivery to its sender attempted',
    'RETURNS/ReturnInitiated': 'Return initiated',
  }),
  ...codeRows('exception/loss', { 'RETURNS/Lost': 'Package lost on its way back' }),
  ...codeRows('return_to_sender/returned', {
    'RETURNS/Delivered': 'Package delivered to its sender',
  }),
};

export const amazon_shipping = {
  id: 'amazon_shipping',
  name: 'Amazon Shipping',
  kind: 'carrier',
  delivery: ['poll'],
  webhookAuth: 'no webhooks',
  formats: 'tracking of the Shipping API, v1 and v2 (JSON)',
  verify: () => notPushed('Amazon Shipping'),
  recognises,
  read,
  readOwnCode: createOwnCodeReader(CODES),
} as const satisfies CarrierAdapter;

function recognises({ format, root }: Document): boolean {
  return format === 'json' && (isTracking(findTracking(root)) || findError(root) !== null);
}

function findTracking(root: unknown): unknown {
  return get(root, 'payload') ?? root;
}

function isTracking(value: unknown): value is Fields {
  if (!isRecord(value) || !('eventHistory' in value)) return false;
  return get(value, 'trackingId') !== undefined || get(value, 'summary') !== undefined;
}

/** Errors of Amazon's APIs have a code, a message and details. */
function findError(root: unknown): Refused | null {
  const [error] = getRecords(root, 'errors');
  const message = getText(error, 'message');
  if (message === null || get(error, 'code') === undefined) return null;
  if (get(error, 'details') === undefined) return null;
  const details = getText(error, 'details');
  const detail = details === null ? message : `${message}: ${details}`;
  return refuseByMessage(detail);
}

function read(document: Document, asked: string | null): ParseResult {
  const { root } = document;
  const tracking = findTracking(root);
  if (!isTracking(tracking)) {
    const detail = `no eventHistory, at the top or in payload: ${describeFields(tracking)}`;
    return findError(root) ?? readUnknownError(document) ?? refuse('malformed', detail);
  }
  const details = listDetails(tracking);
  const rows = getRecords(tracking, 'eventHistory');
  const { events: listed, notices } = readEventRows(rows, (event, index) =>
    readEvent(event, index, details),
  );
  const events = correctBySummary(tracking, listed);
  const shipment = buildShipment({
    carrier: 'amazon_shipping',
    trackingNumber: getText(tracking, 'trackingId') ?? asked,
    events,
    edd: readEdd(tracking, events),
    proofOfDelivery: events.some(({ status }) => status === 'delivered')
      ? readProof(get(tracking, 'summary', 'proofOfDelivery'))
      : null,
    relatedNumbers: [getText(tracking, 'alternateLegTrackingId')],
  });
  return buildResult([shipment], notices);
}

interface DeliveryDetails {
  /** The code of the event that the summary describes. */
  readonly of: string | null;
  readonly codes: readonly string[];
}

function listDetails(tracking: Fields): DeliveryDetails {
  const codes = getList(tracking, 'summary', 'trackingDetailCodes', 'forward');
  return {
    of: getText(tracking, 'summary', 'status'),
    codes: codes.map((code) => getText(code)).filter((code) => code !== null),
  };
}

function readEvent(event: Fields, index: number, details: DeliveryDetails): TrackingEvent | string {
  const written = getText(event, 'eventTime');
  const timestamp = parseTimestamp(written);
  if (!timestamp) return `eventHistory[${index}].eventTime is not a time: ${written ?? 'nothing'}`;
  const code = getText(event, 'eventCode') ?? '';
  const description = getText(event, 'eventDescription');
  const type = getText(event, 'shipmentType')?.toUpperCase() ?? null;
  return buildEvent({
    reading: refineMovement(findFirstCode(CODES, listKeys(code, type, details)), description),
    timestamp,
    description,
    place: buildPlace({
      city: getText(event, 'location', 'city'),
      region: getText(event, 'location', 'stateOrRegion'),
      postalCode: getText(event, 'location', 'postalCode'),
      country: getText(event, 'location', 'countryCode'),
    }),
  });
}

function listKeys(
  code: string,
  type: string | null,
  { of, codes }: DeliveryDetails,
): [string, ...string[]] {
  if (type === 'RETURNS') return [`RETURNS/${code}`];
  const [first, ...rest] = of === code ? [...codes.map((each) => `${code}/${each}`), code] : [code];
  return [first ?? code, ...rest];
}

/** Statuses of the summary that rule out a delivery to the customer, as event codes. */
const NOT_DELIVERED: CodeTable = {
  ...codeRows('available_for_pickup', { AwaitingCustomerPickup: 'Awaiting customer pickup' }),
  ...codeRows('attempted', { DeliveryAttempted: 'Delivery attempted' }),
  ...codeRows('exception/loss', { Lost: 'Package lost' }),
  // The package was delivered, but to its sender.
  ...codeRows('return_to_sender/returned', {
    Rejected: 'Package rejected by the recipient',
    Undeliverable: 'Package undeliverable',
  }),
};

/**
 * Events without a type do not say in which direction the package goes, and no event says who
 * received it. The summary may: by its status, the detail codes of the return, or the place in the
 * proof of delivery.
 */
function correctBySummary(
  tracking: Fields,
  events: readonly TrackingEvent[],
): readonly TrackingEvent[] {
  const byStatus = findCode(NOT_DELIVERED, getText(tracking, 'summary', 'status') ?? '');
  const proof = get(tracking, 'summary', 'proofOfDelivery');
  const place = getText(proof, 'deliveryLocationType');
  const isNamed = getText(proof, 'receivedBy') !== null;
  const corrected = correctNewestByAll(events, [describeLeftAt(place, isNamed)]);
  if (byStatus.mapped) {
    const { status, reason, responsible } = byStatus;
    return replaceDelivery(corrected, { status, reason, responsible });
  }
  const ofReturn = getList(tracking, 'summary', 'trackingDetailCodes', 'returns');
  const isBack =
    ofReturn.some((each) => /^(Delivered|Signed)/.test(getText(each) ?? '')) &&
    getRecords(tracking, 'eventHistory').every((event) => !getText(event, 'shipmentType'));
  return isBack ? asReturned(corrected) : corrected;
}

function replaceDelivery(
  events: readonly TrackingEvent[],
  by: Pick<TrackingEvent, 'status' | 'reason' | 'responsible'>,
): readonly TrackingEvent[] {
  const newest = findNewest(events);
  return events.map((event) =>
    event.status === 'delivered' && event.occurredAt === newest ? { ...event, ...by } : event,
  );
}

/** The promise is an instant in UTC. Its day is the day at the last scan's place. */
function readEdd(tracking: Fields, events: readonly TrackingEvent[]): EstimatedDelivery | null {
  const promised = parseTimestamp(getText(tracking, 'promisedDeliveryDate'));
  if (!promised?.localTime) return null;
  const zones = events.map(({ place }) => place && findTimeZone(place));
  const zone = zones.findLast((each) => each !== null);
  const date =
    zone && !promised.dateOnly
      ? new Date(promised.occurredAt).toLocaleDateString('sv-SE', { timeZone: zone })
      : promised.localTime.slice(0, 10);
  return { date, from: null, until: promised.dateOnly ? null : promised.occurredAt };
}

function readProof(proof: unknown) {
  return buildProof({
    signedBy: getText(proof, 'receivedBy'),
    location: getText(proof, 'deliveryLocationType'),
    photoUrl: getText(proof, 'deliveryImageURL') ?? getText(proof, 'deliveryImageUrl'),
    signatureUrl: getText(proof, 'signatureImageURL'),
  });
}
