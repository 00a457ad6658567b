/**
 * Parcel One: a consolidator whose parcels DHL, UPS and others deliver. Source: the OpenAPI
 * documents of its Tracking and TrackLMC APIs (`TrackingEvents` with a `Statuscode` of its own and
 * a `DeliveryStatus` in AfterShip's terms), and the response with `results` as its connectors read
 * it.
 */

import type { ParseResult } from '../../../domain/tracking.ts';
import type { CarrierAdapter } from '../../adapter.ts';
import { parseAddressLine } from '../../reading/address-line.ts';
import {
  buildEvent,
  buildPlace,
  buildProofOf,
  buildResult,
  buildShipment,
  eddFromDate,
  readEventRows,
} from '../../reading/build-result.ts';
import {
  type CodeReading,
  createOwnCodeReader,
  findCode,
  findFirstCode,
} from '../../reading/code-table.ts';
import { refineMovement } from '../../reading/correct-by-words.ts';
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
import { notPushed } from '../../reading/signature.ts';
import { parseDate, parseTimestamp } from '../../reading/timestamp.ts';
import { refuseByMessage } from '../../reading/unknown-error.ts';
import { CODES, TAGS } from './codes.ts';

const HOME = 'Europe/Berlin';

export const parcelone = {
  id: 'parcelone',
  name: 'Parcel One',
  kind: 'carrier',
  delivery: ['poll'],
  webhookAuth: 'no webhooks',
  formats: 'Tracking and TrackLMC, answer with results (JSON)',
  verify: () => notPushed('Parcel One'),
  recognises,
  read,
  readOwnCode: createOwnCodeReader(CODES),
} as const satisfies CarrierAdapter;

function recognises({ format, root }: Document): boolean {
  if (format !== 'json') return false;
  if (get(root, 'P1Trackno') !== undefined) return true;
  const results = get(root, 'results');
  if (isRecord(results) && get(root, 'success') !== undefined)
    return ['CarrierIDLMC', 'TrackingID', 'Events'].some((key) => get(results, key) !== undefined);
  if (get(root, 'UniqId') !== undefined && get(root, 'success') !== undefined) return true;
  return /^No shipment data found/i.test(getText(root, 'Error') ?? '');
}

function read({ root }: Document, asked: string | null): ParseResult {
  const results = get(root, 'results');
  if (getText(root, 'P1Trackno') !== null || Array.isArray(get(root, 'TrackingEvents')))
    return readTracking(root, asked);
  if (isRecord(results) && get(results, 'Events') !== undefined) return readResults(results, asked);
  return refuseOther(root);
}

function refuseOther(root: unknown): ParseResult {
  const [error] = getRecords(root, 'errors');
  const errorMessage = error ? getFirstText(error, 'Message', 'message') : null;
  const message = errorMessage ?? getFirstText(root, 'Error', 'error', 'message');
  if (message === null)
    return refuse('malformed', `no P1Trackno and no results with Events: ${describeFields(root)}`);
  // `No shipment data found yet, try again later!`
  return /\byet\b/i.test(message) ? refuse('not_yet', message) : refuseByMessage(message);
}

function readTracking(root: unknown, asked: string | null): ParseResult {
  const listed = getRecords(root, 'TrackingEvents');
  const { events, notices } = readEventRows(listed, readTrackingEvent);
  const shipment = buildShipment({
    carrier: 'parcelone',
    trackingNumber: getText(root, 'P1Trackno') ?? asked,
    events,
    relatedNumbers: listed.map((event) => getText(event, 'CarrierTrackno')),
    newestFirst: true,
  });
  return buildResult([shipment], notices);
}

function readTrackingEvent(event: Fields, index: number) {
  const written = getText(event, 'EventdateCET') ?? getText(event, 'EventdateUTC');
  const timestamp =
    parseTimestamp(getText(event, 'EventdateCET'), { homeZone: HOME }) ??
    parseTimestamp(getText(event, 'EventdateUTC'), { offsetMinutes: 0 });
  if (!timestamp)
    return `TrackingEvents[${index}].EventdateCET is not a time: ${written ?? 'nothing'}`;
  const description = getText(event, 'Status');
  return buildEvent({
    reading: refineMovement(readCode(event), description),
    timestamp,
    description,
    place: parsePlaceLine(getText(event, 'Location')),
  });
}

/**
 * Reads Parcel One's own code, which is the most specific; otherwise the DeliveryStatus, then its
 * first word. A DeliveryStatus that contradicts a delivery, or says more than a movement, wins.
 */
function readCode(event: Fields): CodeReading {
  const code = getText(event, 'Statuscode') ?? 'no Statuscode';
  const own = findCode(CODES, code);
  const tag = getText(event, 'DeliveryStatus');
  if (tag === null) return own;
  const byTag = findFirstCode(TAGS, [tag, tag.split('_')[0] ?? tag]);
  const isCoarse = own.status === 'in_transit' && own.reason === null;
  const saysMore =
    byTag.status !== null && !['in_transit', 'pre_transit', 'delivered'].includes(byTag.status);
  const wins = !own.mapped || (saysMore && (isCoarse || own.status === 'delivered'));
  return wins ? { ...byTag, code: `${code}/${tag}` } : own;
}

/** `DE Pohlheim`: the country comes before the town. */
function parsePlaceLine(line: string | null) {
  const [, country, city] = /^([A-Z]{2}) (\S.*)$/.exec(line ?? '') ?? [];
  return country && city ? buildPlace({ city, country }) : parseAddressLine(line);
}

function readResults(results: Fields, asked: string | null): ParseResult {
  const listed = getRecords(results, 'Events');
  const { events, notices } = readEventRows(
    listed.length > 0 ? listed : readSummary(results),
    readResultsEvent,
  );
  const other = getText(results, 'CarrierTrackingID');
  const shipment = buildShipment({
    carrier: 'parcelone',
    trackingNumber: getText(results, 'TrackingID') ?? asked ?? other,
    events,
    edd: eddFromDate(parseDate(getText(results, 'EstimatedDelivery'))),
    proofOfDelivery: buildProofOf(events, { signedBy: getText(results, 'SignedBy') }),
    relatedNumbers: [other],
    newestFirst: true,
  });
  return buildResult([shipment], notices);
}

/** For responses without events: the parcel's status, at its delivery date. */
function readSummary(results: Fields): readonly Fields[] {
  const DateTime = getText(results, 'DeliveryDate');
  const StatusCode = getText(results, 'StatusCode');
  if (DateTime === null || StatusCode === null) return [];
  return [{ DateTime, StatusCode, Status: getText(results, 'Status') }];
}

function readResultsEvent(event: Fields, index: number) {
  const place = parseAddressLine(getText(event, 'Location'));
  const written = getText(event, 'DateTime');
  const timestamp = parseTimestamp(written, { place, homeZone: HOME });
  if (!timestamp) return `Events[${index}].DateTime is not a time: ${written ?? 'nothing'}`;
  const [words, status] = [getText(event, 'Description'), getText(event, 'Status')];
  const reading = findCode(CODES, getText(event, 'StatusCode') ?? 'no StatusCode');
  return buildEvent({
    reading: refineMovement(reading, words, status),
    timestamp,
    description: words ?? status,
    otherWords: [status],
    place,
  });
}
