/** Messages about the way of a return's parcels to the shop, and about what goes wrong on it. */

import { hasReached } from '../journey/message-plan.ts';
import type { Milestone } from '../journey/send-hold-drop.ts';
import type { MessageKind } from '../message.ts';
import { currentStatus } from '../parcel/scan-summary.ts';
import { type Spell, troubleSpells } from '../parcel/status-days.ts';
import { countryScope, ruleFor } from '../policy/apply-policy.ts';
import { earliest } from '../time.ts';
import { milestone, whyEnded } from './milestone-parts.ts';
import { returnRefundExpectations } from './refund-due.ts';
import type { ReturnParcel, ReturnState } from './state.ts';
import {
  isLost,
  isProcessed,
  isReportedLost,
  isTurnedBack,
  isUnderWay,
  parcelReceivedAt,
  receivedAt,
  turnedBackAt,
} from './status.ts';

/** Of every parcel that the carrier has, or has had. */
export function wayMilestones(state: ReturnState): readonly Milestone[] {
  const parcels = Object.entries(state.parcels).filter(([, parcel]) => isUnderWay(parcel));
  return parcels.flatMap(([id, parcel]) => {
    const losses = lossMilestones(state, id, parcel);
    return [
      ...inTransitMilestones(state, id, parcel),
      ...losses.map(({ milestone: each }) => each),
      ...foundMilestones(state, id, { parcel, losses }),
      ...comingBackMilestones(state, id, parcel),
    ];
  });
}

function inTransitMilestones(
  state: ReturnState,
  id: string,
  parcel: ReturnParcel,
): readonly Milestone[] {
  const at = firstMovement(parcel);
  if (at === null) return [];
  const isOff = isTurnedBack(parcel) || isReportedLost(parcel) || isLost(parcel);
  const obsolete = whyNotAwaited(state, parcel, isOff);
  // Several parcels are often posted together.
  const grouping = Object.keys(state.parcels).length > 1 ? 'wait' : null;
  const more = grouping ? ({ obsolete, grouping } as const) : { obsolete };
  const first = milestone('return_in_transit', at, { occurrence: id, ...more });
  if (parcel.corrections === 0) return [first];
  return [{ ...first, id: `${id}/return_in_transit/1-${parcel.corrections + 1}` }];
}

function firstMovement({ scanSummary: { by } }: ReturnParcel): number | null {
  const movements = [by.in_transit, by.out_for_delivery, by.return_to_sender, by.delivered];
  return earliest(movements.map((times) => times?.first ?? null));
}

/** Once it has arrived or is refunded, the customer waits for nothing more. */
export function whyNotAwaited(
  state: ReturnState,
  parcel: ReturnParcel,
  isOvertaken: boolean,
): Milestone['obsolete'] {
  const hasArrived = receivedAt(state) !== null || parcelReceivedAt(state, parcel) !== null;
  return whyEnded(state, isOvertaken || hasArrived || isProcessed(state));
}

interface Loss {
  readonly milestone: Milestone;
  /** The last report of it, or the decision; epoch milliseconds. */
  readonly last: number;
}

/** The carrier reports a loss, once for each time; and a person decides that it is lost. */
function lossMilestones(state: ReturnState, id: string, parcel: ReturnParcel): readonly Loss[] {
  const { scanSummary, lostAt, observed } = parcel;
  const about = aboutParcel(state, id, parcel);
  const { reason: current } = currentStatus(scanSummary);
  const reported = listLosses(parcel).map(({ name, spell, isLast }): Loss => {
    const isNow = isLast && isReportedLost(parcel) && spell.reason === current;
    const obsolete = whyNotAwaited(state, parcel, !isNow || isLost(parcel));
    const more = { occurredAt: spell.first, obsolete };
    const { reason: cause } = spell;
    return { milestone: { ...about('return_lost', name, { cause }), ...more }, last: spell.last };
  });
  if (lostAt === undefined || lostAt < observed.addedAt) return reported;
  const obsolete = whyNotAwaited(state, parcel, !isLost(parcel));
  const decided = about('return_lost', `decided-${lostAt}`, { cause: 'decided' });
  return [...reported, { milestone: { ...decided, occurredAt: lostAt, obsolete }, last: lostAt }];
}

interface ReportedLoss {
  /** `loss`, `loss-2`. */
  readonly name: string;
  readonly spell: Spell;
  readonly isLast: boolean;
}

function listLosses({ scanSummary }: ReturnParcel): readonly ReportedLoss[] {
  const all = troubleSpells(scanSummary.days);
  return (['loss', 'destroyed'] as const).flatMap((reason) => {
    const spells = all.filter((each) => each.reason === reason);
    return spells.map((spell, index) => ({
      name: index === 0 ? reason : `${reason}-${index + 1}`,
      spell,
      isLast: index === spells.length - 1,
    }));
  });
}

interface LostParcel {
  readonly parcel: ReturnParcel;
  readonly losses: readonly Loss[];
}

/** After a message about its loss, that it moves again is news. */
function foundMilestones(
  state: ReturnState,
  id: string,
  { parcel, losses }: LostParcel,
): readonly Milestone[] {
  const { scanSummary } = parcel;
  const isMoving = currentStatus(scanSummary).status === 'in_transit';
  const about = aboutParcel(state, id, parcel);
  return losses.flatMap(({ milestone: { id: lossId }, last }, index) => {
    const movedAt = movedAfter(parcel, last);
    if (movedAt === null || !hasReached(state.messagePlan, lossId)) return [];
    const isOld = losses.slice(index + 1).some((later) => later.last >= last);
    const obsolete = whyNotAwaited(state, parcel, !isMoving || isOld);
    const found = about('return_in_transit', `found-${index + 1}`, { isFound: true });
    return [{ ...found, occurredAt: movedAt, obsolete }];
  });
}

function movedAfter({ scanSummary }: ReturnParcel, at: number): number | null {
  const moves = scanSummary.days.filter((day) => day.status === 'in_transit' && day.last > at);
  return earliest(moves.map(({ first, last }) => (first > at ? first : last)));
}

/** The carrier takes it back to the customer, who can then send it again: also once refunded. */
function comingBackMilestones(
  state: ReturnState,
  id: string,
  parcel: ReturnParcel,
): readonly Milestone[] {
  const at = turnedBackAt(parcel);
  if (at === null) return [];
  const { status, reason } = currentStatus(parcel.scanSummary);
  const isBack = reason === 'returned';
  const isOff = status !== 'return_to_sender' || isLost(parcel);
  const hasArrived = receivedAt(state) !== null || parcel.receivedAt !== null;
  const isOvertaken = isOff || hasArrived || state.inspection !== null;
  const about = aboutParcel(state, id, parcel);
  const coming = { ...about('return_coming_back', '1', { isBack: false }), occurredAt: at };
  const first = { ...coming, obsolete: whyEnded(state, isOvertaken || isBack) };
  if (!isBack) return [first];
  const isKnown = hasReached(state.messagePlan, coming.id);
  const obsolete = whyEnded(state, isOvertaken || isKnown);
  const back = { ...about('return_coming_back', 'back', { isBack }), occurredAt: at, obsolete };
  return [first, back];
}

/** Ids by parcel: several parcels may have the same news at the same time, in one message. */
function aboutParcel(state: ReturnState, id: string, { corrections }: ReturnParcel) {
  // What was sent about another number is not about this one.
  const suffix = corrections === 0 ? '' : `-${corrections + 1}`;
  const grouping = Object.keys(state.parcels).length > 1 ? 'wait' : 'join';
  return (
    kind: MessageKind,
    occurrence: string,
    facts: NonNullable<Milestone['facts']>,
  ): Omit<Milestone, 'occurredAt' | 'obsolete'> => ({
    id: `${id}/${kind}/${occurrence}${suffix}`,
    kind,
    shipmentIds: [id],
    grouping,
    group: Object.values(facts).join(' '),
    facts: { ...facts, isLookedInto: isDecisionAwaited(state), refundDue: refundDay(state) },
  });
}

/** Whether the shop's own ladder asks staff for a decision on a parcel that is reported lost. */
function isDecisionAwaited({ policy, country }: ReturnState): boolean {
  const { ladder } = ruleFor(policy, 'loss_resolved', countryScope(country));
  return ladder.some((step) => step.do === 'escalate');
}

/** When the refund is due whatever happens to the parcel; null: no such day lies ahead. */
export function refundDay(state: ReturnState): number | null {
  const [refund] = returnRefundExpectations(state);
  return refund && refund.due > state.now ? refund.due : null;
}
