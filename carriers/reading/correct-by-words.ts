/** Corrects what a code says where the carrier's own sentence beside it says otherwise. */

import type { Reason, Status } from '../../domain/tracking.ts';
import { type CodeReading, readCodeRow } from './code-table.ts';
import { foldSentence } from './sentence.ts';
import {
  ARRIVED_AT_SENDER,
  AWAITING_PICKUP,
  BY_MISTAKE,
  DELIVERED_YET,
  GOING_BACK,
  GONE,
  HANDED_OVER,
  NOT_AT_ADDRESS,
  NOT_COLLECTED,
  NOT_DELIVERED,
  ONLY_A_PART,
  PAYMENT_DUE,
  PERHAPS_ANOTHER_CARRIER,
  PICKUP_PLACES,
  REFUSED,
  STILL_TO_COME,
  WITH_ANOTHER_CARRIER,
} from './sentence-phrases.ts';

interface Correction {
  readonly status: Status;
  readonly reason?: Reason;
  readonly phrases: readonly RegExp[];
}

/** Sentences that never go with a delivery to the customer, the most telling first. */
const CONTRADICTS_DELIVERED: readonly Correction[] = [
  { status: 'return_to_sender', reason: 'returned', phrases: ARRIVED_AT_SENDER },
  { status: 'return_to_sender', phrases: GOING_BACK },
  { status: 'in_transit', reason: 'partial', phrases: ONLY_A_PART },
  { status: 'in_transit', phrases: WITH_ANOTHER_CARRIER },
  { status: 'exception', reason: 'refused', phrases: REFUSED },
  { status: 'exception', reason: 'loss', phrases: GONE },
  { status: 'exception', reason: 'other', phrases: BY_MISTAKE },
  { status: 'exception', reason: 'payment_due', phrases: PAYMENT_DUE },
  { status: 'in_transit', reason: 'rescheduled', phrases: STILL_TO_COME },
  { status: 'attempted', phrases: NOT_DELIVERED },
  { status: 'exception', reason: 'address', phrases: NOT_AT_ADDRESS },
  { status: 'available_for_pickup', phrases: AWAITING_PICKUP },
  { status: 'available_for_pickup', phrases: NOT_COLLECTED },
];

/** Places and parties that are not the customer, unless the sentence names one who took it. */
const PERHAPS_CONTRADICTS_DELIVERED: readonly Correction[] = [
  { status: 'available_for_pickup', phrases: PICKUP_PLACES },
  { status: 'in_transit', phrases: PERHAPS_ANOTHER_CARRIER },
];

/** What a code for movement may hide. `returned` would need more certain words. */
const HIDDEN_IN_MOVEMENT: readonly Correction[] = [
  { status: 'return_to_sender', phrases: ARRIVED_AT_SENDER },
  { status: 'return_to_sender', phrases: GOING_BACK },
  { status: 'available_for_pickup', phrases: AWAITING_PICKUP },
];

/** What the carrier writes about an event: a description, a status, a reason. */
export type Words = string | null;

/**
 * Moves a reading away from `delivered` where any of the words contradict it. Every event passes
 * here, so that no adapter can report a false delivery. Other statuses stay; the code stays.
 */
export function correctDelivered(reading: CodeReading, ...words: readonly Words[]): CodeReading {
  if (reading.status !== 'delivered') return reading;
  const sentences = foldAll(words);
  const certain = findCorrection(CONTRADICTS_DELIVERED, sentences);
  // `Nobody at home, delivered to the neighbour` is a delivery.
  if (certain?.status === 'attempted' && isSaid(DELIVERED_YET, sentences)) return reading;
  if (certain) return corrected(reading, certain);
  if (isSaid(HANDED_OVER, sentences)) return reading;
  const likely = findCorrection(PERHAPS_CONTRADICTS_DELIVERED, sentences);
  return likely ? corrected(reading, likely) : reading;
}

/**
 * Reads a return or a parcel that waits for collection from the words beside a coarse code: for
 * carriers and aggregators whose code for movement or trouble covers them. For `in_transit` without
 * a reason, codes without a status and `exception` for other reasons; a return without a reason may
 * have arrived.
 */
export function refineMovement(reading: CodeReading, ...words: readonly Words[]): CodeReading {
  if (reading.status === 'return_to_sender') return refineReturn(reading, words);
  if (!isCoarse(reading)) return reading;
  // What happens if nobody collects the parcel has not happened yet.
  const sentences = foldAll(words).filter((sentence) => !CONDITION.test(sentence));
  const found = findCorrection(HIDDEN_IN_MOVEMENT, sentences);
  return found ? corrected(reading, found) : reading;
}

const CONDITION =
  /\b(if|unless|otherwise|or (your|the|this) (item|package|parcel)|falls|wenn|sonst|andernfalls|indien|tenzij|anders|si|sinon|jesli|jezeli)\b/;

/**
 * The sentences of a help text that say what happened: those about what happens if, or unless, are
 * left out.
 */
export function dropConditions(words: Words): Words {
  if (words === null) return null;
  const kept = words.split(/(?<=[.!?])\s+/).filter((each) => !CONDITION.test(foldSentence(each)));
  return kept.length > 0 ? kept.join(' ') : null;
}

function isCoarse({ status, reason }: CodeReading): boolean {
  if (status === 'exception') return reason === 'other';
  return (status === 'in_transit' || status === null) && reason === null;
}

function refineReturn(reading: CodeReading, words: readonly Words[]): CodeReading {
  const isBack = foldAll(words).some(
    (sentence) =>
      HANDED.test(sentence) &&
      !NOT_YET.test(sentence) &&
      ARRIVED_AT_SENDER.some((phrase) => phrase.test(sentence)),
  );
  return isBack && reading.reason === null
    ? corrected(reading, { status: 'return_to_sender', reason: 'returned', phrases: [] })
    : reading;
}

/** Only a delivery ends the way back: `returned to sender` often only begins it. */
const HANDED =
  /\b(delivered|zugestellt|ausgeliefert|ubergeben|ausgehandigt|bezorgd|afgeleverd|livre|remis|entregad[oa]|consegnat[oa]|entregue|doreczon\w*|dorucen\w*|levere[rt]\w*)\b/;
const NOT_YET =
  /\b(being|will be|to be|cannot|not|wird|werden|nicht|wordt|worden|niet|sera|pas|sara|non|no|nao|nie)\b/;

function foldAll(words: readonly Words[]): readonly string[] {
  return words.filter((each) => each !== null).map(foldSentence);
}

function isSaid(phrases: readonly RegExp[], sentences: readonly string[]): boolean {
  return phrases.some((phrase) => sentences.some((sentence) => phrase.test(sentence)));
}

function findCorrection(
  list: readonly Correction[],
  sentences: readonly string[],
): Correction | undefined {
  return list.find(({ phrases }) => isSaid(phrases, sentences));
}

function corrected({ code }: CodeReading, { status, reason }: Correction): CodeReading {
  return readCodeRow(code, { status, ...(reason ? { reason } : {}), words: '' });
}
