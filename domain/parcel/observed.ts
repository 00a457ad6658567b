/** When the journey's log first showed each fact about a parcel. Expectations about scans count from then. */

import type { Reason, Status } from '../tracking.ts';
import {
  type CurrentStatus,
  currentStatus,
  isUndelivered,
  type ScanSummary,
  tourDays,
} from './scan-summary.ts';
import { countDeliveryChange, type DeliveryChanges } from './unsettled.ts';

/** Times of the log, in epoch milliseconds; null: not observed yet. */
export interface ObservedTimes {
  /** The parcel was added, or its number corrected. */
  readonly addedAt: number;
  /** The newest scan so far, or one that changed the status. */
  readonly scanAt: number | null;
  /** The current status and its reason. */
  readonly statusAt: number | null;
  /** It is expected at the customer's again, after it waited for somebody or was on its way back. */
  readonly movingAt: number | null;
  /** It is expected at the customer's again, because the carrier took a delivery back. */
  readonly undeliveredAt: number | null;
  /** The current estimate. */
  readonly eddAt: number | null;
  /** Undefined: it was never delivered. */
  readonly deliveryChanges?: DeliveryChanges;
}

export function observedSince(addedAt: number): ObservedTimes {
  const never = { scanAt: null, statusAt: null, movingAt: null };
  return { addedAt, ...never, undeliveredAt: null, eddAt: null };
}

export interface ScanSummaryChange {
  readonly before: ScanSummary;
  readonly after: ScanSummary;
}

/** Sets the times of everything that a scan changed to `now`, the time of the log. */
export function observeScan(
  times: ObservedTimes,
  { before, after }: ScanSummaryChange,
  now: number,
): ObservedTimes {
  const was = currentStatus(before);
  const is = currentStatus(after);
  const isNewest = after.lastScanAt !== before.lastScanAt;
  const isChanged = was.status !== is.status || was.reason !== is.reason || isNewDay(before, after);
  const isTakenBack = isUndelivered(after) && !isUndelivered(before);
  const { scanAt, statusAt, movingAt, undeliveredAt } = times;
  const deliveryChanges = countDeliveryChange(times.deliveryChanges, { was, is }, now);
  return {
    ...times,
    ...(deliveryChanges ? { deliveryChanges } : {}),
    scanAt: isNewest || isChanged ? now : scanAt,
    statusAt: isChanged ? now : statusAt,
    movingAt: isExpected(is) && !isExpected(was) ? now : movingAt,
    undeliveredAt: isTakenBack ? now : undeliveredAt,
  };
}

/** Whether the carrier should bring it, sooner or later. */
export function isExpected({ status, reason }: Pick<CurrentStatus, 'status' | 'reason'>): boolean {
  if (status === 'exception') return reason === null || !UNEXPECTED.includes(reason);
  return EXPECTED.includes(status);
}

/** Troubles in which it does not come, or waits for the customer. */
const UNEXPECTED: readonly Reason[] = ['loss', 'destroyed', 'payment_due'];

const EXPECTED: readonly Status[] = ['unknown', 'pre_transit', 'in_transit', 'out_for_delivery'];

/** Another day out for delivery, or of an attempt, is a change even if the status is the same. */
function isNewDay(before: ScanSummary, after: ScanSummary): boolean {
  return tourDays(before).join() !== tourDays(after).join();
}
