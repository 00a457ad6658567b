/** A field of a request that is read generously: its value, and a warning where it is not usable. */

import { cleanLine } from '../domain/clean-text.ts';

export type Written = string | null | undefined;

export interface Reading {
  readonly value: string | null;
  readonly warning: string | null;
}

export function dropped(warning: string): Reading {
  return { value: null, warning };
}

/** Without characters that Postgres cannot store or nobody can see, and without blanks around. */
export function cleanText(written: string): string {
  return cleanLine(written.toWellFormed().replaceAll('\ufffd', ''));
}
