/** Prefers a carrier's own sentence to an aggregator's code beside it. */

import type { Status } from '../../domain/tracking.ts';
import type { UnderlyingCarriers } from '../adapter.ts';
import type { CodeReading } from './code-table.ts';
import { correctDelivered, refineMovement } from './correct-by-words.ts';
import { HANDED_OVER, LEFT_AT_ADDRESS } from './phrases/handed-over.ts';
import { foldAll, isSaid, type Words } from './said-words.ts';
import { foldSentence } from './sentence.ts';

/**
 * Without a name, `picked up` fits the carrier and the customer; `shipment picked up` is DHL's, and
 * a partner or an agent in a table is USPS's.
 */
const BY_ANYBODY =
  /\b((?<!^shipment )picked[- ]?up(?! by (shipping partner|agent)\b)|collected|abgeholt|(af|op)gehaald|enleve\w*|ritirat\w*)\b/;

/**
 * `own` is what the carrier's table says of its sentence beside the code. If it is no delivery, it
 * takes precedence over `delivered`; if it is one, its reason (damage) does. It gives a failed
 * delivery its reason, and a movement loses its status to the carrier's own notice, such as that of
 * an enquiry.
 */
export function preferOwnSentence(
  reading: CodeReading,
  own: CodeReading | null,
  words: Words,
): CodeReading {
  if (!own?.mapped) return reading;
  if (reading.status !== 'delivered')
    return isMoreExact(own, reading) || isHandedOver(own, reading, words)
      ? withCode(own, reading)
      : reading;
  if (own.status === 'delivered' && own.reason !== null && reading.reason === null) {
    return withCode(own, reading);
  }
  if (own.status === null || own.status === 'delivered') return reading;
  // A refused part is a part. A return that is delivered has arrived. A neighbour has the parcel
  // because nobody was at home.
  const byPhrases = correctDelivered(reading, words);
  const isPart = byPhrases.reason === 'partial';
  const isBack = own.status === 'return_to_sender' && own.reason === null;
  const folded = foldSentence(words ?? '');
  const isLeft = own.status === 'attempted' && LEFT_AT_ADDRESS.some((each) => each.test(folded));
  if (isLeft && byPhrases.status === 'delivered') return reading;
  if (isPart || (isBack && byPhrases.reason === 'returned')) return byPhrases;
  const isAmbiguous = own.status === 'in_transit' && BY_ANYBODY.test(folded);
  return isAmbiguous ? reading : withCode(own, reading);
}

function withCode(own: CodeReading, { code }: CodeReading): CodeReading {
  return { ...own, code };
}

/** What a code for movement or for a tour may hide. */
const HIDDEN: readonly (Status | null)[] = [
  'attempted',
  'available_for_pickup',
  'return_to_sender',
  'exception',
];

function isMoreExact(own: CodeReading, { status, reason }: CodeReading): boolean {
  if (status === 'in_transit') return reason === null && own.status === null;
  // A tour may end at a closed door or at a pickup point, and its code may be older than the words.
  if (status === 'out_for_delivery') return HIDDEN.includes(own.status);
  // A damaged parcel may have been destroyed.
  if (status === 'exception' && reason === 'damage') return own.reason === 'destroyed';
  // Damaged goods that the customer has are listed as trouble.
  const isTrouble = status === 'exception' && reason === 'other';
  if (isTrouble && own.status === 'delivered') return own.reason !== null;
  const isCoarse = reason === (status === 'exception' ? 'other' : null);
  const isFailure = status === 'attempted' || status === 'exception';
  return isFailure && isCoarse && own.status === status && own.reason !== null;
}

/** The carrier's own sentence says who has the parcel, beside a code for movement or trouble. */
function isHandedOver(own: CodeReading, reading: CodeReading, words: Words): boolean {
  const { status, reason } = reading;
  const isCoarse = reason === (status === 'exception' ? 'other' : null);
  const isOpen = status === 'in_transit' || status === 'exception';
  return own.status === 'delivered' && isCoarse && isOpen && isSaid(HANDED_OVER, foldAll([words]));
}

/**
 * Prefers what the carrier's own table says of its sentence to an aggregator's code for movement,
 * which may hide an attempt, a wait at a pickup point, a return or trouble. If the words have more to
 * say than the row in the table, they decide.
 */
function preferHiddenInMovement(
  reading: CodeReading,
  own: CodeReading | null,
  words: Words,
): CodeReading {
  const isMovement = reading.status === 'in_transit' && reading.reason === null;
  if (!isMovement || !own?.mapped || !HIDDEN.includes(own.status)) return reading;
  const byWords = refineMovement(reading, words);
  const isLessExact = byWords.status === own.status && byWords.reason === null;
  return byWords.status === 'in_transit' || isLessExact ? { ...own, code: reading.code } : byWords;
}

export interface Underlying {
  readonly carrier: string;
  readonly carriers: UnderlyingCarriers;
}

/** Prefers what the carrier's sentence says to an aggregator's code for a delivery or a movement. */
export function preferOwnWords(
  reading: CodeReading,
  { carrier, carriers }: Underlying,
  words: string | null,
): CodeReading {
  const own = carriers.readOwnCode(carrier, null, words);
  const known = preferHiddenInMovement(reading, own, words);
  return preferOwnSentence(known, carriers.readSentence(carrier, words), words);
}
