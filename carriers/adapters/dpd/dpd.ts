/**
 * DPD: ParcelLifeCycleService (SOAP), the JSON of its tracking page, and Tracking Push. Sources:
 * the WSDL, DPD's push documentation and recorded answers; see dpd/codes.ts.
 *
 * The SOAP answer is a ladder, not a list of scans: a step counts where it was reached and is
 * dated.
 */

import type { ParseResult, Place, TrackingEvent } from '../../../domain/tracking.ts';
import type { CarrierAdapter, Verdict, WebhookRequest } from '../../adapter.ts';
import {
  placeOf,
  proofOf,
  readRows,
  report,
  trackedShipment,
  trackingEvent,
} from '../../reading/build-result.ts';
import {
  type CodeTable,
  findCode,
  ownCodeReader,
  phraseOf,
  type Reading,
} from '../../reading/code-table.ts';
import {
  type Document,
  type Fields,
  fieldsOf,
  firstText,
  flagOf,
  get,
  isRecord,
  listOf,
  type Refused,
  recordsOf,
  refuse,
  textOf,
} from '../../reading/document.ts';
import { verifyShared } from '../../reading/signature.ts';
import { parseTimestamp, parseTimestampByFormat, type Timestamp } from '../../reading/timestamp.ts';
import { refuseByWords } from '../../reading/unknown-error.ts';
import { PUSHED, SCAN_NAMES, SCANS, SENTENCES, STEPS } from './codes.ts';

export const dpd = {
  id: 'dpd',
  name: 'DPD',
  kind: 'carrier',
  delivery: ['poll', 'webhook'],
  webhookAuth: 'a token of the shop’s in the URL (`?token=`): DPD’s push is not signed',
  formats: 'ParcelLifeCycleService (SOAP), tracking page (JSON), Tracking Push (JSON)',
  verify,
  recognises,
  read,
  readOwnCode: ownCodeReader(SENTENCES, STEPS),
  homeZone: 'Europe/Berlin',
} as const satisfies CarrierAdapter;

function verify({ query }: WebhookRequest, secrets: readonly string[]): Verdict {
  return verifyShared(query['token'] ?? null, secrets, 'the token in the URL');
}

function recognises({ format, root }: Document): boolean {
  if (format === 'json') {
    return get(root, 'parcellifecycleResponse') !== undefined || isPush(root);
  }
  return answerIn(root) !== null || faultIn(root) !== null;
}

function isPush(root: unknown): boolean {
  return ['pnr', 'status', 'statusdate'].every((key) => textOf(root, key) !== null);
}

const FAULTS = ['authenticationFault', 'faults'] as const;

function bodyOf(root: unknown): unknown {
  return get(root, 'Envelope', 'Body') ?? root;
}

function answerIn(root: unknown): Fields | null {
  const answer = get(bodyOf(root), 'getTrackingDataResponse');
  return isRecord(answer) ? answer : null;
}

/**
 * A fault of DPD's: its detail is one of the two that the WSDL knows, names DPD's types, or has DPD's
 * kind of code.
 */
function faultIn(root: unknown): string | null {
  const fault = get(bodyOf(root), 'Fault');
  const detail = get(fault, 'detail');
  const [cause] = isRecord(detail) ? Object.values(detail).filter(isRecord) : [];
  const isDpd =
    FAULTS.some((name) => isRecord(get(detail, name))) ||
    /^DELICOM/.test(textOf(cause, 'errorCode') ?? '') ||
    Object.values(cause ?? {}).some((value) => typeof value === 'string' && /dpd\.com/.test(value));
  return isDpd
    ? (firstText(cause, 'errorMessage', 'message') ??
        textOf(fault, 'faultstring') ??
        'a fault without words')
    : null;
}

function read({ format, root }: Document, asked: string | null): ParseResult {
  if (format === 'json') return readJson(root, asked);
  const fault = faultIn(root);
  if (fault !== null) return refuseByWords(fault);
  const answer = answerIn(root);
  const results = recordsOf(answer, 'trackingresult');
  if (results.length === 0) {
    return refuse('malformed', `no trackingresult: ${fieldsOf(answer ?? root)}`);
  }
  const read = results.map((result) => readLadder(result, asked));
  return report(
    read.map(({ shipment }) => shipment),
    read.flatMap(({ unread }) => unread),
  );
}

function readJson(root: unknown, asked: string | null): ParseResult {
  if (isPush(root)) return readPush(root);
  const parcels = recordsOf(root, 'parcellifecycleResponse', 'parcelLifeCycleData');
  if (parcels.length === 0) return refuseEmpty(root);
  const read = parcels.map((data) => readPage(data, asked));
  return report(
    read.map(({ shipment }) => shipment),
    read.flatMap(({ unread }) => unread),
  );
}

function refuseEmpty(root: unknown): Refused {
  const answer = get(root, 'parcellifecycleResponse');
  if (!isRecord(answer)) return refuse('malformed', `no parcel life cycle: ${fieldsOf(root)}`);
  const message = saidIn(get(answer, 'errorMessage')) ?? saidIn(get(answer, 'message'));
  if (message !== null) return refuseByWords(message);
  return refuse('not_found', 'the life cycle of the parcel is empty');
}

function readLadder(result: Fields, asked: string | null) {
  const info = get(result, 'shipmentInfo');
  const { events, notices } = readSteps(recordsOf(result, 'statusInfo'));
  const shipment = trackedShipment({
    carrier: 'dpd',
    trackingNumber: textOf(info, 'parcelLabelNumber') ?? asked,
    service: saidIn(get(info, 'serviceDescription', 'content')),
    events,
  });
  return { shipment, unread: notices };
}

function readSteps(steps: readonly Fields[]) {
  const reached = steps.filter(
    (step) => flagOf(step, 'statusHasBeenReached') !== false && saidIn(get(step, 'date')) !== null,
  );
  return readRows(reached, readStep);
}

function readStep(step: Fields, index: number): TrackingEvent | string {
  const place = placeIn(saidIn(get(step, 'location')));
  const written = saidIn(get(step, 'date'));
  const moment = momentIn(written, place);
  if (!moment) return `statusInfo[${index}].date is not a time: ${written ?? 'nothing'}`;
  const status = textOf(step, 'status') ?? '';
  const said = saidIn(get(step, 'description'));
  const reading = readingOf(said, STEPS, status.toUpperCase().replaceAll('_', ''));
  return trackingEvent({
    reading: { ...reading, code: status },
    moment,
    description: said ?? saidIn(get(step, 'label')),
    place,
  });
}

/** A sentence tells a hand-over at a parcel shop from one at the door; a step or type does not. */
function readingOf(said: string | null, table: CodeTable, code: string): Reading {
  const sentence = findCode(SENTENCES, phraseOf(said ?? ''));
  return sentence.mapped ? sentence : findCode(table, code);
}

/** Texts lie in `content` within `content`; a list of them is one text in lines. */
function saidIn(value: unknown, depth = 0): string | null {
  const text = textOf(value);
  if (text !== null || depth > 5) return text;
  if (Array.isArray(value)) {
    const lines = listOf(value)
      .map((each) => saidIn(each, depth + 1))
      .filter((line) => line !== null);
    return lines.length > 0 ? lines.join(' ') : null;
  }
  return isRecord(value) ? saidIn(value['content'], depth + 1) : null;
}

/** `Mechelen (BE)`, `Mechelen, BE`. */
function placeIn(written: string | null): Place | null {
  const parts = /^([^()]*?)(?:,? ?\(([A-Z]{2})\)|, ([A-Z]{2}))?$/.exec(written ?? '');
  const city = parts?.[1]?.trim() ?? written;
  return placeOf({ city: city === '' ? null : city, country: parts?.[2] ?? parts?.[3] ?? null });
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

function momentIn(written: string | null, place: Place | null): Timestamp | null {
  const clues = { place, home: 'Europe/Berlin' };
  return parseTimestamp(written, clues) ?? parseTimestampByFormat(written, FORMATS, clues);
}

/** The tracking page has the scans, with the ladder beside them. */
function readPage(data: Fields, asked: string | null) {
  const info = get(data, 'shipmentInfo');
  const scans = recordsOf(data, 'scanInfo', 'scan');
  const { events, notices } =
    scans.length > 0 ? readRows(scans, readScan) : readSteps(recordsOf(data, 'statusInfo'));
  const shipment = trackedShipment({
    carrier: 'dpd',
    trackingNumber: textOf(info, 'parcelLabelNumber') ?? asked,
    service: textOf(info, 'productName'),
    events,
    proofOfDelivery: proofIn(scans, events),
  });
  return { shipment, unread: notices };
}

/** The scan of the delivery links to its proof. */
function proofIn(scans: readonly Fields[], events: readonly TrackingEvent[]) {
  const delivery = events.findLast(({ status }) => status === 'delivered');
  if (!delivery) return null;
  const link = scans
    .flatMap((scan) => recordsOf(scan, 'links'))
    .findLast((each) => /^DOCUMENT_POD/.test(textOf(each, 'target') ?? ''));
  return proofOf({ at: delivery.occurredAt, signatureUrl: textOf(link, 'url') });
}

function readScan(scan: Fields, index: number): TrackingEvent | string {
  const data = get(scan, 'scanData');
  const place = placeIn(textOf(data, 'location'));
  const written = textOf(scan, 'date') ?? textOf(data, 'scanDate');
  const moment = momentIn(written, place);
  if (!moment) return `scan[${index}].date is not a time: ${written ?? 'nothing'}`;
  const said = saidIn(get(scan, 'scanDescription')) ?? textOf(scan, 'scanDescription', 'label');
  const type = textOf(data, 'scanType', 'name') ?? '';
  const parts = /^SC_(\d{1,2})_(.+)$/.exec(type);
  const number = parts?.[1] ?? textOf(data, 'scanType', 'code') ?? '';
  // The countries of DPD do not number alike: the name behind the number counts, where it is known.
  const named = findCode(SCAN_NAMES, parts?.[2] ?? '');
  const reading = readingOf(
    said,
    named.mapped ? SCAN_NAMES : SCANS,
    named.mapped ? named.code : number.padStart(2, '0'),
  );
  return trackingEvent({
    reading: { ...reading, code: type === '' ? number : type },
    moment,
    description: said,
    place,
  });
}

function readPush(push: unknown): ParseResult {
  const written = textOf(push, 'statusdate');
  const moment = momentIn(written, null);
  const notices = moment ? [] : [`statusdate is not a time: ${written ?? 'nothing'}`];
  const code = textOf(push, 'status') ?? '';
  const reading = findCode(PUSHED, code);
  const description = PUSHED[code]?.words ?? null;
  const events = moment ? [trackingEvent({ reading, moment, description })] : [];
  return report(
    [trackedShipment({ carrier: 'dpd', trackingNumber: textOf(push, 'pnr'), events })],
    notices,
  );
}
