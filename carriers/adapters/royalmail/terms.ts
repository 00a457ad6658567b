/**
 * Royal Mail's terms for customers, for events with codes that its list lacks. Sources: its help
 * page on tracking terms, its template of statuses, and the event names in its app's answers. A
 * whole name decides; a place may follow a name that ends in `at` or `to`.
 */

import {
  type CodeReading,
  type CodeTable,
  findCode,
  normalizePhrase,
  phraseRows,
} from '../../reading/code-table.ts';
import { readPlainEnglish } from '../../reading/plain-english-phrases.ts';

const TERMS: CodeTable = {
  ...phraseRows('pre_transit', [
    "We're expecting it",
    'Sender preparing/despatching item',
    'Item despatched to Royal Mail',
    'Preadvice received',
  ]),
  ...phraseRows('in_transit', [
    "We've got it",
    'Item received',
    'Accepted at Parcelshop',
    'Received collection',
    'Bulk posting collection',
    'Received from Parcelforce',
    'Despatched to Parcelforce',
    'Despatched overseas',
    'Forwarded to sort centre',
    'Received at dely office',
    'Redirected',
    "It's being redirected",
    'Item prepared for redelivery',
    'Item held over',
  ]),
  ...phraseRows('out_for_delivery', [
    'Due to be delivered today',
    'Due to be delivered today by',
    'Ready for delivery',
    'Out on rural delivery',
    'Out on first delivery',
    'Out on second delivery',
    'Out on firms delivery',
    'Out on special delivery',
    'Sub office delivery',
  ]),
  ...phraseRows('attempted/nobody_home', ['Delivery attempted - No answer']),
  ...phraseRows('available_for_pickup', [
    'Ready for collection',
    'Available for redelivery or collection',
    'Advised for Post Office collection',
  ]),
  ...phraseRows('delivered', [
    'Delivered and signed',
    'Delivered by',
    'Delivered to your address or a neighbour',
    'Delivered to Safeplace by',
  ]),
  ...phraseRows('exception/held', ['Item retention']),
  ...phraseRows('return_to_sender', ['To returned letter branch']),
};

/** Names that a place follows. */
const BEFORE_PLACES = /^(item despatched to|item received at|arrived at) \S/;

/** Reads the first of the texts that is one of the terms; unmapped if there is none. */
export function readTerms(code: string, words: readonly (string | null)[]): CodeReading {
  for (const text of words) {
    const phrase = normalizePhrase((text ?? '').replaceAll('’', "'"));
    const term = BEFORE_PLACES.test(phrase) ? 'in transit' : phrase;
    const reading = findCode(TERMS, term);
    if (reading.mapped) return { ...reading, code };
    const plain = readPlainEnglish(term, code);
    if (plain.mapped) return plain;
  }
  return findCode({}, code);
}
