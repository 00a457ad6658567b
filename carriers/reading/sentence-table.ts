/** Tables of sentence fragments, for carriers that write sentences instead of codes. */

import { type CodeMeaning, type CodeReading, codeRows, findCode } from './code-table.ts';
import { foldSentence } from './sentence.ts';

/** Meanings with the fragments that express them, most specific first. */
export type SentenceTable = readonly (readonly [CodeMeaning, readonly string[]])[];

/**
 * Reads a sentence by the first fragment that it contains, ignoring case, accents and punctuation.
 * The code of the reading is the fragment, never the sentence: it may name people.
 */
export function createSentenceReader(table: SentenceTable) {
  const rows = table.flatMap(([meaning, pieces]) =>
    pieces.map((words) => {
      const piece = bareWords(words);
      return { piece, row: codeRows(meaning, { [piece]: words }) };
    }),
  );
  return (words: string | null): CodeReading => {
    const sentence = ` ${bareWords(words ?? '')}`;
    const found = rows.find(({ piece }) => sentence.includes(` ${piece}`));
    return found ? findCode(found.row, found.piece) : findCode({}, 'other words');
  };
}

function bareWords(words: string): string {
  return foldSentence(words)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
