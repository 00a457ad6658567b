/** Messages about a delivery, and about one that the carrier takes back. */

import { timeAsFact } from '../journey/expectation.ts';
import { hasLeft, hasReached } from '../journey/message-plan.ts';
import type { Milestone } from '../journey/send-hold-drop.ts';
import type { MessageKind } from '../message.ts';
import { whileUnsettled } from '../parcel/parcel.ts';
import { currentStatus, isUndelivered } from '../parcel/scan-summary.ts';
import { countedDeliveryAt, deliveryTakenBackAt, reportedMistakeAt } from '../parcel/taken-back.ts';
import { lastWrongCarrier } from './correction-milestones.ts';
import { aboutParcel, othersMayReach } from './milestone-parts.ts';
import type { OrderState, ShipmentState } from './state.ts';
import { areAllDelivered, completeShipments } from './status.ts';

export function deliveryMilestones(
  state: OrderState,
  id: string,
  shipment: ShipmentState,
): readonly Milestone[] {
  const { scanSummary } = shipment;
  const arrived = scanSummary.by.delivered;
  if (!arrived) return [];
  const about = aboutParcel(id, shipment);
  const isDelivered = currentStatus(scanSummary).status === 'delivered';
  const grouping = othersMayReach(state, id, ['delivered']) ? 'wait' : 'join';
  const deliveredAt = countedDeliveryAt(scanSummary);
  const takenBackAt = deliveryTakenBackAt(scanSummary);
  const first = about('delivered', '1');
  const isNeeded = isDelivered && !areAllDelivered(state);
  const obsolete = isNeeded && takenBackAt === null ? null : 'superseded';
  const milestones: Milestone[] = [{ ...first, occurredAt: arrived.first, obsolete, grouping }];
  if (takenBackAt === null) return [...milestones, ...afterWrongCarrier(state, id, shipment)];
  milestones.push(...withdrawalMilestones(state, id, shipment));
  if (deliveredAt === null) return milestones;
  const again = about('delivered', timeAsFact(takenBackAt));
  const isNews = isNeeded && isNewsToCustomer(state, id, again.id);
  const why = isNews ? null : 'superseded';
  const wait = whileUnsettled([shipment]);
  return [...milestones, { ...again, occurredAt: deliveredAt, obsolete: why, grouping, ...wait }];
}

/** The delivery, once the one that a wrong carrier reported was taken back. */
function afterWrongCarrier(
  state: OrderState,
  id: string,
  shipment: ShipmentState,
): readonly Milestone[] {
  const occurrence = lastWrongCarrier(state.messagePlan, id);
  const occurredAt = countedDeliveryAt(shipment.scanSummary);
  if (occurrence === null || occurredAt === null) return [];
  const about = aboutParcel(id, shipment)('delivered', occurrence);
  const isNeeded =
    currentStatus(shipment.scanSummary).status === 'delivered' &&
    !areAllDelivered(state) &&
    isNewsToCustomer(state, id, about.id);
  const grouping = othersMayReach(state, id, ['delivered']) ? 'wait' : 'join';
  return [{ ...about, occurredAt, obsolete: isNeeded ? null : 'superseded', grouping }];
}

/**
 * The customer who received a message about the delivery learns that the carrier called it a
 * mistake. If the carrier only brings the parcel again, the message about that says enough.
 */
function withdrawalMilestones(
  state: OrderState,
  id: string,
  shipment: ShipmentState,
): readonly Milestone[] {
  const withdrawnAt = reportedMistakeAt(shipment.scanSummary);
  if (withdrawnAt === null) return [];
  const about = aboutParcel(id, shipment)('not_delivered_after_all', timeAsFact(withdrawnAt));
  const isTold = lastNews(state, id) === 'delivered' || hasReached(state.messagePlan, about.id);
  if (!isTold) return [];
  const isOpen = isUndelivered(shipment.scanSummary) && shipment.writtenOffAt === null;
  const obsolete = isOpen ? null : 'superseded';
  return [{ ...about, occurredAt: withdrawnAt, obsolete, ...whileUnsettled([shipment]) }];
}

/** When the last of several parcels arrives, its message reports the whole order as delivered. */
export function allDeliveredMilestones(state: OrderState): readonly Milestone[] {
  if (!areAllDelivered(state)) return [];
  const shipments = completeShipments(state);
  const times = shipments.map(([, { scanSummary }]) => countedDeliveryAt(scanSummary) ?? 0);
  const corrections = shipments.reduce((sum, [, each]) => sum + each.corrections, 0);
  const suffix = corrections === 0 ? '' : `-${corrections + 1}`;
  const withdrawals = shipments.flatMap(([, each]) => deliveryTakenBackAt(each.scanSummary) ?? []);
  const wrong = shipments.flatMap(([each]) => lastWrongCarrier(state.messagePlan, each) ?? []);
  const isAgain = withdrawals.length + wrong.length > 0;
  const last = withdrawals.length > 0 ? [timeAsFact(Math.max(...withdrawals))] : [];
  const again = [...last, ...wrong].map((each) => `-${each}`).join('');
  const id = `-/all_delivered/${shipments.length}${suffix}${again}`;
  const isNews = !isAgain || shipments.some(([each]) => isNewsToCustomer(state, each, id));
  const shipmentIds = shipments.map(([each]) => each);
  const about = { id, kind: 'all_delivered', shipmentIds } as const;
  const occurredAt = Math.max(...times);
  const obsolete = isNews ? null : 'superseded';
  const parcels = shipments.map(([, each]) => each);
  return [{ ...about, occurredAt, obsolete, ...whileUnsettled(parcels) }];
}

/** False: the customer believes already that it was delivered. `milestoneId`: of the message itself. */
function isNewsToCustomer(state: OrderState, id: string, milestoneId: string): boolean {
  return lastNews(state, id) !== 'delivered' || hasReached(state.messagePlan, milestoneId);
}

/** What the customer last received, or is about to receive, about the delivery of a parcel. */
function lastNews(
  { messagePlan: { sent, pending } }: OrderState,
  id: string,
): 'delivered' | 'not_delivered' | null {
  const reached = [...sent.filter(({ outcome }) => hasLeft(outcome)), ...pending];
  const last = reached.findLast(
    ({ kind, milestoneId, covers = [] }) =>
      kind === 'all_delivered' ||
      [milestoneId, ...covers].some((each) =>
        NEWS.some((news) => each.startsWith(`${id}/${news}/`)),
      ),
  );
  if (!last) return null;
  return DELIVERED.includes(last.kind) ? 'delivered' : 'not_delivered';
}

const DELIVERED: readonly MessageKind[] = ['delivered', 'all_delivered'];

const NEWS: readonly MessageKind[] = [
  'delivered',
  'not_delivered_after_all',
  'out_for_delivery',
  'attempted',
  'available_for_pickup',
];
