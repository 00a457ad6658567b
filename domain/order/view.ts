/** An order as operators see it in the Temporal UI: Markdown without personal data. */

import type { JourneyView } from '../journey/machine.ts';
import { sharedExpectations } from '../journey/shared-expectations.ts';
import {
  awaitedViews,
  awaitedWords,
  iso,
  parcelWords,
  section,
  sections,
} from '../journey/view.ts';
import { orderExpectations } from './expectations.ts';
import { deemedCancelledAt } from './ship-dates.ts';
import type { ShipDelay } from './ship-promise.ts';
import type { OrderState, ShipmentState } from './state.ts';
import { orderStatus } from './status.ts';

export function orderView(state: OrderState): JourneyView {
  const shipments = Object.entries(state.shipments);
  const open = [...orderExpectations(state), ...sharedExpectations(state)];
  const awaited = awaitedViews(open, state.overdue, state.now);
  return {
    status: orderStatus(state),
    details: [
      ...section('Shipments', shipments.map(shipmentLine)),
      ...section('Late shipment', delayLines(state)),
      ...sections(state.messagePlan, awaited),
    ].join('\n'),
    trackingNumbers: shipments.map(([, { trackingNumber }]) => trackingNumber),
    carriers: [...new Set(shipments.map(([, { carrier }]) => carrier))],
    awaited: awaitedWords(state, awaited),
    expectations: awaited,
  };
}

/** What was said about a late shipment, and since when the order counts as cancelled by law. */
function delayLines(state: OrderState): readonly string[] {
  const { delays, cancelRequested } = state.shipPromise;
  const deemedAt = deemedCancelledAt(state);
  return [
    ...delays.map(delayLine),
    ...(cancelRequested
      ? [`the customer asked to cancel, ${iso(cancelRequested.occurredAt)}`]
      : []),
    ...(deemedAt === null ? [] : [`**counts as cancelled** since ${iso(deemedAt)}`]),
  ];
}

function delayLine({ revisedDay, byShop, noticedAt, consentedAt }: ShipDelay): string {
  const day = revisedDay === null ? 'to an unknown day' : `to ${revisedDay}`;
  const by = byShop ? '' : ', because the shop did not answer';
  const noticed = noticedAt === null ? ', no notice sent' : `, notice sent ${iso(noticedAt)}`;
  const consented = consentedAt === null ? '' : `, customer consented ${iso(consentedAt)}`;
  return `delay ${day}${by}${noticed}${consented}`;
}

function shipmentLine([id, shipment]: readonly [string, ShipmentState]): string {
  const edd = shipment.edd.latest ? `, expected ${shipment.edd.latest.date}` : '';
  const lost = shipment.lostAt === null ? '' : ', resolved as lost';
  const voided = shipment.voided ? ', voided' : '';
  return `${parcelWords(id, shipment)}${edd}${lost}${voided}`;
}
