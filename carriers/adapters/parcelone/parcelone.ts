/**
 * Parcel One: a consolidator whose parcels DHL, UPS and others deliver. Source: the OpenAPI
 * documents of its Tracking and TrackLMC APIs (`TrackingEvents` with a `Statuscode` of its own and
 * a `DeliveryStatus` in AfterShip's terms), and the answer with `results` as its connectors read
 * it.
 */

import type { ParseResult } from '../../../domain/tracking.ts';
import type { CarrierAdapter } from '../../adapter.ts';
import { parseAddressLine } from '../../reading/address-line.ts';
import {
  buildEvent,
  buildPlace,
  buildProof,
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
  const timestamp = parseTimestamp(written, { homeZone: HOME });
  if (!timestamp)
    return `TrackingEvents[${index}].EventdateCET is not a time: ${written ?? 'nothing'}`;
  return buildEvent({
    reading: readCode(event),
    timestamp,
    description: withoutMarkup(getText(event, 'Status')),
    place: parsePlaceLine(getText(event, 'Location')),
  });
}

/** Reads Parcel One's own code, which is exact; else the DeliveryStatus, then its first word. */
function readCode(event: Fields): CodeReading {
  const code = getText(event, 'Statuscode') ?? 'no Statuscode';
  const own = findCode(CODES, code);
  const tag = getText(event, 'DeliveryStatus');
  if (own.mapped || tag === null) return own;
  return { ...findFirstCode(TAGS, [tag, tag.split('_')[0] ?? tag]), code: `${code}/${tag}` };
}

/** `DE Pohlheim`: the country comes before the town. */
function parsePlaceLine(line: string | null) {
  const [, country, city] = /^([A-Z]{2}) (\S.*)$/.exec(line ?? '') ?? [];
  return country && city ? buildPlace({ city, country }) : parseAddressLine(line);
}

/** The words contain a link to the delivering carrier's page. */
function withoutMarkup(words: string | null): string | null {
  return words?.replace(/<[^<>]*>/g, '') ?? null;
}

function readResults(results: Fields, asked: string | null): ParseResult {
  const { events, notices } = readEventRows(getRecords(results, 'Events'), readResultsEvent);
  const other = getText(results, 'CarrierTrackingID');
  const delivered = events.findLast(({ status }) => status === 'delivered');
  const shipment = buildShipment({
    carrier: 'parcelone',
    trackingNumber: getText(results, 'TrackingID') ?? asked ?? other,
    events,
    edd: eddFromDate(parseDate(getText(results, 'EstimatedDelivery'))),
    proofOfDelivery: buildProof({
      at: delivered?.occurredAt ?? null,
      signedBy: getText(results, 'SignedBy'),
    }),
    relatedNumbers: [other],
    newestFirst: true,
  });
  return buildResult([shipment], notices);
}

function readResultsEvent(event: Fields, index: number) {
  const place = parseAddressLine(getText(event, 'Location'));
  const written = getText(event, 'DateTime');
  const timestamp = parseTimestamp(written, { place, homeZone: HOME });
  if (!timestamp) return `Events[${index}].DateTime is not a time: ${written ?? 'nothing'}`;
  return buildEvent({
    reading: findCode(CODES, getText(event, 'StatusCode') ?? 'no StatusCode'),
    timestamp,
    description: getText(event, 'Description') ?? getText(event, 'Status'),
    place,
  });
}
