/**
 * AfterShip: an aggregator that pushes and answers with whole trackings. Source: the API reference
 * of AfterShip Tracking (v4 and the dated versions to 2026-07), its webhook pages, and the types of
 * its SDKs. Versions differ in names: `zip` and `postal_code`, `country_iso3` and `country_region`,
 * `expected_delivery` and `courier_estimated_delivery_date`.
 */

import type {
  EstimatedDelivery,
  ParseResult,
  Place,
  TrackingEvent,
} from '../../../domain/tracking.ts';
import type { CarrierAdapter, WebhookRequest } from '../../adapter.ts';
import { findCarrier } from '../../directory.ts';
import {
  buildEvent,
  buildPlace,
  buildProof,
  buildResult,
  buildShipment,
  readEventRows,
} from '../../reading/build-result.ts';
import { findCode, findFirstCode } from '../../reading/code-table.ts';
import { toAlpha2 } from '../../reading/country-codes.ts';
import {
  type Document,
  describeFields,
  type Fields,
  get,
  getFirstText,
  getNumber,
  getRecords,
  getText,
  isRecord,
  type Refused,
  refuse,
} from '../../reading/document.ts';
import { verifyMac } from '../../reading/signature.ts';
import { parseDate, parseTimestamp, type Timestamp } from '../../reading/timestamp.ts';
import { refuseByMessage } from '../../reading/unknown-error.ts';
import { poll } from './polling.ts';
import { SUBTAGS } from './subtags.ts';

export const aftership = {
  id: 'aftership',
  name: 'AfterShip',
  kind: 'aggregator',
  delivery: ['webhook', 'poll'],
  webhookAuth: 'HMAC-SHA256, base64, in `aftership-hmac-sha256`, over the raw body',
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
  if (isRecord(get(root, 'msg'))) {
    return getText(root, 'event_id') !== null || isTracking(get(root, 'msg'));
  }
  return isTracking(root);
}

function isTracking(value: unknown): boolean {
  return (
    getText(value, 'tracking_number') !== null &&
    getText(value, 'slug') !== null &&
    (get(value, 'tag') !== undefined || get(value, 'checkpoints') !== undefined)
  );
}

function read({ root }: Document): ParseResult {
  const refused = refuseError(root);
  if (refused) return refused;
  const trackings = listTrackings(root);
  if (trackings === null) {
    return refuse(
      'malformed',
      `no tracking in msg, data or data.tracking: ${describeFields(root)}`,
    );
  }
  if (trackings.length === 0) return refuse('not_found', 'the list of trackings is empty');
  const read = trackings.map(readTracking);
  const shipments = read.flatMap(({ shipment }) => (shipment ? [shipment] : []));
  const notices = read.flatMap((each) => each.notices);
  return shipments.length > 0
    ? buildResult(shipments, notices)
    : refuse('malformed', notices.join('; '));
}

/** `meta.code` is the HTTP status or a more exact code of AfterShip. */
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

function readTracking(tracking: Fields, index: number) {
  const number = getText(tracking, 'tracking_number');
  if (number === null) {
    const notice = `tracking ${index} has no tracking_number: ${describeFields(tracking)}`;
    return { shipment: null, notices: [notice] };
  }
  const checkpoints = getRecords(tracking, 'checkpoints');
  const scans = checkpoints.length > 0 ? checkpoints : getRecords(tracking, 'checkpoint');
  const { events: scanned, notices } = readEventRows(scans, readCheckpoint);
  const events = withDelivery(scanned, tracking);
  const shipment = buildShipment({
    carrier: findCarrier(getText(tracking, 'slug') ?? 'unknown').id,
    trackingNumber: number,
    uniqueId: getText(tracking, 'id'),
    service: getText(tracking, 'shipment_type'),
    events,
    edd: readEdd(tracking),
    originalEdd: readEstimate(get(tracking, 'first_estimated_delivery'), readDestination(tracking)),
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

function readCheckpoint(checkpoint: Fields, index: number) {
  const written = getText(checkpoint, 'checkpoint_time');
  const place = buildPlace({
    city: getText(checkpoint, 'city') ?? getText(checkpoint, 'location'),
    region: getText(checkpoint, 'state'),
    postalCode: getFirstText(checkpoint, 'postal_code', 'zip'),
    country: toAlpha2(
      getFirstText(
        checkpoint,
        'country_region',
        'country_iso3',
        'country_region_name',
        'country_name',
      ),
    ),
  });
  // A document may mix times with and without an offset. Those without are local to the scan.
  const timestamp = parseTimestamp(written, { place });
  if (!timestamp)
    return `checkpoints[${index}].checkpoint_time is not a time: ${written ?? 'nothing'}`;
  return buildEvent({
    reading: readCodes(getText(checkpoint, 'subtag'), getText(checkpoint, 'tag')),
    timestamp,
    description: getFirstText(checkpoint, 'message', 'subtag_message'),
    place,
  });
}

/** Reads the subtag; the tag if the subtag is new. A subtag also begins with its tag. */
function readCodes(subtag: string | null, tag: string | null) {
  const coarse = tag ?? subtag?.split('_')[0] ?? '';
  return subtag === null ? findCode(SUBTAGS, coarse) : findFirstCode(SUBTAGS, [subtag, coarse]);
}

/**
 * Adds the delivery to a tracking that is delivered, has a delivery time, and has no checkpoint for
 * it because its list was shortened. The time has no offset: v4 writes UTC, later versions local
 * time at the destination.
 */
function withDelivery(events: readonly TrackingEvent[], tracking: Fields) {
  const tag = getText(tracking, 'tag');
  const isListed = events.some(
    ({ status }) => status === 'delivered' || status === 'return_to_sender',
  );
  if (tag !== 'Delivered' || isListed) return events;
  const place = readDestination(tracking);
  const timestamp = parseTimestamp(getText(tracking, 'shipment_delivery_date'), { place });
  if (!timestamp) return events;
  const reading = readCodes(getText(tracking, 'subtag'), tag);
  const description = getText(tracking, 'subtag_message');
  return [...events, buildEvent({ reading, timestamp, description })];
}

function readDestination(tracking: Fields): Place | null {
  return buildPlace({
    region: getText(tracking, 'destination_state'),
    country: toAlpha2(getText(tracking, 'destination_country_region')),
  });
}

/** The estimate shown to the customer first, then the carrier's, AfterShip's and the shop's. */
function readEdd(tracking: Fields): EstimatedDelivery | null {
  const place = readDestination(tracking);
  for (const field of [
    'latest_estimated_delivery',
    'courier_estimated_delivery_date',
    'expected_delivery',
    'aftership_estimated_delivery_date',
    'custom_estimated_delivery_date',
  ]) {
    const estimate = readEstimate(get(tracking, field), place);
    if (estimate) return estimate;
  }
  return null;
}

/** A date or time, or an object with a date or time and the ends of a range. */
function readEstimate(value: unknown, place: Place | null): EstimatedDelivery | null {
  const at = getText(value) ?? getFirstText(value, 'datetime', 'estimated_delivery_date');
  const from = parseTimestamp(getFirstText(value, 'datetime_min', 'estimated_delivery_date_min'), {
    place,
  });
  const until = parseTimestamp(getFirstText(value, 'datetime_max', 'estimated_delivery_date_max'), {
    place,
  });
  const date = parseDate(at) ?? getDay(until) ?? getDay(from);
  return date === null ? null : { date, from: getInstant(from), until: getInstant(until) };
}

function getDay(timestamp: Timestamp | null): string | null {
  return timestamp?.localTime?.slice(0, 10) ?? null;
}

function getInstant(timestamp: Timestamp | null): number | null {
  return timestamp === null || timestamp.dateOnly ? null : timestamp.occurredAt;
}

function readProof(tracking: Fields, events: readonly TrackingEvent[]) {
  const signer = getText(tracking, 'signed_by');
  return buildProof({
    at: events.findLast(({ status }) => status === 'delivered')?.occurredAt ?? null,
    // Some carriers write here that no signature was required.
    signedBy: signer !== null && /not required/i.test(signer) ? null : signer,
    location: getText(tracking, 'delivery_location_type'),
    photoUrl: getText(tracking, 'proof_of_delivery', 0, 'url'),
  });
}
