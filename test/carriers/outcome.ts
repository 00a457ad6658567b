/** An adapter's answer in short lines, and webhooks to put before it. */

import type { CarrierAdapter, WebhookRequest } from '../../carriers/adapter.ts';
import { parseBody } from '../../carriers/parse.ts';
import { formatEventTime } from '../../carriers/to-json.ts';
import type { TrackedShipment } from '../../domain/tracking.ts';

/** The first shipment of a body; a body that is refused fails the test with its refusal. */
export function firstShipment(adapter: CarrierAdapter, body: unknown): TrackedShipment {
  const result = parseBody(adapter, typeof body === 'string' ? body : JSON.stringify(body));
  const [shipment] = result.ok ? result.shipments : [];
  if (!shipment) throw new Error(`no shipment: ${JSON.stringify(result)}`);
  return shipment;
}

/** `<time> <status|info|unmapped>[ <reason>]`, as the expectations of the corpus have it. */
export function linesOf(adapter: CarrierAdapter, body: unknown): readonly string[] {
  return firstShipment(adapter, body).events.map((event) => {
    const what = event.mapped ? (event.status ?? 'info') : 'unmapped';
    return [formatEventTime(event), what, event.reason].filter((part) => part !== null).join(' ');
  });
}

export function readRefusal(adapter: CarrierAdapter, body: unknown): string {
  const result = parseBody(adapter, typeof body === 'string' ? body : JSON.stringify(body));
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
