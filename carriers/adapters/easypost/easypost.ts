/**
 * EasyPost: an aggregator that pushes whole trackers. Source: its API reference (Trackers, and the
 * event types of webhooks: most of them are not about trackers).
 */

import type {
  EstimatedDelivery,
  ParseResult,
  Place,
  TrackedShipment,
  TrackingEvent,
} from '../../../domain/tracking.ts';
import type { CarrierAdapter, UnderlyingCarriers, Verdict, WebhookRequest } from '../../adapter.ts';
import { findCarrier } from '../../directory.ts';
import { correctNewestByAll } from '../../reading/all-words.ts';
import {
  asReturned,
  buildEvent,
  buildPlace,
  buildProofOf,
  buildResult,
  buildShipment,
  eddFromDate,
  readEventRows,
} from '../../reading/build-result.ts';
import { createOwnCodeReader, findFirstCode } from '../../reading/code-table.ts';
import { refineFailure } from '../../reading/correct-by-words.ts';
import {
  type Document,
  describeFields,
  type Fields,
  get,
  getNumber,
  getRecords,
  getText,
  isRecord,
  refuse,
} from '../../reading/document.ts';
import { preferOwnWords, type Underlying } from '../../reading/own-sentence.ts';
import { readPlainEnglish } from '../../reading/plain-english-phrases.ts';
import { concatBytes, verifyMac } from '../../reading/signature.ts';
import { cancelBySummary, correctHandOvers } from '../../reading/summary-status.ts';
import { parseDate, parseTimestamp, type TimeZoneHints } from '../../reading/timestamp.ts';
import { turnBack } from '../../reading/turn-back.ts';
import { refuseByMessage } from '../../reading/unknown-error.ts';
import { poll } from './polling.ts';
import { CODES } from './statuses.ts';

export const easypost = {
  id: 'easypost',
  name: 'EasyPost',
  kind: 'aggregator',
  delivery: ['webhook', 'poll'],
  webhookAuth: 'HMAC-SHA256, hex, in `X-Hmac-Signature`, over the raw body',
  webhookSecret: { kind: 'key' },
  formats: 'Event with a Tracker, Tracker, list of Trackers, Shipment (JSON)',
  verify,
  recognises,
  read,
  poll,
  readOwnCode: createOwnCodeReader(CODES),
} as const satisfies CarrierAdapter;

function verify(request: WebhookRequest, secrets: readonly string[]): Verdict {
  const scheme = {
    header: 'X-Hmac-Signature',
    encoding: 'hex',
    prefix: 'hmac-sha256-hex=',
    keyOf: (secret: string) => secret.normalize('NFKD'),
  } as const;
  const verdict = verifyMac(request, secrets, scheme);
  if (verdict.ok || verdict.reason !== 'bad_signature') return verdict;
  // EasyPost may sign a whole weight as `17.0` and send `17`.
  const signed = ({ body }: WebhookRequest) => concatBytes(withDecimalWeight(body));
  const again = verifyMac(request, secrets, { ...scheme, signed });
  return again.ok ? again : verdict;
}

function withDecimalWeight(body: Uint8Array): string {
  return new TextDecoder().decode(body).replace(/("weight":\s*\d+)(\s*)(?=[,}])/, '$1.0$2');
}

/** The objects that contain events. */
const EVENT =
  /^(tracker|batch|claims?|insurance|payment|refund|report|scan_form|shipment)\.[a-z_]+(\.[a-z_]+)?$/;

/** Events of kinds that EasyPost may add later. */
const ANY_EVENT = /^[a-z_]+(\.[a-z_]+)+$/;

function recognises({ format, root }: Document): boolean {
  if (format !== 'json') return false;
  const object = getText(root, 'object');
  if (object === 'Tracker' || object === 'Payload') return true;
  if (object === 'Event') return true;
  if (object === 'Shipment' && getText(root, 'tracker', 'object') === 'Tracker') return true;
  if (EVENT.test(getText(root, 'description') ?? '')) return true;
  const inner = getText(root, 'result', 'object') ?? getText(root, 'trackers', 0, 'object');
  if (inner !== null || getText(root, 0, 'object') === 'Tracker') return true;
  return getText(root, 'events', 0, 'object') === 'Event';
}

function read(
  { root }: Document,
  _asked: string | null,
  carriers: UnderlyingCarriers,
): ParseResult {
  const other = findOtherSubject(root);
  if (other !== null) return refuse('other', `${other}, not a Tracker`);
  const trackers = listTrackers(root);
  if (trackers.length === 0) return refuseOther(root);
  const shipments: TrackedShipment[] = [];
  const notices: string[] = [];
  for (const tracker of trackers) {
    const result = readTracker(tracker, carriers);
    if (result.shipment) shipments.push(result.shipment);
    notices.push(...result.notices);
  }
  if (shipments.length > 0) return buildResult(shipments, notices);
  const failed = trackers.find((tracker) => getText(tracker, 'status') === 'error');
  if (failed) return refuse('error', readMessage(failed) ?? 'the tracker is in the status error');
  return refuse('malformed', notices.join('; '));
}

/**
 * EasyPost sends all events of an account. Insurances, refunds and claims also have a
 * `tracking_code`, but a status with another meaning.
 */
function findOtherSubject(root: unknown): string | null {
  const event = getText(root, 'description');
  const about = getText(root, 'result', 'object');
  const isEvent = getText(root, 'object') === 'Event' && ANY_EVENT.test(event ?? '');
  const isOther =
    event !== null && (isEvent || EVENT.test(event))
      ? !event.startsWith('tracker.')
      : about !== null && about !== 'Tracker' && about !== 'Shipment';
  if (!isOther) return null;
  return [event, about].filter((each) => each !== null).join(' about ');
}

function listTrackers(root: unknown): readonly Fields[] {
  const inner = get(root, 'result') ?? root;
  if (Array.isArray(get(root, 'trackers'))) return getRecords(root, 'trackers');
  if (Array.isArray(root)) return getRecords(root).filter((each) => 'tracking_code' in each);
  // A Shipment contains its Tracker.
  const tracker = get(inner, 'tracker') ?? inner;
  return isRecord(tracker) && get(tracker, 'tracking_code') !== undefined ? [tracker] : [];
}

function refuseOther(root: unknown): ParseResult {
  const error = getText(root, 'error', 'message');
  if (error !== null) return refuseByMessage(error);
  if (Array.isArray(get(root, 'trackers')))
    return refuse('not_found', 'the list of trackers is empty');
  const about = getText(root, 'result', 'object') ?? getText(root, 'object');
  const event = getText(root, 'description');
  const subject = [event, about].filter((each) => each !== null).join(' about ');
  const what = subject === '' ? describeFields(root) : `${subject}, not a Tracker`;
  return refuse('malformed', `no tracker with a tracking_code, at the top or in result: ${what}`);
}

function readMessage(tracker: Fields): string | null {
  return getText(tracker, 'tracking_details', 0, 'message');
}

function readTracker(
  tracker: Fields,
  carriers: UnderlyingCarriers,
): {
  readonly shipment: TrackedShipment | null;
  readonly notices: readonly string[];
} {
  const number = getText(tracker, 'tracking_code');
  if (number === null) return { shipment: null, notices: ['a tracker has no tracking_code'] };
  const details = getRecords(tracker, 'tracking_details');
  // EasyPost lists its own failures among the scans.
  const scans = details.filter((detail) => getText(detail, 'status') !== 'error');
  const failures = details.filter((detail) => getText(detail, 'status') === 'error');
  const notices = failures.map(
    (failure) => `error: ${getText(failure, 'message') ?? 'no message'}`,
  );
  if (scans.length === 0 && getText(tracker, 'status') === 'error')
    return { shipment: null, notices };
  const carrier = findCarrier(getText(tracker, 'carrier') ?? 'unknown').id;
  const hints = {
    homeZone: carriers.homeZoneOf(carrier),
    destination: readPlace(get(tracker, 'carrier_detail', 'destination_tracking_location')),
  };
  const { events: read, notices: unread } = readEventRows(
    scans.length > 0 ? scans : readSummary(tracker),
    (detail, index) => readDetail(detail, index, { ...hints, carrier, carriers }),
  );
  const status = getStatus(tracker);
  const corrected = correctBySummary(read, status);
  const events = correctHandOvers(corrected, findFirstCode(CODES, [status ?? '']));
  const shipment = buildShipment({
    carrier,
    trackingNumber: number,
    uniqueId: getText(tracker, 'id'),
    service: getText(tracker, 'carrier_detail', 'service'),
    events,
    edd: readEdd(tracker),
    originalEdd: eddFromDate(
      parseDate(getText(tracker, 'carrier_detail', 'guaranteed_delivery_date')),
    ),
    proofOfDelivery: buildProofOf(events, { signedBy: getText(tracker, 'signed_by') }),
    attempts: getNumber(tracker, 'carrier_detail', 'delivery_attempts'),
    relatedNumbers: [getText(tracker, 'carrier_detail', 'alternate_identifier')],
  });
  return { shipment, notices: [...notices, ...unread] };
}

function getStatus(value: Fields): string | null {
  return getText(value, 'status')?.toLowerCase() ?? null;
}

/** The tracker's own status may say more than its latest scan: a return, or a pickup. */
function correctBySummary(
  events: readonly TrackingEvent[],
  status: string | null,
): readonly TrackingEvent[] {
  if (status === 'cancelled') return cancelBySummary(events, status);
  if (status === 'available_for_pickup') return correctNewestByAll(events, ['Awaiting collection']);
  if (status !== 'return_to_sender') return events;
  const isSaid = events.some((event) => event.status === 'return_to_sender');
  return isSaid ? asReturned(events) : turnBack(events);
}

/** A tracker without scans has a status, dated at its last change. */
function readSummary(tracker: Fields): readonly Fields[] {
  const status = getStatus(tracker);
  const datetime = getText(tracker, 'updated_at');
  if (status === null || status === 'unknown' || datetime === null) return [];
  return [{ status, status_detail: getText(tracker, 'status_detail'), datetime }];
}

type ScanContext = TimeZoneHints & Underlying;

function readDetail(detail: Fields, index: number, context: ScanContext) {
  const { carrier, carriers, ...hints } = context;
  const written = getText(detail, 'datetime');
  const place = readPlace(get(detail, 'tracking_location'));
  const timestamp = parseTimestamp(written, { ...hints, place });
  if (!timestamp)
    return `tracking_details[${index}].datetime is not a time: ${written ?? 'nothing'}`;
  const status = getStatus(detail) ?? '';
  const statusDetail = getText(detail, 'status_detail');
  const byCode = findFirstCode(
    CODES,
    statusDetail ? [`${status}/${statusDetail}`, status] : [status],
  );
  // The carrier's words; `description` is the longer text if the carrier has two.
  const [message, longer] = [getText(detail, 'message'), getText(detail, 'description')];
  // EasyPost does not know the scan, but the carrier's words may be clear.
  const byWords = readPlainEnglish(message, byCode.code);
  const known = status === 'unknown' && byWords.mapped ? byWords : byCode;
  const reading = preferOwnWords(known, { carrier, carriers }, message);
  return buildEvent({
    reading: refineFailure(reading, message, longer),
    timestamp,
    description: message ?? longer,
    otherWords: [longer],
    place,
  });
}

function readPlace(location: unknown): Place | null {
  return buildPlace({
    city: getText(location, 'city'),
    region: getText(location, 'state'),
    postalCode: getText(location, 'zip'),
    country: getText(location, 'country'),
  });
}

/** Midnight UTC means a date. The carrier's local time gives the day at the destination. */
function readEdd(tracker: Fields): EstimatedDelivery | null {
  const local = parseDate(getText(tracker, 'carrier_detail', 'est_delivery_date_local'));
  return eddFromDate(local ?? parseDate(getText(tracker, 'est_delivery_date')));
}
