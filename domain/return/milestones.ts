/** The steps of a return that are worth a message, computed from its facts and its ladders. */

import type { Milestone } from '../journey/send-hold-drop.ts';
import { latest } from '../time.ts';
import { returnCorrectionMilestones } from './correction-milestones.ts';
import { returnLadderMilestones } from './ladder-milestones.ts';
import { milestone, whyEnded } from './milestone-parts.ts';
import type { ReturnState } from './state.ts';
import {
  isMoneyOwed,
  isMoreOnTheWay,
  isProcessed,
  isUnderWay,
  lostSince,
  parcelReceivedAt,
  receivedAt,
  returnStatus,
} from './status.ts';
import { wayMilestones } from './way-milestones.ts';
import { coversApproval, withdrawalReceiptMilestones } from './withdrawal.ts';

/** All milestones so far, whether decided yet or not. */
export function returnMilestones(state: ReturnState): readonly Milestone[] {
  return [
    ...withdrawalReceiptMilestones(state),
    ...decisionMilestones(state),
    ...wayMilestones(state),
    ...returnCorrectionMilestones(state),
    ...arrivalMilestones(state),
    ...inspectionMilestones(state),
    ...refundMilestones(state),
    ...endMilestones(state),
    ...returnLadderMilestones(state),
  ];
}

/** The request, and the shop's decision on it. */
function decisionMilestones(state: ReturnState): readonly Milestone[] {
  const { requestedAt, approvedAt, rejectedAt, cancelledAt } = state;
  const cancelled = cancelledAt === null ? null : 'cancelled';
  const milestones: Milestone[] = [];
  if (requestedAt !== null) {
    // With a decision at once, its message is enough. A withdrawal asks for nothing.
    const answered = approvedAt !== null || rejectedAt !== null || state.isWithdrawal;
    const obsolete = cancelled ?? (answered ? 'superseded' : null);
    milestones.push(milestone('return_requested', requestedAt, { obsolete }));
  }
  if (approvedAt !== null) milestones.push(...approvalMilestones(state, approvedAt));
  if (rejectedAt !== null) milestones.push(milestone('return_rejected', rejectedAt));
  return milestones;
}

/** Sent with the labels if there are some, and again with each later label. */
function approvalMilestones(state: ReturnState, approvedAt: number): readonly Milestone[] {
  const obsolete = whyEnded(state, receivedAt(state) !== null);
  const parcels = Object.entries(state.parcels);
  const labels = parcels.map(([id, { awaitedSince }]) =>
    milestone('return_approved', awaitedSince, {
      occurrence: id,
      obsolete,
      shipmentIds: [id],
      grouping: 'wait',
    }),
  );
  const first = milestone('return_approved', approvedAt, {
    obsolete: labels.length > 0 || coversApproval(state) ? 'superseded' : obsolete,
    grouping: 'wait',
  });
  return [first, ...labels];
}

function arrivalMilestones(state: ReturnState): readonly Milestone[] {
  const at = receivedAt(state);
  if (at === null) return partMilestones(state);
  const obsolete = whyEnded(state, state.inspection !== null || isProcessed(state));
  return [milestone('return_received', at, { occurrence: arrivalName(state), obsolete })];
}

/**
 * An arrival by the scans of a wrong number was taken back, so the next one is news. One that the
 * shop confirmed before a correction stays the same.
 */
function arrivalName({ parcels, steps }: ReturnState): string {
  const knownAt = steps.received?.loggedAt ?? 0;
  const before = Object.values(parcels).filter(({ observed }) => observed.addedAt <= knownAt);
  return String(1 + before.reduce((sum, { corrections }) => sum + corrections, 0));
}

/** Some parcels have arrived, and nobody has posted the others: perhaps they are not needed. */
function partMilestones(state: ReturnState): readonly Milestone[] {
  const arrived = Object.values(state.parcels).filter(
    (parcel) => parcelReceivedAt(state, parcel) !== null,
  );
  const at = latest(arrived.map((parcel) => parcelReceivedAt(state, parcel)));
  if (at === null) return [];
  const corrections = arrived.reduce((sum, each) => sum + each.corrections, 0);
  const isOvertaken =
    state.inspection !== null ||
    isProcessed(state) ||
    lostSince(state) !== null ||
    isMoreOnTheWay(state);
  const about = {
    occurrence: corrections === 0 ? 'part' : `part-${corrections + 1}`,
    obsolete: whyEnded(state, isOvertaken),
    facts: { isPart: true },
  };
  return [{ ...milestone('return_received', at, about), overnight: true }];
}

/** The inspection itself settles exchanges and rejections. Refunds have their own messages. */
function inspectionMilestones(state: ReturnState): readonly Milestone[] {
  const { inspection } = state;
  if (!inspection) return [];
  const { exchange = 0, reject = 0 } = inspection.dispositions;
  const at = inspection.inspectedAt;
  const partial = isMoneyOwed(state);
  const milestones: Milestone[] = [];
  if (exchange > 0) {
    const facts = { outcome: 'exchange', partial: partial || reject > 0 };
    milestones.push(milestone('return_processed', at, { occurrence: 'exchange', facts }));
  }
  if (reject > 0) {
    const facts = { outcome: 'rejected', partial: partial || exchange > 0 };
    milestones.push(milestone('return_processed', at, { occurrence: 'rejected', facts }));
  }
  return milestones;
}

function refundMilestones(state: ReturnState): readonly Milestone[] {
  const arrivedAt = receivedAt(state);
  return state.refunds.map(({ reference, refundedAt, method, final, amount }) => {
    const outcome = method === 'store_credit' ? 'store_credit' : 'refund';
    const { amount: sum, currency } = amount;
    const beforeReceipt = arrivedAt === null || arrivedAt > refundedAt;
    const facts = {
      outcome,
      partial: !final,
      amount: sum,
      currency,
      method,
      reference,
      beforeReceipt,
    };
    return milestone('return_processed', refundedAt, { occurrence: reference, facts });
  });
}

/** A return that ended without being processed: cancelled or expired. */
function endMilestones(state: ReturnState): readonly Milestone[] {
  const { cancelledAt, expiredAt, reopenings = 0 } = state;
  const occurrence = String(reopenings + 1);
  const obsolete = returnStatus(state) === 'expired' ? null : 'superseded';
  const isPosted = receivedAt(state) !== null || Object.values(state.parcels).some(isUnderWay);
  const facts = { isPosted };
  return [
    ...(cancelledAt === null ? [] : [milestone('return_cancelled', cancelledAt, { facts })]),
    ...(expiredAt === null
      ? []
      : [milestone('return_expired', expiredAt, { occurrence, obsolete })]),
  ];
}
