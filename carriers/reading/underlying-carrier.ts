/**
 * Reads the codes and words that an aggregator passes on from a carrier, with that carrier's
 * adapter. The aggregators' own tables miss many codes, and Karrio's has errors (a label created at
 * EasyPost is `on_hold`, a letter in transit in France `out_for_delivery`). Source: what Karrio's
 * connectors and ShipEngine put into an event, according to their tests and documentation.
 */

import type { CarrierAdapter, UnderlyingCarriers } from '../adapter.ts';
import { findHomeCountry } from '../directory.ts';
import type { CodeReading } from './code-table.ts';
import { findMainZone } from './time-zones.ts';

/** Finds adapters by directory ids. */
export function createUnderlyingCarriers(adapters: readonly CarrierAdapter[]): UnderlyingCarriers {
  const byId = new Map<string, CarrierAdapter>(
    adapters.flatMap((adapter) =>
      [adapter.id, ...(adapter.sharedWith ?? [])].map((id) => [id, adapter] as const),
    ),
  );
  return {
    readOwnCode(carrier, code, words) {
      const reading = byId.get(carrier)?.readOwnCode?.(code, words);
      // Words never become the event's code: they may name people.
      return reading?.mapped ? { ...reading, code: code ?? 'other words' } : null;
    },
    homeZoneOf: (carrier) => byId.get(carrier)?.homeZone ?? homeZoneInDirectory(carrier),
  };
}

/**
 * Replaces an aggregator's `delivered` if the carrier's own tables know its words as something else.
 */
export function correctByOwnWords(
  reading: CodeReading,
  words: string | null,
  { carrier, carriers }: { readonly carrier: string; readonly carriers: UnderlyingCarriers },
): CodeReading {
  if (reading.status !== 'delivered') return reading;
  const own = carriers.readOwnCode(carrier, null, words);
  const denies = own !== null && own.status !== null && own.status !== 'delivered';
  return denies ? { ...own, code: reading.code } : reading;
}

function homeZoneInDirectory(carrier: string): string | null {
  const country = findHomeCountry(carrier);
  return country === null ? null : findMainZone(country);
}
