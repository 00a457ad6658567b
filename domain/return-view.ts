/** A return as operations see it in the Temporal UI: Markdown, and no personal data. */

import { awaitedViews, iso, section, sections, timerWords } from './journey-view.ts';
import type { JourneyView } from './machine.ts';
import { returnExpectations } from './return-expectations.ts';
import { receivedAt, returnStatus } from './return-facts.ts';
import type { Refund, ReturnParcel, ReturnState } from './return-state.ts';
import { positionOf } from './sightings.ts';

export function returnView(state: ReturnState): JourneyView {
  const parcels = Object.entries(state.parcels);
  const awaited = awaitedViews(returnExpectations(state), state.watch, state.now);
  const timer = timerWords(state.outbox, awaited);
  const waiting = awaited.length > 0 ? 'people: it is overdue' : 'the end of the grace period';
  return {
    status: returnStatus(state),
    details: [
      ...section('Return', [`of order ${state.orderId ?? '?'}, ${returnStatus(state)}`]),
      ...section('Parcels', parcels.map(parcelLine)),
      ...section('At the shop', atTheShop(state)),
      ...sections(state.outbox, awaited),
    ].join('\n'),
    trackingNumbers: parcels.map(([, { trackingNumber }]) => trackingNumber),
    carriers: [...new Set(parcels.map(([, { carrier }]) => carrier))],
    awaited: state.closed ? 'nothing: closed' : (timer ?? waiting),
    expectations: awaited,
  };
}

function parcelLine([id, { carrier, trackingNumber, sightings }]: readonly [
  string,
  ReturnParcel,
]): string {
  const { status, since } = positionOf(sightings);
  const when = since === null ? 'nothing heard yet' : `since ${iso(since)}`;
  return `${id}: ${carrier} ${trackingNumber}, ${status}, ${when}`;
}

function atTheShop(state: ReturnState): readonly string[] {
  const { inspection, refunds } = state;
  const received = receivedAt(state);
  return [
    ...(received === null ? [] : [`received ${iso(received)}`]),
    ...(inspection === null ? [] : [`inspected ${iso(inspection.inspectedAt)}`]),
    ...refunds.map(refundLine),
  ];
}

function refundLine({ refundedAt, amount, final }: Refund): string {
  return `refunded ${amount.amount} ${amount.currency} ${iso(refundedAt)}${final ? '' : ', in part'}`;
}
