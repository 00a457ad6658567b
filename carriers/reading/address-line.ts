/**
 * Parses places written on one line: `Los Angeles, CA, US`, `Carson, CA,US`, `Munich, Germany`.
 * Source of the countries: ISO 3166-1 with English names from the runtime (CLDR).
 */

import type { Place } from '../../domain/tracking.ts';
import { buildPlace } from './build-result.ts';
import { CANADIAN_PROVINCES, FORMER_CANADIAN_PROVINCES, US_STATES } from './regions.ts';

/** Germany and the Netherlands, not Delaware and Newfoundland: those have few scans. */
const LIKELY_COUNTRIES = new Set(['DE', 'NL']);
const PROVINCES = { ...CANADIAN_PROVINCES, ...FORMER_CANADIAN_PROVINCES };

const NAMES = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
/** Codes that the runtime has names for, but that are not countries. */
const NO_COUNTRIES = new Set(['EU', 'EZ', 'UN', 'QO', 'XA', 'XB', 'ZZ']);
const ALIASES: Readonly<Record<string, string>> = {
  uk: 'GB',
  usa: 'US',
  'united states of america': 'US',
  'great britain': 'GB',
  'the netherlands': 'NL',
  'czech republic': 'CZ',
  turkey: 'TR',
  'hong kong': 'HK',
  deutschland: 'DE',
};
const BY_NAME = listCountryNames();

/** ISO 3166-1 alpha-2 of a code or an English name; null for other text. */
export function parseCountry(written: string | null): string | null {
  if (written === null) return null;
  const name = written.trim().toLowerCase();
  if (Object.hasOwn(ALIASES, name)) return ALIASES[name] ?? null;
  if (!/^[a-z]{2}$/.test(name)) return BY_NAME.get(name) ?? null;
  const code = name.toUpperCase();
  return NO_COUNTRIES.has(code) || NAMES.of(code) === undefined ? null : code;
}

/**
 * Splits a line into its parts. Two letters at the end may be a state or a country (`CA`, `IN`). If
 * both exist, they count as a region without a country, unless the carrier always ends a line with
 * the country (`endsWith`).
 */
export function parseAddressLine(
  line: string | null,
  endsWith: 'anything' | 'country' = 'anything',
): Place | null {
  const written = (line ?? '').split(',').map((part) => part.trim());
  const all = written.filter((part) => part !== '');
  const isPostal = (part: string, index: number) =>
    index > 0 ? /\d/.test(part) && part.length <= 10 : /^\d{5}$/.test(part) && all.length > 1;
  const postalCode = all.find(isPostal) ?? null;
  const parts = all.filter((part) => part !== postalCode);
  const last = parts.at(-1);
  if (last === undefined) return null;
  if (parts.length === 1) return parseSinglePart(last, postalCode);
  const country = parseCountry(last);
  const certain =
    parts.length > 2 || endsWith === 'country' || !isRegion(last) || LIKELY_COUNTRIES.has(last);
  if (country !== null && certain) {
    const state = parts.at(-2) ?? '';
    // Streets may come before the town. The town comes before the state.
    if (parts.length > 3 && isRegion(state)) {
      return buildPlace({ city: parts.at(-3) ?? null, region: state, postalCode, country });
    }
    const region = parts.slice(1, -1).join(', ');
    return buildPlace({
      city: parts[0] ?? null,
      region: region === '' ? null : region,
      postalCode,
      country,
    });
  }
  return buildPlace({
    city: parts.slice(0, -1).join(', '),
    region: last,
    postalCode,
    country: country === null ? findCountryOfRegion(last) : null,
  });
}

function parseSinglePart(part: string, postalCode: string | null): Place | null {
  const country = parseCountry(part);
  return country === null
    ? buildPlace({ city: part, postalCode })
    : buildPlace({ country, postalCode });
}

function isRegion(part: string): boolean {
  return findCountryOfRegion(part) !== null;
}

function findCountryOfRegion(part: string): string | null {
  if (Object.hasOwn(US_STATES, part)) return 'US';
  return Object.hasOwn(PROVINCES, part) ? 'CA' : null;
}

function listCountryNames(): ReadonlyMap<string, string> {
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  const byName = new Map<string, string>();
  for (const code of letters.flatMap((first) => letters.map((second) => first + second))) {
    const name = NAMES.of(code);
    // The runtime gives a withdrawn code the name of its successor country.
    const isCurrent = new Intl.Locale(`und-${code}`).region === code;
    if (name !== undefined && isCurrent && !NO_COUNTRIES.has(code))
      byName.set(name.toLowerCase(), code);
  }
  return byName;
}
