/**
 * DPD: ParcelLifeCycleService (SOAP), the JSON of its tracking page, and Tracking Push. Sources:
 * the WSDL, DPD's push documentation and recorded responses; see dpd/codes.ts.
 *
 * The SOAP response lists all steps of a delivery, not scans: a step counts once it is reached and
 * has a date.
 */

import type { ParseResult, TrackingEvent } from '../../../domain/tracking.ts';
import type { CarrierAdapter, Verdict, WebhookRequest } from '../../adapter.ts';
import {
  buildEvent,
  buildProof,
  buildResult,
  buildShipment,
  readEventRows,
} from '../../reading/build-result.ts';
import { createOwnCodeReader, findCode } from '../../reading/code-table.ts';
import { correctDelivered } from '../../reading/correct-by-words.ts';
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
import { findLatest } from '../../reading/event-order.ts';
import { verifySharedSecret } from '../../reading/signature.ts';
import { refuseByMessage } from '../../reading/unknown-error.ts';
import { PUSHED, SCAN_NAMES, SCANS, SENTENCES, STEPS } from './codes.ts';
import {
  findText,
  listCurrentWords,
  readCode,
  readPlace,
  readSteps,
  readTimestamp,
  withdrawByStep,
} from './steps.ts';

export const dpd = {
  id: 'dpd',
  name: 'DPD',
  kind: 'carrier',
  delivery: ['poll', 'webhook'],
  webhookAuth: 'no signature: the secret itself as `?token=`',
  webhookSecret: { kind: 'token' },
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
    return (
      get(root, 'parcellifecycleResponse') !== undefined ||
      isPush(root) ||
      (getText(root, 'pushid') !== null && getText(root, 'statusdate') !== null)
    );
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
 * A DPD fault: its detail is one of the two in the WSDL, names DPD's types, or has a code in DPD's
 * format.
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
  if (getText(root, 'pushid') !== null) return refuse('other', 'a push without a parcel number');
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

/** The tracking page has scans in addition to the steps. Only steps newer than the scans count. */
function readPage(data: Fields, asked: string | null) {
  const info = get(data, 'shipmentInfo');
  const scans = getRecords(data, 'scanInfo', 'scan');
  const steps = getRecords(data, 'statusInfo');
  const current = listCurrentWords(steps);
  const listed = readEventRows(scans, (scan, index) => readScan(scan, index, current));
  const latest = findLatest(listed.events);
  const reached = readSteps(steps);
  const newer = reached.events.filter(({ occurredAt }) => occurredAt > latest);
  const events = withdrawByStep([...listed.events, ...newer], steps);
  const notices = scans.length > 0 ? listed.notices : reached.notices;
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

function readScan(
  scan: Fields,
  index: number,
  current: readonly (string | null)[],
): TrackingEvent | string {
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
  // DPD's countries number scans differently, so a known name takes precedence over the number.
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
    otherWords: [label, ...listAdditions(data), ...current],
    place,
  });
}

/** The names of a scan's additional codes: who has the parcel, or why delivery failed. */
function listAdditions(data: unknown): readonly (string | null)[] {
  return getRecords(data, 'additionalCodes', 'additionalCode').map((each) => getText(each, 'name'));
}

function readPush(push: unknown): ParseResult {
  const written = getText(push, 'statusdate');
  const timestamp = readTimestamp(written, null);
  const notices = timestamp ? [] : [`statusdate is not a time: ${written ?? 'nothing'}`];
  const code = getText(push, 'status') ?? '';
  const description = PUSHED[code]?.words ?? null;
  const receiver = getText(push, 'receiver');
  const signed = receiver === null ? null : `signed for by ${receiver}`;
  // The description comes from the code table: only DPD's words can contradict the code.
  const reading = correctDelivered(findCode(PUSHED, code), getText(push, 'scaninfo'), signed);
  const events = timestamp ? [buildEvent({ reading, timestamp, description })] : [];
  return buildResult(
    [buildShipment({ carrier: 'dpd', trackingNumber: getText(push, 'pnr'), events })],
    notices,
  );
}
