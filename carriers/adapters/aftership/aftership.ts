/**
 * AfterShip: an aggregator that pushes and returns whole trackings. Source: the API reference of
 * AfterShip Tracking (v4 and the dated versions to 2026-07), its webhook pages, and the types of
 * its SDKs. Versions differ in names: `zip` and `postal_code`, `country_iso3` and `country_region`,
 * `expected_delivery` and `courier_estimated_delivery_date`.
 */

import type { ParseResult, Place, Status, TrackingEvent } from '../../../domain/tracking.ts';
import type { CarrierAdapter, UnderlyingCarriers, WebhookRequest } from '../../adapter.ts';
import { findCarrier } from '../../directory.ts';
import {
  asReturned,
  buildEvent,
  buildPlace,
  buildProofOf,
  buildResult,
  buildShipment,
  readEventRows,
} from '../../reading/build-result.ts';
import { findCode, findFirstCode } from '../../reading/code-table.ts';
import { refineFailure } from '../../reading/correct-by-words.ts';
import { toAlpha2 } from '../../reading/country-codes.ts';
import {
  type Document,
  describeFields,
  type Fields,
  get,
  getFirstText,
  getFlag,
  getNumber,
  getRecords,
  getText,
  isRecord,
  type Refused,
  refuse,
} from '../../reading/document.ts';
import { preferOwnWords, type Underlying } from '../../reading/own-sentence.ts';
import { parsePlaceLine } from '../../reading/place-line.ts';
import { verifyMac } from '../../reading/signature.ts';
import { correctByParcelStatus } from '../../reading/summary-status.ts';
import { parseTimestamp, type TimeZoneHints } from '../../reading/timestamp.ts';
import { refuseByMessage } from '../../reading/unknown-error.ts';
import { readEdd, readEstimate } from './estimate.ts';
import { poll } from './polling.ts';
import { SUBTAGS } from './subtags.ts';

export const aftership = {
  id: 'aftership',
  name: 'AfterShip',
  kind: 'aggregator',
  delivery: ['webhook', 'poll'],
  webhookAuth: 'HMAC-SHA256, base64, in `aftership-hmac-sha256`, over the raw body',
  webhookSecret: { kind: 'key' },
  formats:
    'Webhook with a tracking; tracking, list of trackings, last checkpoint (JSON, all versions)',
  verify,
  recognises,
  read,
  poll,
} as const satisfies CarrierAdapter;

function verify(request: WebhookRequest, secrets: readonly string[]) {
  return verifyMac(request, secrets, { header: 'aftership-hmac-sha256', encoding: 'base64' });
}

function recognises({ format, root }: Document): boolean {
  if (format !== 'json') return false;
  if (getNumber(root, 'meta', 'code') !== null) {
    return isRecord(get(root, 'data')) || getText(root, 'meta', 'type') !== null;
  }
  if (getText(root, 'event') !== null && getText(root, 'event_id') !== null) return true;
  if (isRecord(get(root, 'msg')))
    return getText(root, 'event_id') !== null || isTracking(get(root, 'msg'));
  return isTracking(root);
}

function isTracking(value: unknown): boolean {
  return (
    getText(value, 'tracking_number') !== null &&
    getText(value, 'slug') !== null &&
    (get(value, 'tag') !== undefined || get(value, 'checkpoints') !== undefined)
  );
}

/** The webhook events that contain a tracking: its status, its estimate, how long it is pending. */
const EVENTS = ['tracking_update', 'edd_revise', 'tracking_pending_time'];

function read(
  { root }: Document,
  _asked: string | null,
  carriers: UnderlyingCarriers,
): ParseResult {
  const refused = refuseError(root);
  if (refused) return refused;
  const event = getText(root, 'event');
  if (event !== null && !EVENTS.includes(event) && !isTracking(get(root, 'msg')))
    return refuse('other', `${event}, not about a tracking`);
  const trackings = listTrackings(root);
  if (trackings === null) {
    return refuse(
      'malformed',
      `no tracking in msg, data or data.tracking: ${describeFields(root)}`,
    );
  }
  if (trackings.length === 0) return refuse('not_found', 'the list of trackings is empty');
  const read = trackings.map((tracking, index) => readTracking(tracking, index, carriers));
  const shipments = read.flatMap(({ shipment }) => (shipment ? [shipment] : []));
  const notices = read.flatMap((each) => each.notices);
  return shipments.length > 0
    ? buildResult(shipments, notices)
    : refuse('malformed', notices.join('; '));
}

/** `meta.code` is the HTTP status or a more specific code of AfterShip. */
function refuseError(root: unknown): Refused | null {
  const code = getNumber(root, 'meta', 'code');
  if (code === null || (code >= 200 && code < 300)) return null;
  const message = getFirstText(get(root, 'meta'), 'message', 'type') ?? `code ${code}`;
  // 4004: the tracking does not exist; 4005 and 4017: its number cannot be one.
  if ([404, 4004, 4005, 4017].includes(code)) return refuse('not_found', message);
  return refuseByMessage(message);
}

/** Null if the document has no field for trackings, or an empty one. */
function listTrackings(root: unknown): readonly Fields[] | null {
  const data = get(root, 'msg') ?? get(root, 'data') ?? root;
  if (Array.isArray(get(data, 'trackings'))) return getRecords(data, 'trackings');
  const tracking = get(data, 'tracking') ?? data;
  return isRecord(tracking) && Object.keys(tracking).length > 0 ? [tracking] : null;
}

function readTracking(tracking: Fields, index: number, carriers: UnderlyingCarriers) {
  const number = getText(tracking, 'tracking_number');
  if (number === null) {
    const notice = `tracking ${index} has no tracking_number: ${describeFields(tracking)}`;
    return { shipment: null, notices: [notice] };
  }
  const carrier = findCarrier(getText(tracking, 'slug') ?? 'unknown').id;
  const hints = { homeZone: carriers.homeZoneOf(carrier), destination: readDestination(tracking) };
  const checkpoints = getRecords(tracking, 'checkpoints');
  const scans = checkpoints.length > 0 ? checkpoints : getRecords(tracking, 'checkpoint');
  const { events: scanned, notices } = readEventRows(scans, (scan, at) =>
    readCheckpoint(scan, at, { ...hints, carrier, carriers }),
  );
  const isListed = scans.some((scan) => ENDS.includes(readScanCode(scan).status ?? 'unknown'));
  const all = isListed ? scanned : [...scanned, ...readDelivery(tracking, hints)];
  const known = all.length === 0 && scans.length === 0 ? readSummary(tracking) : all;
  // True once a checkpoint reports a return; a shortened list may lack that checkpoint.
  const isBack =
    getFlag(tracking, 'return_to_sender') === true &&
    !scanned.some(({ status }) => status === 'return_to_sender');
  const summary = readScanCode(tracking);
  const events = correctByParcelStatus(isBack ? asReturned(known) : known, summary);
  const shipment = buildShipment({
    carrier,
    trackingNumber: number,
    uniqueId: getText(tracking, 'id'),
    service: getText(tracking, 'shipment_type'),
    events,
    edd: readEdd(tracking, hints.destination),
    originalEdd: readEstimate(get(tracking, 'first_estimated_delivery'), hints.destination),
    proofOfDelivery: readProof(tracking, events),
    attempts: getNumber(tracking, 'failed_delivery_attempts'),
    relatedNumbers: [
      ...getRecords(tracking, 'multi_piece_info', 'pieces').map((piece) =>
        getText(piece, 'tracking_number'),
      ),
      getText(tracking, 'first_mile', 'tracking_number'),
      getText(tracking, 'last_mile', 'tracking_number'),
    ],
    returnNumber: getText(tracking, 'return_shipment', 'tracking_number'),
  });
  return { shipment, notices };
}

const ENDS: readonly Status[] = ['delivered', 'return_to_sender'];

type ScanContext = TimeZoneHints & Underlying;

function readCheckpoint(checkpoint: Fields, index: number, context: ScanContext) {
  const { carrier, carriers, ...hints } = context;
  const written = getText(checkpoint, 'checkpoint_time');
  const place = readPlace(checkpoint);
  // A document may mix times with and without an offset. Times without one are local to the scan,
  // except in v4's response to an update: there they are UTC, and checkpoints have no carriers.
  const isUtc = get(checkpoint, 'slug') === null;
  const timestamp = parseTimestamp(written, isUtc ? { place } : { ...hints, place });
  if (!timestamp)
    return `checkpoints[${index}].checkpoint_time is not a time: ${written ?? 'nothing'}`;
  const [message, label] = [getText(checkpoint, 'message'), getText(checkpoint, 'subtag_message')];
  const byCode = readScanCode(checkpoint);
  const code = preferOwnWords(byCode, { carrier, carriers }, message);
  // What happened besides, by codes such as `returned_to_sender`.
  const happened = getRecords(checkpoint, 'events').map((event) => getText(event, 'code'));
  const reading = refineFailure(code, message, ...happened);
  // AfterShip's own label repeats its code, which the carrier's words may have replaced.
  const isReplaced = reading.status === 'delivered' && byCode.status !== 'delivered';
  return buildEvent({
    reading,
    timestamp,
    description: message ?? label,
    otherWords: [...happened, ...(label === 'Delivered' || isReplaced ? [] : [label])],
    place,
  });
}

function readScanCode(scan: Fields) {
  return readCodes(getText(scan, 'subtag'), getText(scan, 'tag'));
}

function readPlace(checkpoint: Fields): Place | null {
  const line = getText(checkpoint, 'location');
  const named = getFirstText(
    checkpoint,
    'country_region',
    'country_iso3',
    'country_region_name',
    'country_name',
  );
  // Some carriers write the whole place where the country belongs: `VALENCIA - SPAIN`.
  const inName = parsePlaceLine(named);
  const country = inName?.country ?? toAlpha2(named);
  const city = getText(checkpoint, 'city') ?? (inName?.country ? inName.city : null);
  const inLine = city === null && country === null ? parsePlaceLine(line) : null;
  if (inLine?.country) return inLine;
  return buildPlace({
    city: city ?? line,
    region: getText(checkpoint, 'state'),
    postalCode: getFirstText(checkpoint, 'postal_code', 'zip'),
    country,
  });
}

/** Reads the subtag, or the tag if the subtag is unknown. A subtag begins with its tag. */
function readCodes(subtag: string | null, tag: string | null) {
  const coarse = tag ?? subtag?.split('_')[0] ?? '';
  return subtag === null ? findCode(SUBTAGS, coarse) : findFirstCode(SUBTAGS, [subtag, coarse]);
}

/**
 * The delivery of a delivered tracking with a delivery time, when its shortened list has no
 * checkpoint for it. The time has no offset: v4 writes UTC, later versions local time at the
 * destination.
 */
function readDelivery(tracking: Fields, hints: TimeZoneHints): readonly TrackingEvent[] {
  const tag = getText(tracking, 'tag');
  if (tag !== 'Delivered') return [];
  const isLocal = get(tracking, 'destination_country_region') !== undefined;
  const timestamp = parseTimestamp(
    getText(tracking, 'shipment_delivery_date'),
    isLocal ? { ...hints, place: hints.destination ?? null } : {},
  );
  if (!timestamp) return [];
  const reading = readCodes(getText(tracking, 'subtag'), tag);
  const description = getText(tracking, 'subtag_message');
  return [buildEvent({ reading, timestamp, description })];
}

/** A tracking without checkpoints has a status, dated at its last change. */
function readSummary(tracking: Fields): readonly TrackingEvent[] {
  const timestamp = parseTimestamp(getFirstText(tracking, 'last_updated_at', 'updated_at'));
  const reading = readScanCode(tracking);
  if (!timestamp || reading.status === null) return [];
  return [buildEvent({ reading, timestamp, description: getText(tracking, 'subtag_message') })];
}

function readDestination(tracking: Fields): Place | null {
  return buildPlace({
    region: getText(tracking, 'destination_state'),
    country: toAlpha2(
      getFirstText(tracking, 'destination_country_region', 'destination_country_iso3'),
    ),
  });
}

function readProof(tracking: Fields, events: readonly TrackingEvent[]) {
  const signer = getText(tracking, 'signed_by');
  return buildProofOf(events, {
    // Some carriers use this field to say that no signature was required.
    signedBy: signer !== null && /not required/i.test(signer) ? null : signer,
    location: getText(tracking, 'delivery_location_type'),
    photoUrl: getText(tracking, 'proof_of_delivery', 0, 'url'),
  });
}
