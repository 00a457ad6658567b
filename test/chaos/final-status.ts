/** How a journey must end, by the reported facts: the rules of docs/states.md, written once more. */

import type { Fact, Report, Story } from './facts.ts';

/** In this order: the first that any parcel has is the order's. */
const WORST_FIRST = [
  'return_to_sender',
  'available_for_pickup',
  'unknown',
  'pre_transit',
  'in_transit',
  'out_for_delivery',
  'delivered',
];

export function parcelStatus(parcel: string, reports: readonly Report[]): string {
  const scans = ackedFacts(reports)
    .flatMap((fact) => (fact.what === 'scanned' && fact.parcel === parcel ? [fact] : []))
    .sort((a, b) => a.at - b.at);
  return scans.at(-1)?.status ?? 'unknown';
}

export function orderStatus(story: Story, reports: readonly Report[]): string {
  const facts = ackedFacts(reports);
  if (facts.some(({ what }) => what === 'order_cancelled')) return 'cancelled';
  const added = story.parcels.filter((parcel) =>
    facts.some((fact) => fact.what === 'shipment_added' && fact.parcel === parcel),
  );
  const statuses = added.map((parcel) => parcelStatus(parcel, reports));
  return WORST_FIRST.find((status) => statuses.includes(status)) ?? 'placed';
}

/** Null: there is no return. */
export function returnStatus(reports: readonly Report[]): string | null {
  const facts = ackedFacts(reports);
  const has = (what: Fact['what']) => facts.some((fact) => fact.what === what);
  if (!has('return_requested')) return null;
  if (has('return_cancelled')) return 'cancelled';
  if (has('return_rejected')) return 'rejected';
  if (has('return_refunded')) return 'refunded';
  if (has('return_inspected')) return 'inspected';
  const label = facts.find((fact) => fact.what === 'return_labelled');
  const status = label ? parcelStatus(label.parcel, reports) : 'unknown';
  if (status === 'delivered') return 'received';
  if (status === 'in_transit') return 'in_transit';
  if (label) return 'label_issued';
  return has('return_approved') ? 'approved' : 'requested';
}

function ackedFacts(reports: readonly Report[]): readonly Fact[] {
  return reports.filter(({ ackedAt }) => ackedAt !== null).map(({ fact }) => fact);
}
