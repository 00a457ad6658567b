/** A delivery scan that turns out to be a mistake, after the customer read that the return arrived. */

import { timeAsFact } from '../journey/expectation.ts';
import { hasLeft, hasReached } from '../journey/message-plan.ts';
import type { Milestone } from '../journey/send-hold-drop.ts';
import { whileUnsettled } from '../parcel/parcel.ts';
import { deliveryTakenBackAt } from '../parcel/taken-back.ts';
import { latest } from '../time.ts';
import { whyEnded } from './milestone-parts.ts';
import type { ReturnParcel, ReturnState } from './state.ts';
import {
  isLost,
  isProcessed,
  isReportedLost,
  isTurnedBack,
  parcelReceivedAt,
  receivedAt,
} from './status.ts';

/** Of every parcel whose carrier called a delivery a mistake, or still has the parcel. */
export function mistakenArrivalMilestones(state: ReturnState): readonly Milestone[] {
  return Object.entries(state.parcels).flatMap(([id, parcel]) => {
    const takenBackAt = deliveryTakenBackAt(parcel.scanSummary);
    if (takenBackAt === null) return [];
    const milestoneId = `${id}/return_corrected/mistake-${timeAsFact(takenBackAt)}`;
    const isKnown = hasReached(state.messagePlan, milestoneId);
    if (!isKnown && !hasReadOfArrival(state, parcel)) return [];
    // The messages about these say enough.
    const isElsewhere = isTurnedBack(parcel) || isReportedLost(parcel) || isLost(parcel);
    const hasArrived = receivedAt(state) !== null || parcelReceivedAt(state, parcel) !== null;
    const isSettled = hasArrived || state.inspection !== null || isProcessed(state);
    return {
      id: milestoneId,
      kind: 'return_corrected',
      shipmentIds: [id],
      occurredAt: takenBackAt,
      obsolete: whyEnded(state, isElsewhere || isSettled),
      facts: { claim: 'received', isMistakenScan: true },
      ...whileUnsettled([parcel]),
    } as const;
  });
}

/** Whether the last message about the arrival says that this parcel has arrived. */
function hasReadOfArrival(state: ReturnState, { observed, scanSummary }: ReturnParcel): boolean {
  const last = lastNews(state, () => true);
  if (last?.kind !== 'return_received') return false;
  const readAt = state.messagePlan.decided[last.milestoneId] ?? 0;
  const deliveredAt = scanSummary.by.delivered?.first ?? 0;
  return readAt >= Math.max(observed.addedAt, deliveredAt);
}

interface Arrival {
  /** Distinguishes the arrival from one that was a mistake; empty if none was. */
  readonly suffix: string;
  /** Whether the customer does not know of the arrival yet. */
  readonly isNews: (milestoneId: string) => boolean;
}

/** The arrival after a mistake is news, unless the customer never read that it was one. */
export function arrivalAfterMistake(state: ReturnState): Arrival {
  const times = Object.values(state.parcels).map((each) => deliveryTakenBackAt(each.scanSummary));
  const takenBackAt = latest(times);
  if (takenBackAt === null) return { suffix: '', isNews: () => true };
  const isNews = (milestoneId: string) => {
    if (hasReached(state.messagePlan, milestoneId)) return true;
    const isPart = milestoneId.startsWith(PART);
    // After a message about a part, the arrival of the whole is news.
    const last = lastNews(state, (id) => isPart || !id.startsWith(PART));
    return last?.kind !== 'return_received';
  };
  return { suffix: `-${timeAsFact(takenBackAt)}`, isNews };
}

const PART = '-/return_received/part';

/** The last message about the arrival that the customer received, or is about to receive. */
function lastNews({ messagePlan }: ReturnState, isWanted: (milestoneId: string) => boolean) {
  const { sent, pending } = messagePlan;
  return [...sent.filter(({ outcome }) => hasLeft(outcome)), ...pending].findLast(
    ({ kind, milestoneId }) =>
      kind === 'return_corrected' || (kind === 'return_received' && isWanted(milestoneId)),
  );
}
