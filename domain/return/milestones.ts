/** The steps of a return that are worth a message, computed from its facts and its ladders. */

import type { MessageFacts, Milestone } from '../journey/send-hold-drop.ts';
import { whileUnsettled } from '../parcel/parcel.ts';
import { latest } from '../time.ts';
import { returnCorrectionMilestones } from './correction-milestones.ts';
import { returnLadderMilestones } from './ladder-milestones.ts';
import { milestone, whyEnded } from './milestone-parts.ts';
import { arrivalAfterMistake, mistakenArrivalMilestones } from './mistaken-arrival.ts';
import { promisedRefund } from './refund-due.ts';
import type { Inspection, ReturnState } from './state.ts';
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
import { refundDay, wayMilestones } from './way-milestones.ts';
import { coversApproval, withdrawalReceiptMilestones } from './withdrawal.ts';

/** All milestones so far, whether decided yet or not. */
export function returnMilestones(state: ReturnState): readonly Milestone[] {
  return [
    ...withdrawalReceiptMilestones(state),
    ...decisionMilestones(state),
    ...wayMilestones(state),
    ...returnCorrectionMilestones(state),
    ...mistakenArrivalMilestones(state),
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
  const { suffix, isNews } = arrivalAfterMistake(state);
  const occurrence = `${arrivalName(state)}${suffix}`;
  const isKnown = !isNews(`-/return_received/${occurrence}`);
  const obsolete = whyEnded(state, isKnown || state.inspection !== null || isProcessed(state));
  const isPromiseOver = state.refundBy !== null && promisedRefund(state) === null;
  const about = { occurrence, obsolete };
  const facts = { isPromiseOver };
  const arrival = milestone('return_received', at, isPromiseOver ? { ...about, facts } : about);
  // The shop's own report settles it.
  if (state.steps.received) return [arrival];
  return [{ ...arrival, ...whileUnsettled(Object.values(state.parcels)) }];
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
  const lostAt = lostSince(state);
  const { suffix, isNews } = arrivalAfterMistake(state);
  const occurrence = `${corrections === 0 ? 'part' : `part-${corrections + 1}`}${suffix}`;
  const isOvertaken =
    !isNews(`-/return_received/${occurrence}`) ||
    state.inspection !== null ||
    isProcessed(state) ||
    (lostAt !== null && lostAt >= at) ||
    isMoreOnTheWay(state);
  const isLast = lostAt !== null && Object.values(state.parcels).every(isUnderWay);
  const about = {
    occurrence,
    obsolete: whyEnded(state, isOvertaken),
    facts: { isPart: true, isLast, refundDue: refundDay(state) },
  };
  // After the others were lost, nothing may follow that it has to wait for.
  return [
    {
      ...milestone('return_received', at, about),
      overnight: lostAt === null,
      ...whileUnsettled(arrived),
    },
  ];
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
    milestones.push(...processed('exchange', inspection, { at, facts }));
  }
  if (reject > 0) {
    const facts = { outcome: 'rejected', partial: partial || exchange > 0 };
    milestones.push(...processed('rejected', inspection, { at, facts }));
  }
  return milestones;
}

/** One for each time that an inspection exchanged or rejected more; only the last one is true. */
function processed(
  name: 'exchange' | 'rejected',
  { rises }: Inspection,
  { at, facts }: { readonly at: number; readonly facts: MessageFacts },
): readonly Milestone[] {
  const count = rises?.[name === 'exchange' ? 'exchange' : 'reject'] ?? 1;
  return Array.from({ length: count }, (_, index) => {
    const occurrence = index === 0 ? name : `${name}-${index + 1}`;
    const obsolete = index + 1 < count ? 'superseded' : null;
    return milestone('return_processed', at, { occurrence, obsolete, facts });
  });
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
