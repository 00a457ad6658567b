/**
 * GLS: Track And Trace V1, the response of its tracking page, and that of GLS Netherlands' page for
 * consumers; all polled. Sources: GLS's OpenAPI 1.0.7 and recorded responses; see gls/codes.ts.
 */

import { ownProperty } from '../../../domain/own-property.ts';
import type { ParseResult, TrackedShipment, TrackingEvent } from '../../../domain/tracking.ts';
import type { CarrierAdapter } from '../../adapter.ts';
import { withdrawDeliveries } from '../../reading/all-words.ts';
import {
  buildEvent,
  buildPlace,
  buildResult,
  buildShipment,
  readEventRows,
} from '../../reading/build-result.ts';
import {
  type CodeReading,
  createOwnCodeReader,
  findCode,
  normalizePhrase,
} from '../../reading/code-table.ts';
import { dropConditions } from '../../reading/conditions.ts';
import { findFailure, refineFailure } from '../../reading/correct-by-words.ts';
import {
  type Document,
  describeFields,
  type Fields,
  get,
  getFlag,
  getRecords,
  getText,
  isRecord,
  type Refused,
  refuse,
} from '../../reading/document.ts';
import { findLatest } from '../../reading/event-order.ts';
import { notPushed } from '../../reading/signature.ts';
import { parseTimestamp } from '../../reading/timestamp.ts';
import { turnBack } from '../../reading/turn-back.ts';
import { refuseByMessage } from '../../reading/unknown-error.ts';
import { EVENTS, SENTENCES, STATUSES } from './codes.ts';
import { readForConsumers } from './consumer-page.ts';

export const gls = {
  id: 'gls',
  name: 'GLS',
  kind: 'carrier',
  delivery: ['poll'],
  webhookAuth: 'no webhooks',
  formats: 'Track And Trace V1, tracking page, GLS Netherlands’ page for consumers (JSON)',
  verify: () => notPushed('GLS'),
  recognises,
  read,
  readOwnCode: createOwnCodeReader(EVENTS, SENTENCES),
  homeZone: 'Europe/Berlin',
} as const satisfies CarrierAdapter;

const ERROR_CODE = /^E_\d{3}_\d{2}$/;

function recognises({ format, root }: Document): boolean {
  if (format !== 'json') return false;
  if (ERROR_CODE.test(getText(root, 'errorCode') ?? '')) return true;
  if (get(root, 'eventsCodes') !== undefined || get(root, 'parcelshopDelivery') !== undefined)
    return true;
  if (isForConsumers(root)) return true;
  if (Array.isArray(get(root, 'tuStatus')) || isOfPage(root)) return true;
  if (getText(root, 'lastError') !== null && getText(root, 'exceptionText') !== null) return true;
  return getRecords(root, 'parcels').some(
    (parcel) =>
      ERROR_CODE.test(getText(parcel, 'errorCode') ?? '') ||
      (get(parcel, 'unitno') !== undefined && get(parcel, 'requested') !== undefined),
  );
}

function isForConsumers(root: unknown): boolean {
  return getText(root, 'parcelNo') !== null && get(root, 'scans') !== undefined;
}

function isOfPage(status: unknown): boolean {
  if (!isRecord(get(status, 'progressBar'))) return false;
  return (
    get(status, 'history') !== undefined || getText(status, 'progressBar', 'statusInfo') !== null
  );
}

function read({ root }: Document, asked: string | null): ParseResult {
  if (isForConsumers(root)) return readForConsumers(root, asked);
  const page = isOfPage(root) ? [root] : getRecords(root, 'tuStatus').filter(isOfPage);
  if (page.length > 0) return combineResults(page.map((status) => readStatusOfPage(status, asked)));
  const parcels = getRecords(root, 'parcels');
  if (parcels.length === 0) return refuseWhole(root);
  const refusals: Refused[] = [];
  const notices: string[] = [];
  const read: ParcelResult[] = [];
  for (const parcel of parcels) {
    const refusal = readRefusal(parcel);
    if (!refusal) read.push(readParcel(parcel, listNumbers(parcel, parcels), asked));
    if (refusal) refusals.push(refusal);
    if (refusal) notices.push(`${getText(parcel, 'requested') ?? 'a parcel'}: ${refusal.detail}`);
  }
  const [first] = refusals;
  return read.length === 0 && first ? first : combineResults(read, notices);
}

interface ParcelResult {
  readonly shipment: TrackedShipment;
  readonly unread: readonly string[];
}

function combineResults(
  read: readonly ParcelResult[],
  notices: readonly string[] = [],
): ParseResult {
  return buildResult(
    read.map(({ shipment }) => shipment),
    [...notices, ...read.flatMap(({ unread }) => unread)],
  );
}

function refuseWhole(root: unknown): Refused {
  const refusal = readRefusal(root);
  if (refusal) return refusal;
  const words = getText(root, 'exceptionText') ?? getText(root, 'lastError');
  if (words !== null) return refuseByMessage(words);
  if (Array.isArray(get(root, 'tuStatus')))
    return refuse('not_found', 'the list tuStatus is empty');
  if (Array.isArray(get(root, 'parcels')))
    return refuse('not_found', 'the list of parcels is empty');
  return refuse('malformed', `no parcels: ${describeFields(root)}`);
}

/** `E_404_01`: the middle part is an HTTP status. */
function readRefusal(parcel: unknown): Refused | null {
  const code = getText(parcel, 'errorCode');
  if (code === null) return null;
  const detail = `${code}: ${getText(parcel, 'errorMessage') ?? 'no message'}`;
  return code.startsWith('E_404') ? refuse('not_found', detail) : refuse('error', detail);
}

/**
 * The requested number is the parcel's number, unless it is a reference shared by several parcels.
 */
function listNumbers(parcel: Fields, all: readonly Fields[]): readonly (string | null)[] {
  const requested = getText(parcel, 'requested');
  const same = all.filter((each) => getText(each, 'requested') === requested);
  const unit = getText(parcel, 'unitno');
  return same.length > 1 ? [unit, requested] : [requested, unit];
}

function readParcel(
  parcel: Fields,
  numbers: readonly (string | null)[],
  asked: string | null,
): ParcelResult {
  const scans = getRecords(parcel, 'events');
  const status = getText(parcel, 'status');
  const changed = getText(parcel, 'statusDateTime');
  const listed = readEventRows(scans, (scan, index) => {
    const at = getText(scan, 'eventDateTime');
    const timestamp = parseTimestamp(at, HOME);
    if (!timestamp) return `events[${index}].eventDateTime is not a time: ${at ?? 'nothing'}`;
    const words = getText(scan, 'description');
    return buildEvent({
      // The parcel's status belongs to the event that changed it.
      reading: readCode(getText(scan, 'code') ?? '', words, at === changed ? status : null),
      timestamp,
      description: words,
      otherWords: listDenials(status),
      place: readPlace(scan),
    });
  });
  const valid = withdrawDeliveries(listed.events, readStatus(status));
  const events = withCurrent(valid, eventFromStatus(status, changed));
  return {
    shipment: buildShipment({
      carrier: 'gls',
      trackingNumber: numbers.find((number) => number !== null) ?? asked,
      events,
      newestFirst: true,
      relatedNumbers: numbers,
    }),
    unread: listed.notices,
  };
}

const HOME = { homeZone: 'Europe/Berlin' } as const;

const explainStatus = (status: string | null): string | null =>
  ownProperty(STATUSES, status ?? '')?.words ?? null;

/** A parcel in a shop has not been delivered; that it was delivered proves no event. */
const listDenials = (status: string | null): readonly (string | null)[] =>
  readStatus(status) === 'delivered' ? [] : [explainStatus(status)];

const readStatus = (status: string | null) => findCode(STATUSES, status ?? '').status;

function eventFromStatus(
  status: string | null,
  at: string | null,
  words: string | null = null,
): readonly TrackingEvent[] {
  const timestamp = parseTimestamp(at, HOME);
  if (status === null || !timestamp) return [];
  const description = words ?? explainStatus(status);
  return [buildEvent({ reading: findCode(STATUSES, status), timestamp, description })];
}

const MINUTE_MS = 60_000;

/** Adds the current status if it is clearly newer than the events and differs from them. */
function withCurrent(
  events: readonly TrackingEvent[],
  current: readonly TrackingEvent[],
): readonly TrackingEvent[] {
  const latest = findLatest(events);
  const known = events.filter(({ occurredAt }) => occurredAt === latest);
  const newer = current.filter(
    ({ status, occurredAt }) =>
      occurredAt >= latest + MINUTE_MS && known.every((event) => event.status !== status),
  );
  return [...newer, ...events];
}

function readCode(code: string, words: string | null, status: string | null): CodeReading {
  // GLS keeps the status of a failed delivery for a parcel that it sends back or destroys.
  return refineFailure(readExactCode(code, words, status), words);
}

function readExactCode(code: string, words: string | null, status: string | null): CodeReading {
  const byCode = findCode(EVENTS, code);
  const bySentence = findSentence(words);
  if (byCode.status === 'delivered' && bySentence.status !== null) return { ...bySentence, code };
  if (byCode.mapped) return byCode;
  if (bySentence.mapped) return { ...bySentence, code };
  const failure = findFailure(code, words);
  if (failure) return failure;
  // A closed history does not show which event closed it.
  if (status === null || status === 'FINAL') return byCode;
  return { ...findCode(STATUSES, status), code };
}

/** GLS writes apostrophes as several characters, and has three names for its depots. */
function findSentence(words: string | null): CodeReading {
  const sentence = normalizePhrase((words ?? '').replaceAll(/ ?\u0301|[´’`]/g, "'"));
  const exact = findCode(SENTENCES, sentence);
  if (exact.mapped) return exact;
  const renamed = sentence
    .replace(/\b(gls )?(warehouse|depot|parcel center)\b/, 'parcel center')
    .replace(/ (is being stored|remains) in /, ' is stored in ')
    .replace(' could not be ', ' cannot be ');
  return findCode(SENTENCES, renamed);
}

function readPlace(scan: unknown) {
  return buildPlace({
    city: getText(scan, 'city'),
    postalCode: getText(scan, 'postalCode'),
    country: getText(scan, 'country') ?? getText(scan, 'countryCode'),
  });
}

/**
 * Times are local, without an offset. Pages without a history have only the current status.
 * `retourFlag` is about the whole parcel: if the parcel is delivered, its sender has it.
 */
function readStatusOfPage(status: unknown, asked: string | null): ParcelResult {
  const bar = get(status, 'progressBar');
  const info = getText(bar, 'statusInfo');
  const rows = getRecords(status, 'history');
  const latest = rows.map(getTimeOfPage).sort().at(-1);
  const { events, notices } = readEventRows(rows, (scan, index) => {
    const place = readPlace(get(scan, 'address'));
    const at = getTimeOfPage(scan);
    const timestamp = parseTimestamp(at, { place, ...HOME });
    if (!timestamp) return `history[${index}] has no date and time: ${at}`;
    const words = getText(scan, 'evtDscr');
    const reading = readCode(getText(scan, 'evtNo') ?? '', words, at === latest ? info : null);
    const barText = at === latest ? dropConditions(getText(bar, 'statusText')) : null;
    const otherWords = [...listDenials(info), barText];
    return buildEvent({ reading, timestamp, description: words, otherWords, place });
  });
  const isReturn = getFlag(bar, 'retourFlag') === true;
  const current = eventFromStatus(info, getText(status, 'date'), getText(bar, 'statusText'));
  const listed = events.length > 0 ? withdrawDeliveries(events, readStatus(info)) : current;
  const shipment = buildShipment({
    carrier: 'gls',
    trackingNumber: getText(status, 'tuNo') ?? getText(status, 'referenceNo') ?? asked,
    events: isReturn ? turnBack(listed) : listed,
    newestFirst: true,
  });
  return {
    shipment,
    unread: isReturn ? [...notices, 'the parcel is marked as a return'] : notices,
  };
}

function getTimeOfPage(scan: unknown): string {
  return `${getText(scan, 'date') ?? ''}T${getText(scan, 'time') ?? ''}`;
}
