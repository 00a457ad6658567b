/** Tables that map a carrier's codes or phrases to a status and a reason. */

import type { Party, Reason, Status, TrackingEvent } from '../../domain/tracking.ts';
import { stripMarkup } from './sentence.ts';

/** One row of a code table. With `status` null, wismr knows the code and it changes no status. */
export interface CodeRow {
  readonly status: Status | null;
  readonly reason?: Reason;
  readonly responsible?: Party;
  /** The carrier's own words for the code. */
  readonly words: string;
}

/** Keyed by the carrier's code, spelled as in the carrier's documentation. */
export type CodeTable = Readonly<Record<string, CodeRow>>;

/** The result of looking up a code in a table. */
export type CodeReading = Pick<
  TrackingEvent,
  'status' | 'reason' | 'responsible' | 'code' | 'mapped'
>;

/** A status, or a status with its reason; `info` for a code that changes no status. */
export type CodeMeaning = 'info' | Status | `${Status}/${Reason}`;

/** Builds rows with one meaning: code → the carrier's own words. */
export function codeRows(meaning: CodeMeaning, words: Readonly<Record<string, string>>): CodeTable {
  const row = parseMeaning(meaning);
  return Object.fromEntries(
    Object.entries(words).map(([code, text]) => [code, { ...row, words: text }]),
  );
}

/**
 * Builds rows with one meaning for a carrier that sends phrases instead of codes, keyed by
 * `normalizePhrase`.
 */
export function phraseRows(meaning: CodeMeaning, phrases: readonly string[]): CodeTable {
  const row = parseMeaning(meaning);
  return Object.fromEntries(phrases.map((words) => [normalizePhrase(words), { ...row, words }]));
}

/** Normalizes a phrase: no markup, lower case, single spaces, no punctuation at the end. */
export function normalizePhrase(phrase: string): string {
  const spaced = stripMarkup(phrase).toLowerCase().replace(/\s+/g, ' ').trim();
  let end = spaced.length;
  while (end > 0 && ' .!;:-'.includes(spaced[end - 1] ?? '')) end -= 1;
  return spaced.slice(0, end);
}

/** Looks up a code. A code that is not in the table stays unmapped and changes no status. */
export function findCode(table: CodeTable, code: string): CodeReading {
  const row = Object.hasOwn(table, code) ? table[code] : undefined;
  if (!row) return { code, mapped: false, status: null, reason: null, responsible: null };
  return readCodeRow(code, row);
}

/**
 * Looks up the most specific code first, then coarser ones. The reading keeps the first code,
 * because that is what the carrier sent.
 */
export function findFirstCode(
  table: CodeTable,
  codes: readonly [string, ...string[]],
): CodeReading {
  for (const code of codes) {
    const reading = findCode(table, code);
    if (reading.mapped) return { ...reading, code: codes[0] };
  }
  return findCode(table, codes[0]);
}

/** The same rows, keyed by the carrier's words, without words that have several meanings. */
export function keyByWords(...tables: readonly CodeTable[]): CodeTable {
  const rows = tables.flatMap((table) => Object.values(table));
  const agreed = [...Map.groupBy(rows, ({ words }) => normalizePhrase(words))].flatMap(
    ([phrase, [first, ...rest]]) =>
      first && rest.every((row) => isAlike(row, first)) ? [[phrase, first] as const] : [],
  );
  return Object.fromEntries(agreed);
}

function isAlike(a: CodeRow, b: CodeRow): boolean {
  return a.status === b.status && a.reason === b.reason;
}

/**
 * Reads a code and words with the first table that has one of them, in any spelling: aggregators
 * pass on codes without leading zeros or in a different case, or only the words of a code.
 */
export function createOwnCodeReader(...tables: readonly CodeTable[]) {
  const byWords = keyByWords(...tables);
  return (code: string | null, words: string | null): CodeReading | null => {
    const written = code ?? '';
    const phrase = normalizePhrase(words ?? '');
    const keys = [
      `${written}/${phrase}`,
      written,
      written.replace(/^0+(?=\d)/, ''),
      written.toUpperCase(),
      written.toLowerCase(),
      phrase,
    ];
    for (const table of tables) {
      const found = keys.map((key) => findCode(table, key)).find(({ mapped }) => mapped);
      if (found) return found;
    }
    const found = findCode(byWords, phrase);
    return found.mapped ? found : null;
  };
}

export function readCodeRow(code: string, row: CodeRow): CodeReading {
  const { status, reason = null } = row;
  const responsible = row.responsible ?? (reason ? RESPONSIBLE[reason] : null);
  return { code, mapped: true, status, reason, responsible };
}

function parseMeaning(meaning: CodeMeaning): Omit<CodeRow, 'words'> {
  if (meaning === 'info') return { status: null };
  const [status, reason] = meaning.split('/') as [Status, Reason?];
  return reason ? { status, reason } : { status };
}

/** Who can resolve each reason, unless a row overrides it. */
const RESPONSIBLE: Readonly<Record<Reason, Party>> = {
  delay: 'carrier',
  weather: 'nobody',
  address: 'customer',
  customs: 'customs',
  customs_information: 'shop',
  payment_due: 'customer',
  damage: 'carrier',
  loss: 'carrier',
  destroyed: 'carrier',
  refused: 'customer',
  nobody_home: 'customer',
  closed: 'customer',
  no_access: 'customer',
  missorted: 'carrier',
  held: 'carrier',
  unclaimed: 'customer',
  security: 'carrier',
  rescheduled: 'customer',
  returned: 'shop',
  partial: 'carrier',
  delivery_withdrawn: 'carrier',
  other: 'carrier',
};
