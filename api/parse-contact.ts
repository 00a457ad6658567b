/** Reads the contact of a request. A field that cannot be used costs the field, never the order. */

import { domainToASCII } from 'node:url';
import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { isTimeZone } from '../domain/calendar.ts';
import type { ContactChange } from '../domain/contact.ts';
import type { Fault } from '../domain/error.ts';
import { readLocale } from '../domain/locale.ts';
import { dropped, type Reading, readWritten, WRITTEN_MAX } from './reading.ts';

interface GivenConsent {
  readonly email?: boolean | undefined;
  readonly sms?: boolean | undefined;
}

export interface GivenContact {
  readonly name?: unknown;
  readonly email?: unknown;
  readonly phone?: unknown;
  readonly locale?: unknown;
  readonly timeZone?: unknown;
  readonly consent?:
    | (GivenConsent & {
        readonly optional?: GivenConsent | undefined;
        readonly marketing?: GivenConsent | undefined;
      })
    | undefined;
}

interface ContactDefaults {
  /** The shop's, for a locale or a time zone that is null or cannot be used. */
  readonly locale: string;
  readonly timeZone: string;
  /** ISO 3166-1, for phone numbers without a country code. */
  readonly country: string | null;
}

/** `read`: the pointers of the fields that the request gives. */
export interface ContactReading {
  readonly contact: ContactChange;
  readonly read: readonly string[];
  readonly warnings: readonly Fault[];
}

export function parseContact(given: GivenContact, defaults: ContactDefaults): ContactReading {
  const readings = {
    name: readIfGiven(cutToMax(given.name), readName),
    email: readIfGiven(given.email, readEmail),
    phone:
      typeof given.phone === 'number'
        ? dropped(NUMBER_FOR_PHONE)
        : readIfGiven(given.phone, (text) => readPhone(text, defaults.country)),
    locale: readIfGiven(given.locale, readLanguage),
    timeZone: readIfGiven(given.timeZone, readTimeZone),
  };
  const { locale, timeZone } = readings;
  const listed = Object.entries(readings).flatMap(([field, reading]) =>
    reading ? [{ pointer: `/contact/${field}`, reading }] : [],
  );
  return {
    contact: {
      name: readings.name?.value,
      email: readings.email?.value,
      phone: readings.phone?.value,
      locale: locale && (locale.value ?? defaults.locale),
      timeZone: timeZone && (timeZone.value ?? defaults.timeZone),
      consentEmail: given.consent?.email,
      consentSms: given.consent?.sms,
      optionalEmail: given.consent?.optional?.email,
      optionalSms: given.consent?.optional?.sms,
      marketingEmail: given.consent?.marketing?.email,
      marketingSms: given.consent?.marketing?.sms,
    },
    read: listed.map(({ pointer }) => pointer),
    warnings: listed.flatMap(({ pointer, reading: { warning } }) =>
      warning === null ? [] : [{ pointer, detail: warning }],
    ),
  };
}

function readIfGiven(written: unknown, read: (text: string) => Reading): Reading | undefined {
  return written === undefined ? undefined : readWritten(written, read);
}

/** Of a name, the start is better than nothing. */
function cutToMax(written: unknown): unknown {
  return typeof written === 'string' ? written.slice(0, WRITTEN_MAX) : written;
}

const NAME_MAX = 200;

function readName(text: string): Reading {
  if (text.length <= NAME_MAX) return { value: text, warning: null };
  const cut = [...text]
    .slice(0, NAME_MAX - 1)
    .join('')
    .slice(0, NAME_MAX - 1)
    .toWellFormed();
  return { value: `${cut}…`, warning: `is longer than ${NAME_MAX} characters: the rest is cut` };
}

/** RFC 5322's atoms with dots, also doubled and at the end, as old mobile carriers gave out. */
const LOCAL_PART = /^[\w!#$%&'*+/=?^`{|}~-][\w!#$%&'*+/=?^`{|}~.-]{0,63}$/;
const QUOTED_LOCAL_PART = /^"(?:[^"\\\p{Cc}]|\\[^\p{Cc}]){1,62}"$/u;
const HOST =
  /^(?=.{1,253}$)(?:[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.)+[a-z](?:[a-z\d-]{0,61}[a-z\d])$/i;

/** Takes `Ada <ada@shop.example>`, and writes an international domain in ASCII. */
export function readEmail(text: string): Reading {
  const address = (/<([^<>]+)>$/.exec(text)?.[1] ?? text).normalize('NFKC').trim();
  const at = address.lastIndexOf('@');
  const local = address.slice(0, at);
  const written = address.slice(at + 1).replace(/\.$/, '');
  if (at < 1) return dropped('is not an email address');
  if (/[^\x20-\x7e]/.test(local)) {
    return dropped('has letters before the @ that our email provider does not take');
  }
  if (!LOCAL_PART.test(local) && !QUOTED_LOCAL_PART.test(local)) {
    return dropped('is not an email address');
  }
  const isAscii = /^[\x21-\x7e]+$/.test(written);
  const host = isAscii ? written : domainToASCII(written);
  if (!HOST.test(host)) return dropped('has no valid domain after the @');
  const value = `${local}@${host}`;
  return value.length > 254 ? dropped('is longer than 254 characters') : { value, warning: null };
}

/** 491701234567 may be +49 170 1234567, or 0491 701234567 in Germany: another person's. */
const NUMBER_FOR_PHONE =
  'must be a text such as "+491701234567": a number has lost its plus sign and its zeros';

/** Takes `+49…`, `0049…`, and a national number of the order's country. */
function readPhone(text: string, country: string | null): Reading {
  const written = text.normalize('NFKC').replace(/^tel:/i, '');
  const international = /^\s*\(?\s*00/.test(written)
    ? written.replace(/^\s*\(?\s*00[\s().-]*/, '+')
    : written;
  const abroad = parsePhoneNumberFromString(international);
  if (abroad?.isPossible()) return { value: abroad.number, warning: null };
  if (country !== null && isSupportedCountry(country)) {
    const national = parsePhoneNumberFromString(written, country);
    if (national?.isValid()) return { value: national.number, warning: null };
    return dropped(`is not a phone number, with a country code or in ${country}`);
  }
  return dropped('must be a phone number with its country code, such as "+491701234567"');
}

function readLanguage(text: string): Reading {
  const value = readLocale(text);
  if (value !== null) return { value, warning: null };
  return dropped('must be a BCP 47 tag such as "en" or "de-AT": the shop’s is used');
}

function readTimeZone(text: string): Reading {
  if (isTimeZone(text)) return { value: text, warning: null };
  return dropped('must be an IANA time zone such as "Europe/Berlin": the shop’s is used');
}
