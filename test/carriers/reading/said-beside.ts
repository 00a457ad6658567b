/** A carrier's words beside a code for a delivery, a movement, a return or a wait, as they are read. */

import { findCode } from '../../../carriers/reading/code-table.ts';
import { correctDelivered, refineMovement } from '../../../carriers/reading/correct-by-words.ts';

export const TABLE = {
  D: { status: 'delivered', words: 'Delivered' },
  T: { status: 'in_transit', words: 'In transit' },
  R: { status: 'return_to_sender', words: 'Return' },
  W: { status: 'available_for_pickup', words: 'Ready for pickup' },
} as const;

export function saidBeside(code: 'D' | 'T' | 'R' | 'W', words: string): string {
  const reading = findCode(TABLE, code);
  const { status, reason } =
    code === 'D' ? correctDelivered(reading, words) : refineMovement(reading, words);
  return reason ? `${status}/${reason}` : String(status);
}

export const BACK = 'return_to_sender/returned';
export const WAITS = 'available_for_pickup';
