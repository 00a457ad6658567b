/**
 * Parcel One: a consolidator whose parcels DHL, UPS and others deliver. Source: the OpenAPI documents
 * of its Tracking and TrackLMC APIs (`TrackingEvents` with a `Statuscode` of its own and a
 * `DeliveryStatus` in AfterShip's terms), and the answer with `results` that its connectors know.
 */

import type { ParseResult } from '../../../domain/tracking.ts';
import type { CarrierAdapter } from '../../adapter.ts';
import { placeOfLine } from '../../reading/address-line.ts';
import {
  eddOfDate,
  placeOf,
  proofOf,
  readRows,
  report,
  trackedShipment,
  trackingEvent,
} from '../../reading/build-result.ts';
import { findCode, findFirstCode, ownCodeReader, type Reading } from '../../reading/code-table.ts';
import {
  type Document,
  type Fields,
  fieldsOf,
  firstText,
  get,
  isRecord,
  recordsOf,
  refuse,
  textOf,
} from '../../reading/document.ts';
import { notPushed } from '../../reading/signature.ts';
import { dateOf, parseTimestamp } from '../../reading/timestamp.ts';
import { refuseByWords } from '../../reading/unknown-error.ts';
import { CODES, TAGS } from './codes.ts';

const HOME = 'Europe/Berlin';

export const parcelone = {
  id: 'parcelone',
  name: 'Parcel One',
  kind: 'carrier',
  delivery: ['poll'],
  webhookAuth: 'none: it is polled',
  formats: 'Tracking and TrackLMC, answer with results (JSON)',
  verify: () => notPushed('Parcel One'),
  recognises,
  read,
  readOwnCode: ownCodeReader(CODES),
} as const satisfies CarrierAdapter;

function recognises({ format, root }: Document): boolean {
  if (format !== 'json') return false;
  if (get(root, 'P1Trackno') !== undefined) return true;
  const results = get(root, 'results');
  if (isRecord(results) && get(root, 'success') !== undefined)
    return ['CarrierIDLMC', 'TrackingID', 'Events'].some((key) => get(results, key) !== undefined);
  if (get(root, 'UniqId') !== undefined && get(root, 'success') !== undefined) return true;
  return /^No shipment data found/i.test(textOf(root, 'Error') ?? '');
}

function read({ root }: Document, asked: string | null): ParseResult {
  const results = get(root, 'results');
  if (textOf(root, 'P1Trackno') !== null || Array.isArray(get(root, 'TrackingEvents')))
    return readTracking(root, asked);
  if (isRecord(results) && get(results, 'Events') !== undefined) return readResults(results, asked);
  return refuseOther(root);
}

function refuseOther(root: unknown): ParseResult {
  const [error] = recordsOf(root, 'errors');
  const told = error ? firstText(error, 'Message', 'message') : null;
  const message = told ?? firstText(root, 'Error', 'error', 'message');
  if (message === null)
    return refuse('malformed', `no P1Trackno and no results with Events: ${fieldsOf(root)}`);
  // `No shipment data found yet, try again later!`
  return /\byet\b/i.test(message) ? refuse('not_yet', message) : refuseByWords(message);
}

function readTracking(root: unknown, asked: string | null): ParseResult {
  const listed = recordsOf(root, 'TrackingEvents');
  const { events, notices } = readRows(listed, readTrackingEvent);
  const shipment = trackedShipment({
    carrier: 'parcelone',
    trackingNumber: textOf(root, 'P1Trackno') ?? asked,
    events,
    relatedNumbers: listed.map((event) => textOf(event, 'CarrierTrackno')),
    newestFirst: true,
  });
  return report([shipment], notices);
}

function readTrackingEvent(event: Fields, index: number) {
  const written = textOf(event, 'EventdateCET') ?? textOf(event, 'EventdateUTC');
  const moment = parseTimestamp(written, { home: HOME });
  if (!moment)
    return `TrackingEvents[${index}].EventdateCET is not a time: ${written ?? 'nothing'}`;
  return trackingEvent({
    reading: readingOf(event),
    moment,
    description: withoutMarkup(textOf(event, 'Status')),
    place: placeOfParcelOne(textOf(event, 'Location')),
  });
}

/** By Parcel One's own code, which is exact; else by the DeliveryStatus, and by its first word. */
function readingOf(event: Fields): Reading {
  const code = textOf(event, 'Statuscode') ?? 'no Statuscode';
  const own = findCode(CODES, code);
  const tag = textOf(event, 'DeliveryStatus');
  if (own.mapped || tag === null) return own;
  return { ...findFirstCode(TAGS, [tag, tag.split('_')[0] ?? tag]), code: `${code}/${tag}` };
}

/** `DE Pohlheim`: the country stands before the town. */
function placeOfParcelOne(line: string | null) {
  const [, country, city] = /^([A-Z]{2}) (\S.*)$/.exec(line ?? '') ?? [];
  return country && city ? placeOf({ city, country }) : placeOfLine(line);
}

/** The words hold a link to the page of the carrier that delivers. */
function withoutMarkup(words: string | null): string | null {
  return words?.replace(/<[^<>]*>/g, '') ?? null;
}

function readResults(results: Fields, asked: string | null): ParseResult {
  const { events, notices } = readRows(recordsOf(results, 'Events'), readResultsEvent);
  const other = textOf(results, 'CarrierTrackingID');
  const delivered = events.findLast(({ status }) => status === 'delivered');
  const shipment = trackedShipment({
    carrier: 'parcelone',
    trackingNumber: textOf(results, 'TrackingID') ?? asked ?? other,
    events,
    edd: eddOfDate(dateOf(textOf(results, 'EstimatedDelivery'))),
    proofOfDelivery: proofOf({
      at: delivered?.occurredAt ?? null,
      signedBy: textOf(results, 'SignedBy'),
    }),
    relatedNumbers: [other],
    newestFirst: true,
  });
  return report([shipment], notices);
}

function readResultsEvent(event: Fields, index: number) {
  const place = placeOfLine(textOf(event, 'Location'));
  const written = textOf(event, 'DateTime');
  const moment = parseTimestamp(written, { place, home: HOME });
  if (!moment) return `Events[${index}].DateTime is not a time: ${written ?? 'nothing'}`;
  return trackingEvent({
    reading: findCode(CODES, textOf(event, 'StatusCode') ?? 'no StatusCode'),
    moment,
    description: textOf(event, 'Description') ?? textOf(event, 'Status'),
    place,
  });
}
