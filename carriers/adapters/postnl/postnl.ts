/**
 * PostNL: Shippingstatus v1 and v2, polled, and the response of its public tracking page. Sources:
 * PostNL's OpenAPI of Shippingstatus and the bodies in its clients' tests; postnl/codes.ts.
 *
 * PostNL writes an empty text as `{}`, a list of one without the list, and times in Amsterdam time.
 * A status has the same time as its event; code 99 means that there is no status.
 */

import type { ParseResult, TrackedShipment } from '../../../domain/tracking.ts';
import type { CarrierAdapter } from '../../adapter.ts';
import {
  buildEvent,
  buildResult,
  buildShipment,
  eddFromDate,
  eddFromWindow,
  readEventRows,
} from '../../reading/build-result.ts';
import {
  type CodeReading,
  createOwnCodeReader,
  findCode,
  findFirstCode,
} from '../../reading/code-table.ts';
import { findFailure, refineMovement } from '../../reading/correct-by-words.ts';
import {
  type Document,
  describeFields,
  type Fields,
  get,
  getFirstText,
  getRecords,
  getText,
  isRecord,
  refuse,
} from '../../reading/document.ts';
import { findLatest } from '../../reading/event-order.ts';
import { preferOwnSentence } from '../../reading/own-sentence.ts';
import { notPushed } from '../../reading/signature.ts';
import {
  parseDate,
  parseTimestamp,
  parseTimestampByFormat,
  type Timestamp,
} from '../../reading/timestamp.ts';
import { readUnknownError, refuseByMessage } from '../../reading/unknown-error.ts';
import { CODES } from './codes.ts';
import { poll } from './polling.ts';
import { findCodeBySentence } from './sentences.ts';

export const postnl = {
  id: 'postnl',
  name: 'PostNL',
  kind: 'carrier',
  delivery: ['poll'],
  webhookAuth: 'no webhooks',
  formats: 'Shippingstatus: current, complete, updated shipments, signature; tracking page (JSON)',
  verify: () => notPushed('PostNL'),
  recognises,
  read,
  poll,
  readOwnCode,
  homeZone: 'Europe/Amsterdam',
} as const satisfies CarrierAdapter;

const readKnownCode = createOwnCodeReader(CODES);

/** Aggregators pass on PostNL's code, or only its sentence. */
function readOwnCode(code: string | null, words: string | null): CodeReading | null {
  const bySentence = findCodeBySentence(words);
  return readKnownCode(code, words) ?? (bySentence ? readKnownCode(bySentence, null) : null);
}

const ENVELOPES = ['CompleteStatus', 'CurrentStatus', 'Signature'] as const;
const NOT_APPLICABLE = '99';

function recognises({ format, root }: Document): boolean {
  if (format !== 'json') return false;
  if (ENVELOPES.some((name) => isRecord(get(root, name)))) return true;
  if (isUpdate(root) || isUpdate(get(root, 0))) return true;
  return isRecord(get(root, 'colli')) && listPageParcels(root).some(isOfPage);
}

function isUpdate(row: unknown): boolean {
  return getText(row, 'Barcode') !== null && getText(row, 'Status', 'StatusCode') !== null;
}

function isOfPage(parcel: unknown): boolean {
  return get(parcel, 'observations') !== undefined || isRecord(get(parcel, 'analyticsInfo'));
}

function read(document: Document, asked: string | null): ParseResult {
  const { root } = document;
  const found = listShipments(root);
  const shipments: TrackedShipment[] = [];
  const notices: string[] = [];
  for (const each of found) {
    const { shipment, unread } = isOfPage(each)
      ? readParcelOfPage(each)
      : readShipment(each, asked);
    shipments.push(shipment);
    notices.push(...unread);
  }
  if (shipments.length > 0) return buildResult(shipments, notices);
  const warning = getFirstText(get(root, 'Warnings', 0) ?? get(root, 'Errors', 0), ...MESSAGES);
  if (warning !== null) {
    return NO_SHIPMENT.test(warning) ? refuse('not_found', warning) : refuseByMessage(warning);
  }
  const error = readUnknownError(document);
  if (error) return error;
  if (ENVELOPES.some((name) => get(root, name) !== undefined)) {
    return refuse('not_found', 'the answer has no Shipment');
  }
  return refuse('malformed', `no status and no signature: ${describeFields(root)}`);
}

/** Warnings are in the requested language. */
const NO_SHIPMENT = /no shipments? (?:was |were )?found|geen zending/i;
const MESSAGES = ['Message', 'Description', 'ErrorMsg', 'ErrorDescription'] as const;

function listShipments(root: unknown): readonly Fields[] {
  if (Array.isArray(root) || isUpdate(root)) return getRecords(root).filter(isUpdate);
  const statuses = ENVELOPES.slice(0, 2).flatMap((name) => getRecords(root, name, 'Shipment'));
  const signatures = getRecords(root, 'Signature').filter((each) => getText(each, 'Barcode'));
  return [...statuses, ...signatures, ...listPageParcels(root)];
}

function readShipment(shipment: Fields, asked: string | null) {
  const statuses = [...getRecords(shipment, 'Status'), ...getRecords(shipment, 'OldStatus')];
  const telling = statuses.filter((status) => normalizeStatusCode(status) !== NOT_APPLICABLE);
  const scans = getRecords(shipment, 'Event');
  const byTime = new Map(telling.map((each) => [getTime(each), each] as const));
  const listed = readEventRows(scans, (scan, index) =>
    readEvent(scan, byTime.get(getTime(scan)), index),
  );
  // The status is newer than the events, or there are no events.
  const latest = findLatest(listed.events);
  const newer = telling.filter(
    (each) => scans.length === 0 || (readTimestamp(each)?.occurredAt ?? latest) > latest,
  );
  const grouped = readEventRows(withoutRepeats(newer), readStatus);
  const events = [...grouped.events, ...listed.events];
  const notices = [...grouped.notices, ...listed.notices];
  return {
    shipment: buildShipment({
      carrier: 'postnl',
      trackingNumber: getText(shipment, 'Barcode') ?? asked,
      service: getText(shipment, 'ProductDescription'),
      events,
      newestFirst: true,
      edd: readEdd(shipment),
      relatedNumbers: [getText(shipment, 'MainBarcode')],
    }),
    unread: notices,
  };
}

/** The list of old statuses begins with the current one. */
function withoutRepeats(statuses: readonly Fields[]): readonly Fields[] {
  const keys = statuses.map((status) => `${getTime(status)}|${normalizeStatusCode(status)}`);
  return statuses.filter((_, index) => keys.indexOf(keys[index] ?? '') === index);
}

function readEvent(scan: Fields, beside: Fields | undefined, index: number) {
  const timestamp = readTimestamp(scan);
  if (!timestamp) return `Event[${index}].TimeStamp is not a time: ${getTime(scan) ?? 'nothing'}`;
  const code = getText(scan, 'Code') ?? '';
  const description = getText(scan, 'Description');
  const status = normalizeStatusCode(beside);
  const group = status === null ? [] : [`S${status}`];
  return buildEvent({
    reading: readEventCode(code, description, group),
    timestamp,
    description,
    otherWords: [getText(beside, 'StatusDescription')],
  });
}

/** If PostNL's list lacks an event, its words take precedence over the status that groups it. */
function readEventCode(
  code: string,
  words: string | null,
  group: readonly string[] = [],
): CodeReading {
  const bySentence = findCodeBySentence(words);
  const known = findFirstCode(CODES, bySentence === null ? [code] : [code, bySentence]);
  if (known.mapped)
    return bySentence === null
      ? known
      : preferOwnSentence(known, findCode(CODES, bySentence), words);
  const reading = findFirstCode(CODES, [code, ...group]);
  if (reading.status === 'delivered') return reading;
  const refined = refineMovement({ ...reading, status: null, reason: null }, words);
  if (refined.status !== null) return refined;
  return reading.mapped ? reading : (findFailure(code, words) ?? reading);
}

function readStatus(status: Fields, index: number) {
  const timestamp = readTimestamp(status);
  if (!timestamp)
    return `Status[${index}].TimeStamp is not a time: ${getTime(status) ?? 'nothing'}`;
  return buildEvent({
    reading: findFirstCode(CODES, [`S${normalizeStatusCode(status) ?? ''}`]),
    timestamp,
    description: getText(status, 'StatusDescription'),
  });
}

/** `2` and `02` are the same code. */
function normalizeStatusCode(status: unknown): string | null {
  return getText(status, 'StatusCode')?.replace(/^0+(?=\d)/, '') ?? null;
}

function getTime(row: unknown): string | null {
  return getFirstText(row, 'TimeStamp', 'Timestamp');
}

const HOME = { homeZone: 'Europe/Amsterdam' } as const;

function readTimestamp(row: unknown): Timestamp | null {
  const written = getTime(row);
  const formats = ['dd-MM-yyyy HH:mm:ss', 'dd-MM-yyyy HH:mm:ss.SSS', 'dd-MM-yyyy'];
  return parseTimestamp(written, HOME) ?? parseTimestampByFormat(written, formats, HOME);
}

function readEdd(shipment: unknown) {
  const expectation = get(shipment, 'Expectation');
  const from = parseTimestamp(getText(expectation, 'ETAFrom'), HOME);
  const until = parseTimestamp(getText(expectation, 'ETATo'), HOME);
  return (
    eddFromWindow(from, until) ??
    eddFromDate(parseDate(getText(shipment, 'DeliveryDate'), ['dd-MM-yyyy']))
  );
}

/** The tracking page returns parcels keyed by barcode. */
function listPageParcels(root: unknown): readonly Fields[] {
  const colli = get(root, 'colli');
  if (!isRecord(colli)) return [];
  return Object.entries(colli).flatMap(([barcode, parcel]) =>
    isRecord(parcel) ? [{ barcode, ...parcel }] : [],
  );
}

function readParcelOfPage(parcel: Fields) {
  const all = getRecords(parcel, 'analyticsInfo', 'allObservations');
  const observations = all.length > 0 ? all : getRecords(parcel, 'observations');
  const { events, notices } = readEventRows(observations, (row, index) => {
    const timestamp = parseTimestamp(getText(row, 'observationDate'), HOME);
    if (!timestamp) return `observations[${index}].observationDate is not a time`;
    const description = getText(row, 'description');
    const reading = readEventCode(getText(row, 'observationCode') ?? '', description);
    return buildEvent({ reading, timestamp, description });
  });
  const from = parseTimestamp(getText(parcel, 'eta', 'start'), HOME);
  const until = parseTimestamp(getText(parcel, 'eta', 'end'), HOME);
  const shipment = buildShipment({
    carrier: 'postnl',
    trackingNumber: getText(parcel, 'barcode'),
    events,
    newestFirst: true,
    edd: eddFromWindow(from, until),
  });
  return { shipment, unread: notices };
}
