/** Who took an item, and where it was left, which stands in the name of the event. */

import type { ProofOfDelivery, TrackingEvent } from '../../../domain/tracking.ts';
import { buildProof } from '../../reading/build-result.ts';

/** `names`: who is named in the rows, the delivery's among them; USPS names nobody elsewhere. */
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
