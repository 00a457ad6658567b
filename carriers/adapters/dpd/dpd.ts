/**
 * DPD: ParcelLifeCycleService (SOAP), the JSON of its tracking page, and Tracking Push. Sources:
 * the WSDL, DPD's push documentation and recorded answers; see dpd/codes.ts.
 *
 * The SOAP answer lists all steps of a delivery, not scans: a step counts once it is reached and
 * dated.
 */

import type { ParseResult, Place, TrackingEvent } from '../../../domain/tracking.ts';
import type { CarrierAdapter, Verdict, WebhookRequest } from '../../adapter.ts';
import {
  buildEvent,
  buildPlace,
  buildProof,
  buildResult,
  buildShipment,
  readEventRows,
} from '../../reading/build-result.ts';
import {
  type CodeReading,
  type CodeTable,
  createOwnCodeReader,
  findCode,
  normalizePhrase,
} from '../../reading/code-table.ts';
import { refineMovement } from '../../reading/correct-by-words.ts';
import {
  type Document,
  describeFields,
  type Fields,
  get,
  getFirstText,
  getFlag,
  getList,
  getRecords,
  getText,
  isRecord,
  type Refused,
  refuse,
} from '../../reading/document.ts';
import { verifySharedSecret } from '../../reading/signature.ts';
import { parseTimestamp, parseTimestampByFormat, type Timestamp } from '../../reading/timestamp.ts';
import { refuseByMessage } from '../../reading/unknown-error.ts';
import { PUSHED, SCAN_NAMES, SCANS, SENTENCES, STEPS } from './codes.ts';

export const dpd = {
  id: 'dpd',
  name: 'DPD',
  kind: 'carrier',
  delivery: ['poll', 'webhook'],
  webhookAuth: 'no signature: the secret itself as `?token=`',
  formats: 'ParcelLifeCycleService (SOAP), tracking page (JSON), Tracking Push (JSON)',
  verify,
  recognises,
  read,
  readOwnCode: createOwnCodeReader(SENTENCES, STEPS, PUSHED),
  homeZone: 'Europe/Berlin',
} as const satisfies CarrierAdapter;

function verify({ query }: WebhookRequest, secrets: readonly string[]): Verdict {
  return verifySharedSecret(query['token'] ?? null, secrets, 'the token in the URL');
}

function recognises({ format, root }: Document): boolean {
  if (format === 'json') {
    return get(root, 'parcellifecycleResponse') !== undefined || isPush(root);
  }
  return findAnswer(root) !== null || findFault(root) !== null;
}

function isPush(root: unknown): boolean {
  return ['pnr', 'status', 'statusdate'].every((key) => getText(root, key) !== null);
}

const FAULTS = ['authenticationFault', 'faults'] as const;

function unwrapBody(root: unknown): unknown {
  return get(root, 'Envelope', 'Body') ?? root;
}

function findAnswer(root: unknown): Fields | null {
  const answer = get(unwrapBody(root), 'getTrackingDataResponse');
  return isRecord(answer) ? answer : null;
}

/**
 * A fault of DPD: its detail is one of the two of the WSDL, names DPD's types, or has a code in
 * DPD's format.
 */
function findFault(root: unknown): string | null {
  const fault = get(unwrapBody(root), 'Fault');
  const detail = get(fault, 'detail');
  const [cause] = isRecord(detail) ? Object.values(detail).filter(isRecord) : [];
  const isDpd =
    FAULTS.some((name) => isRecord(get(detail, name))) ||
    /^DELICOM/.test(getText(cause, 'errorCode') ?? '') ||
    Object.values(cause ?? {}).some((value) => typeof value === 'string' && /dpd\.com/.test(value));
  return isDpd
    ? (getFirstText(cause, 'errorMessage', 'message') ??
        getText(fault, 'faultstring') ??
        'a fault without words')
    : null;
}

function read({ format, root }: Document, asked: string | null): ParseResult {
  if (format === 'json') return readJson(root, asked);
  const fault = findFault(root);
  if (fault !== null) return refuseByMessage(fault);
  const answer = findAnswer(root);
  const results = getRecords(answer, 'trackingresult');
  if (results.length === 0) {
    return refuse('malformed', `no trackingresult: ${describeFields(answer ?? root)}`);
  }
  const read = results.map((result) => readLadder(result, asked));
  return buildResult(
    read.map(({ shipment }) => shipment),
    read.flatMap(({ unread }) => unread),
  );
}

function readJson(root: unknown, asked: string | null): ParseResult {
  if (isPush(root)) return readPush(root);
  const parcels = getRecords(root, 'parcellifecycleResponse', 'parcelLifeCycleData');
  if (parcels.length === 0) return refuseEmpty(root);
  const read = parcels.map((data) => readPage(data, asked));
  return buildResult(
    read.map(({ shipment }) => shipment),
    read.flatMap(({ unread }) => unread),
  );
}

function refuseEmpty(root: unknown): Refused {
  const answer = get(root, 'parcellifecycleResponse');
  if (!isRecord(answer))
    return refuse('malformed', `no parcel life cycle: ${describeFields(root)}`);
  const message = findText(get(answer, 'errorMessage')) ?? findText(get(answer, 'message'));
  if (message !== null) return refuseByMessage(message);
  return refuse('not_found', 'the life cycle of the parcel is empty');
}

function readLadder(result: Fields, asked: string | null) {
  const info = get(result, 'shipmentInfo');
  const { events, notices } = readSteps(getRecords(result, 'statusInfo'));
  const shipment = buildShipment({
    carrier: 'dpd',
    trackingNumber: getText(info, 'parcelLabelNumber') ?? asked,
    service: findText(get(info, 'serviceDescription', 'content')),
    events,
  });
  return { shipment, unread: notices };
}

function readSteps(steps: readonly Fields[]) {
  const reached = steps.filter(
    (step) =>
      getFlag(step, 'statusHasBeenReached') !== false && findText(get(step, 'date')) !== null,
  );
  return readEventRows(reached, readStep);
}

function readStep(step: Fields, index: number): TrackingEvent | string {
  const place = readPlace(findText(get(step, 'location')));
  const written = findText(get(step, 'date'));
  const timestamp = readTimestamp(written, place);
  if (!timestamp) return `statusInfo[${index}].date is not a time: ${written ?? 'nothing'}`;
  const status = getText(step, 'status') ?? '';
  const words = findText(get(step, 'description'));
  const reading = readCode(words, STEPS, status.toUpperCase().replaceAll('_', ''));
  const label = findText(get(step, 'label'));
  return buildEvent({
    reading: { ...reading, code: status },
    timestamp,
    description: words ?? label,
    otherWords: [label],
    place,
  });
}

/** Only the sentence tells a hand-over at a parcel shop from one at the door. */
function readCode(words: string | null, table: CodeTable, code: string): CodeReading {
  const sentence = findCode(SENTENCES, normalizePhrase(words ?? ''));
  return sentence.mapped ? sentence : refineMovement(findCode(table, code), words);
}

/** Text is in `content` within `content`; a list is one text in several lines. */
function findText(value: unknown, depth = 0): string | null {
  const text = getText(value);
  if (text !== null || depth > 5) return text;
  if (Array.isArray(value)) {
    const lines = getList(value)
      .map((each) => findText(each, depth + 1))
      .filter((line) => line !== null);
    return lines.length > 0 ? lines.join(' ') : null;
  }
  return isRecord(value) ? findText(value['content'], depth + 1) : null;
}

/** `Mechelen (BE)`, `Mechelen, BE`. */
function readPlace(written: string | null): Place | null {
  const parts = /^([^()]*?)(?:,? ?\(([A-Z]{2})\)|, ([A-Z]{2}))?$/.exec(written ?? '');
  const city = parts?.[1]?.trim() ?? written;
  return buildPlace({ city: city === '' ? null : city, country: parts?.[2] ?? parts?.[3] ?? null });
}

const FORMATS = [
  'M/d/yyyy h:mm:ss a',
  'M/d/yyyy h:mm a',
  'dd.MM.yyyy, HH:mm',
  'dd.MM.yyyy HH:mm:ss',
  'dd.MM.yyyy HH:mm',
  'dd/MM/yyyy HH:mm:ss',
  'dd/MM/yyyy, HH:mm',
  'ddMMyyyyHHmmss',
  'dd.MM.yyyy',
];

function readTimestamp(written: string | null, place: Place | null): Timestamp | null {
  const hints = { place, homeZone: 'Europe/Berlin' };
  return parseTimestamp(written, hints) ?? parseTimestampByFormat(written, FORMATS, hints);
}

/** The tracking page has scans besides the steps. */
function readPage(data: Fields, asked: string | null) {
  const info = get(data, 'shipmentInfo');
  const scans = getRecords(data, 'scanInfo', 'scan');
  const { events, notices } =
    scans.length > 0 ? readEventRows(scans, readScan) : readSteps(getRecords(data, 'statusInfo'));
  const shipment = buildShipment({
    carrier: 'dpd',
    trackingNumber: getText(info, 'parcelLabelNumber') ?? asked,
    service: getText(info, 'productName'),
    events,
    proofOfDelivery: readProof(scans, events),
  });
  return { shipment, unread: notices };
}

/** The scan of the delivery links to its proof. */
function readProof(scans: readonly Fields[], events: readonly TrackingEvent[]) {
  const delivery = events.findLast(({ status }) => status === 'delivered');
  if (!delivery) return null;
  const link = scans
    .flatMap((scan) => getRecords(scan, 'links'))
    .findLast((each) => /^DOCUMENT_POD/.test(getText(each, 'target') ?? ''));
  return buildProof({ at: delivery.occurredAt, signatureUrl: getText(link, 'url') });
}

function readScan(scan: Fields, index: number): TrackingEvent | string {
  const data = get(scan, 'scanData');
  const place = readPlace(getText(data, 'location'));
  const written = getText(scan, 'date') ?? getText(data, 'scanDate');
  const timestamp = readTimestamp(written, place);
  if (!timestamp) return `scan[${index}].date is not a time: ${written ?? 'nothing'}`;
  const label = getText(scan, 'scanDescription', 'label');
  const words = findText(get(scan, 'scanDescription')) ?? label;
  const type = getText(data, 'scanType', 'name') ?? '';
  const parts = /^SC_(\d{1,2})_(.+)$/.exec(type);
  const number = parts?.[1] ?? getText(data, 'scanType', 'code') ?? '';
  // DPD's countries number scans differently: a known name counts before the number.
  const named = findCode(SCAN_NAMES, parts?.[2] ?? '');
  const reading = readCode(
    words,
    named.mapped ? SCAN_NAMES : SCANS,
    named.mapped ? named.code : number.padStart(2, '0'),
  );
  return buildEvent({
    reading: { ...reading, code: type === '' ? number : type },
    timestamp,
    description: words,
    otherWords: [label],
    place,
  });
}

function readPush(push: unknown): ParseResult {
  const written = getText(push, 'statusdate');
  const timestamp = readTimestamp(written, null);
  const notices = timestamp ? [] : [`statusdate is not a time: ${written ?? 'nothing'}`];
  const code = getText(push, 'status') ?? '';
  const reading = findCode(PUSHED, code);
  const description = PUSHED[code]?.words ?? null;
  const events = timestamp ? [buildEvent({ reading, timestamp, description })] : [];
  return buildResult(
    [buildShipment({ carrier: 'dpd', trackingNumber: getText(push, 'pnr'), events })],
    notices,
  );
}
