/** What an adapter makes of a body, in words: one line for an event, oldest first, or the refusal. */

import type { CarrierAdapter } from '../../carriers/adapter.ts';
import { parseBody } from '../../carriers/parse.ts';
import type { TrackedShipment } from '../../domain/tracking.ts';

export function told(adapter: CarrierAdapter, body: unknown): readonly string[] {
  const result = parseBody(adapter, textOf(body));
  if (!result.ok) return [`refused: ${result.refusal}`];
  return result.shipments.flatMap(({ events }) =>
    events.map(({ status, reason, mapped }) => {
      const what = mapped ? (status ?? 'info') : 'unmapped';
      return reason === null ? what : `${what} ${reason}`;
    }),
  );
}

/** The one shipment of a body; it fails where there is none. */
export function shipmentIn(adapter: CarrierAdapter, body: unknown): TrackedShipment {
  const result = parseBody(adapter, textOf(body));
  const [shipment] = result.ok ? result.shipments : [];
  if (!shipment) throw new Error(`no shipment: ${JSON.stringify(result)}`);
  return shipment;
}

export function readDetailCode(adapter: CarrierAdapter, body: unknown): string {
  const result = parseBody(adapter, textOf(body));
  return result.ok ? '' : result.detail;
}

function textOf(body: unknown): string {
  return typeof body === 'string' ? body : JSON.stringify(body);
}
