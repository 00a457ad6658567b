/**
 * Records what a carrier reports about a parcel beside its scans and its estimate: the proof of
 * delivery, the attempts and further numbers. Only the shipment's row has them, because a proof is
 * personal data, which never enters the log.
 */

import { isDeepStrictEqual } from 'node:util';
import type { Queryable } from '../db/connect.ts';
import { type ReportedFacts, type ShipmentRow, saveReportedFacts } from '../db/shipments.ts';
import type { TrackingNumber } from '../domain/ids.ts';
import { ATTEMPTS_MAX } from '../domain/parcel/attempts.ts';
import { mergeProof } from '../domain/parcel/proof-of-delivery.ts';
import { isWithinWindow, scanWindow } from '../domain/parcel/scan-window.ts';
import type { TrackedShipment } from '../domain/tracking.ts';

/** A consignment may have thousands of parcels. */
const RELATED_MAX = 100;

export async function recordFacts(
  tx: Queryable,
  shipment: ShipmentRow,
  tracked: TrackedShipment,
): Promise<void> {
  const { proof, attempts, relatedNumbers, returnNumber } = shipment;
  const known = { proof, attempts, relatedNumbers: [...relatedNumbers], returnNumber };
  const facts = mergeFacts(shipment, tracked);
  if (!isDeepStrictEqual(known, facts)) await saveReportedFacts(tx, shipment, facts);
}

/** Webhooks arrive out of order, so a fact that a report leaves out stays. */
function mergeFacts(shipment: ShipmentRow, tracked: TrackedShipment): ReportedFacts {
  const reported = tracked.relatedNumbers.filter(isNumber);
  const related = new Set([...shipment.relatedNumbers, ...reported]);
  related.delete(shipment.trackingNumber);
  const counts = [shipment.attempts, tracked.attempts].filter(isCount);
  return {
    proof: proofOf(shipment, tracked),
    attempts: counts.length === 0 ? null : Math.max(...counts),
    relatedNumbers: [...related].slice(0, RELATED_MAX),
    returnNumber: isNumber(tracked.returnNumber) ? tracked.returnNumber : shipment.returnNumber,
  };
}

function isCount(count: number | null): count is number {
  return count !== null && Number.isInteger(count) && count >= 0 && count <= ATTEMPTS_MAX;
}

/** Some carriers write sentences into such fields. */
function isNumber(written: TrackingNumber | null): written is TrackingNumber {
  return written !== null && /^[\x21-\x7e]{1,60}$/.test(written);
}

/** Carriers reuse numbers: a proof from another time belongs to another parcel. */
function proofOf({ proof, shippedAt }: ShipmentRow, { proofOfDelivery }: TrackedShipment) {
  if (!proofOfDelivery) return proof;
  const { at } = proofOfDelivery;
  const isOther = at !== null && !isWithinWindow(scanWindow(shippedAt.getTime()), at);
  return isOther ? proof : mergeProof(proof, proofOfDelivery);
}
