/**
 * Easyship: sells labels of many couriers, and tells of their shipments by webhook and API. Source:
 * Easyship's pages on webhook events (v1.0 to 2024-09), which list the tracking statuses, and its
 * webhooks guide for the signature.
 */

import type { ParseResult, TrackingEvent } from '../../domain/tracking.ts';
import type { CarrierAdapter, Verdict, WebhookRequest } from '../adapter.ts';
import { findCarrier } from '../directory.ts';
import {
  eddOfDate,
  placeOf,
  proofOf,
  readRows,
  report,
  type ShipmentParts,
  trackedShipment,
  trackingEvent,
} from '../reading/build-result.ts';
import { type CodeTable, findCode, phraseOf, phrases } from '../reading/code-table.ts';
import { alpha2Of } from '../reading/country-codes.ts';
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
} from '../reading/document.ts';
import {
  badSignature,
  headerOf,
  join,
  missing,
  verifyFresh,
  verifyMac,
} from '../reading/signature.ts';
import { dateOf, parseTimestamp } from '../reading/timestamp.ts';
import { refuseByWords } from '../reading/unknown-error.ts';

/** Tracking statuses; the API also writes them as `in_transit_to_customer`. */
const CODES: CodeTable = {
  ...phrases('info', [
    'Delivery Expected (End of Updates)',
    'No Recent Tracking Updates',
    'Not Created',
    'Pending',
    'Uncancelled',
  ]),
  ...phrases('pre_transit', ['Created', 'Info Received', 'Label Created', 'Label Generated']),
  ...phrases('in_transit', [
    'Arrived at Consolidation Center',
    'In Transit',
    'In Transit to Consolidation Center',
    'In Transit to Customer',
    'Processing at Consolidation Center',
    'Shipped',
    'Shipped (No Tracking Provided)',
  ]),
  ...phrases('out_for_delivery', ['Out for Delivery']),
  ...phrases('attempted', ['Failed Attempt', 'Failed Delivery Attempt']),
  ...phrases('available_for_pickup', ['Available for Pickup']),
  ...phrases('delivered', ['Delivered']),
  ...phrases('exception/other', ['Exception', 'Liquidated']),
  ...phrases('exception/destroyed', ['Disposed']),
  ...phrases('exception/loss', ['Lost by Courier']),
  ...phrases('return_to_sender', ['To be returned', 'Returning to Sender']),
  ...phrases('return_to_sender/returned', ['Returned', 'Returned to Sender']),
  ...phrases('cancelled', ['Cancelled']),
};

const SIGNATURE = 'X-Easyship-Signature';

export const easyship = {
  id: 'easyship',
  name: 'Easyship',
  kind: 'aggregator',
  delivery: ['webhook', 'poll'],
  webhookAuth: 'JWT (HS256) in `X-Easyship-Signature`; it does not cover the body',
  formats: 'Webhooks of tracking, tracking with checkpoints, shipment, lists of them (JSON)',
  verify,
  recognises,
  read,
} as const satisfies CarrierAdapter;

/** The token is signed with the webhook's secret key and names the company, not the body. */
function verify(request: WebhookRequest, secrets: readonly string[]): Verdict {
  const token = headerOf(request, SIGNATURE);
  if (token === null) return missing(SIGNATURE);
  const [head = '', claims = '', mac = '', ...more] = token.split('.');
  if (more.length > 0 || textOf(jsonOf(head), 'alg') !== 'HS256') return badSignature(SIGNATURE);
  const verdict = verifyMac(
    { ...request, headers: { [SIGNATURE.toLowerCase()]: mac || '-' } },
    secrets,
    { header: SIGNATURE, encoding: 'base64', signed: () => join(`${head}.${claims}`) },
  );
  const expiry = numberOf(jsonOf(claims), 'exp');
  if (!verdict.ok || expiry === null || expiry * 1000 > request.receivedAt) return verdict;
  return verifyFresh(null, request, 0);
}

function jsonOf(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
  } catch {
    return null;
  }
}

function recognises({ format, root }: Document): boolean {
  if (format !== 'json') return false;
  if (/^shipment\./.test(textOf(root, 'event_type') ?? '')) return true;
  const error = get(root, 'error');
  if (textOf(error, 'request_id') !== null && textOf(error, 'type') !== null) return true;
  return thingsIn(root).some((thing) => 'easyship_shipment_id' in thing);
}

/** Trackings and shipments; that of a webhook is in a field that changed its name. */
function thingsIn(root: unknown): readonly Fields[] {
  for (const list of ['trackings', 'shipments']) {
    if (Array.isArray(get(root, list))) return recordsOf(root, list);
  }
  const thing =
    get(root, 'data') ??
    get(root, 'tracking_status') ??
    get(root, 'tracking') ??
    get(root, 'shipment') ??
    root;
  return isRecord(thing) ? [thing] : [];
}

function read({ root }: Document): ParseResult {
  const error = get(root, 'error');
  if (isRecord(error) || typeof error === 'string') return refuseError(error);
  const lists = [get(root, 'trackings'), get(root, 'shipments')].filter(Array.isArray);
  if (lists.some((list) => list.length === 0)) return refuse('not_found', 'the list is empty');
  const things = thingsIn(root);
  const read = things.map(readThing).filter((each) => each !== null);
  if (read.length === 0) {
    const event = textOf(root, 'event_type');
    const what = `${event === null ? '' : `${event}, `}${fieldsOf(things[0] ?? root)}`;
    return refuse('malformed', `no tracking_number in a tracking or shipment: ${what}`);
  }
  return report(
    read.map(({ parts }) => trackedShipment(parts)),
    read.flatMap(({ notices }) => notices),
  );
}

function refuseError(error: unknown): Refused {
  const message = textOf(error) ?? firstText(error, 'message', 'details', 'code') ?? 'an error';
  const code = textOf(error, 'code') ?? '';
  return /not_found/.test(code) ? refuse('not_found', message) : refuseByWords(message);
}

interface Read {
  readonly parts: ShipmentParts;
  readonly notices: readonly string[];
}

function readThing(thing: Fields): Read | null {
  const legs = [...recordsOf(thing, 'trackings')].sort(
    (a, b) => (numberOf(a, 'leg_number') ?? 0) - (numberOf(b, 'leg_number') ?? 0),
  );
  const number = textOf(thing, 'tracking_number') ?? textOf(legs[0], 'tracking_number');
  if (number === null) return null;
  const checkpoints = recordsOf(thing, 'checkpoints');
  const { events: scanned, notices } = readRows(checkpoints, readCheckpoint);
  const state = stateOf(thing, legs);
  const events = scanned.length > 0 ? scanned : eventsOfState(thing, state);
  const silent = events.length === 0 && state !== null ? [`${state}: no time is given`] : [];
  const parts: ShipmentParts = {
    carrier: findCarrier(courierOf(thing)).id,
    trackingNumber: number,
    uniqueId: textOf(thing, 'easyship_shipment_id') ?? textOf(thing, 'id'),
    events,
    edd: eddOfDate(dateOf(textOf(thing, 'eta_date'))),
    proofOfDelivery: proofOf({
      at: events.findLast(({ status }) => status === 'delivered')?.occurredAt ?? null,
      signedBy: textOf(thing, 'signed_by'),
    }),
    relatedNumbers: legs.flatMap((leg) => [
      textOf(leg, 'tracking_number'),
      textOf(leg, 'local_tracking_number'),
      textOf(leg, 'alternate_tracking_number'),
    ]),
  };
  return { parts, notices: [...notices, ...silent] };
}

function courierOf(thing: Fields): string {
  const courier = get(thing, 'courier') ?? get(thing, 'courier_service');
  const handler = recordsOf(thing, 'checkpoints').at(-1);
  return (
    firstText(courier, 'umbrella_name', 'name') ??
    textOf(courier) ??
    textOf(handler, 'handler') ??
    'unknown'
  );
}

/** Of the last leg that has begun; else of the whole. */
function stateOf(thing: Fields, legs: readonly Fields[]): string | null {
  const states = legs.map((leg) => textOf(leg, 'tracking_state'));
  const begun = states.findLast((state) => state !== null && readingOf(state).status !== null);
  return begun ?? textOf(thing, 'status') ?? textOf(thing, 'delivery_state');
}

/** A shipment has a state and no scans: it is known to have been so when it last changed. */
function eventsOfState(thing: Fields, state: string | null): readonly TrackingEvent[] {
  const moment = parseTimestamp(textOf(thing, 'updated_at'));
  if (state === null || moment === null) return [];
  const reading = readingOf(state);
  return reading.status === null && reading.mapped
    ? []
    : [trackingEvent({ reading, moment, description: state })];
}

function readCheckpoint(checkpoint: Fields, index: number): TrackingEvent | string {
  const written = textOf(checkpoint, 'checkpoint_time');
  const place = placeOf({
    city: textOf(checkpoint, 'city') ?? textOf(checkpoint, 'location'),
    region: textOf(checkpoint, 'state'),
    postalCode: textOf(checkpoint, 'postal_code'),
    country: alpha2Of(firstText(checkpoint, 'country_alpha2', 'country_iso3', 'country_name')),
  });
  const moment = parseTimestamp(written, { place });
  if (!moment)
    return `checkpoints[${index}].checkpoint_time is not a time: ${written ?? 'nothing'}`;
  return trackingEvent({
    reading: readingOf(textOf(checkpoint, 'primary_status') ?? ''),
    moment,
    description: firstText(checkpoint, 'message', 'primary_status'),
    place,
  });
}

function readingOf(state: string) {
  return findCode(CODES, phraseOf(state.replaceAll('_', ' ')));
}
