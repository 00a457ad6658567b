/** What FedEx says of one parcel, in whichever of its formats, and what becomes of it. */

import type {
  EstimatedDelivery,
  Place,
  TrackedShipment,
  TrackingEvent,
} from '../../../domain/tracking.ts';
import {
  eddOfWindow,
  placeOf,
  proofOf,
  readRows,
  trackedShipment,
  trackingEvent,
} from '../../reading/build-result.ts';
import { findFirstCode, phraseOf, type Reading } from '../../reading/code-table.ts';
import { type Fields, textOf } from '../../reading/document.ts';
import { parseTimestamp, type Timestamp } from '../../reading/timestamp.ts';
import { CODES } from './codes.ts';

export interface Scan {
  readonly type: string | null;
  /** What FedEx makes of the scan: coarser than its type. */
  readonly derived: string | null;
  readonly exceptionCode: string | null;
  readonly exceptionWords: string | null;
  readonly delayType: string | null;
  readonly words: string | null;
  readonly time: string | null;
  readonly place: Place | null;
}

export interface TrackResult {
  readonly number: string | null;
  readonly uniqueId: string | null;
  readonly service: string | null;
  /** Newest first. */
  readonly scans: readonly Scan[];
  /** What the result says of the parcel as it is now; a scan where there are no others. */
  readonly latest: Scan;
  /** FedEx's dates by their type, e.g. `ACTUAL_DELIVERY`. */
  readonly dates: Readonly<Record<string, string>>;
  readonly expected: Window;
  readonly promised: Window;
  readonly destination: Place | null;
  readonly signedBy: string | null;
  readonly leftAt: string | null;
  readonly attempts: number | null;
  readonly relatedNumbers: readonly (string | null)[];
  readonly returnNumber: string | null;
}

export interface Window {
  readonly begins: string | null;
  readonly ends: string | null;
}

export interface Read {
  readonly shipment: TrackedShipment;
  readonly notices: readonly string[];
}

/** Scans of the summary have no time of their own: it stands among the dates. */
const DATE_OF_STATUS: Readonly<Record<string, string>> = {
  DL: 'ACTUAL_DELIVERY',
  PU: 'ACTUAL_PICKUP',
};

export function readTrackResult(result: TrackResult): Read {
  const { destination, dates } = result;
  const scans = result.scans.length > 0 ? result.scans : latestAlone(result);
  const { events, notices } = readRows(scans, readScan);
  const shipment = trackedShipment({
    carrier: 'fedex',
    trackingNumber: result.number,
    uniqueId: result.uniqueId,
    service: result.service,
    events,
    newestFirst: true,
    edd: eddOf(result.expected, destination) ?? eddOfDay(dates['ESTIMATED_DELIVERY'], destination),
    originalEdd: eddOf(result.promised, destination) ?? eddOfDay(dates['COMMITMENT'], destination),
    proofOfDelivery: proofOf({
      at: instantOf(dateOrMoment(dates['ACTUAL_DELIVERY'] ?? null, destination)),
      signedBy: nameIn(result.signedBy),
      location: result.leftAt,
    }),
    attempts: result.attempts,
    relatedNumbers: result.relatedNumbers,
    returnNumber: result.returnNumber,
  });
  return { shipment, notices };
}

/** FedEx also writes that nobody had to sign, or that somebody need not. */
function nameIn(signedBy: string | null): string | null {
  return /not req|release on file/i.test(signedBy ?? '') ? null : signedBy;
}

function latestAlone({ latest, dates }: TrackResult): readonly Scan[] {
  const type = typeOf(latest);
  const time = latest.time ?? dates[DATE_OF_STATUS[type] ?? ''] ?? null;
  return type === '' ? [] : [{ ...latest, time }];
}

function readScan(scan: Scan, index: number): TrackingEvent | string {
  const moment = dateOrMoment(scan.time, scan.place);
  if (!moment) return `scan ${index} has no time: ${scan.time ?? 'nothing'}`;
  const words = [scan.words, scan.exceptionWords].filter((each) => each !== null);
  return trackingEvent({
    reading: readingOf(scan),
    moment,
    description: words.length > 0 ? words.join(': ') : null,
    place: scan.place,
  });
}

/** By the exception's code, with and without Ground's letter behind it, its words, its delay. */
function readingOf(scan: Scan): Reading {
  const { exceptionCode, exceptionWords, delayType } = scan;
  const type = typeOf(scan);
  const finer = [
    exceptionCode,
    exceptionCode?.replace(/^(\d{3})[A-Z]$/, '$1') ?? null,
    exceptionWords === null ? null : phraseOf(exceptionWords),
    delayType,
  ].filter((each) => each !== null);
  const keys = finer.map((each) => `${type}/${each}`);
  const code = exceptionCode === null ? type : `${type}/${exceptionCode}`;
  return { ...findFirstCode(CODES, [keys[0] ?? type, ...keys.slice(1), type]), code };
}

/** In samples of FedEx's every scan is a pick-up, and what is derived from it goes on. */
function typeOf({ type, derived }: Scan): string {
  if (type === null) return derived ?? '';
  const goesOn = derived === 'OC' || derived === 'OD' || derived === 'DL';
  return type === 'PU' && goesOn ? derived : type;
}

/** A date without a time of day is midnight, nowhere or six hours west: in Memphis, in winter. */
function dateOrMoment(written: string | null, place: Place | null): Timestamp | null {
  const date = /^(\d{4}-\d{2}-\d{2})T00:00:00(-06:00)?$/.exec(written ?? '')?.[1];
  return parseTimestamp(date ?? written, { place });
}

function eddOf({ begins, ends }: Window, place: Place | null): EstimatedDelivery | null {
  return eddOfWindow(dateOrMoment(begins, place), dateOrMoment(ends, place));
}

function eddOfDay(written: string | undefined, place: Place | null): EstimatedDelivery | null {
  return eddOfWindow(null, dateOrMoment(written ?? null, place));
}

function instantOf(moment: Timestamp | null): number | null {
  return moment === null || moment.dateOnly ? null : moment.occurredAt;
}

/** Addresses have the same parts in both formats, but for their first letters. */
export function placeIn(address: unknown): Place | null {
  return placeOf({
    city: textOf(address, 'city') ?? textOf(address, 'City'),
    region: textOf(address, 'stateOrProvinceCode') ?? textOf(address, 'StateOrProvinceCode'),
    postalCode: textOf(address, 'postalCode') ?? textOf(address, 'PostalCode'),
    country: textOf(address, 'countryCode') ?? textOf(address, 'CountryCode'),
  });
}

/** Numbers by which the parcel is known as well, among FedEx's identifiers of a package. */
const RELATED = new Set([
  'DOCUMENT_AIRWAY_BILL',
  'GROUP_MPS',
  'PARTNER_CARRIER_NUMBER',
  'REROUTE_TRACKING_NUMBER',
  'STANDARD_MPS',
  'TRACKING_NUMBER_OR_DOORTAG',
]);
const RETURN = new Set(['RETURNED_TO_SHIPPER_TRACKING_NUMBER']);

export interface Identifier {
  readonly type: string | null;
  readonly values: readonly (string | null)[];
}

export function numbersAmong(
  identifiers: readonly Identifier[],
): Pick<TrackResult, 'relatedNumbers' | 'returnNumber'> {
  const valuesOf = (types: ReadonlySet<string>) =>
    identifiers.flatMap(({ type, values }) => (types.has(type ?? '') ? values : []));
  return { relatedNumbers: valuesOf(RELATED), returnNumber: valuesOf(RETURN)[0] ?? null };
}

/** Dates of a list of `{ type, date }`, by their type; the first of each type counts. */
export function datesAmong(
  list: readonly Fields[],
  typeKey: string,
  dateKey: string,
): TrackResult['dates'] {
  const pairs = list.flatMap((each) => {
    const type = textOf(each, typeKey);
    const date = textOf(each, dateKey);
    return type === null || date === null ? [] : [[type, date] as const];
  });
  return Object.fromEntries(pairs.reverse());
}
