/** Builds an adapter's result: events, shipments, and notices about data that it could not read. */

import { normalizeTrackingNumber, type TrackingNumber } from '../../domain/ids.ts';
import type {
  EstimatedDelivery,
  ParseResult,
  Place,
  ProofOfDelivery,
  TrackedShipment,
  TrackingEvent,
} from '../../domain/tracking.ts';
import type { CodeReading } from './code-table.ts';
import { correctDelivered } from './correct-by-words.ts';
import { findLatest } from './event-order.ts';
import { explainReason } from './explain-reason.ts';
import { withdrawRetracted } from './retraction.ts';
import type { Words } from './said-words.ts';
import { stripMarkup } from './sentence.ts';
import { correctBySigner } from './signer.ts';
import type { Timestamp } from './timestamp.ts';
import { keepTurnedBack, RETURNED } from './turn-back.ts';

export interface EventParts {
  readonly reading: CodeReading;
  readonly timestamp: Timestamp;
  /** The carrier's own words. */
  readonly description: string | null;
  /** Its other texts about the event, which may contradict a delivery: a status, a reason. */
  readonly otherWords?: readonly Words[];
  readonly place?: Place | null;
}

/** Builds an event. If the words contradict `delivered`, the words win. */
export function buildEvent(parts: EventParts): TrackingEvent {
  const { reading, timestamp, description, otherWords = [], place } = parts;
  const words = description === null ? null : stripMarkup(cut(description, WORDS_MAX));
  const corrected = correctDelivered(reading, words, ...otherWords);
  const explained = explainReason(corrected, [words, ...otherWords]);
  const code = cut(explained.code, CODE_MAX);
  return { ...explained, code, ...timestamp, description: words, place: place ?? null };
}

/** Longer texts are no report of a parcel, and an index of the database cannot hold them. */
const WORDS_MAX = 2_000;
const CODE_MAX = 300;
const NUMBER_MAX = 100;

function cut(text: string, max: number): string {
  return text.length <= max ? text : text.slice(0, max).toWellFormed();
}

/** Builds a place from the known parts; null if there are none. */
export function buildPlace(parts: Partial<Place>): Place | null {
  const { city = null, region = null, postalCode = null, country = null } = parts;
  if (city === null && region === null && postalCode === null && country === null) return null;
  return { city, region, postalCode, country };
}

/**
 * Reads each row. If `read` returns a text (why it cannot read the row), the text becomes a notice.
 */
export function readEventRows<Row>(
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
  /** The directory's id. */
  readonly carrier: string;
  /** As the carrier writes it; null if neither the body nor the request has a number. */
  readonly trackingNumber: string | null;
  readonly relatedNumbers?: readonly (string | null)[];
  readonly returnNumber?: string | null;
  /**
   * Whether the carrier lists the newest event first. Decides the order of events in the same
   * second.
   */
  readonly newestFirst?: boolean;
};

export function buildShipment(parts: ShipmentParts): TrackedShipment {
  const { newestFirst = false, events = [], relatedNumbers = [], returnNumber = null } = parts;
  const number = normalizeNumber(parts.trackingNumber);
  const ordered = [...events];
  if (newestFirst) ordered.reverse();
  ordered.sort((a, b) => a.occurredAt - b.occurredAt);
  const related = relatedNumbers.map(normalizeNumber).filter((each) => each !== null);
  const signed = correctBySigner(ordered, parts.proofOfDelivery ?? null);
  const unmapped = ordered.filter(({ mapped }) => !mapped).map(({ code }) => code);
  return {
    carrier: parts.carrier,
    trackingNumber: number,
    uniqueId: parts.uniqueId ?? null,
    service: parts.service ?? null,
    events: keepTurnedBack(withdrawRetracted(signed.events)),
    edd: parts.edd ?? null,
    originalEdd: parts.originalEdd ?? null,
    proofOfDelivery: signed.proof,
    attempts: parts.attempts ?? null,
    relatedNumbers: [...new Set(related)].filter((each) => each !== number),
    returnNumber: normalizeNumber(returnNumber),
    unmapped: [...new Set(unmapped)],
  };
}

function normalizeNumber(written: string | null): TrackingNumber | null {
  const number = written === null ? null : normalizeTrackingNumber(written);
  return number === null || number === '' || number.length > NUMBER_MAX ? null : number;
}

export function buildResult(
  shipments: readonly TrackedShipment[],
  notices: readonly string[] = [],
): ParseResult {
  return { ok: true, shipments, notices };
}

/** Builds an estimate of a day, `YYYY-MM-DD`; null for null. */
export function eddFromDate(date: string | null): EstimatedDelivery | null {
  return date === null ? null : { date, from: null, until: null };
}

/** Builds an estimate of a time window. Its day is the day on which the window ends. */
export function eddFromWindow(
  from: Timestamp | null,
  until: Timestamp | null,
): EstimatedDelivery | null {
  const last = until ?? from;
  const date = last?.localTime?.slice(0, 10);
  if (!last || !date) return null;
  const instant = (timestamp: Timestamp | null) =>
    timestamp === null || timestamp.dateOnly ? null : timestamp.occurredAt;
  return { date, from: instant(from), until: instant(until) };
}

/** Null if nothing about the handover is known. */
export function buildProof(parts: Partial<ProofOfDelivery>): ProofOfDelivery | null {
  const { at = null, signedBy = null, location = null } = parts;
  const { signatureUrl = null, photoUrl = null } = parts;
  const known = signedBy ?? location ?? signatureUrl ?? photoUrl;
  return known === null ? null : { at, signedBy, location, signatureUrl, photoUrl };
}

/**
 * The proof of the last delivery among the events. Without a delivery, the proof has no time, and a
 * parcel that went back or waits for collection has no proof: its signature is not the customer's.
 */
export function buildProofOf(
  events: readonly TrackingEvent[],
  parts: Omit<Partial<ProofOfDelivery>, 'at'>,
): ProofOfDelivery | null {
  const deliveries = events.filter(({ status }) => status === 'delivered');
  if (deliveries.length > 0) return buildProof({ ...parts, at: findLatest(deliveries) });
  const isElsewhere = events.some(
    ({ status }) => status === 'return_to_sender' || status === 'available_for_pickup',
  );
  return isElsewhere ? null : buildProof(parts);
}

/**
 * Reads the latest delivery as a delivery to the sender, for bodies that mark the return in another
 * field.
 */
export function asReturned(events: readonly TrackingEvent[]): readonly TrackingEvent[] {
  const latest = findLatest(events);
  return events.map((event) =>
    event.status === 'delivered' && event.occurredAt === latest ? { ...event, ...RETURNED } : event,
  );
}
