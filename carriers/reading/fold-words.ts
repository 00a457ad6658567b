/** Prepares the texts of an event for comparison with phrases. */

import { BESIDE_THE_POINT } from './phrases/sender.ts';
import { foldSentence } from './sentence.ts';

/** The carrier's texts about an event: a description, a status, a reason. */
export type Words = string | null;

/** The folded texts, without what says nothing of the parcel. */
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
