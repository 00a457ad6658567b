/** An order as operators see it in the Temporal UI: Markdown without personal data. */

import type { JourneyView } from '../journey/machine.ts';
import { awaitedViews, awaitedWords, parcelWords, section, sections } from '../journey/view.ts';
import { orderExpectations } from './expectations.ts';
import type { OrderState, ShipmentState } from './state.ts';
import { orderStatus } from './status.ts';

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
    awaited: awaitedWords(state, awaited),
    expectations: awaited,
  };
}

function shipmentLine([id, shipment]: readonly [string, ShipmentState]): string {
  const edd = shipment.edd.latest ? `, expected ${shipment.edd.latest.date}` : '';
  const lost = shipment.lostAt === null ? '' : ', resolved as lost';
  const voided = shipment.voided ? ', voided' : '';
  return `${parcelWords(id, shipment)}${edd}${lost}${voided}`;
}
