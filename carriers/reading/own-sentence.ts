/** Prefers a carrier's own sentence to a code for delivered beside it. */

import type { CodeReading } from './code-table.ts';
import { correctDelivered, type Words } from './correct-by-words.ts';
import { foldSentence } from './sentence.ts';

/**
 * Without a name, `picked up` fits the carrier and the customer; `shipment picked up` is DHL's, and
 * a partner or an agent in a table is USPS's.
 */
const BY_ANYBODY =
  /\b((?<!^shipment )picked[- ]?up(?! by (shipping partner|agent)\b)|collected|abgeholt|(af|op)gehaald|enleve\w*|ritirat\w*)\b/;

/**
 * `own` is what the carrier's table says of its sentence beside the code. If it is no delivery, it
 * takes precedence over `delivered`; if it is one, its reason (damage) does. Notices without a status and other readings change nothing.
 */
export function preferOwnSentence(
  reading: CodeReading,
  own: CodeReading | null,
  words: Words,
): CodeReading {
  if (reading.status !== 'delivered' || !own?.mapped) return reading;
  if (own.status === 'delivered' && own.reason !== null && reading.reason === null) {
    return { ...own, code: reading.code };
  }
  if (own.status === null || own.status === 'delivered') return reading;
  // A refused part is a part. A return that is delivered has arrived.
  const byPhrases = correctDelivered(reading, words);
  const isPart = byPhrases.reason === 'partial';
  const isBack = own.status === 'return_to_sender' && own.reason === null;
  if (isPart || (isBack && byPhrases.reason === 'returned')) return byPhrases;
  const isAmbiguous = own.status === 'in_transit' && BY_ANYBODY.test(foldSentence(words ?? ''));
  return isAmbiguous ? reading : { ...own, code: reading.code };
}
