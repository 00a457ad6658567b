/**
 * Reads the meaning of a Karrio event from the carrier's own code, Karrio's status, or the words.
 */

import type { Reason, Status } from '../../../domain/tracking.ts';
import type { UnderlyingCarriers } from '../../adapter.ts';
import type { CodeReading } from '../../reading/code-table.ts';
import { type Fields, getFlag, getText } from '../../reading/document.ts';
import { preferOwnSentence } from '../../reading/own-sentence.ts';
import { readPlainEnglish } from '../../reading/plain-english-phrases.ts';
import type { Words } from '../../reading/said-words.ts';
import { readStatus } from './codes.ts';

export interface EventContext {
  readonly carrier: string;
  readonly carriers: UnderlyingCarriers;
  readonly tracker: Fields;
  readonly isLatest: boolean;
}

/**
 * Reads, in order of precedence: the carrier's own code and words if they are specific, Karrio's
 * status of the event, words that any carrier may use, and, for the latest event, the tracker's
 * status.
 */
export function readCode(
  row: Fields,
  { carrier, carriers, tracker, isLatest }: EventContext,
): CodeReading {
  const words = getText(row, 'description');
  const byKarrio = findByStatus(row);
  const own = carriers.readOwnCode(carrier, getText(row, 'code'), words);
  const isOwn = isOwnDelivery(carriers.readSentence(carrier, words), byKarrio, words);
  if (own && byKarrio && !isOwn && deniesDelivery(byKarrio, own, tracker)) return byKarrio;
  if (own && !(byKarrio && isLessExact(own, byKarrio)))
    return withReason(own, getText(row, 'reason'));
  if (byKarrio) return preferOwnSentence(byKarrio, carriers.readSentence(carrier, words), words);
  const byWords = readPlainEnglish(words, getText(row, 'code') ?? getText(row, 'status'));
  if (byWords.mapped || !isLatest) return byWords;
  const delivered = isDelivered(tracker) ? readStatus('delivered', null) : null;
  return findByStatus(tracker) ?? delivered ?? byWords;
}

/**
 * Whether the carrier's table says delivered and Karrio contradicts it. Karrio's table also lacks
 * codes and then says in transit; that is no contradiction if Karrio calls the tracker delivered.
 */
function deniesDelivery(byKarrio: CodeReading, own: CodeReading, tracker: Fields): boolean {
  if (own.status !== 'delivered' || byKarrio.status === 'delivered') return false;
  // Only a carrier's whole sentence tells that the customer has damaged goods.
  if (own.reason === 'damage') return false;
  if (byKarrio.status === null) return false;
  return !UNDER_WAY.includes(byKarrio.status) || !isDelivered(tracker);
}

/**
 * Whether the carrier's whole sentence says delivered beside Karrio's code for every exception:
 * UPS's exceptions include deliveries, such as late ones.
 */
function isOwnDelivery(sentence: CodeReading | null, byKarrio: CodeReading | null, words: Words) {
  const isCoarse = byKarrio?.status === 'exception' && COARSE.includes(byKarrio.reason);
  return isCoarse && sentence?.status === 'delivered' && (words?.split(' ').length ?? 0) >= 4;
}

const COARSE: readonly (Reason | null)[] = ['held', 'other'];

const UNDER_WAY: readonly Status[] = ['pre_transit', 'in_transit', 'out_for_delivery'];

function isDelivered(tracker: Fields): boolean {
  return getFlag(tracker, 'delivered') === true || getText(tracker, 'status') === 'delivered';
}

/** The carrier's code says that a delivery failed; Karrio's reason says why. */
function withReason(own: CodeReading, reason: string | null): CodeReading {
  const why = reason === null ? null : readStatus('delivery_failed', reason);
  if (own.reason !== null || why?.status !== own.status) return own;
  return { ...own, reason: why.reason, responsible: why.responsible };
}

/** Karrio's status may have a reason that the carrier's code lacks. */
function isLessExact(own: CodeReading, byKarrio: CodeReading): boolean {
  // If the carrier names a problem, the parcel is not delivered.
  if (byKarrio.status === 'delivered' && own.status !== 'delivered') return false;
  return own.reason === 'other' || (own.status === byKarrio.status && own.reason === null);
}

function findByStatus(value: Fields): CodeReading | null {
  const status = getText(value, 'status');
  return status === null ? null : readStatus(status, getText(value, 'reason'));
}
