/** Converts a parse result to JSON: times in ISO 8601, and the status that the events add up to. */

import {
  currentStatus,
  foldScan,
  NO_SCANS,
  type ScanSummary,
} from '../domain/parcel/scan-summary.ts';
import type {
  EstimatedDelivery,
  ParseResult,
  TrackedShipment,
  TrackingEvent,
} from '../domain/tracking.ts';

const MINUTE_MS = 60_000;

export function toJson(result: ParseResult): object {
  if (!result.ok) return { ok: false, refusal: result.refusal, detail: result.detail };
  return { ok: true, shipments: result.shipments.map(shipmentToJson), notices: result.notices };
}

function shipmentToJson(tracked: TrackedShipment): object {
  const { status, reason } = currentStatus(summarizeEvents(tracked.events));
  return {
    carrier: tracked.carrier,
    trackingNumber: tracked.trackingNumber,
    status,
    reason,
    edd: eddToJson(tracked.edd),
    originalEdd: eddToJson(tracked.originalEdd),
    uniqueId: tracked.uniqueId,
    service: tracked.service,
    attempts: tracked.attempts,
    proofOfDelivery: tracked.proofOfDelivery && {
      ...tracked.proofOfDelivery,
      at: formatInstant(tracked.proofOfDelivery.at),
    },
    relatedNumbers: tracked.relatedNumbers,
    returnNumber: tracked.returnNumber,
    events: tracked.events.map(eventToJson),
    unmapped: tracked.unmapped,
  };
}

/** Folds a shipment's events, given in any order. */
export function summarizeEvents(events: readonly TrackingEvent[]): ScanSummary {
  return events.reduce<ScanSummary>(
    (scanSummary, { status, reason, occurredAt, localTime }) =>
      foldScan(scanSummary, {
        status,
        reason,
        occurredAt,
        localDate: (localTime ?? new Date(occurredAt).toISOString()).slice(0, 10),
      }),
    NO_SCANS,
  );
}

function eventToJson(tracking: TrackingEvent): object {
  const { offsetSource, status, reason, responsible, code, mapped, description, place } = tracking;
  return {
    occurredAt: formatEventTime(tracking),
    offsetSource,
    status,
    reason,
    responsible,
    code,
    mapped,
    description,
    place,
  };
}

/** ISO 8601 with the event's offset; only a date if the carrier gave no time of day. */
export function formatEventTime({
  occurredAt,
  localTime,
  offsetMinutes,
  dateOnly,
}: TrackingEvent): string {
  if (dateOnly && localTime) return localTime.slice(0, 10);
  if (!offsetMinutes) return new Date(occurredAt).toISOString().replace('.000Z', 'Z');
  const local = new Date(occurredAt + offsetMinutes * MINUTE_MS).toISOString().slice(0, 19);
  const size = Math.abs(offsetMinutes);
  const hours = String(Math.floor(size / 60)).padStart(2, '0');
  const minutes = String(size % 60).padStart(2, '0');
  return `${local}${offsetMinutes < 0 ? '-' : '+'}${hours}:${minutes}`;
}

function eddToJson(estimate: EstimatedDelivery | null): object | null {
  if (!estimate) return null;
  const { date, from, until } = estimate;
  return { date, from: formatInstant(from), until: formatInstant(until) };
}

function formatInstant(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString();
}
