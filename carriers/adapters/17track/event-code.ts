/**
 * Reads the meaning of a 17TRACK event from its sub-status or stage, otherwise from the carrier's
 * words.
 */

import type { TrackingEvent } from '../../../domain/tracking.ts';
import type { UnderlyingCarriers } from '../../adapter.ts';
import { type CodeReading, findFirstCode } from '../../reading/code-table.ts';
import { refineFailure } from '../../reading/correct-by-words.ts';
import { type Fields, getText } from '../../reading/document.ts';
import { preferOwnSentence } from '../../reading/own-sentence.ts';
import { readPlainEnglish } from '../../reading/plain-english-phrases.ts';
import { correctByParcelStatus } from '../../reading/summary-status.ts';
import { CODES } from './codes.ts';

export interface EventContext {
  /** The parcel's status if this is its latest event; null for other events. */
  readonly parcelStatus: unknown;
  /** The carrier of the event, as a directory id. */
  readonly carrier: string;
  readonly carriers: UnderlyingCarriers;
}

/**
 * Reads the event's sub-status, or its stage if the sub-status is general (`Exception_Other` at the
 * stage `AvailableForPickup`). API v2.0 gives stages only, and only at milestones: the carrier's
 * words decide for other events. The latest event also has the parcel's own status.
 */
export function readEventStatus(row: Fields, context: EventContext): CodeReading {
  const words = getText(row, 'description');
  const own = context.carriers.readSentence(context.carrier, words);
  const code = preferOwnSentence(readCodes(row, context), own, words);
  return refineFailure(code, words, getTranslation(row));
}

/** 17TRACK's translation of the carrier's words. */
export function getTranslation(row: Fields): string | null {
  return getText(row, 'description_translation', 'description');
}

/**
 * Corrects deliveries by the parcel's own status: the parcel goes back or waits, or the first of two
 * carriers has only handed it to the second.
 */
export function correctByStatus(
  events: readonly TrackingEvent[],
  latestStatus: unknown,
): readonly TrackingEvent[] {
  const status = getText(latestStatus, 'sub_status') ?? getText(latestStatus, 'status');
  if (status === null) return events;
  return correctByParcelStatus(events, findByCodes([status]));
}

function readCodes(row: Fields, { parcelStatus, carrier, carriers }: EventContext): CodeReading {
  const sub = getText(row, 'sub_status');
  const stage = getText(row, 'stage');
  const codes = sub !== null && !isGeneral(sub) ? [sub, stage] : [stage, sub];
  const status = getText(parcelStatus, 'sub_status') ?? getText(parcelStatus, 'status');
  const [first, ...rest] = codes.filter((code) => code !== null);
  if (first !== undefined) return findByCodes([first, ...rest]);
  const words = getText(row, 'description');
  const byWords = readPlainEnglish(words, null);
  if (byWords.mapped) return byWords;
  const own = carriers.readOwnCode(carrier, null, words);
  return own ?? (status === null ? byWords : findByCodes([status]));
}

function findByCodes(codes: readonly [string, ...string[]]): CodeReading {
  const [first, ...rest] = codes;
  return findFirstCode(CODES, [first, ...rest, ...codes.map((code) => code.split('_')[0] ?? code)]);
}

function isGeneral(sub: string): boolean {
  return !sub.includes('_') || sub.endsWith('_Other');
}
