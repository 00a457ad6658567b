/** A return as operators see it in the Temporal UI: Markdown without personal data. */

import type { JourneyView } from '../journey/machine.ts';
import { sharedExpectations } from '../journey/shared-expectations.ts';
import {
  awaitedViews,
  awaitedWords,
  inWords,
  iso,
  parcelWords,
  section,
  sections,
} from '../journey/view.ts';
import type { Refund } from '../refund.ts';
import { returnExpectations } from './expectations.ts';
import type { ReturnState } from './state.ts';
import { receivedAt, returnStatus } from './status.ts';

export function returnView(state: ReturnState): JourneyView {
  const parcels = Object.entries(state.parcels);
  const awaited = awaitedViews(
    [...returnExpectations(state), ...sharedExpectations(state)],
    state.overdue,
    state.now,
  );
  return {
    status: returnStatus(state),
    details: [
      ...section('Return', [`of order ${state.orderId ?? '?'}, ${inWords(returnStatus(state))}`]),
      ...section(
        'Parcels',
        parcels.map(([id, parcel]) => parcelWords(id, parcel)),
      ),
      ...section('At the shop', atTheShop(state)),
      ...sections(state.messagePlan, awaited),
    ].join('\n'),
    trackingNumbers: parcels.map(([, { trackingNumber }]) => trackingNumber),
    carriers: [...new Set(parcels.map(([, { carrier }]) => carrier))],
    awaited: awaitedWords(state, awaited),
    expectations: awaited,
  };
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
