/**
 * Karrio: an aggregator that shops host themselves. Source: its serializers (Tracker,
 * TrackingEvent, Message) and its server's webhook. Event times are the carrier's local times;
 * Karrio adds a `Z` whatever the zone.
 */

import type { EstimatedDelivery, ParseResult, TrackingEvent } from '../../../domain/tracking.ts';
import type { CarrierAdapter, UnderlyingCarriers, Verdict, WebhookRequest } from '../../adapter.ts';
import { findCarrier } from '../../directory.ts';
import {
  asReturned,
  buildEvent,
  buildProofOf,
  buildResult,
  buildShipment,
  eddFromDate,
  readEventRows,
} from '../../reading/build-result.ts';
import { refineFailure } from '../../reading/correct-by-words.ts';
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
import { getHeader, verifyMac, verifySharedSecret } from '../../reading/signature.ts';
import { correctByParcelStatus, correctBySummary } from '../../reading/summary-status.ts';
import {
  parseDate,
  parseTimestamp,
  parseTimestampByFormat,
  type Timestamp,
  type TimeZoneHints,
} from '../../reading/timestamp.ts';
import { refuseByMessage } from '../../reading/unknown-error.ts';
import { readStatus } from './codes.ts';
import { type EventContext, readCode } from './event-code.ts';
import { poll } from './polling.ts';

export const karrio = {
  id: 'karrio',
  name: 'Karrio',
  kind: 'aggregator',
  delivery: ['webhook', 'poll'],
  webhookAuth:
    'the secret itself in `X-Event-Id`, or HMAC-SHA256, hex, in `x-karrio-signature` over the raw body',
  webhookSecret: { kind: 'token' },
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
  const scheme = { header, encoding: 'hex', prefix: 'sha256=', isToken: true } as const;
  return verifyMac(request, secrets, scheme);
}

/** The event types of webhooks. Newer versions name them in `type`, older ones in `event`. */
const EVENT =
  /^(tracker_(created|updated)|shipment_(purchased|cancelled|fulfilled|out_for_delivery|needs_attention|delivery_failed)|pickup_(scheduled|cancelled|closed)|order_(created|updated|fulfilled|cancelled|delivered)|batch_(queued|failed|running|completed))$/;

function getEventType(root: unknown): string | null {
  return getText(root, 'event') ?? getText(root, 'type');
}

function recognises({ format, root }: Document): boolean {
  if (format !== 'json') return false;
  if (EVENT.test(getEventType(root) ?? '') && get(root, 'data') !== undefined) return true;
  if (listTrackers(root).length > 0) return true;
  // Other APIs have messages too. Karrio's messages name the connection to the carrier.
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

/** Webhooks use `data`, lists `results`, the proxy `tracking`; the SDK returns a list. */
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
  const event = getEventType(root);
  // Shipments also have tracking numbers and carriers, but a status with another meaning.
  const isTrackers = getText(root, 'data', 'object_type') === 'tracker';
  if (event !== null && isRecord(get(root, 'data')) && !event.startsWith('tracker_') && !isTrackers)
    return refuse('other', `${event}, not a tracker`);
  const trackers = listTrackers(root);
  const messages = listMessages(root);
  if (trackers.length === 0) return messages.map(readMessage)[0] ?? refuseOther(root);
  const read = trackers.map((tracker) => readTracker(tracker, carriers));
  const shipments = read.map(({ shipment }) => shipment).filter((each) => each !== null);
  // A single tracker has its messages at the top level.
  const beside = root === trackers[0] ? [] : listNotices(messages);
  const notices = [...read.flatMap((each) => each.notices), ...beside];
  if (shipments.length === 0) return refuse('malformed', notices.join('; '));
  return buildResult(shipments, notices);
}

function refuseOther(root: unknown): ParseResult {
  if (Array.isArray(get(root, 'results'))) return refuse('not_found', 'the list has no tracker');
  const message = getFirstText(root, 'detail', 'message', 'error');
  if (message !== null) return refuseByMessage(message);
  const event = getEventType(root);
  if (event !== null && isRecord(get(root, 'data')) && !event.startsWith('tracker_'))
    return refuse('other', `${event}, not a tracker`);
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
  const { events: scanned, notices } = readEventRows(rows, (row, index) =>
    readEvent(row, index, { carrier, carriers, tracker, isLatest: index === latest }),
  );
  const status = getText(tracker, 'status');
  const read = rows.length === 0 ? readDelivery(tracker, carriers.homeZoneOf(carrier)) : scanned;
  const isLost = rows.length === 0 && read.length === 0 && NEWS.test(status ?? '');
  const silent = isLost ? [`${status}: without a time`] : [];
  const summary = status === null ? null : readStatus(status, null);
  const back = status === 'return_to_sender' ? asReturned(read) : read;
  // Times are local, so a delivery at the top of the list may seem older than the scan below it.
  const isDeliveredLast = scanned.at(oldestFirst ? -1 : 0)?.status === 'delivered';
  const correct = isDeliveredLast ? correctBySummary : correctByParcelStatus;
  const events = summary ? correct(back, summary) : back;
  const shipment = buildShipment({
    carrier,
    trackingNumber: number,
    uniqueId: getText(tracker, 'id'),
    service: getText(tracker, 'info', 'shipment_service'),
    events,
    edd: readEdd(tracker),
    proofOfDelivery: buildProofOf(events, {
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
  const said = listNotices(getRecords(tracker, 'messages'));
  return { shipment, notices: [...notices, ...silent, ...said] };
}

/** Statuses that are worth a notice if the tracker gives no time for them. */
const NEWS = /^(delivered|ready_for_pickup|delivery_failed|return_to_sender)$/;

/** The delivery of a tracker without events, on the day that the carrier gives for it. */
function readDelivery(tracker: Fields, homeZone: string | null): readonly TrackingEvent[] {
  const written = getText(tracker, 'info', 'shipment_delivery_date');
  const timestamp = parseTimestamp(written, { homeZone });
  const status = getText(tracker, 'status');
  const isOver = status === 'delivered' || status === 'return_to_sender';
  const reading = isOver ? readStatus(status, null) : null;
  if (!reading || !timestamp || getFlag(tracker, 'delivered') !== true) return [];
  return [buildEvent({ reading, timestamp, description: getText(tracker, 'info', 'note') })];
}

/** An image is a URL, or the image itself in base64. */
function findUrl(tracker: Fields, ...keys: readonly string[]): string | null {
  const found = getFirstText(tracker, ...keys) ?? getFirstText(get(tracker, 'images'), ...keys);
  return found !== null && /^(https?:\/)?\//.test(found) ? found : null;
}

function readEvent(row: Fields, index: number, context: EventContext) {
  const place = parsePlaceLine(getText(row, 'location'));
  const timestamp = readTimestamp(row, {
    place,
    homeZone: context.carriers.homeZoneOf(context.carrier),
  });
  if (!timestamp) return `events[${index}] has no time: ${getText(row, 'date') ?? 'nothing'}`;
  const description = getText(row, 'description')?.replace(/\s+/g, ' ') ?? null;
  const reading = refineFailure(readCode(row, context), description);
  return buildEvent({ reading, timestamp, description, place });
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
