/** Compares a carrier's texts with lists of phrases. */

import { type CodeReading, readCodeRow } from './code-table.ts';
import type { WordCorrection } from './hidden-by-codes.ts';
import { BESIDE_THE_POINT } from './phrases/sender.ts';
import { foldSentence } from './sentence.ts';

/** The carrier's texts about an event: a description, a status, a reason. */
export type Words = string | null;

export function foldAll(words: readonly Words[]): readonly string[] {
  return words
    .filter((each) => each !== null)
    .map((each) =>
      BESIDE_THE_POINT.reduce((left, phrase) => left.replace(phrase, ' '), foldText(each)),
    );
}

/** A status and a detail that begins with it: `Delivered: Delivered, PO Box`. */
function foldText(written: string): string {
  return foldSentence(written).replace(/^(\w+)\W+(?=\1\b)/, '');
}

export function isSaid(phrases: readonly RegExp[], sentences: readonly string[]): boolean {
  return phrases.some((phrase) => sentences.some((sentence) => phrase.test(sentence)));
}

export function findCorrection(
  list: readonly WordCorrection[],
  sentences: readonly string[],
): WordCorrection | undefined {
  return list.find(({ phrases }) => isSaid(phrases, sentences));
}

export function corrected({ code }: CodeReading, { status, reason }: WordCorrection): CodeReading {
  return readCodeRow(code, { status, ...(reason ? { reason } : {}), words: '' });
}
