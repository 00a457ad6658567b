/** Corrects what a code says where the carrier's own sentence beside it says otherwise. */

import type { Reason, Status } from '../../domain/tracking.ts';
import { type CodeReading, readCodeRow } from './code-table.ts';
import { foldSentence } from './sentence.ts';
import {
  ARRIVED_AT_SENDER,
  AWAITING_PICKUP,
  BY_MISTAKE,
  GOING_BACK,
  GONE,
  HANDED_OVER,
  NOT_DELIVERED,
  ONLY_A_PART,
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
  { status: 'in_transit', reason: 'rescheduled', phrases: STILL_TO_COME },
  { status: 'attempted', phrases: NOT_DELIVERED },
  { status: 'available_for_pickup', phrases: AWAITING_PICKUP },
];

/** Places and parties that are not the customer, unless the sentence names one who took it. */
const PERHAPS_CONTRADICTS_DELIVERED: readonly Correction[] = [
  { status: 'available_for_pickup', phrases: PICKUP_PLACES },
  { status: 'in_transit', phrases: PERHAPS_ANOTHER_CARRIER },
];

/** What a code for movement may hide. */
const HIDDEN_IN_MOVEMENT: readonly Correction[] = [
  { status: 'return_to_sender', phrases: ARRIVED_AT_SENDER },
  { status: 'return_to_sender', phrases: GOING_BACK },
  { status: 'available_for_pickup', phrases: AWAITING_PICKUP },
];

/**
 * Moves a reading away from `delivered` where the words contradict it. Every event passes here, so
 * that no adapter can report a false delivery. Other statuses stay; the code stays.
 */
export function correctDelivered(reading: CodeReading, words: string | null): CodeReading {
  if (reading.status !== 'delivered' || words === null) return reading;
  const sentence = foldSentence(words);
  const certain = findCorrection(CONTRADICTS_DELIVERED, sentence);
  if (certain) return corrected(reading, certain);
  if (HANDED_OVER.some((phrase) => phrase.test(sentence))) return reading;
  const likely = findCorrection(PERHAPS_CONTRADICTS_DELIVERED, sentence);
  return likely ? corrected(reading, likely) : reading;
}

/**
 * Reads a return or a parcel that waits for collection from the words beside a coarse code: for
 * carriers and aggregators whose code for movement covers them. For `in_transit` without a reason
 * and codes without a status only.
 */
export function refineMovement(reading: CodeReading, words: string | null): CodeReading {
  const isCoarse = reading.status === 'in_transit' || reading.status === null;
  if (!isCoarse || reading.reason !== null || words === null) return reading;
  const found = findCorrection(HIDDEN_IN_MOVEMENT, foldSentence(words));
  return found ? corrected(reading, found) : reading;
}

function findCorrection(list: readonly Correction[], sentence: string): Correction | undefined {
  return list.find(({ phrases }) => phrases.some((phrase) => phrase.test(sentence)));
}

function corrected({ code }: CodeReading, { status, reason }: Correction): CodeReading {
  return readCodeRow(code, { status, ...(reason ? { reason } : {}), words: '' });
}
