/**
 * Looks up carriers by any of their names (in EasyPost, ShipEngine, Shippo, AfterShip, Karrio and
 * shops), and their public tracking pages.
 */

import rows from './directory.json' with { type: 'json' };
import operators from './postal-operators.json' with { type: 'json' };

export interface Carrier {
  /** `[a-z0-9_]+`; the adapter's id if there is an adapter. */
  readonly id: string;
  /** The display name. */
  readonly name: string;
  /** The carrier's tracking page with `{number}`; null if it has none. */
  readonly url: string | null;
}

const BY_NAME = new Map<string, Carrier>();
const COUNTRY_BY_ID = new Map<string, string>();
for (const { id, name, country } of operators) {
  COUNTRY_BY_ID.set(id, country);
  for (const written of [id, name]) BY_NAME.set(normalizeName(written), { id, name, url: null });
}
for (const row of rows) {
  const { id, name, url, aliases } = row;
  const carrier = { id, name, url };
  if ('country' in row && row.country) COUNTRY_BY_ID.set(id, row.country);
  for (const written of [id, name, ...aliases]) BY_NAME.set(normalizeName(written), carrier);
}

/**
 * Finds the carrier by the name that a shop, a carrier or an aggregator uses. An unknown carrier
 * keeps its name.
 */
export function findCarrier(written: string): Carrier {
  const known = BY_NAME.get(normalizeName(written));
  if (known) return known;
  const id = written
    .trim()
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '');
  return { id: id === '' ? 'unknown' : id, name: written.trim(), url: null };
}

/**
 * ISO 3166-1 alpha-2 code of the country where a carrier mainly operates; null if there is none.
 */
export function findHomeCountry(id: string): string | null {
  return COUNTRY_BY_ID.get(id) ?? null;
}

/** Whether the directory has a carrier with this name. */
export function isInDirectory(written: string): boolean {
  return BY_NAME.has(normalizeName(written));
}

export function listCarrierIds(): readonly string[] {
  return [...new Set([...BY_NAME.values()].map(({ id }) => id))].sort();
}

/** The URL of a parcel's tracking page at its carrier; null if the carrier has none. */
export function trackingUrl({ url }: Carrier, number: string): string | null {
  return url === null ? null : url.replace('{number}', encodeURIComponent(number));
}

/** Compares names without case, spaces, dashes and underscores. */
function normalizeName(written: string): string {
  return written.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
}
