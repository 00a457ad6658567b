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
  placeOf,
  proofOf,
  readRows,
  report,
  trackedShipment,
  trackingEvent,
} from '../../reading/build-result.ts';
import { findCode, findFirstCode } from '../../reading/code-table.ts';
import { alpha2Of } from '../../reading/country-codes.ts';
import {
  type Document,
  type Fields,
  fieldsOf,
  firstText,
  get,
  isRecord,
  numberOf,
  type Refused,
  recordsOf,
  refuse,
  textOf,
} from '../../reading/document.ts';
import { verifyMac } from '../../reading/signature.ts';
import { dateOf, parseTimestamp, type Timestamp } from '../../reading/timestamp.ts';
import { refuseByWords } from '../../reading/unknown-error.ts';
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
  if (numberOf(root, 'meta', 'code') !== null) {
    return isRecord(get(root, 'data')) || textOf(root, 'meta', 'type') !== null;
  }
  if (isRecord(get(root, 'msg'))) {
    return textOf(root, 'event_id') !== null || isTracking(get(root, 'msg'));
  }
  return isTracking(root);
}

function isTracking(value: unknown): boolean {
  return (
    textOf(value, 'tracking_number') !== null &&
    textOf(value, 'slug') !== null &&
    (get(value, 'tag') !== undefined || get(value, 'checkpoints') !== undefined)
  );
}

function read({ root }: Document): ParseResult {
  const refused = refuseError(root);
  if (refused) return refused;
  const trackings = trackingsIn(root);
  if (trackings === null) {
    return refuse('malformed', `no tracking in msg, data or data.tracking: ${fieldsOf(root)}`);
  }
  if (trackings.length === 0) return refuse('not_found', 'the list of trackings is empty');
  const read = trackings.map(readTracking);
  const shipments = read.flatMap(({ shipment }) => (shipment ? [shipment] : []));
  const notices = read.flatMap((each) => each.notices);
  return shipments.length > 0
    ? report(shipments, notices)
    : refuse('malformed', notices.join('; '));
}

/** `meta.code` is the HTTP status, or a finer code of AfterShip's own. */
function refuseError(root: unknown): Refused | null {
  const code = numberOf(root, 'meta', 'code');
  if (code === null || (code >= 200 && code < 300)) return null;
  const message = firstText(get(root, 'meta'), 'message', 'type') ?? `code ${code}`;
  // 4004: the tracking does not exist; 4005 and 4017: its number cannot be one.
  if ([404, 4004, 4005, 4017].includes(code)) return refuse('not_found', message);
  return refuseByWords(message);
}

/** Null where the document has no place for trackings, or nothing in it. */
function trackingsIn(root: unknown): readonly Fields[] | null {
  const data = get(root, 'msg') ?? get(root, 'data') ?? root;
  if (Array.isArray(get(data, 'trackings'))) return recordsOf(data, 'trackings');
  const tracking = get(data, 'tracking') ?? data;
  return isRecord(tracking) && Object.keys(tracking).length > 0 ? [tracking] : null;
}

function readTracking(tracking: Fields, index: number) {
  const number = textOf(tracking, 'tracking_number');
  if (number === null) {
    const notice = `tracking ${index} has no tracking_number: ${fieldsOf(tracking)}`;
    return { shipment: null, notices: [notice] };
  }
  const checkpoints = recordsOf(tracking, 'checkpoints');
  const scans = checkpoints.length > 0 ? checkpoints : recordsOf(tracking, 'checkpoint');
  const { events: scanned, notices } = readRows(scans, readCheckpoint);
  const events = withDelivery(scanned, tracking);
  const shipment = trackedShipment({
    carrier: findCarrier(textOf(tracking, 'slug') ?? 'unknown').id,
    trackingNumber: number,
    uniqueId: textOf(tracking, 'id'),
    service: textOf(tracking, 'shipment_type'),
    events,
    edd: eddIn(tracking),
    originalEdd: estimateIn(get(tracking, 'first_estimated_delivery'), destinationOf(tracking)),
    proofOfDelivery: proofIn(tracking, events),
    attempts: numberOf(tracking, 'failed_delivery_attempts'),
    relatedNumbers: [
      ...recordsOf(tracking, 'multi_piece_info', 'pieces').map((piece) =>
        textOf(piece, 'tracking_number'),
      ),
      textOf(tracking, 'first_mile', 'tracking_number'),
      textOf(tracking, 'last_mile', 'tracking_number'),
    ],
    returnNumber: textOf(tracking, 'return_shipment', 'tracking_number'),
  });
  return { shipment, notices };
}

function readCheckpoint(checkpoint: Fields, index: number) {
  const written = textOf(checkpoint, 'checkpoint_time');
  const place = placeOf({
    city: textOf(checkpoint, 'city') ?? textOf(checkpoint, 'location'),
    region: textOf(checkpoint, 'state'),
    postalCode: firstText(checkpoint, 'postal_code', 'zip'),
    country: alpha2Of(
      firstText(
        checkpoint,
        'country_region',
        'country_iso3',
        'country_region_name',
        'country_name',
      ),
    ),
  });
  // One document mixes times with an offset and times without: those are the scan's own clock.
  const moment = parseTimestamp(written, { place });
  if (!moment)
    return `checkpoints[${index}].checkpoint_time is not a time: ${written ?? 'nothing'}`;
  return trackingEvent({
    reading: readingOfCodes(textOf(checkpoint, 'subtag'), textOf(checkpoint, 'tag')),
    moment,
    description: firstText(checkpoint, 'message', 'subtag_message'),
    place,
  });
}

/** By the subtag; by the tag where the subtag is new; the tag is also what a subtag begins with. */
function readingOfCodes(subtag: string | null, tag: string | null) {
  const coarse = tag ?? subtag?.split('_')[0] ?? '';
  return subtag === null ? findCode(SUBTAGS, coarse) : findFirstCode(SUBTAGS, [subtag, coarse]);
}

/**
 * A tracking that is delivered, and says when, but has no checkpoint that says so: its list was
 * shortened. The time has no offset: v4 writes UTC, later versions the clock at the destination.
 */
function withDelivery(events: readonly TrackingEvent[], tracking: Fields) {
  const tag = textOf(tracking, 'tag');
  const told = events.some(({ status }) => status === 'delivered' || status === 'return_to_sender');
  if (tag !== 'Delivered' || told) return events;
  const place = destinationOf(tracking);
  const moment = parseTimestamp(textOf(tracking, 'shipment_delivery_date'), { place });
  if (!moment) return events;
  const reading = readingOfCodes(textOf(tracking, 'subtag'), tag);
  const description = textOf(tracking, 'subtag_message');
  return [...events, trackingEvent({ reading, moment, description })];
}

function destinationOf(tracking: Fields): Place | null {
  return placeOf({
    region: textOf(tracking, 'destination_state'),
    country: alpha2Of(textOf(tracking, 'destination_country_region')),
  });
}

/** What is shown to the customer first, then the carrier's, then AfterShip's own and the shop's. */
function eddIn(tracking: Fields): EstimatedDelivery | null {
  const place = destinationOf(tracking);
  for (const field of [
    'latest_estimated_delivery',
    'courier_estimated_delivery_date',
    'expected_delivery',
    'aftership_estimated_delivery_date',
    'custom_estimated_delivery_date',
  ]) {
    const estimate = estimateIn(get(tracking, field), place);
    if (estimate) return estimate;
  }
  return null;
}

/** A date or time, or an object with one and with the ends of a range. */
function estimateIn(value: unknown, place: Place | null): EstimatedDelivery | null {
  const at = textOf(value) ?? firstText(value, 'datetime', 'estimated_delivery_date');
  const from = parseTimestamp(firstText(value, 'datetime_min', 'estimated_delivery_date_min'), {
    place,
  });
  const until = parseTimestamp(firstText(value, 'datetime_max', 'estimated_delivery_date_max'), {
    place,
  });
  const date = dateOf(at) ?? dayOf(until) ?? dayOf(from);
  return date === null ? null : { date, from: instantOf(from), until: instantOf(until) };
}

function dayOf(moment: Timestamp | null): string | null {
  return moment?.localTime?.slice(0, 10) ?? null;
}

function instantOf(moment: Timestamp | null): number | null {
  return moment === null || moment.dateOnly ? null : moment.occurredAt;
}

function proofIn(tracking: Fields, events: readonly TrackingEvent[]) {
  const signer = textOf(tracking, 'signed_by');
  return proofOf({
    at: events.findLast(({ status }) => status === 'delivered')?.occurredAt ?? null,
    // Carriers also write that nobody had to sign.
    signedBy: signer !== null && /not required/i.test(signer) ? null : signer,
    location: textOf(tracking, 'delivery_location_type'),
    photoUrl: textOf(tracking, 'proof_of_delivery', 0, 'url'),
  });
}
