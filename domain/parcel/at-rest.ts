/**
 * When nothing more is expected of a parcel. Polling ends with it: phaseOf in polling.ts and the
 * view `parcel_under_way` in db/migrations, which a test compares with this.
 */

import type { Parcel } from './parcel.ts';
import { currentStatus } from './scan-summary.ts';

/** Whether a parcel is delivered, back at its sender, cancelled or written off: no scan is expected. */
export function isAtRest({
  scanSummary,
  writtenOffAt,
}: Pick<Parcel, 'scanSummary'> & { readonly writtenOffAt: number | null }): boolean {
  const { status, reason } = currentStatus(scanSummary);
  if (writtenOffAt !== null) return true;
  if (status === 'return_to_sender') return reason === 'returned';
  return status === 'delivered' || status === 'cancelled';
}
