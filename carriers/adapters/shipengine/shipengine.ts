/**
 * ShipEngine and ShipStation (one API, two names): an aggregator that pushes and returns tracking
 * information. Source: the OpenAPI definitions of both, and their pages on tracking, webhook
 * payloads and webhook validation.
 */

import { verify as verifySignature } from 'node:crypto';
import type { ParseResult, Status, TrackingEvent } from '../../../domain/tracking.ts';
import type { CarrierAdapter, UnderlyingCarriers, Verdict, WebhookRequest } from '../../adapter.ts';
import { findCarrier } from '../../directory.ts';
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
import { type CodeReading, findFirstCode, readCodeRow } from '../../reading/code-table.ts';
import { refineFailure } from '../../reading/correct-by-words.ts';
import {
  type Document,
  describeFields,
  type Fields,
  get,
  getFirstText,
  getRecords,
  getText,
  isRecord,
  type Refused,
  refuse,
} from '../../reading/document.ts';
import { preferOwnSentence } from '../../reading/own-sentence.ts';
import { readPlainEnglish } from '../../reading/plain-english-phrases.ts';
import {
  badSignature,
  concatBytes,
  getHeader,
  missingHeader,
  NO_SECRET,
  verifyFreshness,
} from '../../reading/signature.ts';
import { correctByParcelStatus, correctHandOvers } from '../../reading/summary-status.ts';
import { parseDate, parseTimestamp } from '../../reading/timestamp.ts';
import { refuseByMessage } from '../../reading/unknown-error.ts';
import { CODES } from './details.ts';
import { listKeys } from './keys.ts';
import { createPhraseKey, PHRASES } from './phrases.ts';
import { poll } from './polling.ts';
import { combineTimes } from './times.ts';
import { listLatestWords, listReturns, listWords } from './words.ts';

const SIGNATURE = 'X-ShipEngine-RSA-SHA256-Signature';
const KEY_ID = 'X-ShipEngine-RSA-SHA256-Key-ID';
const TIMESTAMP = 'X-ShipEngine-Timestamp';
const TOLERANCE_MS = 5 * 60_000;

export const shipengine = {
  id: 'shipengine',
  name: 'ShipEngine / ShipStation',
  kind: 'aggregator',
  delivery: ['webhook', 'poll'],
  webhookAuth: [
    'RSA-SHA256, base64, in `X-ShipEngine-RSA-SHA256-Signature`, over `time.body`, 5 min',
    'the secret is the public key: the text of api.shipengine.com/jwks, one JWK of it, or PEM',
  ].join('; '),
  webhookSecret: { kind: 'key', publicKey: true },
  formats: 'Webhook `API_TRACK` and `TRACK_EVENT_V2`, tracking information (JSON)',
  verify,
  recognises,
  read,
  poll,
} as const satisfies CarrierAdapter;

function verify(request: WebhookRequest, secrets: readonly string[]): Verdict {
  const [signature, keyId, time] = [SIGNATURE, KEY_ID, TIMESTAMP].map((name) =>
    getHeader(request, name),
  );
  if (!signature) return missingHeader(SIGNATURE);
  if (!keyId) return missingHeader(KEY_ID);
  if (!time) return missingHeader(TIMESTAMP);
  if (secrets.length === 0) return NO_SECRET;
  const signed = concatBytes(`${time}.`, request.body);
  const mac = Buffer.from(signature, 'base64');
  const keys = secrets.flatMap((secret) => listKeys(secret, keyId));
  if (!keys.some((key) => verifySignature('RSA-SHA256', signed, key, mac))) {
    return badSignature(`${SIGNATURE} (${keys.length} keys with the id ${keyId} were tried)`);
  }
  const signedAt = Date.parse(time);
  return verifyFreshness(Number.isNaN(signedAt) ? null : signedAt, request, TOLERANCE_MS);
}

function recognises({ format, root }: Document): boolean {
  if (format !== 'json') return false;
  if (isTracking(root)) return true;
  const resource = getText(root, 'resource_type');
  if (resource !== null && get(root, 'resource_url') !== undefined) return true;
  if (/^API_[A-Z_]+$|^[A-Z_]+_(V2|NOTIFY)$/.test(resource ?? '')) return true;
  const [error] = getRecords(root, 'errors');
  return getText(error, 'error_source') !== null && getText(error, 'error_code') !== null;
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
  const tracking = isTracking(root) ? root : get(root, 'data');
  if (!isRecord(tracking) || !isTracking(tracking)) return refuseOther(root);
  const carrier = getText(tracking, 'carrier_code') ?? findCarrierInUrl(root);
  const data = carrier === null ? tracking : { ...tracking, carrier_code: carrier };
  const number = getText(data, 'tracking_number');
  if (number === null) return refuse('malformed', 'tracking_number is empty');
  const status = getText(data, 'status_code')?.toUpperCase() ?? '';
  const rows = getRecords(data, 'events');
  if (rows.length === 0 && status === 'NY') {
    const words = getFirstText(data, 'carrier_status_description', 'status_description');
    return refuse('not_yet', words ?? 'not yet in system');
  }
  const id = findCarrierId(data);
  const context: EventContext = {
    data,
    homeZone: carriers.homeZoneOf(id),
    readOwn: (words, code = null) =>
      code === null ? carriers.readSentence(id, words) : carriers.readOwnCode(id, code, words),
  };
  const { events: scanned, notices } = readEventRows(rows, (row, index) =>
    readEvent(row, index, context),
  );
  const isListed = rows.some((row, index) =>
    [readCodes(row), readEventCode(row, index, context)].some(({ status: each }) => ENDS.has(each)),
  );
  const all = isListed ? scanned : [...readDelivery(context), ...scanned];
  const summary = readCodes(data);
  const back = summary.status === 'return_to_sender' ? asReturned(all) : all;
  // An event with its own detail says more: collected from the pickup point.
  const isExact = rows.some((row) => getText(row, 'status_detail_code') !== null);
  const events = isExact ? correctHandOvers(back, summary) : correctByParcelStatus(back, summary);
  const shipment = buildShipment({
    carrier: findCarrierId(data),
    trackingNumber: number,
    service: getFirstText(data, 'service_description', 'service_code'),
    events,
    newestFirst: true,
    edd: eddFromDate(parseDate(getText(data, 'estimated_delivery_date'))),
    proofOfDelivery: readProof(data, events),
  });
  return buildResult([shipment], notices);
}

const ENDS: ReadonlySet<Status | null> = new Set<Status>(['delivered', 'return_to_sender']);
const ENDS_OR_WAITS: ReadonlySet<Status | null> = new Set([...ENDS, 'available_for_pickup']);

function findCarrierId(data: Fields): string {
  return findCarrier(getText(data, 'carrier_code') ?? 'unknown').id;
}

/** Older webhooks name the carrier only in a URL: `…/tracking/usps/9400…`. */
function findCarrierInUrl(root: unknown): string | null {
  const url = getText(root, 'resource_url') ?? '';
  return /[?&]carrier_code=(\w+)/.exec(url)?.[1] ?? /\/tracking\/(\w+)\//.exec(url)?.[1] ?? null;
}

interface EventContext {
  readonly data: Fields;
  readonly homeZone: string | null;
  readonly readOwn: (words: string | null, code?: string | null) => CodeReading | null;
}

function readEvent(row: Fields, index: number, context: EventContext): TrackingEvent | string {
  const place = buildPlace({
    city: getText(row, 'city_locality'),
    region: getText(row, 'state_province'),
    postalCode: getText(row, 'postal_code'),
    country: getText(row, 'country_code'),
  });
  const utc = getFirstText(row, 'occurred_at', 'event_date');
  const local = getText(row, 'carrier_occurred_at');
  const { homeZone } = context;
  const timestamp =
    combineTimes(utc, local) ?? parseTimestamp(utc) ?? parseTimestamp(local, { place, homeZone });
  if (!timestamp) return `events[${index}].occurred_at is not a time: ${utc ?? local ?? 'nothing'}`;
  const words = listWords(row);
  return buildEvent({
    reading: refineFailure(readEventCode(row, index, context), ...words),
    timestamp,
    description: words[0] ?? null,
    otherWords: [...words, ...(index === 0 ? listLatestWords(row, context.data) : [])],
    place,
  });
}

/**
 * Reads the event's own status and detail. Older responses leave them empty. Then the latest event
 * gets the parcel's status and detail if both have the same carrier code, and the carrier's words
 * decide for other events.
 */
function readEventCode(row: Fields, index: number, { data, readOwn }: EventContext): CodeReading {
  if (getFirstText(row, 'status_code', 'status_detail_code') !== null) {
    const words = getText(row, 'description');
    return preferOwnSentence(readCodes(row), readOwn(words), words);
  }
  const code = getFirstText(row, 'carrier_status_code', 'event_code');
  const phrase = createPhraseKey(getText(row, 'description') ?? '');
  const words = Object.hasOwn(PHRASES, phrase) ? PHRASES[phrase] : undefined;
  if (words) return readCodeRow(code ?? phrase, words);
  const isLatest = index === 0 && code !== null && code === getText(data, 'carrier_status_code');
  if (isLatest) return readCodes(data);
  const description = getText(row, 'description');
  const own = readOwn(description, code);
  if (own) return own;
  const byWords = readPlainEnglish(description, code);
  return byWords.mapped
    ? byWords
    : findFirstCode(CODES, [code === null ? phrase : `carrier:${code}`]);
}

function readCodes(value: Fields): CodeReading {
  const status = getText(value, 'status_code')?.toUpperCase() ?? '';
  const detail = getText(value, 'status_detail_code')?.toUpperCase() ?? null;
  // ShipStation's labels have a detail as their status, with words of their own.
  const isLabel = Object.hasOwn(CODES, `label/${status}`);
  if (isLabel) return { ...findFirstCode(CODES, [`label/${status}`]), code: status };
  if (detail === null) return findFirstCode(CODES, [status]);
  return findFirstCode(CODES, [`${status}/${detail}`, detail, status]);
}

/** The delivery of a parcel that has a delivery date but no event for it. */
function readDelivery({ data, readOwn }: EventContext): readonly TrackingEvent[] {
  const otherWords = [...listWords(data), ...listReturns(data)];
  const words = getText(data, 'carrier_status_description');
  const code = preferOwnSentence(readCodes(data), readOwn(words), words);
  const reading = refineFailure(code, ...otherWords);
  const timestamp = parseTimestamp(getText(data, 'actual_delivery_date'));
  const isOnly = getRecords(data, 'events').length === 0;
  const known = [reading.status, isOnly ? readCodes(data).status : null];
  const isThere = known.includes('delivered') || (isOnly && ENDS_OR_WAITS.has(reading.status));
  if (!isThere || !timestamp) return [];
  const description = getFirstText(data, 'carrier_status_description', 'status_description');
  return [buildEvent({ reading, timestamp, description, otherWords })];
}

function readProof(data: Fields, events: readonly TrackingEvent[]) {
  const rows = getRecords(data, 'events');
  const signer = rows.map((row) => getText(row, 'signer')).find((name) => name !== null);
  const photo = [data, ...rows].map((row) => getText(row, 'proof_of_delivery_url'));
  return buildProofOf(events, {
    signedBy: signer ?? null,
    photoUrl: photo.find((url) => url !== null) ?? null,
  });
}

function refuseOther(root: unknown): Refused {
  const [error] = getRecords(root, 'errors');
  if (error) {
    const code = getText(error, 'error_code') ?? '';
    const path = getText(error, 'path');
    const message = [getText(error, 'message') ?? code, path].filter((each) => each !== null);
    const detail = message.join(': ');
    return /not_found/.test(code) ? refuse('not_found', detail) : refuseByMessage(detail);
  }
  const resource = getText(root, 'resource_type');
  if (resource !== null && !/TRACK/.test(resource))
    return refuse('other', `${resource}, not about a tracking`);
  const what =
    resource === null
      ? describeFields(root)
      : `about ${resource}, with ${describeFields(get(root, 'data'))}`;
  return refuse('malformed', `no tracking_number and status_code, at the top or in data: ${what}`);
}
