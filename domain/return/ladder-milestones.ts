/** The messages of a return's ladders. */

import { ladderMilestones } from '../journey/ladder-messages.ts';
import { hasReached } from '../journey/message-plan.ts';
import type { Milestone } from '../journey/send-hold-drop.ts';
import { isForStaff } from '../message.ts';
import { ownProperty } from '../own-property.ts';
import { DAY } from '../time.ts';
import { paidInAdvance } from './goods-back.ts';
import type { ReturnState } from './state.ts';
import { isLost, isReportedLost, isTurnedBack, isUnderWay } from './status.ts';
import { refundDay, whyNotAwaited } from './way-milestones.ts';

/** That a parcel has stopped moving is said once. */
export function returnLadderMilestones(state: ReturnState): readonly Milestone[] {
  const all = ladderMilestones(state);
  return all.map((each) => {
    if (each.facts?.['expectation'] === 'goods_back') return aboutGoods(state, each);
    if (each.kind === 'return_inspection_late' && isRepeated(state, each, all)) {
      return { ...each, obsolete: each.obsolete ?? 'superseded' };
    }
    return each.kind === 'return_delayed' ? aboutStall(state, each, all) : each;
  });
}

/** Within this time, the inspection is still late for the same reason. */
const SAME_DELAY_MS = 5 * DAY;

/** The parcels of a return wait for one inspection. */
function isRepeated({ messagePlan }: ReturnState, each: Milestone, all: readonly Milestone[]) {
  return all.some(({ kind, id, occurredAt }) => {
    const ms = each.occurredAt - occurredAt;
    const isEarlier = ms > 0 && ms < SAME_DELAY_MS;
    return kind === each.kind && id !== each.id && isEarlier && hasReached(messagePlan, id);
  });
}

/** Staff read how much was paid. The customer needs no reminder once the carrier has it. */
function aboutGoods(state: ReturnState, each: Milestone): Milestone {
  if (isForStaff(each.kind)) return { ...each, facts: { ...each.facts, ...paidInAdvance(state) } };
  const isPosted = state.expiredAt !== null || Object.values(state.parcels).some(isUnderWay);
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
