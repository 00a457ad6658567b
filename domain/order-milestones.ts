/** What is worth telling of an order, found in its facts alone. */

import type { Milestone } from './decision.ts';
import type { MessageKind } from './message.ts';
import type { OrderState, ShipmentState } from './order.ts';
import { positionOf, type Sightings } from './sightings.ts';

/** Everything that has happened so far and is told to the customer, whether told yet or not. */
export function orderMilestones(state: OrderState): readonly Milestone[] {
  const milestones: Milestone[] = [];
  if (state.placedAt !== null) {
    milestones.push({
      id: '-/order_confirmed/1',
      kind: 'order_confirmed',
      shipmentIds: [],
      occurredAt: state.placedAt,
      moot: state.cancelledAt === null ? null : 'cancelled',
    });
  }
  for (const [id, shipment] of Object.entries(state.shipments)) {
    milestones.push(...shipmentMilestones(id, shipment));
  }
  return milestones;
}

function shipmentMilestones(id: string, { shippedAt, sightings }: ShipmentState): Milestone[] {
  const { by, outDays } = sightings;
  const { status } = positionOf(sightings);
  const about = (kind: MessageKind, occurrence: string) => ({
    id: `${id}/${kind}/${occurrence}`,
    kind,
    shipmentIds: [id],
  });
  const milestones: Milestone[] = [];
  const over = status === 'delivered' || status === 'return_to_sender';
  milestones.push({
    ...about('shipped', '1'),
    occurredAt: shippedAt,
    moot: over ? 'superseded' : null,
  });
  for (const { day, first } of outDays) {
    milestones.push({
      ...about('out_for_delivery', day),
      occurredAt: first,
      moot: overtaken(sightings, first) ? 'superseded' : null,
    });
  }
  if (status === 'delivered' && by.delivered) {
    milestones.push({ ...about('delivered', '1'), occurredAt: by.delivered.first, moot: null });
  }
  return milestones;
}

/** What ends a tour: after it, "it is on its way to you today" is no longer true. */
const ENDS_OF_A_TOUR = [
  'attempted',
  'available_for_pickup',
  'delivered',
  'return_to_sender',
  'cancelled',
] as const;

function overtaken({ by, outDays }: Sightings, first: number): boolean {
  const later = outDays.some((day) => day.first > first);
  return later || ENDS_OF_A_TOUR.some((status) => (by[status]?.last ?? 0) >= first);
}
