/** The notices that let a customer consent to a late shipment or cancel the order. */

import type { Milestone } from '../journey/send-hold-drop.ts';
import { DAY, MINUTE } from '../time.ts';
import {
  fullyShippedAt,
  isConsentAwaited,
  offerDelay,
  type ShipStanding,
  shipStanding,
} from './ship-dates.ts';
import type { DelayOffer } from './ship-promise.ts';
import type { OrderState } from './state.ts';
import { countedShipments, isParcelMissing, isUnscanned } from './status.ts';

/** One for each delay that the shop has declared. */
export function shipDelayMilestones(state: OrderState): readonly Milestone[] {
  const { delays, confirmedAt } = state.shipPromise;
  return delays.flatMap((delay, index): readonly Milestone[] => {
    if (!delay.byShop) return [];
    const isLast = index === delays.length - 1 && confirmedAt === null;
    const isNeeded = isLast && shipStanding(state) !== null && !isSettled(state);
    const number = index + 1;
    const id = `-/ship_delay_notice/${number}`;
    const about = { id, kind: 'ship_delay_notice', shipmentIds: [] } as const;
    const obsolete = whyObsolete(state, isNeeded);
    return [{ ...about, occurredAt: delay.declaredAt, obsolete, ...termsOf(delay, number) }];
  });
}

/**
 * Completes the messages of the ladder of `ships_by_law`: the question to staff, and the notice to
 * the customer. They are sent only where the shop has not said when it ships.
 */
export function completeNotice(state: OrderState, milestone: Milestone): Milestone {
  if (milestone.kind === 'overdue_notice') return dropAnswered(state, milestone);
  if (milestone.kind !== 'ship_delay_notice') return milestone;
  const standing = shipStanding(state);
  const offer = offerDelay(state, null, milestone.occurredAt);
  if (!standing || !offer) return { ...milestone, obsolete: whyObsolete(state, false) };
  const isNeeded = milestone.obsolete === null && !isSettled(state) && !isAnswered(state, standing);
  const { facts, ...terms } = termsOf(offer, null);
  return {
    ...milestone,
    ...terms,
    obsolete: whyObsolete(state, isNeeded),
    facts: { ...milestone.facts, ...facts },
  };
}

function dropAnswered({ shipPromise }: OrderState, milestone: Milestone): Milestone {
  const isOfRule = milestone.facts?.['expectation'] === 'ships_by_law';
  if (!isOfRule || shipPromise.confirmedAt === null) return milestone;
  return { ...milestone, obsolete: milestone.obsolete ?? 'superseded' };
}

function termsOf(offer: DelayOffer, number: number | null): Pick<Milestone, 'facts' | 'trueUntil'> {
  const until = offer.noticeBy === null ? {} : { trueUntil: offer.noticeBy - SENDING_MS };
  const { revisedDay, replacesDay, answerDay, silence, isRenewed } = offer;
  const facts = { delay: number, revisedDay, replacesDay, answerDay, silence, isRenewed };
  return { ...until, facts };
}

/** The notice has to leave by its time, and sending takes a moment. */
const SENDING_MS = MINUTE;

function whyObsolete({ cancelledAt }: OrderState, isNeeded: boolean): Milestone['obsolete'] {
  if (cancelledAt !== null) return 'cancelled';
  return isNeeded ? null : 'superseded';
}

/** Whether the customer needs no notice any more. */
function isSettled(state: OrderState): boolean {
  if (state.refundedAt !== null || state.shipPromise.cancelRequested) return true;
  if (state.withdrawals.some(({ isWhole }) => isWhole)) return true;
  return fullyShippedAt(state) !== null;
}

/**
 * Whether the shop has said when it ships, or the customer has been asked already. A parcel that the
 * shop added after staff were asked is its answer: the carrier has yet to scan it.
 */
function isAnswered(state: OrderState, standing: ShipStanding): boolean {
  const { confirmedAt, delays } = state.shipPromise;
  const isDeclared = delays.at(-1)?.noticedAt === null;
  if (confirmedAt !== null || isDeclared || isConsentAwaited(standing)) return true;
  if (isParcelMissing(state) || standing.promisedBy === null) return false;
  const askedAt = standing.promisedBy - ASKED_BEFORE_MS;
  const unscanned = countedShipments(state).filter(([, shipment]) => isUnscanned(shipment));
  return unscanned.every(([, { awaitedSince }]) => awaitedSince >= askedAt);
}

const ASKED_BEFORE_MS = 2 * DAY;
