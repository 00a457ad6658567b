/** The proof of a delivery: the signer, and the place where the carrier left the item. */

import type { ProofOfDelivery, TrackingEvent } from '../../../domain/tracking.ts';
import { buildProof } from '../../reading/build-result.ts';

/** `names`: the names in the rows. The event's name says where the carrier left the item. */
export function readProof(
  events: readonly TrackingEvent[],
  names: readonly (string | null)[],
): ProofOfDelivery | null {
  const delivery = events.find(({ status }) => status === 'delivered');
  if (!delivery) return null;
  const location = /^delivered,\s*(.+)$/i.exec(delivery.description ?? '')?.[1] ?? null;
  const signedBy = names.find((name) => name !== null && name !== 'string') ?? null;
  return buildProof({ at: delivery.occurredAt, signedBy, location });
}
