/**
 * Australia Post (and StarTrack): Shipping & Tracking API, `GET /shipping/v1/track`, polled.
 * Source: its reference at developers.auspost.com.au (statuses, error codes) and the examples
 * there.
 */

import type { ParseResult, Place, TrackedShipment } from '../../../domain/tracking.ts';
import type { CarrierAdapter } from '../../adapter.ts';
import {
  placeOf,
  readRows,
  report,
  trackedShipment,
  trackingEvent,
} from '../../reading/build-result.ts';
import { findFirstCode, ownCodeReader } from '../../reading/code-table.ts';
import {
  type Document,
  type Fields,
  fieldsOf,
  firstText,
  get,
  type Refused,
  recordsOf,
  refuse,
  textOf,
} from '../../reading/document.ts';
import { notPushed } from '../../reading/signature.ts';
import { parseTimestamp } from '../../reading/timestamp.ts';
import { refuseByWords } from '../../reading/unknown-error.ts';
import { PHRASES, phrasesOf } from './phrases.ts';
import { poll } from './polling.ts';

export const australiapost = {
  id: 'australiapost',
  name: 'Australia Post',
  kind: 'carrier',
  delivery: ['poll'],
  webhookAuth: 'none: it is polled',
  formats: 'Shipping & Tracking API: tracking results, errors (JSON)',
  verify: () => notPushed('Australia Post'),
  recognises,
  read,
  poll,
  readOwnCode: ownCodeReader(PHRASES),
  homeZone: 'Australia/Sydney',
} as const satisfies CarrierAdapter;

const OWN_ERROR = /^(?:ESB-\d+|511\d\d|API_\d+)$/;
/** Of an unknown number, and of a product that is not tracked. */
const NOT_FOUND = new Set(['ESB-10001', 'ESB-10002', '51104']);

function recognises({ format, root }: Document): boolean {
  if (format !== 'json') return false;
  if (Array.isArray(get(root, 'tracking_results'))) return true;
  return recordsOf(root, 'errors').some((error) => OWN_ERROR.test(codeOf(error) ?? ''));
}

function codeOf(error: unknown): string | null {
  return firstText(error, 'code', 'error_code');
}

function read({ root }: Document): ParseResult {
  const shipments: TrackedShipment[] = [];
  const notices: string[] = [];
  const refusals: Refused[] = [];
  for (const result of recordsOf(root, 'tracking_results')) {
    const refusal = refusalIn(result);
    if (refusal) {
      refusals.push(refusal);
      notices.push(`${textOf(result, 'tracking_id') ?? 'a result'}: ${refusal.detail}`);
      continue;
    }
    const { read, unread } = readResult(result);
    shipments.push(...read);
    notices.push(...unread);
  }
  if (shipments.length > 0) return report(shipments, notices);
  const refusal = refusals[0] ?? refusalIn(root);
  if (refusal) return refusal;
  if (Array.isArray(get(root, 'tracking_results')))
    return refuse('not_found', 'the list of tracking results is empty');
  return refuse('malformed', `no tracking_results: ${fieldsOf(root)}`);
}

function refusalIn(result: unknown): Refused | null {
  const [error] = recordsOf(result, 'errors');
  if (!error) return null;
  const code = codeOf(error);
  const message = firstText(error, 'message', 'name', 'error_name') ?? 'no message';
  const detail = code === null ? message : `${code}: ${message}`;
  if (NOT_FOUND.has(code ?? '')) return refuse('not_found', detail);
  return code === null ? refuseByWords(detail) : refuse('error', detail);
}

interface Article {
  readonly article: Fields;
  readonly consignment: string | null;
}

/** A number is that of an article, or of a consignment with articles in `items`. */
function readResult(result: Fields) {
  const articles = recordsOf(result, 'trackable_items').flatMap((item): readonly Article[] => {
    const consignment = textOf(item, 'consignment_id');
    const items = recordsOf(item, 'items');
    if (items.length === 0) return [{ article: item, consignment }];
    return items.map((article) => ({ article, consignment }));
  });
  // Scans of the consignment stand in where no article has its own.
  const consignments = recordsOf(result, 'consignment');
  const hasScans = articles.some(({ article }) => recordsOf(article, 'events').length > 0);
  const shared = hasScans ? [] : consignments.flatMap((each) => recordsOf(each, 'events'));
  const alone: readonly Article[] =
    articles.length > 0 ? articles : [{ article: {}, consignment: null }];
  const numbers = alone.map(({ article }) => textOf(article, 'article_id'));
  const read: TrackedShipment[] = [];
  const unread: string[] = [];
  for (const [index, { article, consignment }] of alone.entries()) {
    const scans = recordsOf(article, 'events');
    const { events, notices } = readRows(scans.length > 0 ? scans : shared, readScan);
    const asked = textOf(result, 'tracking_id');
    read.push(
      trackedShipment({
        carrier: 'australiapost',
        trackingNumber: numbers[index] ?? consignment ?? asked,
        service: textOf(article, 'product_type'),
        events,
        newestFirst: true,
        relatedNumbers: [asked, consignment, ...numbers],
      }),
    );
    unread.push(...notices);
  }
  return { read, unread };
}

function readScan(scan: Fields, index: number) {
  const written = textOf(scan, 'date');
  const place = placeIn(textOf(scan, 'location'));
  const moment = parseTimestamp(written, { place, home: 'Australia/Sydney' });
  if (!moment) return `events[${index}].date is not a time: ${written ?? 'nothing'}`;
  const said = textOf(scan, 'description');
  return trackingEvent({
    reading: findFirstCode(PHRASES, phrasesOf(said ?? '')),
    moment,
    description: said,
    place,
  });
}

/** `ALEXANDRIA NSW`, `SYDNEY (AU)`, `NZ`; all else is kept as it is. */
function placeIn(written: string | null): Place | null {
  if (written === null) return null;
  const domestic = /^(.+) (NSW|VIC|QLD|SA|WA|TAS|NT|ACT)$/.exec(written);
  if (domestic) {
    const [, city = null, region = null] = domestic;
    return placeOf({ city, region, country: 'AU' });
  }
  const abroad = /^([^()]+) \(([A-Z]{2})\)$/.exec(written);
  if (abroad) return placeOf({ city: abroad[1] ?? null, country: abroad[2] ?? null });
  return /^[A-Z]{2}$/.test(written) ? placeOf({ country: written }) : placeOf({ city: written });
}
