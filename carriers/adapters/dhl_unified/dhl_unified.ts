/**
 * DHL Shipment Tracking – Unified: one format for all of DHL's divisions, polled and pushed.
 * Source: DHL's OpenAPI (versions 1.3 to 1.5), its overview of the push API (`scope`:
 * `subscription.push`, `.validate` …) and its help pages on status codes and on returned shipments.
 */

import type { TrackingNumber } from '../../../domain/ids.ts';
import type {
  EstimatedDelivery,
  ParseResult,
  TrackedShipment,
  TrackingEvent,
} from '../../../domain/tracking.ts';
import type { CarrierAdapter, Verdict, WebhookRequest } from '../../adapter.ts';
import { findCarrier } from '../../directory.ts';
import {
  buildEvent,
  buildProof,
  buildResult,
  buildShipment,
  eddFromDate,
  eddFromWindow,
} from '../../reading/build-result.ts';
import { dropConditions } from '../../reading/conditions.ts';
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
} from '../../reading/document.ts';
import { isNewestFirst } from '../../reading/event-order.ts';
import { parsePlace } from '../../reading/place-words.ts';
import { getHeader, verifySharedSecret } from '../../reading/signature.ts';
import { parseTimestamp, type Timestamp, type TimeZoneHints } from '../../reading/timestamp.ts';
import { turnBack } from '../../reading/turn-back.ts';
import { refuseByMessage } from '../../reading/unknown-error.ts';
import { isStatusCode, listWords, readCode, readOwnDhlCode } from './event-code.ts';
import { combineEvents, listEvents, listPieceIds } from './events.ts';
import { poll } from './polling.ts';
import { confirmSubscription } from './subscription.ts';

/** The division behind a `service`, and the zone of its events without a place, if it has one. */
const SERVICES: ReadonlyMap<
  string,
  { readonly carrier: string; readonly homeZone: string | null }
> = new Map([
  ['express', { carrier: 'dhl_express', homeZone: null }],
  ['parcel-de', { carrier: 'dhl_parcel_de', homeZone: 'Europe/Berlin' }],
  ['post-de', { carrier: 'dhl', homeZone: 'Europe/Berlin' }],
  ['parcel-nl', { carrier: 'dhl', homeZone: 'Europe/Amsterdam' }],
  ['parcel-pl', { carrier: 'dhl_poland', homeZone: 'Europe/Warsaw' }],
  ['parcel-uk', { carrier: 'dhl', homeZone: 'Europe/London' }],
  ['ecommerce', { carrier: 'dhl_ecommerce', homeZone: 'America/New_York' }],
  ['bluedart', { carrier: 'dhl', homeZone: 'Asia/Kolkata' }],
]);
const REFERENCES =
  /^((local-tracking|ecommerce|housebill|waybill)-?number|domestic-consignment-id)$/;
const NOT_FOUND = /no (result|shipment)s? (found|with given)/i;
const OWN_WORDS = /no shipment with given tracking number|within defined time period|dhl/i;

export const dhl_unified = {
  id: 'dhl_unified',
  name: 'DHL Shipment Tracking – Unified',
  kind: 'aggregator',
  delivery: ['webhook', 'poll'],
  webhookAuth: 'no signature: the secret itself in `?token=` or `X-Webhook-Token`',
  webhookSecret: { kind: 'token' },
  formats: 'Answers with shipments, pushed shipments, problem documents (JSON)',
  verify,
  recognises,
  read,
  poll,
  confirmSubscription,
  readOwnCode: readOwnDhlCode,
  sharedWith: ['dhl'],
} as const satisfies CarrierAdapter;

function verify(request: WebhookRequest, secrets: readonly string[]): Verdict {
  const given = request.query['token'] ?? getHeader(request, 'X-Webhook-Token');
  return verifySharedSecret(given, secrets, '?token=');
}

function recognises({ format, root }: Document): boolean {
  if (format !== 'json') return false;
  if (listShipments(root).some(isShipment) || isSubscriptionNotice(root)) return true;
  if (get(root, 'possibleAdditionalShipmentsUrl') !== undefined) return true;
  if (get(root, 'status') === undefined || get(root, 'title') === undefined) return false;
  const instance = getText(root, 'instance') ?? '';
  return (
    /^\/(track\/)?shipments?\b/.test(instance) || OWN_WORDS.test(getText(root, 'detail') ?? '')
  );
}

function listShipments(root: unknown): readonly Fields[] {
  const answer = get(root, 'trackingResponse') ?? root;
  const list = get(answer, 'shipments') ?? get(answer, 'shipment') ?? answer;
  return getRecords(list);
}

/**
 * Other messages of the push API: a new subscription to confirm with its secret
 * (`subscription.validate`), its activation, its failure.
 */
function isSubscriptionNotice(root: unknown): boolean {
  if (getRecords(root, 'shipments').length > 0) return false;
  if (/^subscription\./.test(getText(root, 'scope') ?? '')) return true;
  return (
    getText(root, 'subscriptionId') !== null && getFirstText(root, 'secret', 'status') !== null
  );
}

/** DHL's shipments have an id or a service, and a status or events with Unified's fields. */
function isShipment(shipment: Fields): boolean {
  if (getFirstText(shipment, 'id', 'service') === null) return false;
  const events = [get(shipment, 'status'), get(shipment, 'events', 0)].filter(isRecord);
  const hasMarks = events.some(
    (event) =>
      get(event, 'statusCode') !== undefined || isRecord(get(event, 'location', 'address')),
  );
  if (!hasMarks) return false;
  if (events.some((event) => get(event, 'timestamp') !== undefined)) return true;
  // Before the first event, the status has no time.
  return getFirstText(shipment, 'service') !== null && isStatusCode(events[0]);
}

function read({ root }: Document, asked: TrackingNumber | null): ParseResult {
  const known = listShipments(root).filter(
    (each) => isRecord(get(each, 'status')) || get(each, 'events') !== undefined,
  );
  if (known.length === 0) return refuseOther(root);
  const read = known.map((shipment) => readShipment(shipment, asked));
  return buildResult(
    read.map(({ shipment }) => shipment),
    read.flatMap(({ notices }) => notices),
  );
}

function refuseOther(root: unknown): ParseResult {
  if (isSubscriptionNotice(root)) {
    const scope = getText(root, 'scope') ?? 'a subscription';
    return refuse('other', `a notice of the push API: ${scope}`);
  }
  const problem = get(root, 'error') ?? root;
  const message = getFirstText(problem, 'detail', 'title', 'message');
  if (message !== null) {
    const isMissing = getText(problem, 'status') === '404' || NOT_FOUND.test(message);
    return isMissing ? refuse('not_found', message) : refuseByMessage(message);
  }
  const list = get(root, 'shipments');
  return Array.isArray(list) && list.length === 0
    ? refuse('not_found', 'the list of shipments is empty')
    : refuse(
        'malformed',
        `no shipment with a status or events: the body is ${describeFields(root)}`,
      );
}

function readShipment(
  shipment: Fields,
  asked: TrackingNumber | null,
): { readonly shipment: TrackedShipment; readonly notices: readonly string[] } {
  const hints = createHints(shipment);
  const rows: { readonly given: Fields; readonly event: TrackingEvent }[] = [];
  const notices: string[] = [];
  for (const given of listEvents(shipment)) {
    const event = readEvent(given, getText(shipment, 'service') ?? '', hints);
    if (typeof event === 'string') notices.push(event);
    else rows.push({ given, event });
  }
  const number = getText(shipment, 'id');
  const combined = combineEvents(shipment, rows, asked ?? number);
  // DHL's help: a delivered return is back at its sender. No status code expresses this.
  const events = getFlag(shipment, 'returnFlag') === true ? turnBack(combined) : combined;
  const tracked = buildShipment({
    carrier: findDivision(shipment)?.carrier ?? findCarrier('dhl').id,
    trackingNumber: number,
    service: findProduct(shipment),
    events,
    newestFirst: isNewestFirst(events),
    edd: readEdd(shipment, hints),
    proofOfDelivery: readProof(shipment, events, hints),
    relatedNumbers: listNumbers(shipment),
  });
  return { shipment: tracked, notices };
}

function findDivision(shipment: Fields) {
  return SERVICES.get(getText(shipment, 'service') ?? '');
}

function findProduct(shipment: Fields): string | null {
  const product = getText(shipment, 'details', 'product', 'productName');
  const isNamed = product !== null && !/unknown/i.test(product);
  return isNamed ? product : getText(shipment, 'service');
}

function readEvent(event: Fields, service: string, hints: TimeZoneHints): TrackingEvent | string {
  const reading = readCode(event, service);
  if (reading === null) return 'an event has neither a status code nor a description';
  const place = readPlace(event);
  const written = getText(event, 'timestamp');
  const timestamp = parseTimestamp(written, { ...hints, place });
  if (!timestamp) return `event ${reading.code} at ${written ?? 'no time'} is left out: not a time`;
  const words = listWords(event);
  const description = words.find((each) => each !== null) ?? null;
  // A parcel that the customer can still collect is not delivered.
  const otherWords = [...words, dropConditions(getText(event, 'nextSteps'))];
  return buildEvent({ reading, timestamp, description, otherWords, place });
}

function createHints(shipment: Fields): TimeZoneHints {
  return {
    homeZone: findDivision(shipment)?.homeZone ?? null,
    destination: readPlace(get(shipment, 'destination')),
  };
}

function readPlace(event: unknown): TrackingEvent['place'] {
  const address = get(event, 'location', 'address') ?? get(event, 'address');
  return parsePlace(getText(address, 'addressLocality'), {
    postalCode: getText(address, 'postalCode'),
    country: getText(address, 'countryCode'),
  });
}

function readEdd(shipment: Fields, zone: TimeZoneHints): EstimatedDelivery | null {
  const hints = { ...zone, place: zone.destination ?? null };
  const frame = get(shipment, 'estimatedDeliveryTimeFrame');
  const from = parseTimestamp(getText(frame, 'estimatedFrom'), hints);
  const through = parseTimestamp(getText(frame, 'estimatedThrough'), hints);
  const at = parseTimestamp(getText(shipment, 'estimatedTimeOfDelivery'), hints);
  return eddFromWindow(from, through) ?? (isDay(at) ? eddFromDay(at) : eddFromWindow(null, at));
}

/** Midnight means the whole day. */
function isDay(timestamp: Timestamp | null): boolean {
  return timestamp?.localTime?.slice(11) === '00:00:00';
}

function eddFromDay(timestamp: Timestamp | null): EstimatedDelivery | null {
  return eddFromDate(timestamp?.localTime?.slice(0, 10) ?? null);
}

/**
 * DHL links to a proof before there is one, and for returns too: the link counts only with a
 * delivery.
 */
function readProof(shipment: Fields, events: readonly TrackingEvent[], hints: TimeZoneHints) {
  const delivery = events.find(({ status }) => status === 'delivered');
  if (!delivery) return null;
  const proof = get(shipment, 'details', 'proofOfDelivery');
  const at = parseTimestamp(getText(proof, 'timestamp'), { ...hints, place: delivery.place });
  const signed = get(proof, 'signed');
  const names = ['givenName', 'familyName'].map((key) => getText(signed, key));
  const parts = names.filter((name) => name !== null);
  const name = getText(signed, 'name') ?? (parts.length > 0 ? parts.join(' ') : null);
  const url = [getText(proof, 'documentUrl'), getText(proof, 'signatureUrl')];
  return buildProof({
    at: at?.occurredAt ?? delivery.occurredAt,
    // Without a signature, DHL Express writes `Delivered` instead of a name.
    signedBy: name === null || /^delivered$/i.test(name) ? null : name,
    signatureUrl: url.find((each) => each !== null && /^https?:\/\//.test(each)) ?? null,
  });
}

function listNumbers(shipment: Fields): readonly (string | null)[] {
  const references = getRecords(shipment, 'details', 'references').filter((reference) =>
    REFERENCES.test(getText(reference, 'type') ?? ''),
  );
  return [
    ...listPieceIds(get(shipment, 'details')),
    ...references.map((reference) => getText(reference, 'number')),
  ];
}
