/** Dates and amounts in the customer's language and zone. */

import { countDecimals, currencyDecimals, type Money } from './money.ts';

export interface LocaleSettings {
  /** BCP 47. */
  readonly locale: string;
  /** IANA name. */
  readonly timeZone: string;
}

/** `Friday 27 November`, for a calendar day `YYYY-MM-DD`, which has no zone. */
export function formatLongDay(date: string, { locale }: Pick<LocaleSettings, 'locale'>): string {
  const noon = new Date(`${date}T12:00:00Z`);
  return new Intl.DateTimeFormat(regional(locale), {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    timeZone: 'UTC',
  }).format(noon);
}

/** `24 November 2026`, for an instant. */
export function formatDate(at: number, { locale, timeZone }: LocaleSettings): string {
  return new Intl.DateTimeFormat(regional(locale), { dateStyle: 'long', timeZone }).format(at);
}

/** `24 Nov, 14:05`, for an instant. */
export function formatDateTime(at: number, { locale, timeZone }: LocaleSettings): string {
  return new Intl.DateTimeFormat(regional(locale), {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone,
  }).format(at);
}

/** `€149.00`. Never rounds: where `Intl` shows fewer decimals than an amount has, all are shown. */
export function formatMoney(
  { amount, currency }: Money,
  { locale }: Pick<LocaleSettings, 'locale'>,
): string {
  const usual = new Intl.NumberFormat(regional(locale), { style: 'currency', currency });
  const { maximumFractionDigits: shown = 2 } = usual.resolvedOptions();
  if (countDecimals(amount) <= shown) return usual.format(amount as `${number}`);
  const digits = Math.max(currencyDecimals(currency), countDecimals(amount));
  return new Intl.NumberFormat(regional(locale), {
    style: 'currency',
    currency,
    minimumFractionDigits: digits,
  }).format(amount as `${number}`);
}

/** Plain `en` would put the month before the day, as hardly anyone outside the United States does. */
function regional(locale: string): string {
  return locale === 'en' ? 'en-GB' : locale;
}
