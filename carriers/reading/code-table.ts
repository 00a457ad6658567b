/** Code tables with one line for a code, and tables of carriers whose codes are phrases. */

import type { Reason, Status } from '../../domain/tracking.ts';
import type { CodeRow, CodeTable } from '../adapter.ts';

/** A status, or a status and its reason; `info` for what moves nothing. */
export type Meaning = 'info' | Status | `${Status}/${Reason}`;

/** Rows that share a meaning: code → the carrier's own words for it. */
export function rows(meaning: Meaning, words: Readonly<Record<string, string>>): CodeTable {
  const row = rowOf(meaning);
  return Object.fromEntries(
    Object.entries(words).map(([code, said]) => [code, { ...row, words: said }]),
  );
}

/** Rows of a carrier that gives phrases and no codes: keyed by `phraseOf` the phrase. */
export function phrases(meaning: Meaning, said: readonly string[]): CodeTable {
  const row = rowOf(meaning);
  return Object.fromEntries(said.map((words) => [phraseOf(words), { ...row, words }]));
}

/** One spelling for a phrase: lower case, single blanks, no punctuation at its end. */
export function phraseOf(said: string): string {
  const spaced = said.toLowerCase().replace(/\s+/g, ' ').trim();
  let end = spaced.length;
  while (end > 0 && ' .!;:-'.includes(spaced[end - 1] ?? '')) end -= 1;
  return spaced.slice(0, end);
}

function rowOf(meaning: Meaning): Omit<CodeRow, 'words'> {
  if (meaning === 'info') return { status: null };
  const [status, reason] = meaning.split('/') as [Status, Reason?];
  return reason ? { status, reason } : { status };
}
