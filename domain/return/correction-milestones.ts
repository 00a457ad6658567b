/** A message about another parcel, whose number the shop had by mistake, is taken back. */

import { hasLeft, hasReached } from '../journey/message-plan.ts';
import type { Milestone } from '../journey/send-hold-drop.ts';
import type { MessageKind } from '../message.ts';
import { whyEnded } from './milestone-parts.ts';
import type { ReturnParcel, ReturnState } from './state.ts';
import { isProcessed, isUnderWay, parcelReceivedAt, receivedAt } from './status.ts';

export const RETURN_CLAIMS = ['received', 'in_transit', 'trouble'] as const;
/** What the customer read about the other parcel. */
type Claim = (typeof RETURN_CLAIMS)[number];

/** Of every parcel of the return. */
export function returnCorrectionMilestones(state: ReturnState): readonly Milestone[] {
  return Object.entries(state.parcels).flatMap(([id, parcel]) => {
    const { corrections, observed } = parcel;
    if (corrections === 0) return [];
    const kind = 'return_corrected';
    const about = { id: `${id}/${kind}/${corrections}`, kind, shipmentIds: [id] } as const;
    const claim = lastClaim(state, id, parcel);
    if (claim === null && !hasReached(state.messagePlan, about.id)) return [];
    const hasArrived = receivedAt(state) !== null || parcelReceivedAt(state, parcel) !== null;
    const isSettled = hasArrived || state.inspection !== null || isProcessed(state);
    const isTrueNow = claim === 'in_transit' && isUnderWay(parcel);
    const obsolete = whyEnded(state, claim === null || isSettled || isTrueNow);
    return [{ ...about, occurredAt: observed.addedAt, obsolete, facts: { claim } }];
  });
}

/** The latest claim about the other number that the customer received. */
function lastClaim({ messagePlan }: ReturnState, id: string, parcel: ReturnParcel): Claim | null {
  const { sent, pending, decided } = messagePlan;
  const reached = [...sent.filter(({ outcome }) => hasLeft(outcome)), ...pending];
  const last = reached.findLast(({ kind, milestoneId, covers = [] }) => {
    if (!Object.hasOwn(CLAIMS, kind)) return false;
    if ((decided[milestoneId] ?? 0) >= parcel.observed.addedAt) return false;
    return kind === 'return_received' || [milestoneId, ...covers].some((each) => isOf(each, id));
  });
  return last ? (CLAIMS[last.kind] ?? null) : null;
}

function isOf(milestoneId: string, parcelId: string): boolean {
  return (
    milestoneId.startsWith(`${parcelId}/`) || milestoneId === `-/return_in_transit/${parcelId}`
  );
}

/** Null: after it, nothing is left to take back. */
const CLAIMS: Readonly<Partial<Record<MessageKind, Claim | null>>> = {
  return_received: 'received',
  return_in_transit: 'in_transit',
  return_delayed: 'trouble',
  return_lost: 'trouble',
  return_coming_back: 'trouble',
  return_corrected: null,
};
