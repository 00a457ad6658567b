/**
 * DHL eCommerce Americas: answers of Tracking v4 and its webhooks (one package with its whole history),
 * of the tracking site, of the older Global Mail API (JSON), and of its XML. Source: DHL's
 * documentation of Tracking v4 and of Tracking Webhooks.
 */

import type { TrackingNumber } from '../../../domain/ids.ts';
import { normalizeTrackingNumber } from '../../../domain/ids.ts';
import type { ParseResult, TrackedShipment, TrackingEvent } from '../../../domain/tracking.ts';
import type { CarrierAdapter, Verdict, WebhookRequest } from '../../adapter.ts';
import {
  eddOfDate,
  proofOf,
  readRows,
  report,
  trackedShipment,
  trackingEvent,
} from '../../reading/build-result.ts';
import { findCode, phraseOf, type Reading } from '../../reading/code-table.ts';
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
import { placeOfWords } from '../../reading/place-words.ts';
import { headerOf, verifyShared } from '../../reading/signature.ts';
import { dateOf } from '../../reading/timestamp.ts';
import { readUnknownError, refuseByWords } from '../../reading/unknown-error.ts';
import { momentOfClock } from './clock.ts';
import { EVENT_IDS, EVENT_WORDS } from './codes.ts';
import { poll } from './polling.ts';

/** The identifiers by which DHL finds a package; the first that is there is its number. */
const NUMBERS = [
  'trackingId',
  'trackingnumber',
  'dhlPackageId',
  'packageId',
  'mailIdentifier',
  'deliveryConfirmationNumber',
  'deliveryconfirm',
  'overlabeledDspNumber',
  'trackedValue',
] as const;

export const dhl_ecommerce = {
  id: 'dhl_ecommerce',
  name: 'DHL eCommerce',
  kind: 'carrier',
  delivery: ['webhook', 'poll'],
  webhookAuth: 'DHL signs nothing: a secret of yours in `?token=` or in `X-Webhook-Token`',
  formats: 'Tracking v4, Tracking Webhooks, Webtrack, Global Mail (JSON); track (XML)',
  verify,
  recognises,
  read,
  poll,
} as const satisfies CarrierAdapter;

function verify(request: WebhookRequest, secrets: readonly string[]): Verdict {
  const given = request.query['token'] ?? headerOf(request, 'X-Webhook-Token');
  return verifyShared(given, secrets, '?token=');
}

function recognises({ format, root }: Document): boolean {
  if (format === 'xml') {
    const track = get(root, 'track');
    return isRecord(get(track, 'error')) || get(track, 'shipment') !== undefined;
  }
  if (/dhlecs\.com/.test(textOf(root, 'type') ?? '')) return true;
  const packages = packagesIn(root);
  if (packages.some(isPackage)) return true;
  const isEmpty = packages.length === 0 && Array.isArray(get(root, 'packages'));
  return isEmpty && get(root, 'total') !== undefined && get(root, 'limit') !== undefined;
}

function packagesIn(root: unknown): readonly Fields[] {
  if (Array.isArray(get(root, 'packages'))) return recordsOf(root, 'packages');
  const items = get(root, 'data', 'mailItems');
  return recordsOf(items ?? root);
}

function isPackage(each: Fields): boolean {
  const event = get(each, 'events', 0);
  if (get(event, 'primaryEventDescription') !== undefined) return true;
  if (get(event, 'primaryEventId') !== undefined) return true;
  const parcel = get(each, 'package') ?? get(each, 'mail') ?? each;
  const isKnown = firstText(parcel, 'dhlPackageId', 'trackedValue', 'mailIdentifier') !== null;
  return isKnown && (isRecord(get(each, 'package')) || Array.isArray(get(each, 'events')));
}

function read({ format, root }: Document, asked: TrackingNumber | null): ParseResult {
  const known =
    format === 'xml' ? recordsOf(root, 'track', 'shipment') : packagesIn(root).filter(isPackage);
  if (known.length === 0) return refuseOther({ format, root });
  const shipments: TrackedShipment[] = [];
  const notices: string[] = [];
  for (const each of known) {
    const read = readPackage(each, asked);
    shipments.push(read.shipment);
    notices.push(...read.notices);
  }
  return report(shipments, notices);
}

function refuseOther(document: Document): ParseResult {
  const { root } = document;
  const error = get(root, 'track', 'error');
  const said = firstText(error, 'description', 'code');
  if (said !== null) return refuseByWords(said);
  if (Array.isArray(get(root, 'packages')))
    return refuse('not_found', 'the list of packages is empty');
  const unknown = readUnknownError(document);
  if (unknown) return unknown;
  const title = firstText(root, 'detail', 'title');
  if (title !== null) return refuseByWords(title);
  return refuse('malformed', `no package with events: the body has ${fieldsOf(root)}`);
}

function readPackage(
  each: Fields,
  asked: TrackingNumber | null,
): { readonly shipment: TrackedShipment; readonly notices: readonly string[] } {
  const nested = get(each, 'package') ?? get(each, 'mail');
  const parcel = isRecord(nested) ? nested : each;
  const given = [...recordsOf(each, 'events'), ...recordsOf(each, 'event')];
  const { events, notices } = readRows(given.filter(isScan), readEvent);
  const numbers = NUMBERS.map((key) => textOf(parcel, key)).filter((number) => number !== null);
  const wanted = numbers.find((number) => normalizeTrackingNumber(number) === asked);
  const delivery = events.find(({ status }) => status === 'delivered');
  const shipment = trackedShipment({
    carrier: 'dhl_ecommerce',
    trackingNumber: wanted ?? numbers[0] ?? null,
    service: firstText(parcel, 'productName', 'product'),
    events,
    newestFirst: beginsWithNewest(events),
    edd: eddOfDate(dateOf(firstText(parcel, 'expectedDelivery', 'estimatedDeliveryDate'))),
    proofOfDelivery: delivery
      ? proofOf({ at: delivery.occurredAt, signedBy: firstText(parcel, 'signedby', 'signedBy') })
      : null,
    relatedNumbers: numbers,
  });
  return { shipment, notices };
}

/**
 * While a parcel is on its way, Webtrack adds a row EN ROUTE without a place, at the time of each
 * question: an echo of the status, not a scan.
 */
function isScan(event: Fields): boolean {
  const words = firstText(event, 'primaryEventDescription', 'description') ?? '';
  const place = firstText(event, 'location', 'city', 'postalCode', 'postalcode');
  return phraseOf(words) !== 'en route' || place !== null;
}

function readEvent(event: Fields): TrackingEvent | string {
  const id = firstText(event, 'primaryEventId', 'id', 'code');
  const words = firstText(event, 'primaryEventDescription', 'description');
  const more = textOf(event, 'secondaryEventDescription');
  const reading = readingOf(id, words);
  if (reading === null) return 'an event has neither an id nor a description';
  const place = placeOfWords(textOf(event, 'location'), {
    city: textOf(event, 'city'),
    region: textOf(event, 'state'),
    postalCode: firstText(event, 'postalCode', 'postalcode'),
    country: textOf(event, 'country'),
  });
  const [date, time] = [textOf(event, 'date'), textOf(event, 'time')];
  const moment = momentOfClock({ date, time, zone: textOf(event, 'timeZone'), place });
  if (!moment) return `event ${reading.code} at ${date} ${time} is left out: not a time`;
  const description = [words, more].filter((each) => each !== null).join(': ');
  return trackingEvent({ reading, moment, description: description || null, place });
}

function readingOf(id: string | null, words: string | null): Reading | null {
  const byId = id === null ? null : findCode(EVENT_IDS, id);
  if (byId?.mapped || words === null) return byId;
  const byWords = findCode(EVENT_WORDS, phraseOf(words));
  return { ...byWords, code: id ?? phraseOf(words) };
}
