/** Messages about what goes wrong with a parcel, and about the end of it. */

import { hasLeft, hasReached } from '../journey/message-plan.ts';
import type { Milestone } from '../journey/send-hold-drop.ts';
import type { MessageKind } from '../message.ts';
import { currentStatus, type ScanSummary } from '../parcel/scan-summary.ts';
import { daysOf, type Spell, troubleSpells } from '../parcel/status-days.ts';
import type { Reason } from '../tracking.ts';
import { dayAt, listMoves } from './delay-milestones.ts';
import {
  aboutParcel,
  dropIfCovered,
  eachSpell,
  othersMayReach,
  whyOver,
} from './milestone-parts.ts';
import type { OrderState, ShipmentState } from './state.ts';
import { turnedUpAt } from './status.ts';

export function troubleMilestones(
  state: OrderState,
  id: string,
  shipment: ShipmentState,
): readonly Milestone[] {
  return [
    ...reportMilestones(state, id, shipment),
    ...releaseMilestones(state, id, shipment),
    ...returnMilestones(state, id, shipment),
    ...lossMilestones(state, id, shipment),
  ];
}

/** One for each trouble, and for each time that it comes again. */
function reportMilestones(
  state: OrderState,
  id: string,
  shipment: ShipmentState,
): readonly Milestone[] {
  const { scanSummary, writtenOffAt } = shipment;
  const { status, reason: current } = currentStatus(scanSummary);
  const about = aboutParcel(id, shipment);
  return listTroubles(shipment).flatMap(({ reason, spells }) => {
    const isNow = status === 'exception' && current === reason && writtenOffAt === null;
    return eachSpell(spells, (occurrence, { first }, isLast): Milestone => {
      const overnight = PASSING_REASONS.has(reason);
      const isKnown = overnight && isDelayKnown(state, id, first);
      const obsolete = whyOver(state, shipment, !isLast || !isNow || isKnown);
      const grouping = othersMayReach(state, id, ['delivered']) ? 'wait' : 'join';
      const newEdd = newDay(state, [id, shipment], first);
      const facts = newEdd === null ? { reason } : { reason, newEdd };
      const group = newEdd === null ? reason : `${reason} ${newEdd}`;
      const shared = { grouping, group, overnight, facts, renewsFacts: true } as const;
      const more = { occurredAt: first, obsolete, ...shared };
      return { ...about(...reportOf(reason, Number(occurrence))), ...more };
    }).map((each, index, all) => dropIfCovered(state, each, all[index - 1]));
  });
}

/** The later day that the carrier names with the trouble, or that is yet to be sent; null: none. */
function newDay(
  state: OrderState,
  [id, shipment]: readonly [string, ShipmentState],
  since: number,
): string | null {
  const last = listMoves(state, id, shipment).findLast(({ isLast }) => isLast);
  if (!last?.isLater || !last.to.isOwn) return null;
  const { asOf, date } = last.to;
  const isSent = hasReached(state.messagePlan, aboutParcel(id, shipment)('delayed', date).id);
  return date >= dayAt(state, asOf) && (asOf >= since || !isSent) ? date : null;
}

/** Whether a message about a delay of the parcel has gone since then, or is about to. */
function isDelayKnown({ messagePlan }: OrderState, id: string, since: number): boolean {
  const { sent, pending, held } = messagePlan;
  const reached = sent.filter(({ at, outcome }) => at >= since && hasLeft(outcome));
  const planned = [...pending, ...held].filter(({ occurredAt }) => occurredAt >= since);
  return [...reached, ...planned].some(
    ({ kind, milestoneId, covers = [] }) =>
      kind === 'delayed' && [milestoneId, ...covers].some((each) => each.startsWith(`${id}/`)),
  );
}

/** The kind and the occurrence of the message about a trouble. */
function reportOf(reason: Reason, spell: number): readonly [kind: MessageKind, name: string] {
  if (reason === 'payment_due') return ['payment_due', String(spell)];
  return ['exception', spell === 1 ? reason : `${reason}-${spell}`];
}

/** The end of a trouble whose message promised to report it. */
function releaseMilestones(
  state: OrderState,
  id: string,
  shipment: ShipmentState,
): readonly Milestone[] {
  const { scanSummary } = shipment;
  const isMoving =
    currentStatus(scanSummary).status === 'in_transit' && shipment.writtenOffAt === null;
  const about = aboutParcel(id, shipment);
  return listTroubles(shipment).flatMap(({ reason, spells }) => {
    if (!RELEASED_REASONS.has(reason)) return [];
    return spells.flatMap((spell, index) => {
      const name = index === 0 ? reason : `${reason}-${index + 1}`;
      const movedAt = firstMoveAfter(scanSummary, spell.last);
      const told = about(...reportOf(reason, index + 1)).id;
      if (movedAt === null || !hasReached(state.messagePlan, told)) return [];
      const obsolete = whyOver(state, shipment, !isMoving || index < spells.length - 1);
      const more = { occurredAt: movedAt, obsolete, facts: { released: reason } };
      // Several troubles may end with one scan, such as customs and the payment of duty.
      return [{ ...about('moving_again', name), ...more, grouping: 'join' as const, group: id }];
    });
  });
}

function firstMoveAfter({ days }: ScanSummary, at: number): number | null {
  const moves = days.filter(({ status, last }) => status === 'in_transit' && last > at);
  if (moves.length === 0) return null;
  return Math.min(...moves.map(({ first, last }) => (first > at ? first : last)));
}

interface Troubles {
  readonly reason: Reason;
  readonly spells: readonly Spell[];
}

function listTroubles({ scanSummary }: ShipmentState): readonly Troubles[] {
  const all = troubleSpells(scanSummary.days);
  const reasons = [...new Set(all.map(({ reason }) => reason ?? 'other'))];
  return reasons
    .filter((reason) => REPORTED_REASONS.has(reason))
    .map((reason) => ({ reason, spells: all.filter((each) => each.reason === reason) }));
}

function returnMilestones(
  state: OrderState,
  id: string,
  shipment: ShipmentState,
): readonly Milestone[] {
  const { by, days } = shipment.scanSummary;
  if (!by.return_to_sender) return [];
  const { status } = currentStatus(shipment.scanSummary);
  const given = [by.return_to_sender.reason, by.exception?.reason ?? null].find(
    (reason) => reason !== null && CAUSES_OF_RETURN.has(reason),
  );
  const attempted = daysOf(days, 'attempted').length > 0 ? 'nobody_home' : null;
  const cause = state.cancelledAt === null ? (given ?? attempted) : 'cancelled';
  return [
    {
      ...aboutParcel(id, shipment)('returning_to_sender', '1'),
      occurredAt: by.return_to_sender.first,
      obsolete: status === 'return_to_sender' ? null : 'superseded',
      facts: { cause },
    },
  ];
}

/** A person resolved it as lost; and it turned up after all. */
function lossMilestones(
  state: OrderState,
  id: string,
  shipment: ShipmentState,
): readonly Milestone[] {
  const { lostAt, scanSummary } = shipment;
  if (lostAt === null) return [];
  const isDelivered = currentStatus(scanSummary).status === 'delivered';
  const about = aboutParcel(id, shipment);
  const lost = about('lost', '1');
  const foundAt = turnedUpAt(shipment);
  const over: Milestone['obsolete'] = isDelivered ? 'superseded' : null;
  const found =
    foundAt === null || !hasReached(state.messagePlan, lost.id)
      ? []
      : [
          {
            ...about('moving_again', 'found'),
            occurredAt: foundAt,
            obsolete: over,
            facts: { released: 'loss' },
          },
        ];
  const obsolete = foundAt === null ? over : 'superseded';
  return [{ ...lost, occurredAt: lostAt, obsolete }, ...found];
}

/** Trouble that the customer can help to resolve, or should know about at once. */
const REPORTED_REASONS: ReadonlySet<Reason> = new Set<Reason>([
  'delay',
  'address',
  'customs',
  'customs_information',
  'payment_due',
  'damage',
  'loss',
  'destroyed',
  'weather',
  'refused',
  'held',
  'unclaimed',
  'no_access',
]);

/** Trouble that is often over by the next morning, and that the customer cannot help. */
const PASSING_REASONS: ReadonlySet<Reason> = new Set<Reason>(['delay', 'weather', 'held']);

/** Trouble whose end the customer waits for. */
const RELEASED_REASONS: ReadonlySet<Reason> = new Set<Reason>([
  'address',
  'customs',
  'customs_information',
  'payment_due',
  'held',
  'loss',
]);

const CAUSES_OF_RETURN: ReadonlySet<Reason> = new Set<Reason>([
  'address',
  'refused',
  'unclaimed',
  'damage',
  'nobody_home',
]);
