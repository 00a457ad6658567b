/**
 * Australia Post (and StarTrack): Shipping & Tracking API, `GET /shipping/v1/track`, polled.
 * Source: its reference at developers.auspost.com.au (statuses, error codes) and the examples
 * there.
 */

import { largest } from '../../../domain/time.ts';
import type {
  ParseResult,
  Place,
  TrackedShipment,
  TrackingEvent,
} from '../../../domain/tracking.ts';
import type { CarrierAdapter } from '../../adapter.ts';
import { correctNewestByAll, findNewest, withdrawDeliveries } from '../../reading/all-words.ts';
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
  findFirstCode,
  normalizePhrase,
} from '../../reading/code-table.ts';
import { correctDelivered, findFailure, refineMovement } from '../../reading/correct-by-words.ts';
import {
  type Document,
  describeFields,
  type Fields,
  get,
  getFirstText,
  getNumber,
  getRecords,
  getText,
  type Refused,
  refuse,
} from '../../reading/document.ts';
import { asPart, combinePieces, type PieceEvent } from '../../reading/pieces.ts';
import { parsePlace } from '../../reading/place-words.ts';
import { notPushed } from '../../reading/signature.ts';
import { cancelBySummary } from '../../reading/summary-status.ts';
import { parseTimestamp } from '../../reading/timestamp.ts';
import { readReturn } from '../../reading/turn-back.ts';
import { refuseByMessage } from '../../reading/unknown-error.ts';
import { listPhrases, PHRASES } from './phrases.ts';
import { poll } from './polling.ts';

export const australiapost = {
  id: 'australiapost',
  name: 'Australia Post',
  kind: 'carrier',
  delivery: ['poll'],
  webhookAuth: 'no webhooks',
  formats: 'Shipping & Tracking API: tracking results, errors (JSON)',
  verify: () => notPushed('Australia Post'),
  recognises,
  read,
  poll,
  readOwnCode,
  homeZone: 'Australia/Sydney',
} as const satisfies CarrierAdapter;

const readPhrase = createOwnCodeReader(PHRASES);

/** Aggregators pass on the words with their place or detail. */
function readOwnCode(code: string | null, words: string | null): CodeReading | null {
  const found = listPhrases(words ?? '').map((phrase) => readPhrase(code, phrase));
  return found.find((reading) => reading !== null) ?? null;
}

const OWN_ERROR = /^(?:ESB-\d+|511\d\d|API_\d+)$/;
/** The number is unknown, or the product has no tracking. */
const NOT_FOUND = new Set(['ESB-10001', 'ESB-10002', '51104']);

function recognises({ format, root }: Document): boolean {
  if (format !== 'json') return false;
  if (getRecords(root, 'tracking_results').length > 0) return true;
  if (Array.isArray(get(root, 'tracking_results'))) return true;
  return getRecords(root, 'errors').some((error) => OWN_ERROR.test(getCode(error) ?? ''));
}

function getCode(error: unknown): string | null {
  return getFirstText(error, 'code', 'error_code');
}

function read({ root }: Document): ParseResult {
  const shipments: TrackedShipment[] = [];
  const notices: string[] = [];
  const refusals: Refused[] = [];
  for (const result of getRecords(root, 'tracking_results')) {
    const refusal = readRefusal(result);
    if (refusal) {
      refusals.push(refusal);
      notices.push(`${getText(result, 'tracking_id') ?? 'a result'}: ${refusal.detail}`);
      continue;
    }
    const { read, unread } = readResult(result);
    shipments.push(...read);
    notices.push(...unread);
  }
  if (shipments.length > 0) return buildResult(shipments, notices);
  const refusal = refusals[0] ?? readRefusal(root);
  if (refusal) return refusal;
  if (Array.isArray(get(root, 'tracking_results')))
    return refuse('not_found', 'the list of tracking results is empty');
  return refuse('malformed', `no tracking_results: ${describeFields(root)}`);
}

function readRefusal(result: unknown): Refused | null {
  const [error] = getRecords(result, 'errors');
  if (!error) return null;
  const code = getCode(error);
  const message = getFirstText(error, 'message', 'name', 'error_name') ?? 'no message';
  const detail = code === null ? message : `${code}: ${message}`;
  if (NOT_FOUND.has(code ?? '')) return refuse('not_found', detail);
  return code === null ? refuseByMessage(detail) : refuse('error', detail);
}

interface Article {
  readonly article: Fields;
  readonly consignment: string | null;
}

/** A number belongs to an article, or to a consignment with its articles in `items`. */
function readResult(result: Fields) {
  const articles = getRecords(result, 'trackable_items').flatMap((item): readonly Article[] => {
    const consignment = getText(item, 'consignment_id');
    const items = getRecords(item, 'items');
    if (items.length === 0) return [{ article: item, consignment }];
    return items.map((article) => ({ article, consignment }));
  });
  // If an article has no scans, the consignment's scans apply.
  const consignments = getRecords(result, 'consignment');
  const hasScans = articles.some(({ article }) => getRecords(article, 'events').length > 0);
  const shared = consignments.map((each) => readConsignment(each, articles));
  const alone: readonly Article[] =
    articles.length > 0 ? articles : [{ article: {}, consignment: null }];
  const asked = getText(result, 'tracking_id');
  const numbers = alone.map(({ article }) => getText(article, 'article_id'));
  // The status of the result is about the article, unless there are several.
  const ofResult = alone.length === 1 ? getText(result, 'status') : null;
  const scans = alone.map(({ article }) => readScans(article, ofResult));
  const read = alone.map(({ article, consignment }, index) =>
    buildShipment({
      carrier: 'australiapost',
      trackingNumber: numbers[index] ?? consignment ?? asked,
      service: getText(article, 'product_type'),
      events: hasScans ? (scans[index]?.events ?? []) : shared.flatMap(({ events }) => events),
      newestFirst: true,
      relatedNumbers: [asked, consignment, ...numbers],
    }),
  );
  const rows = scans.flatMap(({ events }, index) =>
    events.map((event) => ({ event, piece: numbers[index] ?? null })),
  );
  const ofAll = hasScans ? readWhole(result, rows, shared) : null;
  return {
    read: ofAll ? [...read, ofAll] : read,
    unread: [...scans, ...shared].flatMap(({ notices }) => notices),
  };
}

/** The whole consignment, if its number was requested: one article is only a part of it. */
function readWhole(result: Fields, rows: readonly PieceEvent[], shared: readonly Scans[]) {
  const asked = getText(result, 'tracking_id');
  const items = getRecords(result, 'trackable_items');
  const ids = [...items, ...items.flatMap((item) => getRecords(item, 'items'))].map((each) =>
    getText(each, 'article_id'),
  );
  if (asked === null || ids.includes(asked)) return null;
  const counts = items.map((item) => getNumber(item, 'number_of_items') ?? 0);
  const ofWhole = shared.flatMap(({ events }) => events.map((event) => ({ event, piece: null })));
  return buildShipment({
    carrier: 'australiapost',
    trackingNumber: asked,
    events: combinePieces([...rows, ...ofWhole], { ids, count: largest(counts), number: null }),
    newestFirst: true,
    relatedNumbers: ids,
  });
}

interface Scans {
  readonly events: readonly TrackingEvent[];
  readonly notices: readonly string[];
}

/** The status of an article or a consignment may contradict the delivery among its scans. */
function readScans(scanned: Fields, ofResult: string | null = null): Scans {
  const { events, notices } = readEventRows(getRecords(scanned, 'events'), readScan);
  const status = getText(scanned, 'status');
  const ofParcel = readWords(status ?? ofResult);
  const isMoving = readWords(status).status === 'in_transit';
  const withdrawn = withdrawDeliveries(events, ofParcel.status);
  const valid = correctByProblem(readUnknownNewest(withdrawn, ofParcel), ofParcel, isMoving);
  const cancelled = cancelBySummary(valid, ofParcel.status);
  return { events: correctNewestByAll(cancelled, [status, ofResult]), notices };
}

/** The newest scan has unknown words, and the parcel's own status says that it was delivered. */
function readUnknownNewest(
  events: readonly TrackingEvent[],
  ofParcel: CodeReading,
): readonly TrackingEvent[] {
  const isRead = events.some(({ status }) => status === 'delivered');
  if (ofParcel.status !== 'delivered' || isRead) return events;
  const newest = largest(events.map(({ occurredAt }) => occurredAt));
  return events.map((event) =>
    event.mapped || event.occurredAt !== newest
      ? event
      : { ...event, ...correctDelivered(ofParcel, event.description), code: event.code },
  );
}

/** The newest scan is a delivery, and the parcel's own status is a movement, problem or return. */
function correctByProblem(
  events: readonly TrackingEvent[],
  ofParcel: CodeReading,
  isMoving: boolean,
): readonly TrackingEvent[] {
  const { status, reason, responsible } = readReturn(ofParcel, events);
  if (!isMoving && status !== 'exception' && status !== 'return_to_sender') return events;
  const newest = findNewest(events);
  return events.map((event) =>
    event.status === 'delivered' && event.occurredAt === newest
      ? { ...event, status, reason, responsible }
      : event,
  );
}

/** StarTrack's `Delivered` and `Item Delivered` can mean some or all items of a consignment. */
function readConsignment(consignment: Fields, articles: readonly Article[]): Scans {
  const scans = readScans(consignment);
  const words = getText(consignment, 'status');
  const isWhole =
    normalizePhrase(words ?? '') === 'delivered in full' ||
    (!isElsewhere(words) &&
      (articles.length <= 1 ||
        articles.every(
          ({ article }) => readWords(getText(article, 'status')).status === 'delivered',
        )));
  return isWhole ? scans : { ...scans, events: scans.events.map(asPart) };
}

function isElsewhere(words: string | null): boolean {
  const { mapped, status } = readWords(words);
  return mapped && status !== 'delivered';
}

function readWords(words: string | null): CodeReading {
  const reading = findFirstCode(PHRASES, listPhrases(words ?? ''));
  const failure = reading.mapped ? null : findFailure(reading.code, words);
  return failure ?? refineMovement(reading, words);
}

function readScan(scan: Fields, index: number) {
  const written = getText(scan, 'date');
  const place = readPlace(getText(scan, 'location'));
  const timestamp = parseTimestamp(written, { place, homeZone: 'Australia/Sydney' });
  if (!timestamp) return `events[${index}].date is not a time: ${written ?? 'nothing'}`;
  const words = getText(scan, 'description');
  return buildEvent({
    reading: readWords(words),
    timestamp,
    description: words,
    place,
  });
}

/** `ALEXANDRIA NSW`, `SYDNEY (AU)`, `AUCKLAND - NEW ZEALAND`, `NZ`; other text becomes the city. */
function readPlace(written: string | null): Place | null {
  if (written === null) return null;
  const domestic = /^(.+) (NSW|VIC|QLD|SA|WA|TAS|NT|ACT)$/.exec(written);
  if (domestic) {
    const [, city = null, region = null] = domestic;
    return buildPlace({ city, region, country: 'AU' });
  }
  return parsePlace(written);
}
