/** What follows from a return's state: its status, what has arrived, and what the shop owes. */

import { endOfDayAt } from '../calendar.ts';
import { addDuration, isInDays } from '../duration.ts';
import { ownProperty } from '../own-property.ts';
import { currentStatus } from '../parcel/scan-summary.ts';
import { countedDeliveryAt } from '../parcel/taken-back.ts';
import { countryScope, presetFor, ruleFor } from '../policy/apply-policy.ts';
import type { Policy, ShopCalendar } from '../policy/policy.ts';
import { earliest, latest } from '../time.ts';
import type { Reason } from '../tracking.ts';
import type { ReturnParcel, ReturnState } from './state.ts';

export const RETURN_STATUSES = [
  'requested',
  'approved',
  'label_issued',
  'in_transit',
  'received',
  'inspected',
  'refunded',
  'exchanged',
  'credited',
  'rejected_on_inspection',
  'rejected',
  'cancelled',
  'expired',
] as const;
/** The status of a return. Its journey closes later, after the grace period. */
export type ReturnStatus = (typeof RETURN_STATUSES)[number];

export function returnStatus(state: ReturnState): ReturnStatus {
  if (state.cancelledAt !== null) return 'cancelled';
  if (state.rejectedAt !== null) return 'rejected';
  if (isProcessed(state)) return outcomeStatus(state);
  if (state.inspection) return 'inspected';
  if (receivedAt(state) !== null) return 'received';
  if (Object.values(state.parcels).some(isUnderWay)) return 'in_transit';
  if (state.expiredAt !== null) return 'expired';
  if (Object.keys(state.parcels).length > 0) return 'label_issued';
  return state.approvedAt === null ? 'requested' : 'approved';
}

function outcomeStatus({ inspection, refunds }: ReturnState): ReturnStatus {
  if (refunds.length > 0) {
    return refunds.every(({ method }) => method === 'store_credit') ? 'credited' : 'refunded';
  }
  return (inspection?.dispositions.exchange ?? 0) > 0 ? 'exchanged' : 'rejected_on_inspection';
}

/** Whether the carrier has the parcel, or has had it. */
export function isUnderWay({ scanSummary, receivedAt }: ReturnParcel): boolean {
  if (receivedAt !== null) return true;
  const { status } = currentStatus(scanSummary);
  return status !== 'unknown' && status !== 'pre_transit' && status !== 'cancelled';
}

/** Whether the parcel of an alarm is moving again. */
export function isParcelMoving({ parcels }: ReturnState, id: string): boolean {
  const parcel = ownProperty(parcels, id);
  if (parcel === undefined) return false;
  const { status, reason } = currentStatus(parcel.scanSummary);
  return status === 'in_transit' || (status === 'return_to_sender' && reason !== 'returned');
}

/** Whether the carrier takes the parcel back to the customer. */
export function isTurnedBack(parcel: ReturnParcel): boolean {
  return turnedBackAt(parcel) !== null;
}

/**
 * When the carrier turned the parcel back to the customer, epoch milliseconds; null: not. Some
 * carriers call every return one to its sender, but then they give no such reason.
 */
export function turnedBackAt({ scanSummary }: ReturnParcel): number | null {
  const turns = scanSummary.days.filter(
    ({ status, reason }) =>
      status === 'return_to_sender' && reason !== null && TURNED_BACK.includes(reason),
  );
  return earliest(turns.map(({ first }) => first));
}

const TURNED_BACK: readonly Reason[] = ['address', 'refused', 'unclaimed', 'no_access', 'closed'];

/** Whether the carrier's latest report is that it lost or destroyed the parcel. */
export function isReportedLost({ scanSummary }: ReturnParcel): boolean {
  const { status, reason } = currentStatus(scanSummary);
  return status === 'exception' && (reason === 'loss' || reason === 'destroyed');
}

/** Whether a person resolved that it is lost, and no later scan says otherwise. */
export function isLost({ lostAt, scanSummary, observed }: ReturnParcel): boolean {
  // After a correction of its number, the decision was about another parcel.
  if (lostAt === undefined || lostAt < observed.addedAt) return false;
  return (scanSummary.lastScanAt ?? 0) <= lostAt;
}

export const WAY_TROUBLES = ['lost', 'coming_back'] as const;
/** What has gone wrong with a parcel on its way to the shop. */
export type WayTrouble = (typeof WAY_TROUBLES)[number];

/** Null: it is on its way, or has arrived. */
export function wayTrouble(parcel: ReturnParcel): WayTrouble | null {
  if (parcel.receivedAt !== null) return null;
  if (isLost(parcel) || isReportedLost(parcel)) return 'lost';
  return isTurnedBack(parcel) ? 'coming_back' : null;
}

/**
 * When the carrier delivered the parcel to the shop, by its scans; epoch milliseconds, or null. Some
 * carriers call that a delivery, others a parcel that is back at its sender.
 */
export function deliveredAt(parcel: ReturnParcel): number | null {
  if (isTurnedBack(parcel)) return null;
  const { scanSummary } = parcel;
  const { status, reason, since } = currentStatus(scanSummary);
  if (status === 'delivered') return countedDeliveryAt(scanSummary);
  return status === 'return_to_sender' && reason === 'returned' ? since : null;
}

/** When a parcel arrived: by the shop's confirmation or, if the policy accepts it, by a scan. */
export function parcelReceivedAt(
  { policy }: Pick<ReturnState, 'policy'>,
  parcel: ReturnParcel,
): number | null {
  if (parcel.receivedAt !== null) return parcel.receivedAt;
  return policy.returnReceivedBy === 'shop' ? null : deliveredAt(parcel);
}

/** When everything had arrived; null while a parcel is missing. */
export function receivedAt(state: ReturnState): number | null {
  if (state.receivedAt !== null) return state.receivedAt;
  const times = Object.values(state.parcels).map((parcel) => parcelReceivedAt(state, parcel));
  if (times.length === 0 || times.includes(null)) return null;
  return Math.max(...times.map((time) => time ?? 0));
}

/** When nothing more was on its way because of a lost parcel; null while something is, or arrived. */
export function lostSince(state: ReturnState): number | null {
  const missing = Object.values(state.parcels).filter(
    (parcel) => isUnderWay(parcel) && parcelReceivedAt(state, parcel) === null,
  );
  if (missing.length === 0 || !missing.every(isLost)) return null;
  return latest(missing.map(({ lostAt = null }) => lostAt));
}

/** Whether a parcel that was posted has not arrived. */
export function isMoreOnTheWay(state: ReturnState): boolean {
  return Object.values(state.parcels).some(
    (parcel) => isUnderWay(parcel) && parcelReceivedAt(state, parcel) === null && !isLost(parcel),
  );
}

/** Whether the inspection decided that the shop owes money or credit for any piece. */
export function isMoneyOwed({ inspection }: ReturnState): boolean {
  const { refund = 0, store_credit: credit = 0 } = inspection?.dispositions ?? {};
  return refund + credit > 0;
}

/** Whether the shop owes nothing more. A refund may come before an inspection, or without one. */
export function isProcessed(state: ReturnState): boolean {
  if (state.refunds.some(({ final }) => final)) return true;
  return state.inspection !== null && !isMoneyOwed(state);
}

/** Whether no further event is expected. */
export function isReturnOver(state: ReturnState): boolean {
  const { cancelledAt, rejectedAt, expiredAt } = state;
  if (cancelledAt !== null || rejectedAt !== null || isProcessed(state)) return true;
  return expiredAt !== null && returnStatus(state) === 'expired';
}

/**
 * The deadlines that messages to the customer state: to post the return, and to refund it. Each is
 * the end of a day in the customer's time zone, unless the rule counts hours.
 */
export interface ReturnTerms {
  /** Epoch milliseconds. */
  readonly postBy: (approvedOrLabelledAt: number) => number;
  readonly refundBy: (receivedAt: number) => number;
}

export interface ReturnedBy {
  readonly country: string | null;
  readonly timeZone: string;
  /** True: the law of the preset limits the time to send the goods back. */
  readonly withdrawal?: boolean;
}

export function returnTerms(
  policy: Policy,
  calendar: ShopCalendar,
  { country, timeZone, withdrawal = false }: ReturnedBy,
): ReturnTerms {
  const scope = countryScope(country);
  const posted = ruleFor(policy, 'posted', scope);
  const refunded = ruleFor(policy, 'refunded', scope);
  const byLaw = withdrawal ? presetFor(policy, country)?.sendBack : null;
  const end = byLaw ? undefined : posted.ladder.find((step) => step.do === 'expire');
  return {
    postBy: (since) => {
      const within = byLaw?.within ?? posted.within;
      const due = addDuration(since, within, calendar);
      const last = end ? addDuration(due, end.after, calendar) : due;
      return isInDays(end?.after ?? within) ? endOfDayAt(last, timeZone) : last;
    },
    refundBy: (receivedAt) => {
      const due = addDuration(receivedAt, refunded.within, calendar);
      return isInDays(refunded.within) ? endOfDayAt(due, timeZone) : due;
    },
  };
}

/** From when the customer has the full time to post a return: its approval, or a later label. */
export function postingStart(
  { approvedAt, requestedAt }: { readonly approvedAt: Date | null; readonly requestedAt: Date },
  parcels: readonly { readonly labelledAt: Date }[],
): number {
  const times = [approvedAt ?? requestedAt, ...parcels.map(({ labelledAt }) => labelledAt)];
  return Math.max(...times.map((time) => time.getTime()));
}
