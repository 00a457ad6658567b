/**
 * Australia Post (and StarTrack): Shipping & Tracking API, `GET /shipping/v1/track`, polled.
 * Source: its reference at developers.auspost.com.au (statuses, error codes) and the examples
 * there.
 */

import type { TrackingNumber } from '../../../domain/ids.ts';
import type { ParseResult, Place, TrackedShipment } from '../../../domain/tracking.ts';
import type { CarrierAdapter } from '../../adapter.ts';
import { correctNewestByAll } from '../../reading/all-words.ts';
import {
  buildEvent,
  buildPlace,
  buildResult,
  buildShipment,
  readEventRows,
} from '../../reading/build-result.ts';
import { createOwnCodeReader, findFirstCode } from '../../reading/code-table.ts';
import { refineMovement } from '../../reading/correct-by-words.ts';
import {
  type Document,
  describeFields,
  type Fields,
  get,
  getFirstText,
  getRecords,
  getText,
  type Refused,
  refuse,
} from '../../reading/document.ts';
import { combinePieces, dropRepeats } from '../../reading/pieces.ts';
import { notPushed } from '../../reading/signature.ts';
import { parseTimestamp } from '../../reading/timestamp.ts';
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
  readOwnCode: createOwnCodeReader(PHRASES),
  homeZone: 'Australia/Sydney',
} as const satisfies CarrierAdapter;

const OWN_ERROR = /^(?:ESB-\d+|511\d\d|API_\d+)$/;
/** The number is unknown, or the product is not tracked. */
const NOT_FOUND = new Set(['ESB-10001', 'ESB-10002', '51104']);

function recognises({ format, root }: Document): boolean {
  if (format !== 'json') return false;
  if (Array.isArray(get(root, 'tracking_results'))) return true;
  return getRecords(root, 'errors').some((error) => OWN_ERROR.test(getCode(error) ?? ''));
}

function getCode(error: unknown): string | null {
  return getFirstText(error, 'code', 'error_code');
}

function read({ root }: Document, asked: TrackingNumber | null): ParseResult {
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
    shipments.push(...combineConsignment(read, asked));
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

/** Several articles as the one shipment of their consignment, if its number was asked for. */
function combineConsignment(
  articles: readonly TrackedShipment[],
  asked: TrackingNumber | null,
): readonly TrackedShipment[] {
  const isConsignment =
    asked !== null &&
    articles.length > 1 &&
    articles.every((each) => each.trackingNumber !== asked && each.relatedNumbers.includes(asked));
  if (!isConsignment) return articles;
  const numbers = articles.map(({ trackingNumber }) => trackingNumber);
  const rows = articles.flatMap(({ events, trackingNumber }) =>
    events.map((event) => ({ event, piece: trackingNumber })),
  );
  const events = dropRepeats(combinePieces(rows, { ids: numbers, number: asked }));
  const relatedNumbers = numbers;
  return [
    buildShipment({ carrier: 'australiapost', trackingNumber: asked, events, relatedNumbers }),
  ];
}

interface Article {
  readonly article: Fields;
  readonly consignment: string | null;
}

/** A number belongs to an article, or to a consignment with articles in `items`. */
function readResult(result: Fields) {
  const articles = getRecords(result, 'trackable_items').flatMap((item): readonly Article[] => {
    const consignment = getText(item, 'consignment_id');
    const items = getRecords(item, 'items');
    if (items.length === 0) return [{ article: item, consignment }];
    return items.map((article) => ({ article, consignment }));
  });
  // Without scans of an article, those of the consignment count.
  const consignments = getRecords(result, 'consignment');
  const hasScans = articles.some(({ article }) => getRecords(article, 'events').length > 0);
  const shared = hasScans ? [] : consignments.flatMap((each) => getRecords(each, 'events'));
  const alone: readonly Article[] =
    articles.length > 0 ? articles : [{ article: {}, consignment: null }];
  const numbers = alone.map(({ article }) => getText(article, 'article_id'));
  const whole = getText(consignments[0], 'status') ?? getText(result, 'status');
  const read: TrackedShipment[] = [];
  const unread: string[] = [];
  for (const [index, { article, consignment }] of alone.entries()) {
    const scans = getRecords(article, 'events');
    const { events, notices } = readEventRows(scans.length > 0 ? scans : shared, readScan);
    const asked = getText(result, 'tracking_id');
    // The status of the whole may say more than the latest scan: to the sender, a part.
    const status = getText(article, 'status') ?? (numbers.length === 1 ? whole : null);
    read.push(
      buildShipment({
        carrier: 'australiapost',
        trackingNumber: numbers[index] ?? consignment ?? asked,
        service: getText(article, 'product_type'),
        events: correctNewestByAll(events, [status]),
        newestFirst: true,
        relatedNumbers: [asked, consignment, ...numbers],
      }),
    );
    unread.push(...notices);
  }
  return { read, unread };
}

function readScan(scan: Fields, index: number) {
  const written = getText(scan, 'date');
  const place = readPlace(getText(scan, 'location'));
  const timestamp = parseTimestamp(written, { place, homeZone: 'Australia/Sydney' });
  if (!timestamp) return `events[${index}].date is not a time: ${written ?? 'nothing'}`;
  const words = getText(scan, 'description');
  return buildEvent({
    reading: refineMovement(findFirstCode(PHRASES, listPhrases(words ?? '')), words),
    timestamp,
    description: words,
    place,
  });
}

/** `ALEXANDRIA NSW`, `SYDNEY (AU)`, `NZ`; other text is kept as the city. */
function readPlace(written: string | null): Place | null {
  if (written === null) return null;
  const domestic = /^(.+) (NSW|VIC|QLD|SA|WA|TAS|NT|ACT)$/.exec(written);
  if (domestic) {
    const [, city = null, region = null] = domestic;
    return buildPlace({ city, region, country: 'AU' });
  }
  const abroad = /^([^()]+) \(([A-Z]{2})\)$/.exec(written);
  if (abroad) return buildPlace({ city: abroad[1] ?? null, country: abroad[2] ?? null });
  return /^[A-Z]{2}$/.test(written)
    ? buildPlace({ country: written })
    : buildPlace({ city: written });
}
