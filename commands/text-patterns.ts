/**
 * Patterns for the OpenAPI document, which programs in other languages read: they need no flags, and
 * list ranges of characters instead of classes such as `\s`, which differ between languages. Above
 * U+FFFF, they let everything through, since without flags a pattern sees halves of these characters.
 */

import { cleanLine, hasHidden } from '../domain/clean-text.ts';

const BLANK = rangesOf((character) => character.trim() === '');
const HIDDEN = rangesOf(hasHidden);

/** Has a character that `cleanLine` leaves. */
export const TEXT_PATTERN = `[^${rangesOf((character) => cleanLine(character) === '')}]`;

/** Has no character that nobody can see. */
export const IDENTIFIER_PATTERN = `^[^${HIDDEN}]+$`;

/** The same without a slash, and with no blank at the start or at the end. */
export const REFERENCE_PATTERN = `^[^/${HIDDEN}${BLANK}](?:[^/${HIDDEN}]*[^/${HIDDEN}${BLANK}])?$`;

/** The same, and begins with no name of an address. */
export const CUSTOMER_PATTERN = REFERENCE_PATTERN.replace('^', '^(?!email:|phone:)');

/** At least four letters or digits, with spaces, dots and dashes. */
export const TRACKING_NUMBER_PATTERN = `^[${BLANK}]*(?:[ .-]*[A-Za-z0-9]){4}[A-Za-z0-9 .-]*[${BLANK}]*$`;

/** A day that `isPlausibleTime` takes, but for 2100-01-01. */
export const DAY_PATTERN = '^20[0-9]{2}-';

/**
 * A time that `isPlausibleTime` takes, but for some hours at both ends: an offset moves a time on the
 * first or the last day to another year.
 */
export const INSTANT_PATTERN =
  '^(?!2000-01-01T.*\\+(?!00:00)|2099-12-31T.*[0-9]-(?!00:00))20[0-9]{2}-';

/** For a class of a pattern: the characters up to U+FFFF, without halves of others. */
function rangesOf(isIn: (character: string) => boolean): string {
  const ranges: { from: number; to: number }[] = [];
  for (let code = 0; code <= 0xffff; code += 1) {
    if (isHalf(code) || !isIn(String.fromCharCode(code))) continue;
    const last = ranges.at(-1);
    if (last?.to === code - 1) last.to = code;
    else ranges.push({ from: code, to: code });
  }
  return ranges
    .map(({ from, to }) => escaped(from) + (to > from ? `-${escaped(to)}` : ''))
    .join('');
}

function isHalf(code: number): boolean {
  return code >= 0xd800 && code <= 0xdfff;
}

function escaped(code: number): string {
  return `\\u${code.toString(16).padStart(4, '0')}`;
}
