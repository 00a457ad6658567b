/**
 * DHL eCommerce Americas: responses of Tracking v4 and its webhooks (one package with its whole
 * history), of the tracking site, and of the older Global Mail API (JSON and XML). Source: DHL's
 * documentation of Tracking v4 and of Tracking Webhooks.
 */

import type { TrackingNumber } from '../../../domain/ids.ts';
import { normalizeTrackingNumber } from '../../../domain/ids.ts';
import type { ParseResult, TrackedShipment, TrackingEvent } from '../../../domain/tracking.ts';
import type { CarrierAdapter, Verdict, WebhookRequest } from '../../adapter.ts';
import { refineByAll } from '../../reading/all-words.ts';
import {
  buildEvent,
  buildProof,
  buildResult,
  buildShipment,
  eddFromDate,
  readEventRows,
} from '../../reading/build-result.ts';
import { type CodeReading, findCode, normalizePhrase } from '../../reading/code-table.ts';
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
import { preferOwnSentence } from '../../reading/own-sentence.ts';
import { parsePlace } from '../../reading/place-words.ts';
import { getHeader, verifySharedSecret } from '../../reading/signature.ts';
import { parseDate } from '../../reading/timestamp.ts';
import { readUnknownError, refuseByMessage } from '../../reading/unknown-error.ts';
import { readEvent as readUspsEvent } from '../usps/events.ts';
import { parseClock } from './clock.ts';
import { EVENT_IDS, EVENT_WORDS } from './codes.ts';
import { poll } from './polling.ts';

/** The identifiers by which DHL finds a package; the first one present is its number. */
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
  webhookAuth: 'no signature: the secret itself in `?token=` or `X-Webhook-Token`',
  webhookSecret: { kind: 'token' },
  formats: 'Tracking v4, Tracking Webhooks, Webtrack, Global Mail (JSON); track (XML)',
  verify,
  recognises,
  read,
  poll,
  homeZone: 'America/New_York',
} as const satisfies CarrierAdapter;

function verify(request: WebhookRequest, secrets: readonly string[]): Verdict {
  const given = request.query['token'] ?? getHeader(request, 'X-Webhook-Token');
  return verifySharedSecret(given, secrets, '?token=');
}

function recognises({ format, root }: Document): boolean {
  if (format === 'xml') {
    const track = get(root, 'track');
    return isRecord(get(track, 'error')) || get(track, 'shipment') !== undefined;
  }
  if (/dhlecs\.com/.test(getText(root, 'type') ?? '')) return true;
  const packages = listPackages(root);
  if (packages.some(isPackage)) return true;
  const isEmpty = packages.length === 0 && Array.isArray(get(root, 'packages'));
  return isEmpty && get(root, 'total') !== undefined && get(root, 'limit') !== undefined;
}

function listPackages(root: unknown): readonly Fields[] {
  if (Array.isArray(get(root, 'packages'))) return getRecords(root, 'packages');
  const items = get(root, 'data', 'mailItems');
  return getRecords(items ?? root);
}

function isPackage(each: Fields): boolean {
  const event = get(each, 'events', 0);
  if (get(event, 'primaryEventDescription') !== undefined) return true;
  if (get(event, 'primaryEventId') !== undefined) return true;
  const parcel = get(each, 'package') ?? get(each, 'mail') ?? each;
  const isKnown = getFirstText(parcel, 'dhlPackageId', 'trackedValue', 'mailIdentifier') !== null;
  return isKnown && (isRecord(get(each, 'package')) || Array.isArray(get(each, 'events')));
}

function read({ format, root }: Document, asked: TrackingNumber | null): ParseResult {
  const known =
    format === 'xml' ? getRecords(root, 'track', 'shipment') : listPackages(root).filter(isPackage);
  if (known.length === 0) return refuseOther({ format, root });
  const shipments: TrackedShipment[] = [];
  const notices: string[] = [];
  for (const each of known) {
    const read = readPackage(each, asked);
    shipments.push(read.shipment);
    notices.push(...read.notices);
  }
  return buildResult(shipments, notices);
}

function refuseOther(document: Document): ParseResult {
  const { root } = document;
  const error = get(root, 'track', 'error');
  const message = getFirstText(error, 'description', 'code');
  if (message !== null) return refuseByMessage(message);
  if (Array.isArray(get(root, 'packages')))
    return refuse('not_found', 'the list of packages is empty');
  const unknown = readUnknownError(document);
  if (unknown) return unknown;
  const title = getFirstText(root, 'detail', 'title');
  if (title !== null) return refuseByMessage(title);
  return refuse('malformed', `no package with events: the body has ${describeFields(root)}`);
}

function readPackage(
  each: Fields,
  asked: TrackingNumber | null,
): { readonly shipment: TrackedShipment; readonly notices: readonly string[] } {
  const nested = get(each, 'package') ?? get(each, 'mail');
  const parcel = isRecord(nested) ? nested : each;
  const given = [...getRecords(each, 'events'), ...getRecords(each, 'event')];
  const { events, notices } = readEventRows(given.filter(isScan), readEvent);
  const numbers = NUMBERS.map((key) => getText(parcel, key)).filter((number) => number !== null);
  const wanted = numbers.find((number) => normalizeTrackingNumber(number) === asked);
  const delivery = events.find(({ status }) => status === 'delivered');
  const shipment = buildShipment({
    carrier: 'dhl_ecommerce',
    trackingNumber: wanted ?? numbers[0] ?? null,
    service: getFirstText(parcel, 'productName', 'product'),
    events,
    newestFirst: isNewestFirst(events),
    edd: eddFromDate(parseDate(getFirstText(parcel, 'expectedDelivery', 'estimatedDeliveryDate'))),
    proofOfDelivery: delivery
      ? buildProof({
          at: delivery.occurredAt,
          signedBy: getFirstText(parcel, 'signedby', 'signedBy'),
        })
      : null,
    relatedNumbers: numbers,
  });
  return { shipment, notices };
}

/**
 * While a parcel is in transit, Webtrack adds a row EN ROUTE without a place, dated at the request.
 * It repeats the status and is not a scan.
 */
function isScan(event: Fields): boolean {
  const words = getFirstText(event, 'primaryEventDescription', 'description') ?? '';
  const place = getFirstText(event, 'location', 'city', 'postalCode', 'postalcode');
  return normalizePhrase(words) !== 'en route' || place !== null;
}

function readEvent(event: Fields): TrackingEvent | string {
  const id = getFirstText(event, 'primaryEventId', 'id', 'code');
  const words = getFirstText(event, 'primaryEventDescription', 'description');
  const more = getText(event, 'secondaryEventDescription');
  const byCode = readCode(id, words);
  if (byCode === null) return 'an event has neither an id nor a description';
  const own = [words, more].reduce(preferOwnWords, byCode);
  const reading = refineByAll(own, [words, more]);
  const place = parsePlace(getText(event, 'location'), {
    city: getText(event, 'city'),
    region: getText(event, 'state'),
    postalCode: getFirstText(event, 'postalCode', 'postalcode'),
    country: getText(event, 'country'),
  });
  const [date, time] = [getText(event, 'date'), getText(event, 'time')];
  const timestamp = parseClock({ date, time, zone: getText(event, 'timeZone'), place });
  if (!timestamp) return `event ${reading.code} at ${date} ${time} is left out: not a time`;
  const description = [words, more].filter((each) => each !== null).join(': ');
  return buildEvent({ reading, timestamp, description: description || null, place });
}

function readCode(id: string | null, words: string | null): CodeReading | null {
  const byId = id === null ? null : findCode(EVENT_IDS, id);
  if (byId?.mapped || words === null) return byId;
  const code = id ?? normalizePhrase(words);
  return { ...readWords(words), code };
}

/** USPS delivers most parcels; its events keep its names. */
function readWords(words: string): CodeReading {
  const byWords = findCode(EVENT_WORDS, normalizePhrase(words));
  return byWords.mapped ? byWords : readUspsEvent(null, words);
}

/** The words decide alone beside an event that no table has. */
function preferOwnWords(reading: CodeReading, words: string | null): CodeReading {
  if (words === null) return reading;
  const own = readWords(words);
  return reading.mapped || !own.mapped
    ? preferOwnSentence(reading, own, words)
    : { ...own, code: reading.code };
}
