/** One parcel in any FedEx format, and the shipment that it becomes. */

import { ownProperty } from '../../../domain/own-property.ts';
import type {
  EstimatedDelivery,
  Place,
  TrackedShipment,
  TrackingEvent,
} from '../../../domain/tracking.ts';
import { correctNewestByAll, findNewest, withdrawDeliveries } from '../../reading/all-words.ts';
import {
  buildEvent,
  buildPlace,
  buildProof,
  buildShipment,
  eddFromWindow,
  readEventRows,
} from '../../reading/build-result.ts';
import { type CodeReading, findFirstCode, normalizePhrase } from '../../reading/code-table.ts';
import { correctDelivered, refineMovement } from '../../reading/correct-by-words.ts';
import { getText } from '../../reading/document.ts';
import { describeLeftAt } from '../../reading/left-at.ts';
import { asPart } from '../../reading/pieces.ts';
import { parseTimestamp, type Timestamp } from '../../reading/timestamp.ts';
import { CODES } from './codes.ts';

export interface FedexScan {
  readonly type: string | null;
  /** FedEx's summary of the scan, coarser than its type. */
  readonly derived: string | null;
  readonly exceptionCode: string | null;
  readonly exceptionWords: string | null;
  readonly delayType: string | null;
  readonly words: string | null;
  /** FedEx's words for `derived`. */
  readonly derivedWords: string | null;
  readonly time: string | null;
  readonly place: Place | null;
}

export interface TrackResult {
  readonly number: string | null;
  readonly uniqueId: string | null;
  readonly service: string | null;
  /** Newest first. */
  readonly scans: readonly FedexScan[];
  /** The parcel's current status; it counts as a scan if there are no scans. */
  readonly latest: FedexScan;
  /** The reason codes of the current status; `latest` has the first. */
  readonly latestReasons: readonly (string | null)[];
  /** All words of the current status: they may say who received the parcel. */
  readonly latestWords: readonly (string | null)[];
  /** Whether the parcel's pieces have different statuses. */
  readonly isSplit: boolean;
  /** FedEx's dates by type, for example `ACTUAL_DELIVERY`. */
  readonly dates: Readonly<Record<string, string>>;
  readonly expected: DeliveryWindow;
  readonly promised: DeliveryWindow;
  readonly destination: Place | null;
  readonly signedBy: string | null;
  readonly leftAt: string | null;
  readonly attempts: number | null;
  readonly relatedNumbers: readonly (string | null)[];
  readonly returnNumber: string | null;
}

export interface DeliveryWindow {
  readonly begins: string | null;
  readonly ends: string | null;
}

export interface ParcelResult {
  readonly shipment: TrackedShipment;
  readonly notices: readonly string[];
}

/** Assumed for scans that have neither an offset nor a place. */
export const HOME = 'America/New_York';

/** The scan of a summary has no time of its own; the dates have it. */
const DATE_OF_STATUS: Readonly<Record<string, string>> = {
  DE: 'ATTEMPTED_DELIVERY',
  DL: 'ACTUAL_DELIVERY',
  PU: 'ACTUAL_PICKUP',
};

export function readTrackResult(result: TrackResult): ParcelResult {
  const { destination, dates } = result;
  const { events: read, notices } = readEventRows(listScans(result), readScan);
  const valid = withdrawDeliveries(read, readCode(result.latest).status);
  const events = correctNewest(result, valid);
  const shipment = buildShipment({
    carrier: 'fedex',
    trackingNumber: result.number,
    uniqueId: result.uniqueId,
    service: result.service,
    events,
    newestFirst: true,
    edd:
      readEdd(result.expected, destination) ?? eddFromDay(dates['ESTIMATED_DELIVERY'], destination),
    originalEdd:
      readEdd(result.promised, destination) ?? eddFromDay(dates['COMMITMENT'], destination),
    proofOfDelivery: events.some(({ status }) => status === 'delivered')
      ? buildProof({
          at: getInstant(parseDateOrTime(dates['ACTUAL_DELIVERY'] ?? null, destination)),
          signedBy: readName(result.signedBy),
          location: result.leftAt,
        })
      : null,
    attempts: result.attempts,
    relatedNumbers: result.relatedNumbers,
    returnNumber: result.returnNumber ?? findReturnNumber(result.latestWords),
  });
  return { shipment, notices };
}

/** The words of reason 14. */
function findReturnNumber(words: TrackResult['latestWords']): string | null {
  const found = words.map((each) => /return tracking number:? (\d{8,})\b/i.exec(each ?? '')?.[1]);
  return found.find((number) => number !== undefined) ?? null;
}

/** FedEx also uses this field to say that no signature was required. */
function readName(signedBy: string | null): string | null {
  return /not req|release on file/i.test(signedBy ?? '') ? null : signedBy;
}

/** The scans, and the current status if it alone says that the parcel was delivered. */
function listScans(result: TrackResult): readonly FedexScan[] {
  const { scans, latest, dates } = result;
  const isKnown = scans.some((scan) => findType(scan) === 'DL');
  const isDelivered = findType(latest) === 'DL' && dates['ACTUAL_DELIVERY'] !== undefined;
  return scans.length > 0 && (isKnown || !isDelivered)
    ? scans
    : [...listLatestScan(result), ...scans];
}

function listLatestScan({ latest, dates }: TrackResult): readonly FedexScan[] {
  const type = findType(latest);
  const own = ownProperty(DATE_OF_STATUS, type);
  const time = latest.time ?? (own && dates[own]) ?? findLastDate(dates);
  return type === '' ? [] : [{ ...latest, time }];
}

/** The parcel's last known date; the status may be newer. */
function findLastDate(dates: TrackResult['dates']): string | null {
  const found = ['ACTUAL_DELIVERY', 'ACTUAL_PICKUP', 'ACTUAL_TENDER', 'SHIP'].find(
    (type) => dates[type] !== undefined,
  );
  return found === undefined ? null : (dates[found] ?? null);
}

/** A scan may say only "Delivered" while the current status says to whom, or how many pieces. */
function correctNewest(
  result: TrackResult,
  events: readonly TrackingEvent[],
): readonly TrackingEvent[] {
  if (result.isSplit || result.latest.type === 'SP') {
    return events.map(asPart);
  }
  const newest = findNewest(events);
  const elsewhere = findElsewhere(result);
  const corrected = correctNewestByAll(events, [
    ...result.latestWords,
    // The recipient has taken it at a locker or a FedEx location: a hold there has a status of its
    // own.
    describeLeftAt(result.leftAt, true),
  ]);
  const turned = corrected.map((event) =>
    event.occurredAt === newest ? turnBackByWords(event, result.latestWords) : event,
  );
  if (!elsewhere) return turned;
  const { status, reason, responsible } = elsewhere;
  const isElsewhere = (event: TrackingEvent) =>
    event.status === 'delivered' || (status === 'return_to_sender' && isUndelivered(event));
  return turned.map((event) =>
    event.occurredAt === newest && isElsewhere(event)
      ? { ...event, status, reason, responsible }
      : event,
  );
}

/** The current status may be newer than the newest scan, which only says why it failed. */
function isUndelivered({ status }: TrackingEvent): boolean {
  return status === 'attempted' || status === 'exception';
}

/** A scan may name only a problem while the current status says that the parcel goes back. */
function turnBackByWords(event: TrackingEvent, words: TrackResult['latestWords']): TrackingEvent {
  const { status, reason, responsible, code, mapped } = event;
  const refined = refineMovement({ status, reason, responsible, code, mapped }, ...words);
  return refined.status === 'return_to_sender' ? { ...event, ...refined } : event;
}

/** The current status by its codes, if they say that the customer does not have the parcel. */
function findElsewhere({ latest, latestReasons }: TrackResult): CodeReading | undefined {
  const readings = [latest.exceptionCode, ...latestReasons].map((exceptionCode) =>
    readCode({ ...latest, exceptionCode, exceptionWords: null, delayType: null }),
  );
  return readings.find(
    ({ status }) =>
      status === 'return_to_sender' ||
      status === 'available_for_pickup' ||
      (latest.type === 'DL' && status === 'in_transit'),
  );
}

function readScan(scan: FedexScan, index: number): TrackingEvent | string {
  const timestamp = parseDateOrTime(scan.time, scan.place);
  if (!timestamp) return `scan ${index} has no time: ${scan.time ?? 'nothing'}`;
  const words = [scan.words, scan.exceptionWords].filter((each) => each !== null);
  const reading = readCode(scan);
  // FedEx's samples have the words of another scan. Elsewhere, the words of an exception beside
  // Delivered may deny it.
  const isDerived = scan.type !== null && scan.type !== findType(scan);
  return buildEvent({
    reading: refineMovement(
      isDerived ? reading : correctDelivered(reading, scan.exceptionWords),
      ...words,
    ),
    timestamp,
    description: words.length > 0 ? words.join(': ') : null,
    otherWords: [
      isDerived ? `derived status: ${scan.derivedWords ?? ''}` : scan.derivedWords,
      scan.exceptionWords,
    ],
    place: scan.place,
  });
}

/** Reads the exception's code (with and without Ground's letter), its words and its delay type. */
function readCode(scan: FedexScan): CodeReading {
  const { exceptionCode, exceptionWords, delayType } = scan;
  const type = findType(scan);
  const finer = [
    exceptionCode,
    exceptionCode?.replace(/^(\d{3})[A-Z]$/, '$1') ?? null,
    exceptionWords === null ? null : normalizePhrase(exceptionWords),
    delayType,
  ].filter((each) => each !== null);
  const keys = finer.map((each) => `${type}/${each}`);
  const code = exceptionCode === null ? type : `${type}/${exceptionCode}`;
  return { ...findFirstCode(CODES, [keys[0] ?? type, ...keys.slice(1), type]), code };
}

/** In FedEx's samples, every scan is a pickup and only the derived status changes. */
function findType({ type, derived }: FedexScan): string {
  if (type === null) return derived ?? '';
  const goesOn = derived === 'OC' || derived === 'OD' || derived === 'DL';
  return type === 'PU' && goesOn ? derived : type;
}

/**
 * FedEx writes a date without a time of day as midnight, without offset or at -06:00 (Memphis in
 * winter).
 */
function parseDateOrTime(written: string | null, place: Place | null): Timestamp | null {
  const date = /^(\d{4}-\d{2}-\d{2})T00:00:00(-06:00)?$/.exec(written ?? '')?.[1];
  return parseTimestamp(date ?? written, { place, homeZone: HOME });
}

function readEdd({ begins, ends }: DeliveryWindow, place: Place | null): EstimatedDelivery | null {
  return eddFromWindow(parseDateOrTime(begins, place), parseDateOrTime(ends, place));
}

function eddFromDay(written: string | undefined, place: Place | null): EstimatedDelivery | null {
  return eddFromWindow(null, parseDateOrTime(written ?? null, place));
}

function getInstant(timestamp: Timestamp | null): number | null {
  return timestamp === null || timestamp.dateOnly ? null : timestamp.occurredAt;
}

/** Both formats have the same address fields; only the case of their first letters differs. */
export function readPlace(address: unknown): Place | null {
  return buildPlace({
    city: getText(address, 'city') ?? getText(address, 'City'),
    region: getText(address, 'stateOrProvinceCode') ?? getText(address, 'StateOrProvinceCode'),
    postalCode: getText(address, 'postalCode') ?? getText(address, 'PostalCode'),
    country: getText(address, 'countryCode') ?? getText(address, 'CountryCode'),
  });
}
