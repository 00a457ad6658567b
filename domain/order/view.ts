/** An order as operations see it in the Temporal UI: Markdown, and no personal data. */

import type { JourneyView } from '../journey/machine.ts';
import {
  type AwaitedView,
  awaitedViews,
  parcelWords,
  section,
  sections,
  timerWords,
} from '../journey/view.ts';
import { currentStatus } from '../parcel/scan-summary.ts';
import { STATUSES, type Status } from '../tracking.ts';
import { orderExpectations } from './expectations.ts';
import type { OrderState, ShipmentState } from './state.ts';

export function orderView(state: OrderState): JourneyView {
  const shipments = Object.entries(state.shipments);
  const awaited = awaitedViews(orderExpectations(state), state.overdue, state.now);
  return {
    status: orderStatus(state),
    details: [
      ...section('Shipments', shipments.map(shipmentLine)),
      ...sections(state.messagePlan, awaited),
    ].join('\n'),
    trackingNumbers: shipments.map(([, { trackingNumber }]) => trackingNumber),
    carriers: [...new Set(shipments.map(([, { carrier }]) => carrier))],
    awaited: awaitedBy(state, awaited),
    expectations: awaited,
  };
}

/** Trouble first, then what is furthest from the customer. */
const TELLING: readonly Status[] = [
  'exception',
  'return_to_sender',
  'attempted',
  'available_for_pickup',
  ...STATUSES,
];

/** The order's own status: that of the shipment that needs a look most. */
export function orderStatus(state: OrderState): Status | 'placed' {
  const statuses = Object.values(state.shipments).map(
    ({ scanSummary }) => currentStatus(scanSummary).status,
  );
  if (state.cancelledAt !== null && statuses.every((status) => status === 'unknown')) {
    return 'cancelled';
  }
  if (statuses.length === 0) return 'placed';
  return TELLING.find((status) => statuses.includes(status)) ?? 'unknown';
}

function awaitedBy(state: OrderState, awaited: readonly AwaitedView[]): string {
  if (state.closed) return 'nothing: closed';
  const timer = timerWords(state.messagePlan, awaited);
  return timer ?? 'the end of the grace period';
}

function shipmentLine([id, shipment]: readonly [string, ShipmentState]): string {
  const edd = shipment.edd.latest ? `, expected ${shipment.edd.latest.date}` : '';
  const lost = shipment.lostAt === null ? '' : ', given up for lost';
  return `${parcelWords(id, shipment)}${edd}${lost}`;
}
