/**
 * Reads the codes and words that an aggregator passes on from a carrier, with that carrier's
 * adapter. The aggregators' own tables miss many codes, and Karrio's has errors (a label created at
 * EasyPost is `on_hold`, a letter in transit in France `out_for_delivery`). Source: what Karrio's
 * connectors and ShipEngine put into an event, according to their tests and documentation.
 */

import type { CarrierAdapter, OwnCodeReader, UnderlyingCarriers } from '../adapter.ts';
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
  const readers = adapters.flatMap(({ kind, readOwnCode }) =>
    kind === 'carrier' && readOwnCode ? [readOwnCode] : [],
  );
  const readOwnCode: UnderlyingCarriers['readOwnCode'] = (carrier, code, words) => {
    const reading = byId.get(carrier)?.readOwnCode?.(code, words);
    // Words never become the event's code: they may name people.
    return reading?.mapped ? { ...reading, code: code ?? 'other words' } : null;
  };
  return {
    readOwnCode,
    readSentence: (carrier, words) =>
      readOwnCode(carrier, null, words) ?? readAnySentence(readers, words),
    homeZoneOf: (carrier) => byId.get(carrier)?.homeZone ?? homeZoneInDirectory(carrier),
  };
}

const SENTENCE_WORDS = 4;

/**
 * Reads a whole sentence that any carrier's table calls no delivery: a carrier without an adapter
 * may use it too, and one carrier passes on the sentences of the next. Null if any carrier calls it
 * a delivery.
 */
function readAnySentence(
  readers: readonly OwnCodeReader[],
  words: string | null,
): CodeReading | null {
  if ((words?.match(/\p{L}+/gu) ?? []).length < SENTENCE_WORDS) return null;
  const found = readers.map((read) => read(null, words)).filter((reading) => reading?.mapped);
  if (found.some((reading) => reading?.status === 'delivered')) return null;
  const denial = found.find((reading) => reading?.status);
  return denial ? { ...denial, code: 'other words' } : null;
}

function homeZoneInDirectory(carrier: string): string | null {
  const country = findHomeCountry(carrier);
  return country === null ? null : findMainZone(country);
}
