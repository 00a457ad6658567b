/** The messages of a return's ladders. */

import { ladderMilestones } from '../journey/ladder-messages.ts';
import { hasReached } from '../journey/message-plan.ts';
import type { Milestone } from '../journey/send-hold-drop.ts';
import { isForStaff } from '../message.ts';
import { ownProperty } from '../own-property.ts';
import { paidInAdvance } from './goods-back.ts';
import type { ReturnState } from './state.ts';
import { isLost, isReportedLost, isTurnedBack, isUnderWay } from './status.ts';
import { refundDay, whyNotAwaited } from './way-milestones.ts';

/** That a parcel has stopped moving is said once. */
export function returnLadderMilestones(state: ReturnState): readonly Milestone[] {
  const all = ladderMilestones(state);
  return all.map((each) => {
    if (each.facts?.['expectation'] === 'goods_back') return aboutGoods(state, each);
    return each.kind === 'return_delayed' ? aboutStall(state, each, all) : each;
  });
}

/** Staff read how much was paid. The customer needs no reminder once the carrier has it. */
function aboutGoods(state: ReturnState, each: Milestone): Milestone {
  if (isForStaff(each.kind)) return { ...each, facts: { ...each.facts, ...paidInAdvance(state) } };
  const isPosted = Object.values(state.parcels).some(isUnderWay);
  return { ...each, obsolete: each.obsolete ?? (isPosted ? 'superseded' : null) };
}

function aboutStall(state: ReturnState, each: Milestone, all: readonly Milestone[]): Milestone {
  const [id = ''] = each.shipmentIds;
  const parcel = ownProperty(state.parcels, id);
  if (!parcel) return each;
  const isKnown = all.some(
    (other) =>
      other.kind === each.kind &&
      other.id !== each.id &&
      other.shipmentIds[0] === id &&
      hasReached(state.messagePlan, other.id, parcel.observed.addedAt),
  );
  const isOff = isKnown || isTurnedBack(parcel) || isReportedLost(parcel) || isLost(parcel);
  const obsolete = each.obsolete ?? whyNotAwaited(state, parcel, isOff);
  const isLookedInto = isInHand(state, String(each.facts?.['expectationId']));
  const facts = { ...each.facts, isLookedInto, refundDue: refundDay(state) };
  return { ...each, obsolete, facts, grouping: 'join' };
}

/** Whether an escalation about the alarm is open. */
function isInHand({ overdue }: ReturnState, id: string): boolean {
  return overdue.raised.some(
    (alarm) => alarm.id === id && alarm.escalationId !== null && alarm.resolution === null,
  );
}
