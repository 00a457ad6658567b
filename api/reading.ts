/** A field of a request that is read generously: its value, and a warning where it is not usable. */

import { cleanLine } from '../domain/clean-text.ts';

export interface Reading {
  readonly value: string | null;
  readonly warning: string | null;
}

export function dropped(warning: string): Reading {
  return { value: null, warning };
}

/** A longer text is none of the fields that are read so. */
export const WRITTEN_MAX = 2_000;

/**
 * Reads what a request has in a field, of any type. Null and an empty text are no value; what is no text,
 * or too long, is left out with a warning.
 */
export function readWritten(written: unknown, read: (text: string) => Reading): Reading {
  if (written === null || written === undefined) return { value: null, warning: null };
  if (typeof written !== 'string') return dropped('must be a text');
  if (written.length > WRITTEN_MAX) return dropped(`is longer than ${WRITTEN_MAX} characters`);
  const text = cleanText(written);
  return text === '' ? { value: null, warning: null } : read(text);
}

/** Without characters that Postgres cannot store or nobody can see, and without blanks around. */
export function cleanText(written: string): string {
  return cleanLine(written.toWellFormed().replaceAll('\ufffd', ''));
}
