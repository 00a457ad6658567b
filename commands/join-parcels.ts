/** Makes one entry of each parcel that a report has, and bounds how many there are. */

import type { TrackingNumber } from '../domain/ids.ts';
import { mergeProof } from '../domain/parcel/proof-of-delivery.ts';
import type { TrackedShipment } from '../domain/tracking.ts';

export type NumberedShipment = TrackedShipment & { readonly trackingNumber: TrackingNumber };

/** Each takes a transaction of about 10 ms. No sender documents how many parcels its lists have. */
const PARCELS_PER_REPORT = 500;

export interface JoinedParcels {
  readonly parcels: readonly NumberedShipment[];
  /** How many scans the parcels beyond `PARCELS_PER_REPORT` have. */
  readonly scansLeftOut: number;
}

/** The parcels of a report by number and carrier, in the order in which they come first. */
export function joinParcels(shipments: readonly NumberedShipment[]): JoinedParcels {
  const groups = Map.groupBy(shipments, ({ carrier, trackingNumber }) =>
    JSON.stringify([carrier, trackingNumber]),
  );
  const parcels = [...groups.values()].flatMap((group) => joinEntries(group) ?? []);
  const rest = parcels.slice(PARCELS_PER_REPORT);
  const scansLeftOut = rest.reduce((sum, { events }) => sum + events.length, 0);
  return { parcels: parcels.slice(0, PARCELS_PER_REPORT), scansLeftOut };
}

/** The facts of the entry with the latest scan count; one that it leaves out is that of another. */
function joinEntries(entries: readonly NumberedShipment[]): NumberedShipment | undefined {
  if (entries.length < 2) return entries[0];
  const oldestFirst = entries.toSorted((a, b) => lastScanAt(a) - lastScanAt(b));
  const last = oldestFirst.at(-1);
  if (!last) return undefined;
  const counts = entries.flatMap(({ attempts }) => attempts ?? []);
  const latest = <Value>(read: (entry: NumberedShipment) => Value | null) =>
    oldestFirst.map(read).findLast((value) => value !== null) ?? null;
  return {
    ...last,
    events: oldestFirst
      .flatMap(({ events }) => events)
      .toSorted((a, b) => a.occurredAt - b.occurredAt),
    edd: latest(({ edd }) => edd),
    originalEdd: latest(({ originalEdd }) => originalEdd),
    proofOfDelivery: joinProofs(oldestFirst),
    attempts: counts.length === 0 ? null : counts.reduce((a, b) => Math.max(a, b)),
    relatedNumbers: distinct(entries.flatMap(({ relatedNumbers }) => relatedNumbers)),
    returnNumber: latest(({ returnNumber }) => returnNumber),
    unmapped: distinct(entries.flatMap(({ unmapped }) => unmapped)),
  };
}

function joinProofs(entries: readonly NumberedShipment[]) {
  const proofs = entries.flatMap(({ proofOfDelivery }) => proofOfDelivery ?? []);
  return proofs.length === 0 ? null : proofs.reduce((known, each) => mergeProof(known, each));
}

function lastScanAt({ events }: NumberedShipment): number {
  return events.at(-1)?.occurredAt ?? Number.NEGATIVE_INFINITY;
}

function distinct<Value>(values: readonly Value[]): readonly Value[] {
  return [...new Set(values)];
}
