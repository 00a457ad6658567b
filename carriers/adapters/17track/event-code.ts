/** What an event of 17TRACK means: its sub-status or stage, else the carrier's words. */

import type { UnderlyingCarriers } from '../../adapter.ts';
import { findCarrier } from '../../directory.ts';
import { type CodeReading, findFirstCode } from '../../reading/code-table.ts';
import { type Fields, getText } from '../../reading/document.ts';
import { readPlainEnglish } from '../../reading/plain-english-phrases.ts';
import { CODES } from './codes.ts';

export interface EventContext {
  /** The parcel's status for its latest event; null for other events. */
  readonly parcelStatus: unknown;
  readonly carriers: UnderlyingCarriers;
}

/**
 * Reads the sub-status of the event, or its stage if the sub-status is general (`Exception_Other`
 * at the stage `AvailableForPickup`). API v2.0 gives stages only, and only at milestones: other
 * events are read by the carrier's words. The latest event also has the parcel's own status.
 */
export function readEventStatus(
  row: Fields,
  { parcelStatus, carriers }: EventContext,
): CodeReading {
  const sub = getText(row, 'sub_status');
  const stage = getText(row, 'stage');
  const codes = sub !== null && !isGeneral(sub) ? [sub, stage] : [stage, sub];
  const status = getText(parcelStatus, 'sub_status') ?? getText(parcelStatus, 'status');
  const [first, ...rest] = codes.filter((code) => code !== null);
  if (first !== undefined) return findByCodes([first, ...rest]);
  const words = getText(row, 'description');
  const byWords = readPlainEnglish(words, null);
  if (byWords.mapped) return byWords;
  const own = carriers.readOwnCode(
    findCarrier(getText(row, 'carrier') ?? 'unknown').id,
    null,
    words,
  );
  return own ?? (status === null ? byWords : findByCodes([status]));
}

function findByCodes(codes: readonly [string, ...string[]]): CodeReading {
  const [first, ...rest] = codes;
  return findFirstCode(CODES, [first, ...rest, ...codes.map((code) => code.split('_')[0] ?? code)]);
}

function isGeneral(sub: string): boolean {
  return !sub.includes('_') || sub.endsWith('_Other');
}
