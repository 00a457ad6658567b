/** What an adapter reads from a body, in a form that a test can state in one line. */

import type { CarrierAdapter } from '../../carriers/adapter.ts';
import { parseBody } from '../../carriers/parse.ts';
import { formatEventTime, summarizeEvents } from '../../carriers/to-json.ts';
import type { TrackingNumber } from '../../domain/ids.ts';
import { currentStatus } from '../../domain/parcel/scan-summary.ts';
import type { ParseResult, TrackedShipment } from '../../domain/tracking.ts';

export function readBody(
  adapter: CarrierAdapter,
  body: unknown,
  asked: string | null = null,
): ParseResult {
  const written = typeof body === 'string' ? body : JSON.stringify(body);
  return parseBody(adapter, written, asked as TrackingNumber | null);
}

/** The only parcel of a body that reports one. */
export function parcelIn(
  adapter: CarrierAdapter,
  body: unknown,
  asked: string | null = null,
): TrackedShipment {
  const result = readBody(adapter, body, asked);
  if (!result.ok) throw new Error(`refused: ${result.refusal}: ${result.detail}`);
  const [parcel, ...more] = result.shipments;
  if (!parcel || more.length > 0) throw new Error(`${result.shipments.length} parcels, not one`);
  return parcel;
}

/** `2026-11-24T09:00:00+01:00 attempted nobody_home`, oldest first. */
export function listEvents(adapter: CarrierAdapter, body: unknown): readonly string[] {
  return parcelIn(adapter, body).events.map((event) => {
    const what = event.mapped ? (event.status ?? 'info') : 'unmapped';
    return [formatEventTime(event), what, event.reason].filter((part) => part !== null).join(' ');
  });
}

/** Where the parcel is: `exception customs`, or the refusal with a `!` before it. */
export function statusIn(adapter: CarrierAdapter, body: unknown): string {
  const result = readBody(adapter, body);
  if (!result.ok) return `!${result.refusal}`;
  const { status, reason } = currentStatus(summarizeEvents(parcelIn(adapter, body).events));
  return reason === null ? status : `${status} ${reason}`;
}

export function webhook(
  body: string,
  headers: Readonly<Record<string, string>>,
  query: Readonly<Record<string, string>> = {},
) {
  const bytes = new TextEncoder().encode(body);
  return { headers, body: bytes, query, receivedAt: Date.parse('2026-11-24T10:00:00Z') };
}
