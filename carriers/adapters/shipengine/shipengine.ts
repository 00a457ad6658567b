/**
 * ShipEngine and ShipStation (one API, two names): an aggregator that pushes and answers with
 * tracking information. Source: the OpenAPI definitions of both, and their pages on tracking,
 * webhook payloads and webhook validation.
 */

import { verify as verifySignature } from 'node:crypto';
import type { ParseResult, TrackingEvent } from '../../../domain/tracking.ts';
import type { CarrierAdapter, UnderlyingCarriers, Verdict, WebhookRequest } from '../../adapter.ts';
import { findCarrier } from '../../directory.ts';
import {
  eddOfDate,
  placeOf,
  proofOf,
  readRows,
  report,
  trackedShipment,
  trackingEvent,
} from '../../reading/build-result.ts';
import { findFirstCode, type Reading, readingOf } from '../../reading/code-table.ts';
import {
  type Document,
  type Fields,
  fieldsOf,
  firstText,
  get,
  isRecord,
  type Refused,
  recordsOf,
  refuse,
  textOf,
} from '../../reading/document.ts';
import { readWords } from '../../reading/plain-english-phrases.ts';
import {
  badSignature,
  headerOf,
  join,
  missing,
  NO_SECRET,
  verifyFresh,
} from '../../reading/signature.ts';
import { dateOf, parseTimestamp, type Timestamp } from '../../reading/timestamp.ts';
import { refuseByWords } from '../../reading/unknown-error.ts';
import { CODES } from './details.ts';
import { keysOf } from './keys.ts';
import { keyOfPhrase, PHRASES } from './phrases.ts';
import { poll } from './polling.ts';

const SIGNATURE = 'X-ShipEngine-RSA-SHA256-Signature';
const KEY_ID = 'X-ShipEngine-RSA-SHA256-Key-ID';
const TIMESTAMP = 'X-ShipEngine-Timestamp';
const TOLERANCE_MS = 5 * 60_000;
const MINUTE_MS = 60_000;
const OFFSET_MINUTES_MAX = 14 * 60;

export const shipengine = {
  id: 'shipengine',
  name: 'ShipEngine / ShipStation',
  kind: 'aggregator',
  delivery: ['webhook', 'poll'],
  webhookAuth: [
    'RSA-SHA256, base64, in `X-ShipEngine-RSA-SHA256-Signature`, over `time.body`, 5 min',
    'the secret is the public key: the text of api.shipengine.com/jwks, one JWK of it, or PEM',
  ].join('; '),
  formats: 'Webhook `API_TRACK` and `TRACK_EVENT_V2`, tracking information (JSON)',
  verify,
  recognises,
  read,
  poll,
} as const satisfies CarrierAdapter;

function verify(request: WebhookRequest, secrets: readonly string[]): Verdict {
  const [signature, keyId, time] = [SIGNATURE, KEY_ID, TIMESTAMP].map((name) =>
    headerOf(request, name),
  );
  if (!signature) return missing(SIGNATURE);
  if (!keyId) return missing(KEY_ID);
  if (!time) return missing(TIMESTAMP);
  if (secrets.length === 0) return NO_SECRET;
  const signed = join(`${time}.`, request.body);
  const mac = Buffer.from(signature, 'base64');
  const keys = secrets.flatMap((secret) => keysOf(secret, keyId));
  if (!keys.some((key) => verifySignature('RSA-SHA256', signed, key, mac))) {
    return badSignature(`${SIGNATURE} (${keys.length} keys with the id ${keyId} were tried)`);
  }
  const signedAt = Date.parse(time);
  return verifyFresh(Number.isNaN(signedAt) ? null : signedAt, request, TOLERANCE_MS);
}

function recognises({ format, root }: Document): boolean {
  if (format !== 'json') return false;
  if (isTracking(root)) return true;
  const resource = textOf(root, 'resource_type');
  if (resource !== null && get(root, 'resource_url') !== undefined) return true;
  const [error] = recordsOf(root, 'errors');
  return textOf(error, 'error_source') !== null && textOf(error, 'error_code') !== null;
}

function isTracking(value: unknown): boolean {
  return (
    isRecord(value) &&
    'tracking_number' in value &&
    'status_code' in value &&
    ('carrier_status_code' in value || 'status_description' in value || 'events' in value)
  );
}

function read(
  { root }: Document,
  _asked: string | null,
  carriers: UnderlyingCarriers,
): ParseResult {
  const told = isTracking(root) ? root : get(root, 'data');
  if (!isRecord(told) || !isTracking(told)) return refuseOther(root);
  const carrier = textOf(told, 'carrier_code') ?? carrierOfUrl(root);
  const data = carrier === null ? told : { ...told, carrier_code: carrier };
  const number = textOf(data, 'tracking_number');
  if (number === null) return refuse('malformed', 'tracking_number is empty');
  const status = textOf(data, 'status_code')?.toUpperCase() ?? '';
  const rows = recordsOf(data, 'events');
  if (rows.length === 0 && status === 'NY') {
    const words = firstText(data, 'carrier_status_description', 'status_description');
    return refuse('not_yet', words ?? 'not yet in system');
  }
  const { events: scanned, notices } = readRows(rows, (row, index) =>
    readEvent(row, index, { data, carriers }),
  );
  const events = withDelivery(scanned, data);
  const shipment = trackedShipment({
    carrier: carrierIn(data),
    trackingNumber: number,
    service: firstText(data, 'service_description', 'service_code'),
    events,
    newestFirst: true,
    edd: eddOfDate(dateOf(textOf(data, 'estimated_delivery_date'))),
    proofOfDelivery: proofIn(data, events),
  });
  return report([shipment], notices);
}

function carrierIn(data: Fields): string {
  return findCarrier(textOf(data, 'carrier_code') ?? 'unknown').id;
}

/** Older webhooks name the carrier in their address only: `…/tracking/usps/9400…`. */
function carrierOfUrl(root: unknown): string | null {
  const url = textOf(root, 'resource_url') ?? '';
  return /[?&]carrier_code=(\w+)/.exec(url)?.[1] ?? /\/tracking\/(\w+)\//.exec(url)?.[1] ?? null;
}

interface Context {
  readonly data: Fields;
  readonly carriers: UnderlyingCarriers;
}

function readEvent(row: Fields, index: number, context: Context): TrackingEvent | string {
  const place = placeOf({
    city: textOf(row, 'city_locality'),
    region: textOf(row, 'state_province'),
    postalCode: textOf(row, 'postal_code'),
    country: textOf(row, 'country_code'),
  });
  const utc = firstText(row, 'occurred_at', 'event_date');
  const local = textOf(row, 'carrier_occurred_at');
  const moment =
    momentOfBoth(utc, local) ?? parseTimestamp(utc) ?? parseTimestamp(local, { place });
  if (!moment) return `events[${index}].occurred_at is not a time: ${utc ?? local ?? 'nothing'}`;
  return trackingEvent({
    reading: readingOfEvent(row, index, context),
    moment,
    description: firstText(row, 'description', 'carrier_status_description', 'status_description'),
    place,
  });
}

/** `occurred_at` is UTC, `carrier_occurred_at` the clock at the scan: they differ by the offset. */
function momentOfBoth(utc: string | null, local: string | null): Timestamp | null {
  const instant = parseTimestamp(utc);
  const wall = parseTimestamp(local);
  if (!instant || !wall || instant.dateOnly || wall.dateOnly) return null;
  if (wall.offsetSource !== 'assumed') return wall;
  const offsetMinutes = (wall.occurredAt - instant.occurredAt) / MINUTE_MS;
  const plausible = offsetMinutes % 15 === 0 && Math.abs(offsetMinutes) <= OFFSET_MINUTES_MAX;
  return plausible && offsetMinutes !== 0 ? parseTimestamp(local, { offsetMinutes }) : null;
}

/**
 * By the event's own status and detail. Older answers leave them empty: then the latest event has
 * those of the whole where both have the same code of the carrier's, and the carrier's words decide
 * for the others.
 */
function readingOfEvent(row: Fields, index: number, { data, carriers }: Context): Reading {
  if (firstText(row, 'status_code', 'status_detail_code') !== null) return readingOfCodes(row);
  const code = firstText(row, 'carrier_status_code', 'event_code');
  const phrase = keyOfPhrase(textOf(row, 'description') ?? '');
  const words = Object.hasOwn(PHRASES, phrase) ? PHRASES[phrase] : undefined;
  if (words) return readingOf(code ?? phrase, words);
  const isLatest = index === 0 && code !== null && code === textOf(data, 'carrier_status_code');
  if (isLatest) return readingOfCodes(data);
  const description = textOf(row, 'description');
  const own = carriers.readOwnCode(carrierIn(data), code, description);
  if (own) return own;
  const said = readWords(description, code);
  return said.mapped ? said : findFirstCode(CODES, [code === null ? phrase : `carrier:${code}`]);
}

function readingOfCodes(value: Fields): Reading {
  const status = textOf(value, 'status_code')?.toUpperCase() ?? '';
  const detail = textOf(value, 'status_detail_code')?.toUpperCase() ?? null;
  if (detail === null) return findFirstCode(CODES, [status]);
  return findFirstCode(CODES, [`${status}/${detail}`, detail, status]);
}

/** A parcel that is delivered as a whole, on a date, of which no event says so. */
function withDelivery(events: readonly TrackingEvent[], data: Fields): readonly TrackingEvent[] {
  const reading = readingOfCodes(data);
  const told = events.some(({ status }) => status === 'delivered' || status === 'return_to_sender');
  const moment = parseTimestamp(textOf(data, 'actual_delivery_date'));
  if (reading.status !== 'delivered' || told || !moment) return events;
  const description = firstText(data, 'carrier_status_description', 'status_description');
  return [trackingEvent({ reading, moment, description }), ...events];
}

function proofIn(data: Fields, events: readonly TrackingEvent[]) {
  const rows = recordsOf(data, 'events');
  const signer = rows.map((row) => textOf(row, 'signer')).find((name) => name !== null);
  const photo = [data, ...rows].map((row) => textOf(row, 'proof_of_delivery_url'));
  return proofOf({
    at: events.find(({ status }) => status === 'delivered')?.occurredAt ?? null,
    signedBy: signer ?? null,
    photoUrl: photo.find((url) => url !== null) ?? null,
  });
}

function refuseOther(root: unknown): Refused {
  const [error] = recordsOf(root, 'errors');
  if (error) {
    const code = textOf(error, 'error_code') ?? '';
    const path = textOf(error, 'path');
    const message = [textOf(error, 'message') ?? code, path].filter((each) => each !== null);
    const detail = message.join(': ');
    return /not_found/.test(code) ? refuse('not_found', detail) : refuseByWords(detail);
  }
  const resource = textOf(root, 'resource_type');
  const what =
    resource === null ? fieldsOf(root) : `about ${resource}, with ${fieldsOf(get(root, 'data'))}`;
  return refuse('malformed', `no tracking_number and status_code, at the top or in data: ${what}`);
}
