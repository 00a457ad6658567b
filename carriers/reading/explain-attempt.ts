/**
 * Why a delivery attempt failed, if the carrier's code does not say: nobody was at home, or the
 * company was closed. Sources of the phrases: see correct-by-words.ts.
 */

import { type CodeReading, readCodeRow } from './code-table.ts';
import { withoutConditions } from './conditions.ts';
import type { Words } from './correct-by-words.ts';
import { foldSentence } from './sentence.ts';

/** Words that name the absent person; a card alone names no reason. */
const ABSENT: readonly RegExp[] = [
  /\b(nobody|no one) (was )?(at )?home\b|\b(was |were )?not (at )?home\b/,
  /\b(recipient|customer|receiver|consignee|addressee) (is |was )?(absent|not (present|located|met|in)\b)/,
  /\bnicht (\w+ ){0,2}angetroffen\b|\bniemand(en)? (\w+ )?(angetroffen|zu ?hause|anwesend)\b/,
  /\bniet (\w+ )?thuis\b|\bniemand (\w+ )?(thuis|aanwezig)\b/,
  /\bdestinataire absent\b|\bdestinatario (ausente|assente)\b/,
  /\b(prijemce|adresat|zakaznik) (\w+ )?nezastizen\w*|\bkurier nie zastal\b/,
];

const CLOSED: readonly RegExp[] = [
  /\b(business|company|shop|premises|reception|goods receipt) (is |was )?closed\b/,
  /\bgeschlossene[nr]? (warenannahme|firma)\b|\b(warenannahme|firma|betrieb) (\w+ ){0,2}geschlossen\b/,
  /\b(bedrijf|winkel|magazijn) (\w+ )?gesloten\b/,
];

export function explainAttempt(reading: CodeReading, words: readonly Words[]): CodeReading {
  if (reading.status !== 'attempted' || reading.reason !== null) return reading;
  const sentences = words
    .filter((each) => each !== null)
    .flatMap((each) => withoutConditions(foldSentence(each)));
  const isSaid = (phrases: readonly RegExp[]): boolean =>
    phrases.some((phrase) => sentences.some((sentence) => phrase.test(sentence)));
  const reason = isSaid(CLOSED) ? 'closed' : isSaid(ABSENT) ? 'nobody_home' : null;
  if (reason === null) return reading;
  const { status, code, mapped } = reading;
  return { ...readCodeRow(code, { status, reason, words: '' }), mapped };
}
