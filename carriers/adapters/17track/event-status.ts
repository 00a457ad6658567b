/** What an event of 17TRACK means: its sub-status or stage, else the carrier's words. */

import type { UnderlyingCarriers } from '../../adapter.ts';
import { findCarrier } from '../../directory.ts';
import { findFirstCode, type Reading } from '../../reading/code-table.ts';
import { type Fields, textOf } from '../../reading/document.ts';
import { readWords } from '../../reading/plain-english-phrases.ts';
import { CODES } from './codes.ts';

export interface EventContext {
  /** The status of the parcel, for its latest event; null for the others. */
  readonly parcelStatus: unknown;
  readonly carriers: UnderlyingCarriers;
}

/**
 * The sub-status of the event, or its stage where the sub-status names none (`Exception_Other` at
 * the stage `AvailableForPickup`). API v2.0 has stages only, for milestones only: what lies between
 * them is read by the carrier's words. The parcel's own status is that of its latest event.
 */
export function readEventStatus(row: Fields, { parcelStatus, carriers }: EventContext): Reading {
  const sub = textOf(row, 'sub_status');
  const stage = textOf(row, 'stage');
  const codes = sub !== null && !isGeneral(sub) ? [sub, stage] : [stage, sub];
  const status = textOf(parcelStatus, 'sub_status') ?? textOf(parcelStatus, 'status');
  const [first, ...rest] = codes.filter((code) => code !== null);
  if (first !== undefined) return byCodes([first, ...rest]);
  const words = textOf(row, 'description');
  const said = readWords(words, null);
  if (said.mapped) return said;
  const own = carriers.readOwnCode(
    findCarrier(textOf(row, 'carrier') ?? 'unknown').id,
    null,
    words,
  );
  return own ?? (status === null ? said : byCodes([status]));
}

function byCodes(codes: readonly [string, ...string[]]): Reading {
  const [first, ...rest] = codes;
  return findFirstCode(CODES, [first, ...rest, ...codes.map((code) => code.split('_')[0] ?? code)]);
}

function isGeneral(sub: string): boolean {
  return !sub.includes('_') || sub.endsWith('_Other');
}
