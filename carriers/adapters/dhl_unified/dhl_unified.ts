/**
 * DHL Shipment Tracking – Unified: one format over DHL's divisions, polled and pushed. Source: DHL's
 * OpenAPI (versions 1.3 to 1.5), its overview of the push API and its help pages on status codes and
 * on shipments that go back.
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
  eddOfDate,
  eddOfWindow,
  proofOf,
  readRows,
  report,
  trackedShipment,
  trackingEvent,
} from '../../reading/build-result.ts';
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
} from '../../reading/document.ts';
import { beginsWithNewest } from '../../reading/event-order.ts';
import { placeOfWords } from '../../reading/place-words.ts';
import { headerOf, verifyShared } from '../../reading/signature.ts';
import { type Clues, parseTimestamp, type Timestamp } from '../../reading/timestamp.ts';
import { refuseByWords } from '../../reading/unknown-error.ts';
import { poll } from './polling.ts';
import { isStatusCode, readingOf, readOwnDhlCode } from './reading.ts';

/** The division behind a `service`, and the zone of its times where an event has no place. */
const SERVICES: ReadonlyMap<string, { readonly carrier: string; readonly home: string }> = new Map([
  ['express', { carrier: 'dhl_express', home: 'UTC' }],
  ['parcel-de', { carrier: 'dhl_parcel_de', home: 'Europe/Berlin' }],
  ['post-de', { carrier: 'dhl', home: 'Europe/Berlin' }],
  ['parcel-nl', { carrier: 'dhl', home: 'Europe/Amsterdam' }],
  ['parcel-pl', { carrier: 'dhl_poland', home: 'Europe/Warsaw' }],
  ['parcel-uk', { carrier: 'dhl', home: 'Europe/London' }],
  ['ecommerce', { carrier: 'dhl_ecommerce', home: 'America/New_York' }],
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
  webhookAuth: 'DHL publishes no signature: a secret of yours in `?token=` or in `X-Webhook-Token`',
  formats: 'Answers with shipments, pushed shipments, problem documents (JSON)',
  verify,
  recognises,
  read,
  poll,
  readOwnCode: readOwnDhlCode,
  sharedWith: ['dhl'],
} as const satisfies CarrierAdapter;

function verify(request: WebhookRequest, secrets: readonly string[]): Verdict {
  const given = request.query['token'] ?? headerOf(request, 'X-Webhook-Token');
  return verifyShared(given, secrets, '?token=');
}

function recognises({ format, root }: Document): boolean {
  if (format !== 'json') return false;
  if (shipmentsIn(root).some(isShipment)) return true;
  if (get(root, 'possibleAdditionalShipmentsUrl') !== undefined) return true;
  if (get(root, 'status') === undefined || get(root, 'title') === undefined) return false;
  const instance = textOf(root, 'instance') ?? '';
  return /^\/(track\/)?shipments?\b/.test(instance) || OWN_WORDS.test(textOf(root, 'detail') ?? '');
}

function shipmentsIn(root: unknown): readonly Fields[] {
  const answer = get(root, 'trackingResponse') ?? root;
  const list = get(answer, 'shipments') ?? get(answer, 'shipment') ?? answer;
  return recordsOf(list);
}

/** DHL's shipments have an id or a service, and a status or events with the fields of Unified. */
function isShipment(shipment: Fields): boolean {
  if (firstText(shipment, 'id', 'service') === null) return false;
  const events = [get(shipment, 'status'), get(shipment, 'events', 0)].filter(isRecord);
  const hasMarks = events.some(
    (event) =>
      get(event, 'statusCode') !== undefined || isRecord(get(event, 'location', 'address')),
  );
  if (!hasMarks) return false;
  if (events.some((event) => get(event, 'timestamp') !== undefined)) return true;
  // Of a shipment of which nothing is known yet, the status has no time.
  return firstText(shipment, 'service') !== null && isStatusCode(events[0]);
}

function read({ root }: Document): ParseResult {
  const known = shipmentsIn(root).filter(
    (each) => isRecord(get(each, 'status')) || Array.isArray(get(each, 'events')),
  );
  if (known.length === 0) return refuseOther(root);
  const read = known.map(readShipment);
  return report(
    read.map(({ shipment }) => shipment),
    read.flatMap(({ notices }) => notices),
  );
}

function refuseOther(root: unknown): ParseResult {
  const problem = get(root, 'error') ?? root;
  const message = firstText(problem, 'detail', 'title', 'message');
  if (message !== null) {
    const isMissing = textOf(problem, 'status') === '404' || NOT_FOUND.test(message);
    return isMissing ? refuse('not_found', message) : refuseByWords(message);
  }
  const list = get(root, 'shipments');
  return Array.isArray(list) && list.length === 0
    ? refuse('not_found', 'the list of shipments is empty')
    : refuse('malformed', `no shipment with a status or events: the body is ${fieldsOf(root)}`);
}

function readShipment(shipment: Fields): {
  readonly shipment: TrackedShipment;
  readonly notices: readonly string[];
} {
  const service = textOf(shipment, 'service') ?? '';
  const isReturn = flagOf(shipment, 'returnFlag') === true;
  const { events, notices } = readRows(eventsIn(shipment), (event) =>
    readEvent(event, service, isReturn),
  );
  const product = textOf(shipment, 'details', 'product', 'productName');
  const isNamed = product !== null && !/unknown/i.test(product);
  const carrier = SERVICES.get(service)?.carrier ?? findCarrier('dhl').id;
  const tracked = trackedShipment({
    carrier,
    trackingNumber: textOf(shipment, 'id'),
    service: isNamed ? product : service || null,
    events,
    newestFirst: beginsWithNewest(events),
    edd: eddIn(shipment, service),
    proofOfDelivery: proofIn(shipment, events, service),
    relatedNumbers: numbersIn(shipment),
  });
  return { shipment: tracked, notices };
}

/**
 * `status` repeats the latest event, at times with a status code that the event lacks; where it is
 * later than all of them, or alone, it is one more.
 */
function eventsIn(shipment: Fields): readonly Fields[] {
  const events = recordsOf(shipment, 'events');
  const status = get(shipment, 'status');
  if (!isRecord(status)) return events;
  const at = wallOf(status);
  if (at === '') return events;
  if (events.every((event) => wallOf(event) < at)) return [status, ...events];
  const same = events.findIndex((event) => wallOf(event) === at);
  return events.map((event, index) => (index === same ? { ...status, ...event } : event));
}

function wallOf(event: Fields): string {
  return textOf(event, 'timestamp')?.slice(0, 19) ?? '';
}

function readEvent(event: Fields, service: string, isReturn: boolean): TrackingEvent | string {
  const reading = readingOf(event, service);
  if (reading === null) return 'an event has neither a status code nor a description';
  const place = placeIn(event);
  const written = textOf(event, 'timestamp');
  const moment = parseTimestamp(written, cluesOf(service, place));
  if (!moment) return `event ${reading.code} at ${written ?? 'no time'} is left out: not a time`;
  // Delivered while it goes back: the sender has it. DHL's help says so, no status code does.
  const isBack = isReturn && reading.status === 'delivered';
  const back = { status: 'return_to_sender', reason: 'returned', responsible: 'shop' } as const;
  return trackingEvent({
    reading: isBack ? { ...reading, ...back } : reading,
    moment,
    // DHL puts links to its pages into some sentences.
    description: firstText(event, 'description', 'status', 'remark')?.replaceAll(TAGS, '') ?? null,
    place,
  });
}

function cluesOf(service: string, place: Clues['place'] = null): Clues {
  return { place, home: SERVICES.get(service)?.home ?? 'UTC' };
}

function placeIn(event: unknown): TrackingEvent['place'] {
  const address = get(event, 'location', 'address') ?? get(event, 'address');
  return placeOfWords(textOf(address, 'addressLocality'), {
    postalCode: textOf(address, 'postalCode'),
    country: textOf(address, 'countryCode'),
  });
}

function eddIn(shipment: Fields, service: string): EstimatedDelivery | null {
  const clues = cluesOf(service, placeIn(get(shipment, 'destination')));
  const frame = get(shipment, 'estimatedDeliveryTimeFrame');
  const from = parseTimestamp(textOf(frame, 'estimatedFrom'), clues);
  const through = parseTimestamp(textOf(frame, 'estimatedThrough'), clues);
  const at = parseTimestamp(textOf(shipment, 'estimatedTimeOfDelivery'), clues);
  return eddOfWindow(from, through) ?? (isDay(at) ? eddOfDay(at) : eddOfWindow(null, at));
}

/** Midnight is a day. */
function isDay(moment: Timestamp | null): boolean {
  return moment?.localTime?.slice(11) === '00:00:00';
}

function eddOfDay(moment: Timestamp | null): EstimatedDelivery | null {
  return eddOfDate(moment?.localTime?.slice(0, 10) ?? null);
}

/** DHL links to a proof before there is one: what counts is a time of its own, or a delivery. */
function proofIn(shipment: Fields, events: readonly TrackingEvent[], service: string) {
  const proof = get(shipment, 'details', 'proofOfDelivery');
  const at = parseTimestamp(
    textOf(proof, 'timestamp'),
    cluesOf(service, placeIn(get(shipment, 'status'))),
  );
  const delivery = events.find(({ status }) => status === 'delivered');
  if (!at && !delivery) return null;
  const signed = get(proof, 'signed');
  const names = [textOf(signed, 'givenName'), textOf(signed, 'familyName')].filter((name) => name);
  const name = textOf(signed, 'name') ?? (names.length > 0 ? names.join(' ') : null);
  const url = [textOf(proof, 'documentUrl'), textOf(proof, 'signatureUrl')];
  return proofOf({
    at: at?.occurredAt ?? delivery?.occurredAt ?? null,
    // Without a signature DHL Express writes `Delivered` where the name would be.
    signedBy: name === null || /^delivered$/i.test(name) ? null : name,
    signatureUrl: url.find((each) => each !== null && /^https?:\/\//.test(each)) ?? null,
  });
}

function numbersIn(shipment: Fields): readonly (string | null)[] {
  const pieces = get(shipment, 'details', 'pieceIds');
  const references = recordsOf(shipment, 'details', 'references').filter((reference) =>
    REFERENCES.test(textOf(reference, 'type') ?? ''),
  );
  return [
    ...(Array.isArray(pieces) ? pieces.map((piece) => textOf(piece)) : []),
    ...references.map((reference) => textOf(reference, 'number')),
  ];
}
