/**
 * Corrects a code when the carrier's own sentence beside it contradicts it.
 *
 * Sources of the phrases: the sentences of the public tracking pages, help pages and API
 * documentation of UPS, USPS, FedEx, DHL, Deutsche Post, Hermes, GLS, DPD, PostNL, bpost, Royal
 * Mail, Evri, La Poste, Chronopost, Mondial Relay, Correos, SEUR, Poste Italiane, BRT, CTT, InPost,
 * Poczta Polska, PostNord, Bring, Posti, Canada Post and Australia Post; the lists that public
 * clients have of the words of Česká pošta, Packeta, Magyar Posta, DPD Romania, PTT, Japan Post,
 * Yamato, ZTO and China Post. From general knowledge: Slovak, Slovenian, Croatian and the Baltic
 * languages, and NOT_AT_ADDRESS, WRONG_ADDRESS, DAMAGED, PAYMENT_DUE and DELIVERED_YET.
 */

import type { Reason } from '../../domain/tracking.ts';
import { type CodeReading, readCodeRow } from './code-table.ts';
import { isOnlyThreatened, withoutConditions } from './conditions.ts';
import {
  CAUSES,
  FAILURES,
  HIDDEN_IN_ATTEMPT,
  HIDDEN_IN_COARSE,
  HIDDEN_IN_FAILURE,
  HIDDEN_IN_MOVEMENT,
  HIDDEN_IN_TOUR,
  HIDDEN_IN_WAIT,
  NOBODY_TOOK_IT,
  NOT_COLLECTED_FROM_SENDER,
  ONLY_CANCELLED,
  ONLY_RETURNS,
  UNCLAIMED,
  type WordCorrection,
} from './hidden-by-codes.ts';
import {
  BY_MISTAKE,
  DESTROYED,
  GONE,
  HANDED_IN_BY_SENDER,
  ONLY_A_PART,
  PERHAPS_ANOTHER_CARRIER,
  TO_BE_DESTROYED,
  WITH_ANOTHER_CARRIER,
} from './phrases/elsewhere.ts';
import {
  DELIVERED_YET,
  HANDED_OVER,
  LEFT_AT_ADDRESS,
  MESSAGES,
  PAPERS,
  TAKEN_BY_RECIPIENT,
} from './phrases/handed-over.ts';
import {
  ANNOUNCED,
  HANDED_IN,
  HEADED_FOR_PLACE,
  HINDERED,
  MOVED,
  SAYS_DELIVERED,
  SCANS,
  WITH_SENDER,
} from './phrases/movement.ts';
import {
  AT_CUSTOMS,
  CANCELLED,
  DAMAGED,
  DAMAGED_AND_KEPT,
  IN_STORAGE,
  NO_NEWS,
  NOT_AT_ADDRESS,
  NOT_DELIVERED,
  ON_TOUR,
  PAYMENT_DUE,
  PROMISED,
  REFUSED,
  STILL_TO_COME,
  STOPPED,
  WRONG_ADDRESS,
} from './phrases/not-delivered.ts';
import {
  AWAITING_CARRIER,
  AWAITING_PICKUP,
  NOT_COLLECTED,
  PICKUP_PLACES,
} from './phrases/pickup.ts';
import {
  ARRIVED_AT_SENDER,
  BACK_AT_DEPOT,
  GOING_BACK,
  HANDED_BACK,
  NOT_YET,
  UNDER_WAY_BACK,
} from './phrases/sender.ts';
import { corrected, findCorrection, foldAll, isSaid, type Words } from './said-words.ts';

const RETURNS: readonly WordCorrection[] = [
  { status: 'return_to_sender', phrases: UNDER_WAY_BACK },
  { status: 'return_to_sender', reason: 'returned', phrases: ARRIVED_AT_SENDER },
  { status: 'return_to_sender', phrases: GOING_BACK },
];

/** Sentences that never accompany a delivery to the customer, most specific first. */
const CONTRADICTS_DELIVERED: readonly WordCorrection[] = [
  { status: 'in_transit', reason: 'partial', phrases: ONLY_A_PART },
  { status: 'pre_transit', phrases: WITH_SENDER },
  {
    status: 'in_transit',
    phrases: [...WITH_ANOTHER_CARRIER, ...HANDED_IN, ...HANDED_IN_BY_SENDER],
  },
  NOT_COLLECTED_FROM_SENDER,
  { status: 'exception', reason: 'refused', phrases: REFUSED },
  { status: 'exception', reason: 'destroyed', phrases: [...DESTROYED, ...TO_BE_DESTROYED] },
  { status: 'exception', reason: 'loss', phrases: GONE },
  { status: 'exception', reason: 'other', phrases: BY_MISTAKE },
  { status: 'exception', reason: 'payment_due', phrases: PAYMENT_DUE },
  { status: 'in_transit', reason: 'rescheduled', phrases: STILL_TO_COME },
  { status: 'exception', reason: 'other', phrases: STOPPED },
  { status: 'exception', reason: 'damage', phrases: DAMAGED_AND_KEPT },
  { status: 'attempted', phrases: NOT_DELIVERED },
  NOBODY_TOOK_IT,
  { status: 'exception', reason: 'address', phrases: NOT_AT_ADDRESS },
  { status: 'in_transit', phrases: BACK_AT_DEPOT },
  { status: 'available_for_pickup', phrases: AWAITING_PICKUP },
  { status: 'available_for_pickup', phrases: NOT_COLLECTED },
  { status: 'exception', reason: 'held', phrases: IN_STORAGE },
  { status: 'exception', reason: 'customs', phrases: AT_CUSTOMS },
  { status: 'cancelled', phrases: CANCELLED },
  { status: 'out_for_delivery', phrases: ON_TOUR },
  { status: 'in_transit', phrases: PROMISED },
];

/** Places and parties that are not the customer, unless the words name the person who took it. */
const PERHAPS_CONTRADICTS_DELIVERED: readonly WordCorrection[] = [
  { status: 'in_transit', phrases: HEADED_FOR_PLACE },
  { status: 'available_for_pickup', phrases: PICKUP_PLACES },
  { status: 'in_transit', phrases: PERHAPS_ANOTHER_CARRIER },
];

/** One or two words name a status, perhaps the whole parcel's: no more than a code says. */
const isSentence = (words: string): boolean => words.trim().split(' ').length >= 3;

/** Reports that say nothing of a delivery. */
const OTHER_REPORTS: readonly WordCorrection[] = [
  { status: 'exception', reason: 'damage', phrases: DAMAGED },
  { status: 'exception', reason: 'address', phrases: WRONG_ADDRESS },
  { status: 'exception', reason: 'other', phrases: HINDERED },
  { status: 'pre_transit', phrases: ANNOUNCED },
  { status: 'in_transit', phrases: [...MOVED, ...SCANS] },
];

/**
 * Replaces `delivered` when any of the texts contradicts it. Every event passes through here, so no
 * adapter can report a false delivery. Other statuses and the code stay unchanged.
 */
export function correctDelivered(reading: CodeReading, ...words: readonly Words[]): CodeReading {
  if (reading.status !== 'delivered') return reading;
  const sentences = foldAll(words);
  if (isSaid(NO_NEWS, sentences)) return { ...UNREAD, code: reading.code, mapped: true };
  const certain =
    findCorrection(RETURNS, sentences.flatMap(withoutConditions)) ??
    findCorrection(listContradictions(sentences), sentences);
  if (certain) return corrected(reading, certain);
  if (isSaid(HANDED_OVER, sentences)) return reading;
  const likely = findCorrection(PERHAPS_CONTRADICTS_DELIVERED, sentences);
  if (likely) return corrected(reading, likely);
  const told = sentences.filter(isSentence);
  if (isSaid(SAYS_DELIVERED, told) || reading.reason === 'damage') return reading;
  const isScan = isSaid(SCANS, sentences) && !isSaid(SAYS_DELIVERED, sentences);
  const other = findCorrection(OTHER_REPORTS, isScan ? sentences : told);
  return other ? corrected(reading, other) : reading;
}

/** A neighbour may have the parcel because nobody was at home; an attempt may be an earlier one. */
function listContradictions(sentences: readonly string[]): readonly WordCorrection[] {
  if (isSaid(DELIVERED_YET, sentences)) {
    return CONTRADICTS_DELIVERED.filter(({ status }) => status !== 'attempted');
  }
  return isSaid(LEFT_AT_ADDRESS, sentences)
    ? CONTRADICTS_DELIVERED.filter((each) => each !== NOBODY_TOOK_IT)
    : CONTRADICTS_DELIVERED;
}

/**
 * Detects a return, or a parcel that waits for collection, from the words beside a coarse code:
 * some carriers and aggregators have one code for movement or trouble that also covers these.
 * Applies to `in_transit` without a reason, to codes without a status, and to `exception` with
 * other reasons. For a parcel that nobody took, detects only a return; on a tour, also that the
 * carrier came in vain; after a failed delivery, only that the parcel is destroyed or still with
 * its sender; for a parcel that waits, also that it has not arrived yet. For a return without a
 * reason, checks whether the words say that it has arrived.
 */
export function refineMovement(reading: CodeReading, ...words: readonly Words[]): CodeReading {
  if (reading.status === 'return_to_sender')
    return isOnlyThreatened(foldAll(words))
      ? corrected(reading, WAITS)
      : refineReturn(reading, words);
  const sentences = listMovements(words);
  const hidden = listHidden(reading, sentences);
  if (isMoving(reading) && isSaid(PAPERS, sentences)) return { ...reading, status: null };
  const found = findCorrection(hidden, sentences);
  if (!found && isMoving(reading) && isSaid(MESSAGES, sentences))
    return { ...reading, status: null };
  if (!found) return isTaken(reading, sentences) ? corrected(reading, DELIVERED) : reading;
  const refined = corrected(reading, found);
  if (found.status !== 'return_to_sender' || reading.status === 'out_for_delivery') return refined;
  const back = refineReturn(refined, sentences);
  const { reason } = reading;
  if (!isReasonToReturn(reading) || reason === null || back.reason !== null) return back;
  return readCodeRow(back.code, { status: 'return_to_sender', reason, words: '' });
}

const WAITS: WordCorrection = { status: 'available_for_pickup', phrases: [] };
const DELIVERED: WordCorrection = { status: 'delivered', phrases: TAKEN_BY_RECIPIENT };

/** The customer may have collected it, beside a code for movement (`picked up`) or for the wait. */
function isTaken(reading: CodeReading, sentences: readonly string[]): boolean {
  const isWaiting = reading.status === 'available_for_pickup';
  return (isMoving(reading) || isWaiting) && isSaid(DELIVERED.phrases, sentences);
}

function isMoving({ status, reason }: CodeReading): boolean {
  return status === 'in_transit' && reason === null;
}

function listHidden(reading: CodeReading, sentences: readonly string[]) {
  if (reading.status === 'available_for_pickup') return HIDDEN_IN_WAIT;
  if (reading.status === 'pre_transit') return ONLY_CANCELLED;
  if (reading.status === 'out_for_delivery')
    return isSaid(ON_TOUR, sentences) ? ONLY_RETURNS : HIDDEN_IN_TOUR;
  if (isReasonToReturn(reading)) return ONLY_RETURNS;
  if (reading.status === 'attempted' && reading.reason === null) return HIDDEN_IN_ATTEMPT;
  return isCoarse(reading) ? HIDDEN_IN_COARSE : [];
}

/** What happened to the parcel, without what may happen and without what the carrier collects. */
function listMovements(words: readonly Words[]): readonly string[] {
  return foldAll(words)
    .flatMap(withoutConditions)
    .filter((sentence) => !AWAITING_CARRIER.some((phrase) => phrase.test(sentence)));
}

/** Reads a failed delivery from the words beside a code that is in no list. */
export function findFailure(code: string, words: Words): CodeReading | null {
  const sentences = foldAll([words]).flatMap(withoutConditions);
  // It waits for collection, or goes back: the failed delivery is the past.
  if (findCorrection(HIDDEN_IN_MOVEMENT, sentences)) return null;
  const isLeft = isSaid(LEFT_AT_ADDRESS, sentences);
  const failures = FAILURES.filter((each) => !(isLeft && each === NOBODY_TOOK_IT));
  const found = findCorrection(failures, sentences);
  return found ? corrected({ ...UNREAD, code }, found) : null;
}

const UNREAD = { mapped: false, status: null, reason: null, responsible: null } as const;

/**
 * Like `refineMovement`, for a code that covers every failed delivery, every trouble or every hold:
 * the words may say that the parcel now waits or goes back, otherwise why it was not delivered.
 */
export function refineFailure(reading: CodeReading, ...words: readonly Words[]): CodeReading {
  const isFailure = reading.status === 'attempted' || reading.status === 'exception';
  if (isFailure && isSaid(NOT_COLLECTED_FROM_SENDER.phrases, foldAll(words)))
    return corrected(reading, NOT_COLLECTED_FROM_SENDER);
  const isAttempt = reading.status === 'attempted' && reading.reason === null;
  const trouble = reading.status === 'exception' ? reading.reason : null;
  const isTrouble = trouble === 'other' || trouble === 'held';
  const isAbsence = trouble === 'nobody_home';
  if (!isAttempt && !isTrouble && !isAbsence) return refineMovement(reading, ...words);
  const sentences = listMovements(words);
  const causes = isAbsence ? [UNCLAIMED] : CAUSES;
  const found = findCorrection(HIDDEN_IN_FAILURE, sentences) ?? findCorrection(causes, sentences);
  if (!found || (isAttempt && found.status === 'attempted')) return reading;
  const refined = corrected(reading, found);
  return found.status === 'return_to_sender' ? refineReturn(refined, sentences) : refined;
}

function isCoarse({ status, reason }: CodeReading): boolean {
  if (status === 'exception') return reason === 'other';
  return (status === 'in_transit' || status === null) && reason === null;
}

const REASONS_TO_RETURN: readonly (Reason | null)[] = ['unclaimed', 'refused', 'address', 'damage'];

function isReasonToReturn({ status, reason }: CodeReading): boolean {
  return status === 'exception' && REASONS_TO_RETURN.includes(reason);
}

function refineReturn(reading: CodeReading, words: readonly Words[]): CodeReading {
  const isBack = foldAll(words).some(
    (sentence) =>
      HANDED_BACK.test(sentence) &&
      !NOT_YET.test(sentence) &&
      ARRIVED_AT_SENDER.some((phrase) => phrase.test(sentence)),
  );
  return isBack && reading.reason === null
    ? corrected(reading, { status: 'return_to_sender', reason: 'returned', phrases: [] })
    : reading;
}
