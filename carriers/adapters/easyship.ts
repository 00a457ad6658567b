/**
 * Easyship: sells labels of many couriers and reports their shipments by webhook and API. Source:
 * Easyship's pages on webhook events (v1.0 to 2024-09), which list the tracking statuses, and its
 * webhooks guide for the signature.
 */

import type { ParseResult, TrackingEvent } from '../../domain/tracking.ts';
import type { CarrierAdapter, UnderlyingCarriers } from '../adapter.ts';
import { findCarrier } from '../directory.ts';
import {
  asReturned,
  buildEvent,
  buildPlace,
  buildProofOf,
  buildResult,
  buildShipment,
  eddFromDate,
  readEventRows,
  type ShipmentParts,
} from '../reading/build-result.ts';
import {
  type CodeReading,
  type CodeTable,
  findCode,
  normalizePhrase,
  phraseRows,
} from '../reading/code-table.ts';
import { refineMovement } from '../reading/correct-by-words.ts';
import { toAlpha2 } from '../reading/country-codes.ts';
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
} from '../reading/document.ts';
import { verifyEasyshipToken } from '../reading/easyship-token.ts';
import { preferOwnWords } from '../reading/own-sentence.ts';
import { parseDate, parseTimestamp, type TimeZoneHints } from '../reading/timestamp.ts';
import { refuseByMessage } from '../reading/unknown-error.ts';

/**
 * Tracking statuses; the API also writes them like `in_transit_to_customer`. Checked against the
 * list of statuses on Easyship's pages.
 */
const CODES: CodeTable = {
  ...phraseRows('info', [
    'Delivery Expected (End of Updates)',
    'No Recent Tracking Updates',
    'Not Created',
    'Pending',
    'Uncancelled',
  ]),
  ...phraseRows('pre_transit', ['Created', 'Info Received', 'Label Created', 'Label Generated']),
  ...phraseRows('in_transit', [
    'Arrived at Consolidation Center',
    'In Transit',
    'In Transit to Consolidation Center',
    'In Transit to Customer',
    'Processing at Consolidation Center',
    'Shipped',
    'Shipped (No Tracking Provided)',
  ]),
  ...phraseRows('out_for_delivery', ['Out for Delivery']),
  ...phraseRows('attempted', ['Failed Attempt', 'Failed Delivery Attempt']),
  ...phraseRows('available_for_pickup', ['Available for Pickup']),
  ...phraseRows('delivered', ['Delivered']),
  ...phraseRows('exception/other', ['Exception', 'Liquidated']),
  ...phraseRows('exception/destroyed', ['Disposed']),
  ...phraseRows('exception/loss', ['Lost by Courier']),
  ...phraseRows('return_to_sender', ['To be returned', 'Returning to Sender']),
  ...phraseRows('return_to_sender/returned', ['Returned', 'Returned to Sender']),
  ...phraseRows('cancelled', ['Cancelled']),
};

export const easyship = {
  id: 'easyship',
  name: 'Easyship',
  kind: 'aggregator',
  delivery: ['webhook', 'poll'],
  webhookAuth: 'JWT (HS256) in `X-Easyship-Signature`; it does not cover the body',
  webhookSecret: { kind: 'key' },
  // Some of its events list shipments. Its pages name no size.
  webhookBytesMax: 2 * 1024 * 1024,
  formats: 'Webhooks of tracking, tracking with checkpoints, shipment, lists of them (JSON)',
  verify: verifyEasyshipToken,
  recognises,
  read,
} as const satisfies CarrierAdapter;

function recognises({ format, root }: Document): boolean {
  if (format !== 'json') return false;
  const event = getText(root, 'event_type');
  if (event !== null && (event.startsWith('shipment.') || getText(root, 'resource_type') !== null))
    return true;
  const error = get(root, 'error');
  if (getText(error, 'request_id') !== null && getText(error, 'type') !== null) return true;
  return listTrackings(root).some((thing) => 'easyship_shipment_id' in thing);
}

/** Trackings and shipments; the field's name differs between webhook versions. */
function listTrackings(root: unknown): readonly Fields[] {
  for (const list of ['trackings', 'shipments']) {
    if (Array.isArray(get(root, list))) return getRecords(root, list);
  }
  const thing =
    get(root, 'data') ??
    get(root, 'tracking_status') ??
    get(root, 'tracking') ??
    get(root, 'shipment') ??
    root;
  return isRecord(thing) ? [thing] : [];
}

/** The other events are about labels, batches, warehouses, couriers, companies and credit. */
const ABOUT_PARCEL = /^shipment\.(tracking\.|cancelled$)/;

function read(
  { root }: Document,
  _asked: string | null,
  carriers: UnderlyingCarriers,
): ParseResult {
  const error = get(root, 'error');
  if (isRecord(error) || typeof error === 'string') return refuseError(error);
  const event = getText(root, 'event_type');
  if (event !== null && !ABOUT_PARCEL.test(event))
    return refuse('other', `${event}, not about a tracking`);
  const lists = [get(root, 'trackings'), get(root, 'shipments')].filter(Array.isArray);
  if (lists.some((list) => list.length === 0)) return refuse('not_found', 'the list is empty');
  const things = listTrackings(root);
  const read = things.map((thing) => readParcel(thing, carriers)).filter((each) => each !== null);
  if (read.length === 0) {
    if (event === 'shipment.cancelled') return refuse('other', `${event}, without a number`);
    const what = `${event === null ? '' : `${event}, `}${describeFields(things[0] ?? root)}`;
    return refuse('malformed', `no tracking_number in a tracking or shipment: ${what}`);
  }
  return buildResult(
    read.map(({ parts }) => buildShipment(parts)),
    read.flatMap(({ notices }) => notices),
  );
}

function refuseError(error: unknown): Refused {
  const message = getText(error) ?? getFirstText(error, 'message', 'details', 'code') ?? 'an error';
  const code = getText(error, 'code') ?? '';
  return /not_found/.test(code) ? refuse('not_found', message) : refuseByMessage(message);
}

interface ParcelResult {
  readonly parts: ShipmentParts;
  readonly notices: readonly string[];
}

function readParcel(thing: Fields, carriers: UnderlyingCarriers): ParcelResult | null {
  const legs = [...getRecords(thing, 'trackings')].sort(
    (a, b) => (getNumber(a, 'leg_number') ?? 0) - (getNumber(b, 'leg_number') ?? 0),
  );
  const number = getText(thing, 'tracking_number') ?? getText(legs[0], 'tracking_number');
  if (number === null) return null;
  const carrier = findCarrier(findCourier(thing)).id;
  const hints = {
    homeZone: carriers.homeZoneOf(carrier),
    destination: buildPlace({ country: toAlpha2(getText(thing, 'destination')) }),
  };
  const { events: scanned, notices } = readEventRows(
    getRecords(thing, 'checkpoints'),
    (checkpoint, index) => readCheckpoint(checkpoint, index, { ...hints, carrier, carriers }),
  );
  const state = readState(thing, legs);
  const all = scanned.length > 0 ? scanned : buildStateEvents(thing, state);
  const events = state?.reading.status === 'return_to_sender' ? asReturned(all) : all;
  const silent = events.length === 0 && state !== null ? [`${state.words}: without a time`] : [];
  const parts: ShipmentParts = {
    carrier,
    trackingNumber: number,
    uniqueId: getText(thing, 'easyship_shipment_id') ?? getText(thing, 'id'),
    events,
    edd: eddFromDate(parseDate(getText(thing, 'eta_date'))),
    proofOfDelivery: buildProofOf(events, { signedBy: getText(thing, 'signed_by') }),
    relatedNumbers: legs.flatMap((leg) => [
      getText(leg, 'tracking_number'),
      getText(leg, 'local_tracking_number'),
      getText(leg, 'alternate_tracking_number'),
    ]),
  };
  return { parts, notices: [...notices, ...silent] };
}

function findCourier(thing: Fields): string {
  const courier = get(thing, 'courier') ?? get(thing, 'courier_service');
  const handler = getRecords(thing, 'checkpoints').at(-1);
  return (
    getFirstText(courier, 'umbrella_name', 'name') ??
    getText(courier) ??
    getText(handler, 'handler') ??
    'unknown'
  );
}

interface State {
  readonly words: string;
  readonly reading: CodeReading;
}

/** The state of the last leg that has started, or of the whole shipment. */
function readState(thing: Fields, legs: readonly Fields[]): State | null {
  const states = legs.map((leg) => getText(leg, 'tracking_state'));
  const begun = states.findLastIndex((state) => state !== null && readCode(state).status !== null);
  const words = states[begun] ?? getText(thing, 'status') ?? getText(thing, 'delivery_state');
  if (words === null) return null;
  const reading = readCode(words);
  // The first courier delivers to the second.
  const isHandover = begun >= 0 && begun < legs.length - 1 && reading.status === 'delivered';
  return { words, reading: isHandover ? { ...reading, status: 'in_transit' } : reading };
}

/** A shipment has a state and no scans. The state dates from its last change. */
function buildStateEvents(thing: Fields, state: State | null): readonly TrackingEvent[] {
  const timestamp = parseTimestamp(getText(thing, 'updated_at'));
  if (state === null || timestamp === null) return [];
  const { reading, words } = state;
  return reading.status === null && reading.mapped
    ? []
    : [buildEvent({ reading, timestamp, description: words })];
}

interface ScanContext extends TimeZoneHints {
  readonly carrier: string;
  readonly carriers: UnderlyingCarriers;
}

function readCheckpoint(
  checkpoint: Fields,
  index: number,
  { carrier, carriers, ...hints }: ScanContext,
): TrackingEvent | string {
  const written = getText(checkpoint, 'checkpoint_time');
  const place = buildPlace({
    city: getText(checkpoint, 'city') ?? getText(checkpoint, 'location'),
    region: getText(checkpoint, 'state'),
    postalCode: getText(checkpoint, 'postal_code'),
    country: toAlpha2(getFirstText(checkpoint, 'country_alpha2', 'country_iso3', 'country_name')),
  });
  const timestamp = parseTimestamp(written, { ...hints, place });
  if (!timestamp)
    return `checkpoints[${index}].checkpoint_time is not a time: ${written ?? 'nothing'}`;
  const message = getText(checkpoint, 'message');
  const status = getText(checkpoint, 'primary_status');
  const reading = preferOwnWords(readCode(status ?? ''), { carrier, carriers }, message);
  return buildEvent({
    reading: refineMovement(reading, message),
    timestamp,
    description: message ?? status,
    place,
  });
}

function readCode(state: string) {
  return findCode(CODES, normalizePhrase(state.replaceAll('_', ' ')));
}
