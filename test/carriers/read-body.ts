/** What an adapter reads from a body, in lines that a test can state; and webhooks to verify. */

import type { CarrierAdapter, WebhookRequest } from '../../carriers/adapter.ts';
import { parseBody } from '../../carriers/parse.ts';
import { formatEventTime, summarizeEvents } from '../../carriers/to-json.ts';
import type { TrackingNumber } from '../../domain/ids.ts';
import { currentStatus } from '../../domain/parcel/scan-summary.ts';
import type { ParseResult, TrackedShipment, TrackingEvent } from '../../domain/tracking.ts';

export function readBody(
  adapter: CarrierAdapter,
  body: unknown,
  asked: string | null = null,
): ParseResult {
  const written = typeof body === 'string' ? body : JSON.stringify(body);
  return parseBody(adapter, written, asked as TrackingNumber | null);
}

/** Fails unless the body reports exactly one shipment. */
export function onlyShipment(
  adapter: CarrierAdapter,
  body: unknown,
  asked: string | null = null,
): TrackedShipment {
  const result = readBody(adapter, body, asked);
  if (!result.ok) throw new Error(`refused: ${result.refusal}: ${result.detail}`);
  const [shipment, ...more] = result.shipments;
  if (!shipment || more.length > 0)
    throw new Error(`${result.shipments.length} shipments, not one`);
  return shipment;
}

/** Fails if the body reports no shipment. */
export function firstShipment(adapter: CarrierAdapter, body: unknown): TrackedShipment {
  const result = readBody(adapter, body);
  const [shipment] = result.ok ? result.shipments : [];
  if (!shipment) throw new Error(`no shipment: ${JSON.stringify(result)}`);
  return shipment;
}

/** `2026-11-24T09:00:00+01:00 attempted nobody_home` for each event, oldest first. */
export function eventLines(adapter: CarrierAdapter, body: unknown): readonly string[] {
  return onlyShipment(adapter, body).events.map(
    (event) => `${formatEventTime(event)} ${formatStatus(event)}`,
  );
}

/** The same without times, over all shipments; or `refused: …`. */
export function statusLines(adapter: CarrierAdapter, body: unknown): readonly string[] {
  const result = readBody(adapter, body);
  if (!result.ok) return [`refused: ${result.refusal}`];
  return result.shipments.flatMap(({ events }) => events.map(formatStatus));
}

/** Where the parcel is, `exception customs`; or the refusal with a `!` before it. */
export function finalStatus(adapter: CarrierAdapter, body: unknown): string {
  const result = readBody(adapter, body);
  if (!result.ok) return `!${result.refusal}`;
  const { status, reason } = currentStatus(summarizeEvents(onlyShipment(adapter, body).events));
  return reason === null ? status : `${status} ${reason}`;
}

export function refusalOf(adapter: CarrierAdapter, body: unknown): string {
  const result = readBody(adapter, body);
  return result.ok ? 'none' : `${result.refusal}: ${result.detail}`;
}

export function aWebhook(
  body: string,
  headers: Readonly<Record<string, string>>,
  rest: Partial<WebhookRequest> = {},
): WebhookRequest {
  const receivedAt = Date.parse('2026-11-24T10:02:00Z');
  return { headers, body: new TextEncoder().encode(body), query: {}, receivedAt, ...rest };
}

function formatStatus({ status, reason, mapped }: TrackingEvent): string {
  const what = mapped ? (status ?? 'info') : 'unmapped';
  return reason === null ? what : `${what} ${reason}`;
}
