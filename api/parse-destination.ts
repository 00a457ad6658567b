/** Reads the country of an order as shops write it. */

import { toAlpha2 } from '../carriers/reading/country-codes.ts';
import { dropped, type Reading, readWritten } from './reading.ts';

/** Codes that are in use and not in ISO 3166-1. */
const OTHER_CODES: Readonly<Record<string, string>> = { UK: 'GB', EL: 'GR' };

/** Takes `de`, `DEU`, `UK`, `Germany`, `Deutschland`. */
export function parseDestination(written: unknown, locale: string): Reading {
  return readWritten(written, (text) => readCountry(text, locale));
}

function readCountry(text: string, locale: string): Reading {
  const code = text.replaceAll('.', '').toUpperCase();
  if (/^[A-Z]{2}$/.test(code)) return { value: OTHER_CODES[code] ?? code, warning: null };
  const known = toAlpha2(code) ?? '';
  const value = /^[A-Z]{2}$/.test(known) ? known : codeOfName(text, locale);
  return value === null
    ? dropped('must be an ISO 3166-1 code such as "DE"')
    : { value, warning: null };
}

const LANGUAGES = ['en', 'de', 'fr', 'es', 'it', 'nl', 'pl', 'pt', 'sv', 'da', 'nb', 'cs'];

function codeOfName(name: string, locale: string): string | null {
  const wanted = comparable(name);
  for (const language of [locale, ...LANGUAGES]) {
    const code = namesIn(language).get(wanted);
    if (code !== undefined) return code;
  }
  return null;
}

const namesByLanguage = new Map<string, ReadonlyMap<string, string>>();

/** The countries' names in a language, with their codes. */
function namesIn(language: string): ReadonlyMap<string, string> {
  const known = namesByLanguage.get(language);
  if (known) return known;
  const names = new Intl.DisplayNames([language], { type: 'region', fallback: 'none' });
  const listed = allCodes().flatMap((code) => {
    const name = names.of(code);
    return name === undefined ? [] : [[comparable(name), code] as const];
  });
  // A withdrawn code has the name of its successor: the first one in the alphabet would win.
  const current = new Map<string, string>();
  for (const [name, code] of listed) {
    const canonical = new Intl.Locale(`und-${code}`).region ?? code;
    if (!current.has(name)) current.set(name, canonical);
  }
  namesByLanguage.set(language, current);
  return current;
}

function allCodes(): readonly string[] {
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  return letters.flatMap((first) => letters.map((second) => `${first}${second}`));
}

/** Without case, accents, blanks and punctuation. */
function comparable(name: string): string {
  return name
    .normalize('NFKD')
    .replaceAll(/[^\p{L}]/gu, '')
    .toLowerCase();
}
