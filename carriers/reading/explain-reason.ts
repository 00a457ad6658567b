/**
 * Why nobody took a parcel or why it goes back, if the carrier's code does not say. Sources of the
 * phrases: see correct-by-words.ts.
 */

import type { Reason } from '../../domain/tracking.ts';
import { type CodeReading, readCodeRow } from './code-table.ts';
import { withoutConditions } from './conditions.ts';
import { NOT_AT_ADDRESS, REFUSED, WRONG_ADDRESS } from './phrases/not-delivered.ts';
import { NOT_COLLECTED } from './phrases/pickup.ts';
import type { Words } from './said-words.ts';
import { foldSentence } from './sentence.ts';

type Explanation = readonly [Reason, readonly RegExp[]];

/** Words that name the absent person; a card alone names no reason. */
const ABSENT: readonly RegExp[] = [
  /\b(nobody|no one) (was )?(at )?home\b|\b(was |were )?not (at )?home\b/,
  /\b(recipient|customer|receiver|consignee|addressee) (is |was )?(absent|unavailable|not (available|present|located|met|in)\b)/,
  /\bno (one|authori[sz]ed (recipient|addressee)) (was |is )?available\b/,
  /\bnicht (\w+ ){0,2}angetroffen\b|\bniemand(en)? (\w+ )?(angetroffen|zu ?hause|anwesend)\b/,
  /\bniet (\w+ )?thuis\b|\bniemand (\w+ )?(thuis|aanwezig)\b/,
  /\bdestinataire (absent|indisponible|non disponible)\b|持ち?戻り?[（(]こ?不在|\bdestinatario (ausente|assente)\b/,
  /\b(prijemce|adresat|zakaznik) (\w+ )?nezastizen\w*|\bkurier nie zastal\b/,
];

const CLOSED: readonly RegExp[] = [
  /\b(business|company|customer|shop|premises|reception|goods receipt) (is |was )?closed\b/,
  /\b(etablissement|entreprise|commerce|magasin) (du client |du destinataire )?fermee?\b|持ち?戻り?[（(]休業/,
  /\bgeschlossene[nr]? (warenannahme|firma)\b|\b(warenannahme|firma|betrieb) (\w+ ){0,2}geschlossen\b/,
  /\b(bedrijf|winkel|magazijn) (\w+ )?gesloten\b/,
];

const NO_ACCESS: readonly RegExp[] = [
  /\bno access\b|\b(address|location) (is |was )?inaccessible\b/,
  /\b(could not|couldn't|cannot|can't|unable to|not able to) (gain |get )?access\b/,
  /\bkein zugang\b|\bzugang nicht moglich\b|\bgeen toegang\b|\bacces impossible\b/,
];

const UNCLAIMED: readonly RegExp[] = [
  /\bunclaimed\b|\bheld for the required number of days\b|\bnon reclame\b/,
  ...NOT_COLLECTED,
];

const OF_ATTEMPTS: readonly Explanation[] = [
  ['closed', CLOSED],
  ['nobody_home', ABSENT],
  ['no_access', NO_ACCESS],
];

const OF_RETURNS: readonly Explanation[] = [
  ['refused', REFUSED],
  ['unclaimed', UNCLAIMED],
  ['address', [...NOT_AT_ADDRESS, ...WRONG_ADDRESS]],
];

export function explainReason(reading: CodeReading, words: readonly Words[]): CodeReading {
  const explanations = listExplanations(reading);
  if (explanations.length === 0) return reading;
  const sentences = words
    .filter((each) => each !== null)
    .flatMap((each) => withoutConditions(foldSentence(each)));
  const found = explanations.find(([, phrases]) =>
    phrases.some((phrase) => sentences.some((sentence) => phrase.test(sentence))),
  );
  if (!found) return reading;
  const { status, code, mapped } = reading;
  return { ...readCodeRow(code, { status, reason: found[0], words: '' }), mapped };
}

function listExplanations({ status, reason }: CodeReading): readonly Explanation[] {
  if (reason !== null) return [];
  if (status === 'attempted') return OF_ATTEMPTS;
  return status === 'return_to_sender' ? OF_RETURNS : [];
}
