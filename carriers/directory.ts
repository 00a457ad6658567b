/**
 * Carriers by all the names they are written with (those of EasyPost, ShipEngine, Shippo, AfterShip,
 * Karrio and shops), and where a customer follows a parcel (the carriers' public sites).
 */

import rows from './directory.json' with { type: 'json' };
import operators from './postal-operators.json' with { type: 'json' };

export interface Carrier {
  /** `[a-z0-9_]+`; that of the adapter, where there is one. */
  readonly id: string;
  /** As people write it. */
  readonly name: string;
  /** The carrier's own tracking page, `{number}` for the number; null where it has none. */
  readonly url: string | null;
}

const BY_NAME = new Map<string, Carrier>();
for (const { id, name } of operators) {
  for (const written of [id, name]) BY_NAME.set(keyOf(written), { id, name, url: null });
}
for (const { id, name, url, aliases } of rows) {
  const carrier = { id, name, url };
  for (const written of [id, name, ...aliases]) BY_NAME.set(keyOf(written), carrier);
}

/**
 * The carrier that a shop, a carrier or an aggregator means. One that is not in the directory keeps
 * its own name, so that nothing is lost.
 */
export function findCarrier(written: string): Carrier {
  const known = BY_NAME.get(keyOf(written));
  if (known) return known;
  const id = written
    .trim()
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '');
  return { id: id === '' ? 'unknown' : id, name: written.trim(), url: null };
}

/** Whether the directory has a carrier of this name. */
export function isInDirectory(written: string): boolean {
  return BY_NAME.has(keyOf(written));
}

export function listCarrierIds(): readonly string[] {
  return [...new Set([...BY_NAME.values()].map(({ id }) => id))].sort();
}

/** The address of the carrier's own page on a parcel; null where it has none. */
export function trackingUrl({ url }: Carrier, number: string): string | null {
  return url === null ? null : url.replace('{number}', encodeURIComponent(number));
}

/** Carriers are written in any case, with and without blanks, dashes and underscores. */
function keyOf(written: string): string {
  return written.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
}
