/**
 * Parses places in words: `CINCINNATI HUB, OH - USA`, `SYDNEY-AU`, `Whittier, CA, US`, `Rochefort
 * (FR)`, `Deutschland`. Names of countries come from the runtime (CLDR), in the languages of DHL,
 * Hermes and Geodis, and from DHL Express's own spellings.
 */

import type { Place } from '../../domain/tracking.ts';
import { buildPlace } from './build-result.ts';
import { CANADIAN_PROVINCES, US_STATES } from './regions.ts';

const LANGUAGES = ['en', 'de', 'fr', 'pl'] as const;

const OWN_SPELLINGS: Readonly<Record<string, string>> = {
  USA: 'US',
  'UNITED STATES OF AMERICA': 'US',
  UK: 'GB',
  'GREAT BRITAIN': 'GB',
  GROSSBRITANNIEN: 'GB',
  'CHINA MAINLAND': 'CN',
  'CHINA, PEOPLES REPUBLIC': 'CN',
  'HONG KONG': 'HK',
  'HONG KONG SAR, CHINA': 'HK',
  MACAU: 'MO',
  'KOREA, REPUBLIC OF (SOUTH K.)': 'KR',
  'CZECH REPUBLIC': 'CZ',
  'CZECH REPUBLIC, THE': 'CZ',
  'NETHERLANDS, THE': 'NL',
  'THE NETHERLANDS': 'NL',
  HOLLAND: 'NL',
  'IRELAND, REPUBLIC OF': 'IE',
  'PHILIPPINES, THE': 'PH',
  'RUSSIAN FEDERATION, THE': 'RU',
  TURKEY: 'TR',
  'TSCHECHISCHE REPUBLIK': 'CZ',
  'VEREINIGTE STAATEN VON AMERIKA': 'US',
};

/** The country of each region. DHL writes Puerto Rico like a state. */
const COUNTRY_BY_REGION: ReadonlyMap<string, string> = new Map([
  ...[...Object.keys(US_STATES), 'PR'].map((state) => [state, 'US'] as const),
  ...Object.keys(CANADIAN_PROVINCES).map((province) => [province, 'CA'] as const),
]);

const COUNTRIES = listCountryNames();

/** ISO 3166-1 alpha-2 of a country's code or name; null for other text. */
export function parseCountryName(words: string | null): string | null {
  return words === null ? null : (COUNTRIES.get(words.trim().toUpperCase()) ?? null);
}

/** The parts of a place that the carrier sends as fields, and how it writes places. */
export interface KnownPlace extends Partial<Place> {
  /**
   * DHL Express writes countries after a dash and states after a comma, so its `Los Angeles, CA` is
   * not in Canada. Other carriers also write countries after a single comma.
   */
  readonly statesAfterComma?: boolean;
}

/**
 * Splits a place into its parts. The carrier's own fields (`known`) take precedence over the words.
 */
export function parsePlace(words: string | null, known: KnownPlace = {}): Place | null {
  const { postalCode = null, statesAfterComma = false } = known;
  const knownCountry = parseCountryName(known.country ?? null) ?? known.country ?? null;
  if (words === null) return buildPlace({ ...known, country: knownCountry });
  const { rest, country } = withoutCountry(words.trim(), statesAfterComma || knownCountry === 'US');
  const { city, region } = withoutRegion(rest, knownCountry ?? country);
  return buildPlace({
    city: known.city ?? city,
    region: known.region ?? region,
    postalCode,
    country:
      knownCountry ?? country ?? (region === null ? null : (COUNTRY_BY_REGION.get(region) ?? null)),
  });
}

interface SplitPlace {
  readonly rest: string;
  readonly country: string | null;
}

/** A country stands alone, in brackets, or after the last dash or comma. */
function withoutCountry(words: string, statesAfterComma: boolean): SplitPlace {
  const alone = parseCountryName(words);
  if (alone !== null) return { rest: '', country: alone };
  for (const mark of [' - ', '-', '(']) {
    const cut = words.lastIndexOf(mark);
    if (cut < 0) continue;
    const tail = words.slice(cut + mark.length);
    const country = parseCountryName(tail) ?? parseCountryName(tail.replace(/\)$/, ''));
    if (country !== null) return { rest: words.slice(0, cut).trim(), country };
  }
  const comma = words.lastIndexOf(',');
  const tail = words.slice(comma + 1).trim();
  const isState = statesAfterComma && COUNTRY_BY_REGION.has(tail) && words.indexOf(',') === comma;
  const country = comma < 0 || isState ? null : parseCountryName(tail);
  return country === null
    ? { rest: words, country }
    : { rest: words.slice(0, comma).trim(), country };
}

function withoutRegion(
  rest: string,
  country: string | null,
): { readonly city: string | null; readonly region: string | null } {
  const parts = /^(.+),\s*([A-Z]{2,3})$/.exec(rest);
  const state = parts?.[2] ?? null;
  const fits = state !== null && (country !== null || COUNTRY_BY_REGION.has(state));
  if (parts && fits) return { city: parts[1]?.trim() ?? null, region: state };
  return { city: rest === '' ? null : rest, region: null };
}

function listCountryNames(): ReadonlyMap<string, string> {
  const found = new Map(Object.entries(OWN_SPELLINGS));
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  const codes = letters.flatMap((first) => letters.map((second) => first + second));
  const inUse = codes.filter((code) => new Intl.Locale(`und-${code}`).region === code);
  for (const language of LANGUAGES) {
    const names = new Intl.DisplayNames(language, { type: 'region', fallback: 'none' });
    for (const code of inUse) {
      const name = names.of(code);
      if (name === undefined) continue;
      if (!found.has(code)) found.set(code, code);
      if (!found.has(name.toUpperCase())) found.set(name.toUpperCase(), code);
    }
  }
  return found;
}
