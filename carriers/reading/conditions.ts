/** Sentences about what may happen, such as help texts: nothing has happened yet. */

import { ARRIVED_AT_SENDER, GOING_BACK } from './phrases/sender.ts';
import { foldSentence } from './sentence.ts';

const CONDITION =
  /\b(if|unless|otherwise|or (your|the|this) (item|package|parcel)(?! was)|falls|wenn|sonst|andernfalls|nach ablauf|indien|tenzij|anders|si|sinon|jesli|jezeli|hvis|ellers|annars)\b|(^|[^\p{L}])(если|якщо|εαν)(?!\p{L})|\bwird (sie|es|er|das paket|die sendung) nicht\b/u;

/**
 * The sentences of a help text that say what happened, without those that describe conditions (if,
 * unless).
 */
export function dropConditions(words: string | null): string | null {
  if (words === null) return null;
  const kept = words.split(/(?<=[.!?])\s+/).filter((each) => !CONDITION.test(foldSentence(each)));
  return kept.length > 0 ? kept.join(' ') : null;
}

/** A sentence with a condition describes what may happen, not what happened. */
export function withoutConditions(text: string): readonly string[] {
  const sentences = CONDITION.test(text) ? text.split(/[.!?;] +/) : [text];
  return sentences.filter((sentence) => !CONDITION.test(sentence));
}

const IF_NOT_COLLECTED =
  /\b(if|unless)\b[^.;]*\b(collect|claim|pick)\w*|\b(falls|wenn)\b[^.;]*\babgeholt\b|\b(indien|tenzij|als)\b[^.;]*\b(af|op)gehaald\b|\bsi\b[^.;]*\b(ramasse|retire|reclame|recog|retir)\w*|\bse non\b[^.;]*\britirat\w*|\bcaso nao\b[^.;]*\b(levantad|retirad|recolhid)\w*/;

/** A last notice: the parcel goes back if nobody collects it, and still waits. */
export function isOnlyThreatened(sentences: readonly string[]): boolean {
  if (!sentences.some((each) => IF_NOT_COLLECTED.test(each))) return false;
  const certain = sentences
    .flatMap(withoutConditions)
    .filter((each) => !IF_NOT_COLLECTED.test(each));
  const returns = [...ARRIVED_AT_SENDER, ...GOING_BACK];
  return !certain.some((each) => returns.some((phrase) => phrase.test(each)));
}
