/**
 * Karrio: an aggregator that shops host themselves. Source: its serializers (Tracker, TrackingEvent,
 * Message) and the webhook of its server. Beware: the times of its events are the carrier's wall
 * clock, to which Karrio adds a `Z` whatever the zone.
 */

import type { EstimatedDelivery, ParseResult, Place } from '../../../domain/tracking.ts';
import type { CarrierAdapter, UnderlyingCarriers, Verdict, WebhookRequest } from '../../adapter.ts';
import { findCarrier } from '../../directory.ts';
import { placeOfLine } from '../../reading/address-line.ts';
import {
  eddOfDate,
  proofOf,
  readRows,
  report,
  trackedShipment,
  trackingEvent,
} from '../../reading/build-result.ts';
import type { Reading } from '../../reading/code-table.ts';
import {
  type Document,
  type Fields,
  fieldsOf,
  firstText,
  flagOf,
  get,
  isRecord,
  type Refused,
  recordsOf,
  refuse,
  textOf,
} from '../../reading/document.ts';
import { placeOfWords } from '../../reading/place-words.ts';
import { readWords } from '../../reading/plain-english-phrases.ts';
import { headerOf, verifyMac, verifyShared } from '../../reading/signature.ts';
import {
  type Clues,
  dateOf,
  parseTimestamp,
  parseTimestampByFormat,
  type Timestamp,
} from '../../reading/timestamp.ts';
import { refuseByWords } from '../../reading/unknown-error.ts';
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

/** Karrio documents a signature, and sends its secret. */
function verify(request: WebhookRequest, secrets: readonly string[]): Verdict {
  const header = 'x-karrio-signature';
  if (headerOf(request, header) === null)
    return verifyShared(headerOf(request, 'X-Event-Id'), secrets, 'X-Event-Id');
  return verifyMac(request, secrets, { header, encoding: 'hex', prefix: 'sha256=' });
}

function recognises({ format, root }: Document): boolean {
  if (format !== 'json') return false;
  if (/^tracker_(created|updated)$/.test(textOf(root, 'event') ?? textOf(root, 'type') ?? ''))
    return true;
  if (trackersIn(root).length > 0) return true;
  // Other answers have messages too: those of Karrio name the connection to the carrier.
  return messagesIn(root).some(
    (message) =>
      get(message, 'carrier_name') !== undefined || /^No Tracker /.test(wordsOf(message)),
  );
}

function isTracker(value: Fields): boolean {
  if (get(value, 'tracking_number') === undefined) return false;
  if (textOf(value, 'object_type') === 'tracker') return true;
  return get(value, 'carrier_name') !== undefined && get(value, 'carrier_id') !== undefined;
}

/** A webhook has it in `data`, a list in `results`, the proxy in `tracking`, the SDK in a list. */
function trackersIn(root: unknown): readonly Fields[] {
  const places = [root, ...['data', 'tracking', 'tracker', 'results'].map((key) => get(root, key))];
  for (const place of Array.isArray(root) ? [...root.slice(0, 1), root] : places) {
    const trackers = (Array.isArray(place) ? place : [place]).filter(isRecord).filter(isTracker);
    if (trackers.length > 0) return trackers;
  }
  return [];
}

function messagesIn(root: unknown): readonly Fields[] {
  if (Array.isArray(root)) return recordsOf(root, 1);
  return [...recordsOf(root, 'messages'), ...recordsOf(root, 'errors')];
}

function read(
  { root }: Document,
  _asked: string | null,
  carriers: UnderlyingCarriers,
): ParseResult {
  const trackers = trackersIn(root);
  const messages = messagesIn(root);
  if (trackers.length === 0) return messages.map(messageOf)[0] ?? refuseOther(root);
  const read = trackers.map((tracker) => readTracker(tracker, carriers));
  const shipments = read.map(({ shipment }) => shipment).filter((each) => each !== null);
  // A tracker that stands alone has its own messages at the top.
  const beside = root === trackers[0] ? [] : noticesOf(messages);
  const notices = [...read.flatMap((each) => each.notices), ...beside];
  if (shipments.length === 0) return refuse('malformed', notices.join('; '));
  return report(shipments, notices);
}

function refuseOther(root: unknown): ParseResult {
  if (Array.isArray(get(root, 'results'))) return refuse('not_found', 'the list has no tracker');
  const message = firstText(root, 'detail', 'message', 'error');
  if (message !== null) return refuseByWords(message);
  return refuse('malformed', `no tracker with a tracking_number: ${fieldsOf(root)}`);
}

function wordsOf(message: Fields): string {
  return firstText(message, 'message', 'code') ?? 'an error without a message';
}

function messageOf(message: Fields): Refused {
  const words = wordsOf(message);
  const number = textOf(message, 'details', 'tracking_number');
  const isNotFound = /^(404|not_found)$/i.test(textOf(message, 'code') ?? '');
  const refusal = isNotFound ? 'not_found' : refuseByWords(words).refusal;
  return refuse(refusal, number === null ? words : `${number}: ${words}`);
}

function noticesOf(messages: readonly Fields[]): readonly string[] {
  return messages.map(messageOf).map(({ refusal, detail }) => `${refusal}: ${detail}`);
}

function readTracker(tracker: Fields, carriers: UnderlyingCarriers) {
  const number = textOf(tracker, 'tracking_number');
  if (number === null)
    return { shipment: null, notices: [`a tracking_number is no text: ${fieldsOf(tracker)}`] };
  const carrier = findCarrier(textOf(tracker, 'carrier_name') ?? 'unknown').id;
  const rows = recordsOf(tracker, 'events');
  const oldestFirst = isOldestFirst(rows);
  const latest = oldestFirst ? rows.length - 1 : 0;
  const { events, notices } = readRows(rows, (row, index) =>
    readEvent(row, index, { carrier, carriers, tracker: index === latest ? tracker : null }),
  );
  const shipment = trackedShipment({
    carrier,
    trackingNumber: number,
    uniqueId: textOf(tracker, 'id'),
    service: textOf(tracker, 'info', 'shipment_service'),
    events,
    edd: eddIn(tracker),
    proofOfDelivery: proofOf({
      signedBy: textOf(tracker, 'info', 'signed_by') ?? textOf(tracker, 'meta', 'signed_by'),
      signatureUrl: urlIn(tracker, 'signature_image_url', 'signature_image'),
      photoUrl: urlIn(tracker, 'delivery_image_url', 'delivery_image'),
    }),
    relatedNumbers: [
      textOf(tracker, 'meta', 'last_mile_tracking_number'),
      textOf(tracker, 'meta', 'last_mile_tracking'),
      textOf(tracker, 'meta', 'carrier_tracking_number'),
    ],
    newestFirst: !oldestFirst,
  });
  return { shipment, notices: [...notices, ...noticesOf(recordsOf(tracker, 'messages'))] };
}

/** Images may be there as an address or as the image itself, in base64. */
function urlIn(tracker: Fields, ...keys: readonly string[]): string | null {
  const found = firstText(tracker, ...keys) ?? firstText(get(tracker, 'images'), ...keys);
  return found !== null && /^(https?:\/)?\//.test(found) ? found : null;
}

/** `Toronto, ON, CA`; of DHL and DPD `Milan - Italy`, `Mechelen (BE)`. */
function placeIn(row: Fields): Place | null {
  const line = textOf(row, 'location')?.replace(/\s+/g, ' ') ?? null;
  const place = placeOfLine(line);
  return place?.country || line?.includes(',') ? place : placeOfWords(line);
}

interface Context {
  readonly carrier: string;
  readonly carriers: UnderlyingCarriers;
  /** The whole, whose status is that of its latest event; null for the others. */
  readonly tracker: Fields | null;
}

function readEvent(row: Fields, index: number, context: Context) {
  const place = placeIn(row);
  const moment = momentIn(row, { place, home: context.carriers.homeZoneOf(context.carrier) });
  if (!moment) return `events[${index}] has no time: ${textOf(row, 'date') ?? 'nothing'}`;
  const description = textOf(row, 'description')?.replace(/\s+/g, ' ') ?? null;
  return trackingEvent({ reading: readingOf(row, context), moment, description, place });
}

/**
 * What the carrier's own code and words say, where they say it exactly; else Karrio's status of the
 * event; else words that any carrier may say; else, for the latest event, the status of the whole.
 */
function readingOf(row: Fields, { carrier, carriers, tracker }: Context): Reading {
  const words = textOf(row, 'description');
  const told = byStatus(row);
  const own = carriers.readOwnCode(carrier, textOf(row, 'code'), words);
  if (own && !(told && leavesOpen(own, told))) return withReason(own, textOf(row, 'reason'));
  if (told) return told;
  const said = readWords(words, textOf(row, 'code') ?? textOf(row, 'status'));
  if (said.mapped || tracker === null) return said;
  const delivered = flagOf(tracker, 'delivered') === true ? readStatus('delivered', null) : null;
  return byStatus(tracker) ?? delivered ?? said;
}

/** A failed delivery is read by the carrier's code, and why it failed by Karrio's reason. */
function withReason(own: Reading, reason: string | null): Reading {
  const why = reason === null ? null : readStatus('delivery_failed', reason);
  if (own.reason !== null || why?.status !== own.status) return own;
  return { ...own, reason: why.reason, responsible: why.responsible };
}

/** Karrio's status may come with a reason that the carrier's code alone does not give. */
function leavesOpen(own: Reading, told: Reading): boolean {
  return own.reason === 'other' || (own.status === told.status && own.reason === null);
}

function byStatus(value: Fields): Reading | null {
  const status = textOf(value, 'status');
  return status === null ? null : readStatus(status, textOf(value, 'reason'));
}

/** Karrio lists the newest event first, but for some carriers. */
function isOldestFirst(rows: readonly Fields[]): boolean {
  const [first, last] = [rows[0], rows.at(-1)].map((row) => row && momentIn(row, {})?.occurredAt);
  return (first ?? 0) < (last ?? 0);
}

/** Midnight is what Karrio makes of a date without a time of day. */
function momentIn(row: Fields, clues: Clues): Timestamp | null {
  const moment = clockIn(row, clues);
  const isMidnight = moment?.localTime?.endsWith('T00:00:00');
  return isMidnight ? parseTimestamp(moment?.localTime?.slice(0, 10) ?? null, clues) : moment;
}

/** `2025-10-01T17:45:00.000Z` or `2025-10-01` and `05:45 PM` or, by a slip, `17:45 PM`. */
function clockIn(row: Fields, clues: Clues): Timestamp | null {
  const stamp = textOf(row, 'timestamp')?.replace(/Z$/, '') ?? null;
  const whole = parseTimestamp(stamp, clues);
  if (whole) return whole;
  const date = textOf(row, 'date');
  const time = textOf(row, 'time');
  const hour = Number(time?.slice(0, 2));
  const clock = hour > 12 || hour === 0 ? time?.replace(/\s*[AP]M$/i, '') : time;
  const formats = ['yyyy-MM-dd hh:mm a', 'yyyy-MM-dd hh:mm:ss a', 'yyyy-MM-dd h:mm a'];
  const written = `${date} ${clock}`;
  return (
    parseTimestamp(written, clues) ??
    parseTimestampByFormat(written, formats, clues) ??
    parseTimestamp(date, clues)
  );
}

function eddIn(tracker: Fields): EstimatedDelivery | null {
  const info = get(tracker, 'info');
  const written = textOf(tracker, 'estimated_delivery') ?? textOf(info, 'expected_delivery');
  return eddOfDate(dateOf(written));
}
