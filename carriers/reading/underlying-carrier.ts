/**
 * The carriers behind an aggregator that passes on a carrier's own code and words. Aggregators
 * translate them by tables that leave many out, and Karrio's has some wrong (a label that EasyPost
 * created is `on_hold`, a letter on its way in France `out_for_delivery`). So the adapter of that
 * carrier reads them. Source: what Karrio's connectors and ShipEngine put into an event, by the
 * expectations of their tests and by their documentation.
 */

import type { CarrierAdapter, UnderlyingCarriers } from '../adapter.ts';

/** Looks carriers up by the directory's id. */
export function underlyingCarriers(adapters: readonly CarrierAdapter[]): UnderlyingCarriers {
  const byId = new Map<string, CarrierAdapter>(
    adapters.flatMap((adapter) =>
      [adapter.id, ...(adapter.sharedWith ?? [])].map((id) => [id, adapter] as const),
    ),
  );
  return {
    readOwnCode(carrier, code, words) {
      const reading = byId.get(carrier)?.readOwnCode?.(code, words);
      // An event without a code is not kept under its words: they may name people.
      return reading?.mapped ? { ...reading, code: code ?? 'other words' } : null;
    },
    homeZoneOf: (carrier) => byId.get(carrier)?.homeZone ?? 'UTC',
  };
}
