/**
 * DHL Shipment Tracking – Unified: one format over DHL's divisions, polled and pushed. Source:
 * DHL's OpenAPI (versions 1.3 to 1.5), its overview of the push API and its help pages on status
 * codes and on returned shipments.
 */

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
  readEventRows,
} from '../../reading/build-result.ts';
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
import { refuseByMessage } from '../../reading/unknown-error.ts';
import { isStatusCode, readCode, readOwnDhlCode } from './event-code.ts';
import { poll } from './polling.ts';

/** The division of a `service`, and the zone of its events without a place. */
const SERVICES: ReadonlyMap<string, { readonly carrier: string; readonly homeZone: string }> =
  new Map([
    ['express', { carrier: 'dhl_express', homeZone: 'UTC' }],
    ['parcel-de', { carrier: 'dhl_parcel_de', homeZone: 'Europe/Berlin' }],
    ['post-de', { carrier: 'dhl', homeZone: 'Europe/Berlin' }],
    ['parcel-nl', { carrier: 'dhl', homeZone: 'Europe/Amsterdam' }],
    ['parcel-pl', { carrier: 'dhl_poland', homeZone: 'Europe/Warsaw' }],
    ['parcel-uk', { carrier: 'dhl', homeZone: 'Europe/London' }],
    ['ecommerce', { carrier: 'dhl_ecommerce', homeZone: 'America/New_York' }],
  ]);
const REFERENCES =
  /^((local-tracking|ecommerce|housebill|waybill)-?number|domestic-consignment-id)$/;
const TAGS = /<[^<>]*>/g;
const NOT_FOUND = /no (result|shipment)s? (found|with given)/i;
const OWN_WORDS = /no shipment with given tracking number|within defined time period|dhl/i;

export const dhl_unified = {
  id: 'dhl_unified',
  name: 'DHL Shipment Tracking – Unified',
  kind: 'aggregator',
  delivery: ['webhook', 'poll'],
  webhookAuth: 'no signature: the secret itself in `?token=` or `X-Webhook-Token`',
  formats: 'Answers with shipments, pushed shipments, problem documents (JSON)',
  verify,
  recognises,
  read,
  poll,
  readOwnCode: readOwnDhlCode,
  sharedWith: ['dhl'],
} as const satisfies CarrierAdapter;

function verify(request: WebhookRequest, secrets: readonly string[]): Verdict {
  const given = request.query['token'] ?? getHeader(request, 'X-Webhook-Token');
  return verifySharedSecret(given, secrets, '?token=');
}

function recognises({ format, root }: Document): boolean {
  if (format !== 'json') return false;
  if (listShipments(root).some(isShipment)) return true;
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

/** DHL's shipments have an id or a service, and a status or events with the fields of Unified. */
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

function read({ root }: Document): ParseResult {
  const known = listShipments(root).filter(
    (each) => isRecord(get(each, 'status')) || Array.isArray(get(each, 'events')),
  );
  if (known.length === 0) return refuseOther(root);
  const read = known.map(readShipment);
  return buildResult(
    read.map(({ shipment }) => shipment),
    read.flatMap(({ notices }) => notices),
  );
}

function refuseOther(root: unknown): ParseResult {
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

function readShipment(shipment: Fields): {
  readonly shipment: TrackedShipment;
  readonly notices: readonly string[];
} {
  const service = getText(shipment, 'service') ?? '';
  const isReturn = getFlag(shipment, 'returnFlag') === true;
  const { events, notices } = readEventRows(listEvents(shipment), (event) =>
    readEvent(event, service, isReturn),
  );
  const product = getText(shipment, 'details', 'product', 'productName');
  const isNamed = product !== null && !/unknown/i.test(product);
  const carrier = SERVICES.get(service)?.carrier ?? findCarrier('dhl').id;
  const tracked = buildShipment({
    carrier,
    trackingNumber: getText(shipment, 'id'),
    service: isNamed ? product : service || null,
    events,
    newestFirst: isNewestFirst(events),
    edd: readEdd(shipment, service),
    proofOfDelivery: readProof(shipment, events, service),
    relatedNumbers: listNumbers(shipment),
  });
  return { shipment: tracked, notices };
}

/**
 * `status` repeats the latest event, sometimes with a status code that the event lacks. If it is
 * later than all events, or there are none, it is an event of its own.
 */
function listEvents(shipment: Fields): readonly Fields[] {
  const events = getRecords(shipment, 'events');
  const status = get(shipment, 'status');
  if (!isRecord(status)) return events;
  const at = getWallClock(status);
  if (at === '') return events;
  if (events.every((event) => getWallClock(event) < at)) return [status, ...events];
  const same = events.findIndex((event) => getWallClock(event) === at);
  return events.map((event, index) => (index === same ? { ...status, ...event } : event));
}

function getWallClock(event: Fields): string {
  return getText(event, 'timestamp')?.slice(0, 19) ?? '';
}

function readEvent(event: Fields, service: string, isReturn: boolean): TrackingEvent | string {
  const reading = readCode(event, service);
  if (reading === null) return 'an event has neither a status code nor a description';
  const place = readPlace(event);
  const written = getText(event, 'timestamp');
  const timestamp = parseTimestamp(written, createHints(service, place));
  if (!timestamp) return `event ${reading.code} at ${written ?? 'no time'} is left out: not a time`;
  // A return that is delivered is back at its sender: DHL's help says so, no status code does.
  const isBack = isReturn && reading.status === 'delivered';
  const back = { status: 'return_to_sender', reason: 'returned', responsible: 'shop' } as const;
  return buildEvent({
    reading: isBack ? { ...reading, ...back } : reading,
    timestamp,
    // Some sentences contain links.
    description:
      getFirstText(event, 'description', 'status', 'remark')?.replaceAll(TAGS, '') ?? null,
    place,
  });
}

function createHints(service: string, place: TimeZoneHints['place'] = null): TimeZoneHints {
  return { place, homeZone: SERVICES.get(service)?.homeZone ?? 'UTC' };
}

function readPlace(event: unknown): TrackingEvent['place'] {
  const address = get(event, 'location', 'address') ?? get(event, 'address');
  return parsePlace(getText(address, 'addressLocality'), {
    postalCode: getText(address, 'postalCode'),
    country: getText(address, 'countryCode'),
  });
}

function readEdd(shipment: Fields, service: string): EstimatedDelivery | null {
  const hints = createHints(service, readPlace(get(shipment, 'destination')));
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

/** DHL links to a proof before there is one. It counts once it has a time, or with a delivery. */
function readProof(shipment: Fields, events: readonly TrackingEvent[], service: string) {
  const proof = get(shipment, 'details', 'proofOfDelivery');
  const at = parseTimestamp(
    getText(proof, 'timestamp'),
    createHints(service, readPlace(get(shipment, 'status'))),
  );
  const delivery = events.find(({ status }) => status === 'delivered');
  if (!at && !delivery) return null;
  const signed = get(proof, 'signed');
  const names = [getText(signed, 'givenName'), getText(signed, 'familyName')].filter(
    (name) => name,
  );
  const name = getText(signed, 'name') ?? (names.length > 0 ? names.join(' ') : null);
  const url = [getText(proof, 'documentUrl'), getText(proof, 'signatureUrl')];
  return buildProof({
    at: at?.occurredAt ?? delivery?.occurredAt ?? null,
    // Without a signature, DHL Express writes `Delivered` instead of a name.
    signedBy: name === null || /^delivered$/i.test(name) ? null : name,
    signatureUrl: url.find((each) => each !== null && /^https?:\/\//.test(each)) ?? null,
  });
}

function listNumbers(shipment: Fields): readonly (string | null)[] {
  const pieces = get(shipment, 'details', 'pieceIds');
  const references = getRecords(shipment, 'details', 'references').filter((reference) =>
    REFERENCES.test(getText(reference, 'type') ?? ''),
  );
  return [
    ...(Array.isArray(pieces) ? pieces.map((piece) => getText(piece)) : []),
    ...references.map((reference) => getText(reference, 'number')),
  ];
}
