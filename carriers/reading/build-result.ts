/** Puts together what an adapter has read: events, shipments, and notices of what it could not. */

import { normalizeTrackingNumber, type TrackingNumber } from '../../domain/ids.ts';
import type {
  EstimatedDelivery,
  ParseResult,
  Place,
  ProofOfDelivery,
  TrackedShipment,
  TrackingEvent,
} from '../../domain/tracking.ts';
import type { Reading } from './code-table.ts';
import type { Timestamp } from './timestamp.ts';

export interface EventParts {
  readonly reading: Reading;
  readonly moment: Timestamp;
  /** The carrier's own words. */
  readonly description: string | null;
  readonly place?: Place | null;
}

export function trackingEvent({ reading, moment, description, place }: EventParts): TrackingEvent {
  return { ...reading, ...moment, description, place: place ?? null };
}

/** A place of whatever parts are known; null where none is. */
export function placeOf(parts: Partial<Place>): Place | null {
  const { city = null, region = null, postalCode = null, country = null } = parts;
  if (city === null && region === null && postalCode === null && country === null) return null;
  return { city, region, postalCode, country };
}

/** Reads each row; what cannot be read (a row answers with the reason why) becomes a notice. */
export function readRows<Row>(
  rows: readonly Row[],
  read: (row: Row, index: number) => TrackingEvent | string,
): { readonly events: readonly TrackingEvent[]; readonly notices: readonly string[] } {
  const events: TrackingEvent[] = [];
  const notices: string[] = [];
  for (const [index, row] of rows.entries()) {
    const result = read(row, index);
    if (typeof result === 'string') notices.push(result);
    else events.push(result);
  }
  return { events, notices };
}

export type ShipmentParts = Partial<
  Omit<TrackedShipment, 'unmapped' | 'trackingNumber' | 'relatedNumbers' | 'returnNumber'>
> & {
  /** As the directory names it. */
  readonly carrier: string;
  /** As the carrier writes it; null where the body does not tell and nobody was asked. */
  readonly trackingNumber: string | null;
  readonly relatedNumbers?: readonly (string | null)[];
  readonly returnNumber?: string | null;
  /** Whether the carrier lists the newest event first: events of one second keep their order. */
  readonly newestFirst?: boolean;
};

export function trackedShipment(parts: ShipmentParts): TrackedShipment {
  const { newestFirst = false, events = [], relatedNumbers = [], returnNumber = null } = parts;
  const number = numberOrNull(parts.trackingNumber);
  const ordered = [...events];
  if (newestFirst) ordered.reverse();
  ordered.sort((a, b) => a.occurredAt - b.occurredAt);
  const related = relatedNumbers.map(numberOrNull).filter((each) => each !== null);
  const unmapped = ordered.filter(({ mapped }) => !mapped).map(({ code }) => code);
  return {
    carrier: parts.carrier,
    trackingNumber: number,
    uniqueId: parts.uniqueId ?? null,
    service: parts.service ?? null,
    events: ordered,
    edd: parts.edd ?? null,
    originalEdd: parts.originalEdd ?? null,
    proofOfDelivery: parts.proofOfDelivery ?? null,
    attempts: parts.attempts ?? null,
    relatedNumbers: [...new Set(related)].filter((each) => each !== number),
    returnNumber: numberOrNull(returnNumber),
    unmapped: [...new Set(unmapped)],
  };
}

function numberOrNull(written: string | null): TrackingNumber | null {
  const number = written === null ? null : normalizeTrackingNumber(written);
  return number === '' ? null : number;
}

export function report(
  shipments: readonly TrackedShipment[],
  notices: readonly string[] = [],
): ParseResult {
  return { ok: true, shipments, notices };
}

/** A day, `YYYY-MM-DD`, as an estimate; null for none. */
export function eddOfDate(date: string | null): EstimatedDelivery | null {
  return date === null ? null : { date, from: null, until: null };
}

/** A window as an estimate: its day is that of its end. */
export function eddOfWindow(
  from: Timestamp | null,
  until: Timestamp | null,
): EstimatedDelivery | null {
  const last = until ?? from;
  const date = last?.localTime?.slice(0, 10);
  if (!last || !date) return null;
  const instant = (moment: Timestamp | null) =>
    moment === null || moment.dateOnly ? null : moment.occurredAt;
  return { date, from: instant(from), until: instant(until) };
}

/** Null where nothing is known of the hand-over. */
export function proofOf(parts: Partial<ProofOfDelivery>): ProofOfDelivery | null {
  const { at = null, signedBy = null, location = null } = parts;
  const { signatureUrl = null, photoUrl = null } = parts;
  const told = signedBy ?? location ?? signatureUrl ?? photoUrl;
  return told === null ? null : { at, signedBy, location, signatureUrl, photoUrl };
}
