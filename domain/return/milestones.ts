/** The steps of a return that are worth a message, computed from its facts and its ladders. */

import { ladderMilestones } from '../journey/ladder-messages.ts';
import type { MessageFacts, Milestone } from '../journey/send-hold-drop.ts';
import type { MessageKind } from '../message.ts';
import { earliest, latest } from '../time.ts';
import type { ReturnParcel, ReturnState } from './state.ts';
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
import { coversApproval, withdrawalReceiptMilestones } from './withdrawal.ts';

/** All milestones so far, whether decided yet or not. */
export function returnMilestones(state: ReturnState): readonly Milestone[] {
  return [
    ...withdrawalReceiptMilestones(state),
    ...decisionMilestones(state),
    ...inTransitMilestones(state),
    ...arrivalMilestones(state),
    ...inspectionMilestones(state),
    ...refundMilestones(state),
    ...endMilestones(state),
    ...ladderMilestones(state),
  ];
}

interface About {
  readonly occurrence?: string;
  readonly obsolete?: Milestone['obsolete'];
  readonly facts?: MessageFacts;
  readonly shipmentIds?: readonly string[];
  /** Hold it: others may follow within a moment and replace or join it. */
  readonly grouping?: 'wait';
}

function milestone(kind: MessageKind, occurredAt: number, about: About = {}): Milestone {
  const { occurrence = '1', obsolete = null, shipmentIds = [], facts, grouping } = about;
  const id = `-/${kind}/${occurrence}`;
  return {
    id,
    kind,
    shipmentIds,
    occurredAt,
    obsolete,
    ...(grouping ? { grouping } : {}),
    ...(facts ? { facts } : {}),
  };
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
  const obsolete = whyOver(state, receivedAt(state) !== null);
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

/** After a cancellation or a rejection, the way of the goods is no longer the customer's concern. */
function whyOver(
  { cancelledAt, rejectedAt }: ReturnState,
  isOvertaken: boolean,
): Milestone['obsolete'] {
  if (isOvertaken) return 'superseded';
  return cancelledAt === null && rejectedAt === null ? null : 'cancelled';
}

function inTransitMilestones(state: ReturnState): readonly Milestone[] {
  const parcels = Object.entries(state.parcels).filter(([, parcel]) => isUnderWay(parcel));
  // Once it is refunded, the customer waits for nothing more.
  const obsolete = whyOver(state, receivedAt(state) !== null || isProcessed(state));
  return parcels.flatMap(([id, parcel]) => {
    const at = firstMovement(parcel);
    return at === null ? [] : [milestone('return_in_transit', at, { occurrence: id, obsolete })];
  });
}

function firstMovement({ scanSummary: { by } }: ReturnParcel): number | null {
  const movements = [by.in_transit, by.out_for_delivery, by.return_to_sender, by.delivered];
  return earliest(movements.map((times) => times?.first ?? null));
}

function arrivalMilestones(state: ReturnState): readonly Milestone[] {
  const at = receivedAt(state);
  if (at === null) return partMilestones(state);
  const obsolete = whyOver(state, state.inspection !== null || isProcessed(state));
  return [milestone('return_received', at, { obsolete })];
}

/** Some parcels have arrived, and nobody has posted the others: perhaps they are not needed. */
function partMilestones(state: ReturnState): readonly Milestone[] {
  const times = Object.values(state.parcels).map((parcel) => parcelReceivedAt(state, parcel));
  const at = latest(times);
  if (at === null) return [];
  const isOvertaken =
    state.inspection !== null ||
    isProcessed(state) ||
    lostSince(state) !== null ||
    isMoreOnTheWay(state);
  const about = {
    occurrence: 'part',
    obsolete: whyOver(state, isOvertaken),
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
  const { cancelledAt, expiredAt } = state;
  const obsolete = returnStatus(state) === 'expired' ? null : 'superseded';
  const isPosted = receivedAt(state) !== null || Object.values(state.parcels).some(isUnderWay);
  const facts = { isPosted };
  return [
    ...(cancelledAt === null ? [] : [milestone('return_cancelled', cancelledAt, { facts })]),
    ...(expiredAt === null ? [] : [milestone('return_expired', expiredAt, { obsolete })]),
  ];
}
