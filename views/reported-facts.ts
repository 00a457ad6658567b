/** What a carrier reported about a shipment beside its scans and its estimate. */

import type { ShipmentRow } from '../db/shipments.ts';
import type { TrackingNumber } from '../domain/ids.ts';
import { countAttempts } from '../domain/parcel/attempts.ts';
import { encodeWebUrl } from '../domain/web-url.ts';
import { isoTime } from './journey.ts';

/** As the carrier reported it. Personal data. */
export interface ProofView {
  readonly at: string | null;
  readonly signedBy: string | null;
  readonly location: string | null;
  readonly signatureUrl: string | null;
  readonly photoUrl: string | null;
}

export interface RelatedNumberView {
  readonly trackingNumber: TrackingNumber;
  /** The order's shipment with that number; null: none has it. */
  readonly shipmentId: string | null;
}

export interface ReportedFactsView {
  readonly proofOfDelivery: ProofView | null;
  /** How often the carrier tried to deliver it and could not. */
  readonly attempts: number;
  /** Other parcels of the consignment, or other numbers of this one. */
  readonly relatedNumbers: RelatedNumberView[];
  /** The number of a parcel on the way back. Nothing tracks it. */
  readonly returnNumber: TrackingNumber | null;
}

/** `all`: the shipments of the order, to find those that a related number belongs to. */
export function reportedFactsView(
  shipment: ShipmentRow,
  all: readonly ShipmentRow[],
): ReportedFactsView {
  const { proof, scanSummary, attempts, relatedNumbers, returnNumber } = shipment;
  return {
    proofOfDelivery: proof && {
      at: isoTime(proof.at),
      signedBy: proof.signedBy,
      location: proof.location,
      signatureUrl: proof.signatureUrl && encodeWebUrl(proof.signatureUrl),
      photoUrl: proof.photoUrl && encodeWebUrl(proof.photoUrl),
    },
    attempts: countAttempts(scanSummary, attempts),
    relatedNumbers: relatedNumbers.map((trackingNumber) => ({
      trackingNumber,
      shipmentId: all.find((each) => each.trackingNumber === trackingNumber)?.shipmentId ?? null,
    })),
    returnNumber,
  };
}
