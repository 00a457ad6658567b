/** A field of a request that is read generously: its value, and a warning where it is not usable. */

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
  return written
    .toWellFormed()
    .replaceAll('\ufffd', '')
    .replaceAll(/[\u200b\u2060\ufeff\u00ad\u202a-\u202e\u2066-\u2069]/g, '')
    .replaceAll(/[\s\p{Cc}]+/gu, ' ')
    .trim();
}
