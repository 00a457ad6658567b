/** Corrects a delivery whose proof names the sender, a pick-up point or a refusal. */

import type { ProofOfDelivery, TrackingEvent } from '../../domain/tracking.ts';
import { correctDelivered } from './correct-by-words.ts';

/** People have these names. */
const SURNAMES = /^(merchant|seller|shipper|carrier)s?$/i;

interface Signed {
  readonly events: readonly TrackingEvent[];
  readonly proof: ProofOfDelivery | null;
}

/** Carriers write a note in the place of a name. Such a note is no proof of a delivery. */
export function correctBySigner(
  events: readonly TrackingEvent[],
  proof: ProofOfDelivery | null,
): Signed {
  const signer = proof?.signedBy ?? null;
  const delivery = events.findLastIndex(({ status }) => status === 'delivered');
  const signed = events[delivery];
  if (signer === null || signed === undefined || SURNAMES.test(signer)) return { events, proof };
  const corrected = correctDelivered(signed, `signed for by ${signer}`);
  if (corrected.status === 'delivered') return { events, proof };
  const { status, reason, responsible } = corrected;
  return { events: events.with(delivery, { ...signed, status, reason, responsible }), proof: null };
}
