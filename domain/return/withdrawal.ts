/** What a withdrawal from the contract has beside other returns: its receipt, and the law's time. */

import { endOfDayAt } from '../calendar.ts';
import { addDuration, countDays } from '../duration.ts';
import { isBackfill } from '../fact-times.ts';
import type { Expectation } from '../journey/expectation.ts';
import type { Milestone } from '../journey/send-hold-drop.ts';
import { countryScope, presetFor, ruleFor } from '../policy/apply-policy.ts';
import type { Rule } from '../policy/rule.ts';
import type { ReturnState } from './state.ts';

export const WITHDRAWAL_RECEIPTS = ['pending', 'accepted', 'failed'] as const;
/**
 * - `pending`: it is being sent.
 * - `accepted`: the provider has accepted it.
 * - `failed`: nobody tries to send it any more. There is no address, or the provider refused it.
 */
export type WithdrawalReceipt = (typeof WITHDRAWAL_RECEIPTS)[number];

const MILESTONE = '-/withdrawal_received/1';

/** Null where no receipt is due: for other returns, and for a withdrawal that was imported. */
export function withdrawalReceipt(state: ReturnState): WithdrawalReceipt | null {
  const { receiptOutcome, messagePlan } = state;
  if (!isReceiptDue(state)) return null;
  if (receiptOutcome !== null) return receiptOutcome === 'accepted' ? 'accepted' : 'failed';
  const isUndecided = !Object.hasOwn(messagePlan.decided, MILESTONE);
  const isUnderWay = [...messagePlan.pending, ...messagePlan.held].some(
    ({ milestoneId }) => milestoneId === MILESTONE,
  );
  return isUndecided || isUnderWay ? 'pending' : 'failed';
}

/** A shop that reports a notice has just received it. One that creates a return may import it. */
function isReceiptDue({
  isWithdrawal,
  notice,
  requestedAt,
  observedAt,
  policy,
}: ReturnState): boolean {
  if (!isWithdrawal || requestedAt === null) return false;
  return notice !== null || !isBackfill({ occurredAt: requestedAt, loggedAt: observedAt }, policy);
}

/** Never obsolete: the customer has a right to the receipt, whatever happens next. */
export function withdrawalReceiptMilestones(state: ReturnState): readonly Milestone[] {
  const { isWithdrawal = false, requestedAt, notice, observedAt } = state;
  if (!isWithdrawal || requestedAt === null) return [];
  const about = { id: MILESTONE, kind: 'withdrawal_received', shipmentIds: [] } as const;
  const facts = { hasOwnAddress: notice?.hasOwnAddress ?? false };
  const occurredAt = notice ? observedAt : requestedAt;
  return [{ ...about, occurredAt, obsolete: null, facts }];
}

/** Whether the receipt says all that the approval without a label would say. */
export function coversApproval(state: ReturnState): boolean {
  return isReceiptDue(state) && state.approvedAt === state.requestedAt;
}

/** Due at once where nobody tries to send it any more. */
export function acknowledgementExpectations(state: ReturnState): readonly Expectation[] {
  const { policy, calendar, country, observedAt: since } = state;
  const receipt = withdrawalReceipt(state);
  if (receipt === null || receipt === 'accepted') return [];
  const kind = 'withdrawal_acknowledged';
  const { within, ladder } = ruleFor(policy, kind, countryScope(country));
  const due = receipt === 'failed' ? since : addDuration(since, within, calendar);
  return [{ id: `-/${kind}/1`, kind, shipmentId: null, carrier: null, since, due, ladder }];
}

/** The law's time to send the goods back; null for other returns, and where no preset has one. */
export function sendBackRule({
  isWithdrawal = false,
  policy,
  country,
}: Pick<ReturnState, 'isWithdrawal' | 'policy' | 'country'>): Rule | null {
  return isWithdrawal ? (presetFor(policy, country)?.sendBack ?? null) : null;
}

/** Whether the customer has nothing to send back: no piece had been shipped, and none has since. */
export function hasNothingToPost({ notice, parcels }: ReturnState): boolean {
  return notice?.isUnshipped === true && Object.keys(parcels).length === 0;
}

/** What the receipt can say about the next steps. */
export interface WithdrawalTerms {
  readonly isUnshipped: boolean;
  /** Whether the law limits the time to send the goods back. */
  readonly hasPostingLimit: boolean;
  /** The day of the refund where the law counts from the notice; epoch milliseconds. */
  readonly refundBy: number | null;
  /** Days after the proof of sending, where the law counts from there. */
  readonly refundDays: number | null;
}

export function withdrawalTerms(state: ReturnState): WithdrawalTerms {
  const { policy, country, calendar, contact, requestedAt } = state;
  const isUnshipped = hasNothingToPost(state);
  const refund = presetFor(policy, country)?.refund ?? null;
  const isFromNotice = isUnshipped || refund?.from === 'notice';
  const timeZone = contact?.timeZone ?? calendar.timeZone;
  const due =
    refund && requestedAt !== null ? addDuration(requestedAt, refund.within, calendar) : null;
  return {
    isUnshipped,
    hasPostingLimit: sendBackRule(state) !== null,
    refundBy: isFromNotice && due !== null ? endOfDayAt(due, timeZone) : null,
    refundDays: refund && !isFromNotice ? countDays(refund.within) : null,
  };
}
