/** Dates and amounts in the customer's language and zone. */

import { countDecimals, currencyDecimals, type Money } from './money.ts';

export interface LocaleSettings {
  /** BCP 47. */
  readonly locale: string;
  /** IANA name. */
  readonly timeZone: string;
}

/**
 * How to write dates and amounts for a reader in a message of a language: as in the reader's own
 * region if it is the reader's language (`en-US`), else as usual in the message's.
 */
export function formatLocale(reader: string, written: string): string {
  try {
    const { language, region, baseName } = new Intl.Locale(reader);
    return region && language === new Intl.Locale(written).language ? baseName : written;
  } catch {
    return written;
  }
}

/** `Friday 27 November`, for a calendar day `YYYY-MM-DD`, which has no zone. */
export function formatLongDay(date: string, { locale }: Pick<LocaleSettings, 'locale'>): string {
  const noon = new Date(`${date}T12:00:00Z`);
  return dateFormat(locale, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    timeZone: 'UTC',
  }).format(noon);
}

/** `24 November 2026`, for an instant. */
export function formatDate(at: number, { locale, timeZone }: LocaleSettings): string {
  return dateFormat(locale, { dateStyle: 'long', timeZone }).format(at);
}

/** `24 November 2026 at 14:05 CET`, for an instant that has to be exact. */
export function formatExactTime(at: number, { locale, timeZone }: LocaleSettings): string {
  return dateFormat(locale, {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: hasTwelveHours(locale) ? 'numeric' : '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
    timeZone,
  })
    .format(at)
    .replaceAll('\u202f', ' ');
}

/** `24 Nov, 14:05`, for an instant; `Nov 24, 2:05 PM` in the United States. */
export function formatDateTime(at: number, { locale, timeZone }: LocaleSettings): string {
  return dateFormat(locale, {
    day: 'numeric',
    month: 'short',
    hour: hasTwelveHours(locale) ? 'numeric' : '2-digit',
    minute: '2-digit',
    timeZone,
  })
    .format(at)
    .replaceAll('\u202f', ' ');
}

/** `14:05`, for an instant; `2:05 PM` in the United States. */
export function formatTime(at: number, { locale, timeZone }: LocaleSettings): string {
  return dateFormat(locale, {
    hour: hasTwelveHours(locale) ? 'numeric' : '2-digit',
    minute: '2-digit',
    timeZone,
  })
    .format(at)
    .replaceAll('\u202f', ' ');
}

function hasTwelveHours(locale: string): boolean {
  const { hour12 } = dateFormat(locale, {
    hour: '2-digit',
  }).resolvedOptions();
  return hour12 === true;
}

/** `€149.00`. Never rounds: where `Intl` shows fewer decimals than an amount has, all are shown. */
export function formatMoney(
  { amount, currency }: Money,
  { locale }: Pick<LocaleSettings, 'locale'>,
): string {
  const usual = numberFormat(locale, { style: 'currency', currency });
  const { maximumFractionDigits: shown = 2 } = usual.resolvedOptions();
  if (countDecimals(amount) <= shown) return usual.format(amount as `${number}`);
  const digits = Math.max(currencyDecimals(currency), countDecimals(amount));
  return numberFormat(locale, {
    style: 'currency',
    currency,
    minimumFractionDigits: digits,
  }).format(amount as `${number}`);
}

/** `Ireland`, for a code of ISO 3166-1 alpha-2. */
export function formatCountry(code: string, { locale }: Pick<LocaleSettings, 'locale'>): string {
  const build = () => new Intl.DisplayNames([locale], { type: 'region' });
  return keptIn(countryNames, locale, build).of(code) ?? code;
}

/** Plain `en` would put the month before the day, as hardly anyone outside the United States does. */
function regional(locale: string): string {
  return locale === 'en' ? 'en-GB' : locale;
}

/** Building a formatter takes fifty times as long as using it. */
const KEPT_MAX = 1_000;
const dateFormats = new Map<string, Intl.DateTimeFormat>();
const countryNames = new Map<string, Intl.DisplayNames>();
const numberFormats = new Map<string, Intl.NumberFormat>();

function dateFormat(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const build = () => new Intl.DateTimeFormat(regional(locale), options);
  return keptIn(dateFormats, JSON.stringify([locale, options]), build);
}

function numberFormat(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const build = () => new Intl.NumberFormat(regional(locale), options);
  return keptIn(numberFormats, JSON.stringify([locale, options]), build);
}

function keptIn<Value>(kept: Map<string, Value>, key: string, build: () => Value): Value {
  const known = kept.get(key);
  if (known !== undefined) return known;
  const built = build();
  if (kept.size >= KEPT_MAX) kept.clear();
  kept.set(key, built);
  return built;
}
