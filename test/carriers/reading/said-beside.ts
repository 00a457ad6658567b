/** Reads a carrier's words beside a code for a delivery, a movement, a return, a wait or an attempt. */

import { findCode } from '../../../carriers/reading/code-table.ts';
import { correctDelivered, refineMovement } from '../../../carriers/reading/correct-by-words.ts';

export const TABLE = {
  D: { status: 'delivered', words: 'Delivered' },
  T: { status: 'in_transit', words: 'In transit' },
  R: { status: 'return_to_sender', words: 'Return' },
  W: { status: 'available_for_pickup', words: 'Ready for pickup' },
  A: { status: 'attempted', words: 'Not delivered' },
} as const;

export function saidBeside(code: keyof typeof TABLE, words: string): string {
  const reading = findCode(TABLE, code);
  const { status, reason } =
    code === 'D' ? correctDelivered(reading, words) : refineMovement(reading, words);
  return reason ? `${status}/${reason}` : String(status);
}

export const BACK = 'return_to_sender/returned';
export const WAITS = 'available_for_pickup';
