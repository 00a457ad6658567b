/**
 * Karrio: an aggregator that shops host themselves. Source: its serializers (Tracker,
 * TrackingEvent, Message) and the webhook of its server. Event times are the carrier's local times,
 * to which Karrio adds a `Z` whatever the zone.
 */

import type { EstimatedDelivery, ParseResult } from '../../../domain/tracking.ts';
import type { CarrierAdapter, UnderlyingCarriers, Verdict, WebhookRequest } from '../../adapter.ts';
import { findCarrier } from '../../directory.ts';
import {
  buildEvent,
  buildProof,
  buildResult,
  buildShipment,
  eddFromDate,
  readEventRows,
} from '../../reading/build-result.ts';
import type { CodeReading } from '../../reading/code-table.ts';
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
  type Refused,
  refuse,
} from '../../reading/document.ts';
import { parsePlaceLine } from '../../reading/place-line.ts';
import { readPlainEnglish } from '../../reading/plain-english-phrases.ts';
import { getHeader, verifyMac, verifySharedSecret } from '../../reading/signature.ts';
import {
  parseDate,
  parseTimestamp,
  parseTimestampByFormat,
  type Timestamp,
  type TimeZoneHints,
} from '../../reading/timestamp.ts';
import { refuseByMessage } from '../../reading/unknown-error.ts';
import { readStatus } from './codes.ts';
import { poll } from './polling.ts';

export const karrio = {
  id: 'karrio',
  name: 'Karrio',
  kind: 'aggregator',
  delivery: ['webhook', 'poll'],
  webhookAuth:
    'the secret itself in `X-Event-Id`, or HMAC-SHA256, hex, in `x-karrio-signature` over the raw body',
  formats:
    'tracker_created and tracker_updated, Tracker, list of Trackers, tracking of the SDK (JSON)',
  verify,
  recognises,
  read,
  poll,
} as const satisfies CarrierAdapter;

/** Karrio documents a signature, but sends the secret itself. */
function verify(request: WebhookRequest, secrets: readonly string[]): Verdict {
  const header = 'x-karrio-signature';
  if (getHeader(request, header) === null)
    return verifySharedSecret(getHeader(request, 'X-Event-Id'), secrets, 'X-Event-Id');
  return verifyMac(request, secrets, { header, encoding: 'hex', prefix: 'sha256=' });
}

function recognises({ format, root }: Document): boolean {
  if (format !== 'json') return false;
  if (/^tracker_(created|updated)$/.test(getText(root, 'event') ?? getText(root, 'type') ?? ''))
    return true;
  if (listTrackers(root).length > 0) return true;
  // Other APIs have messages too. Karrio's name the connection to the carrier.
  return listMessages(root).some(
    (message) =>
      get(message, 'carrier_name') !== undefined || /^No Tracker /.test(getWords(message)),
  );
}

function isTracker(value: Fields): boolean {
  if (get(value, 'tracking_number') === undefined) return false;
  if (getText(value, 'object_type') === 'tracker') return true;
  return get(value, 'carrier_name') !== undefined && get(value, 'carrier_id') !== undefined;
}

/** Webhooks use `data`, lists `results`, the proxy `tracking`, the SDK a list. */
function listTrackers(root: unknown): readonly Fields[] {
  const places = [root, ...['data', 'tracking', 'tracker', 'results'].map((key) => get(root, key))];
  for (const place of Array.isArray(root) ? [...root.slice(0, 1), root] : places) {
    const trackers = (Array.isArray(place) ? place : [place]).filter(isRecord).filter(isTracker);
    if (trackers.length > 0) return trackers;
  }
  return [];
}

function listMessages(root: unknown): readonly Fields[] {
  if (Array.isArray(root)) return getRecords(root, 1);
  return [...getRecords(root, 'messages'), ...getRecords(root, 'errors')];
}

function read(
  { root }: Document,
  _asked: string | null,
  carriers: UnderlyingCarriers,
): ParseResult {
  const trackers = listTrackers(root);
  const messages = listMessages(root);
  if (trackers.length === 0) return messages.map(readMessage)[0] ?? refuseOther(root);
  const read = trackers.map((tracker) => readTracker(tracker, carriers));
  const shipments = read.map(({ shipment }) => shipment).filter((each) => each !== null);
  // A single tracker has its messages at the top.
  const beside = root === trackers[0] ? [] : listNotices(messages);
  const notices = [...read.flatMap((each) => each.notices), ...beside];
  if (shipments.length === 0) return refuse('malformed', notices.join('; '));
  return buildResult(shipments, notices);
}

function refuseOther(root: unknown): ParseResult {
  if (Array.isArray(get(root, 'results'))) return refuse('not_found', 'the list has no tracker');
  const message = getFirstText(root, 'detail', 'message', 'error');
  if (message !== null) return refuseByMessage(message);
  return refuse('malformed', `no tracker with a tracking_number: ${describeFields(root)}`);
}

function getWords(message: Fields): string {
  return getFirstText(message, 'message', 'code') ?? 'an error without a message';
}

function readMessage(message: Fields): Refused {
  const words = getWords(message);
  const number = getText(message, 'details', 'tracking_number');
  const isNotFound = /^(404|not_found)$/i.test(getText(message, 'code') ?? '');
  const refusal = isNotFound ? 'not_found' : refuseByMessage(words).refusal;
  return refuse(refusal, number === null ? words : `${number}: ${words}`);
}

function listNotices(messages: readonly Fields[]): readonly string[] {
  return messages.map(readMessage).map(({ refusal, detail }) => `${refusal}: ${detail}`);
}

function readTracker(tracker: Fields, carriers: UnderlyingCarriers) {
  const number = getText(tracker, 'tracking_number');
  if (number === null)
    return {
      shipment: null,
      notices: [`a tracking_number is not text: ${describeFields(tracker)}`],
    };
  const carrier = findCarrier(getText(tracker, 'carrier_name') ?? 'unknown').id;
  const rows = getRecords(tracker, 'events');
  const oldestFirst = isOldestFirst(rows);
  const latest = oldestFirst ? rows.length - 1 : 0;
  const { events, notices } = readEventRows(rows, (row, index) =>
    readEvent(row, index, { carrier, carriers, tracker: index === latest ? tracker : null }),
  );
  const shipment = buildShipment({
    carrier,
    trackingNumber: number,
    uniqueId: getText(tracker, 'id'),
    service: getText(tracker, 'info', 'shipment_service'),
    events,
    edd: readEdd(tracker),
    proofOfDelivery: buildProof({
      signedBy: getText(tracker, 'info', 'signed_by') ?? getText(tracker, 'meta', 'signed_by'),
      signatureUrl: findUrl(tracker, 'signature_image_url', 'signature_image'),
      photoUrl: findUrl(tracker, 'delivery_image_url', 'delivery_image'),
    }),
    relatedNumbers: [
      getText(tracker, 'meta', 'last_mile_tracking_number'),
      getText(tracker, 'meta', 'last_mile_tracking'),
      getText(tracker, 'meta', 'carrier_tracking_number'),
    ],
    newestFirst: !oldestFirst,
  });
  return { shipment, notices: [...notices, ...listNotices(getRecords(tracker, 'messages'))] };
}

/** An image is a URL, or the image itself in base64. */
function findUrl(tracker: Fields, ...keys: readonly string[]): string | null {
  const found = getFirstText(tracker, ...keys) ?? getFirstText(get(tracker, 'images'), ...keys);
  return found !== null && /^(https?:\/)?\//.test(found) ? found : null;
}

interface EventContext {
  readonly carrier: string;
  readonly carriers: UnderlyingCarriers;
  /** The tracker, for its latest event; null for other events. */
  readonly tracker: Fields | null;
}

function readEvent(row: Fields, index: number, context: EventContext) {
  const place = parsePlaceLine(getText(row, 'location'));
  const timestamp = readTimestamp(row, {
    place,
    homeZone: context.carriers.homeZoneOf(context.carrier),
  });
  if (!timestamp) return `events[${index}] has no time: ${getText(row, 'date') ?? 'nothing'}`;
  const description = getText(row, 'description')?.replace(/\s+/g, ' ') ?? null;
  return buildEvent({ reading: readCode(row, context), timestamp, description, place });
}

/**
 * Reads the carrier's own code and words if they are exact; else Karrio's status of the event; else
 * words that any carrier may use; else, for the latest event, the tracker's status.
 */
function readCode(row: Fields, { carrier, carriers, tracker }: EventContext): CodeReading {
  const words = getText(row, 'description');
  const byKarrio = findByStatus(row);
  const own = carriers.readOwnCode(carrier, getText(row, 'code'), words);
  if (own && !(byKarrio && isLessExact(own, byKarrio)))
    return withReason(own, getText(row, 'reason'));
  if (byKarrio) return byKarrio;
  const byWords = readPlainEnglish(words, getText(row, 'code') ?? getText(row, 'status'));
  if (byWords.mapped || tracker === null) return byWords;
  const delivered = getFlag(tracker, 'delivered') === true ? readStatus('delivered', null) : null;
  return findByStatus(tracker) ?? delivered ?? byWords;
}

/** The carrier's code says that a delivery failed, Karrio's reason says why. */
function withReason(own: CodeReading, reason: string | null): CodeReading {
  const why = reason === null ? null : readStatus('delivery_failed', reason);
  if (own.reason !== null || why?.status !== own.status) return own;
  return { ...own, reason: why.reason, responsible: why.responsible };
}

/** Karrio's status may have a reason that the carrier's code lacks. */
function isLessExact(own: CodeReading, byKarrio: CodeReading): boolean {
  return own.reason === 'other' || (own.status === byKarrio.status && own.reason === null);
}

function findByStatus(value: Fields): CodeReading | null {
  const status = getText(value, 'status');
  return status === null ? null : readStatus(status, getText(value, 'reason'));
}

/** Karrio lists the newest event first, except for some carriers. */
function isOldestFirst(rows: readonly Fields[]): boolean {
  const [first, last] = [rows[0], rows.at(-1)].map(
    (row) => row && readTimestamp(row, {})?.occurredAt,
  );
  return (first ?? 0) < (last ?? 0);
}

/** Karrio writes a date without a time of day as midnight. */
function readTimestamp(row: Fields, hints: TimeZoneHints): Timestamp | null {
  const timestamp = parseClock(row, hints);
  const isMidnight = timestamp?.localTime?.endsWith('T00:00:00');
  return isMidnight ? parseTimestamp(timestamp?.localTime?.slice(0, 10) ?? null, hints) : timestamp;
}

/** `2025-10-01T17:45:00.000Z` or `2025-10-01` and `05:45 PM` or, by mistake, `17:45 PM`. */
function parseClock(row: Fields, hints: TimeZoneHints): Timestamp | null {
  const stamp = getText(row, 'timestamp')?.replace(/Z$/, '') ?? null;
  const whole = parseTimestamp(stamp, hints);
  if (whole) return whole;
  const date = getText(row, 'date');
  const time = getText(row, 'time');
  const hour = Number(time?.slice(0, 2));
  const clock = hour > 12 || hour === 0 ? time?.replace(/\s*[AP]M$/i, '') : time;
  const formats = ['yyyy-MM-dd hh:mm a', 'yyyy-MM-dd hh:mm:ss a', 'yyyy-MM-dd h:mm a'];
  const written = `${date} ${clock}`;
  return (
    parseTimestamp(written, hints) ??
    parseTimestampByFormat(written, formats, hints) ??
    parseTimestamp(date, hints)
  );
}

function readEdd(tracker: Fields): EstimatedDelivery | null {
  const info = get(tracker, 'info');
  const written = getText(tracker, 'estimated_delivery') ?? getText(info, 'expected_delivery');
  return eddFromDate(parseDate(written));
}
