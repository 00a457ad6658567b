/** Bounds the texts of what an adapter has read, whatever a body contains. */

import type {
  ParseResult,
  Place,
  ProofOfDelivery,
  TrackedShipment,
  TrackingEvent,
} from '../../domain/tracking.ts';

/** In characters. A carrier's sentence about a scan has about fifty. */
const MAX = {
  description: 2_000,
  code: 300,
  place: 100,
  /** A name, a service, an id. */
  name: 200,
  /** As long as a URL that a shop may give. */
  url: 2_000,
  notice: 500,
} as const;

/** A body may have as many faults as rows. */
const NOTICES_MAX = 100;

/** Leaves all that carriers write as it is; what is longer is cut, and a longer URL is left out. */
export function boundResult(result: ParseResult): ParseResult {
  if (!result.ok) return { ...result, detail: cut(result.detail, MAX.notice) };
  const notices = result.notices.slice(0, NOTICES_MAX).map((each) => cut(each, MAX.notice));
  const more = result.notices.length - notices.length;
  return {
    ...result,
    shipments: result.shipments.map(boundShipment),
    notices: more > 0 ? [...notices, `${more} more`] : notices,
  };
}

function boundShipment(shipment: TrackedShipment): TrackedShipment {
  const { carrier, uniqueId, service, events, proofOfDelivery, unmapped } = shipment;
  return {
    ...shipment,
    carrier: cut(carrier, MAX.place),
    uniqueId: cutNullable(uniqueId, MAX.name),
    service: cutNullable(service, MAX.name),
    events: events.map(boundEvent),
    proofOfDelivery: proofOfDelivery && boundProof(proofOfDelivery),
    unmapped: unmapped.map((code) => cut(code, MAX.code)),
  };
}

function boundEvent(event: TrackingEvent): TrackingEvent {
  const { code, description, place } = event;
  return {
    ...event,
    code: cut(code, MAX.code),
    description: cutNullable(description, MAX.description),
    place: place && boundPlace(place),
  };
}

function boundPlace({ city, region, postalCode, country }: Place): Place {
  const bound = (text: string | null) => cutNullable(text, MAX.place);
  return {
    city: bound(city),
    region: bound(region),
    postalCode: bound(postalCode),
    country: bound(country),
  };
}

function boundProof(proof: ProofOfDelivery): ProofOfDelivery {
  const { signedBy, location, signatureUrl, photoUrl } = proof;
  return {
    ...proof,
    signedBy: cutNullable(signedBy, MAX.name),
    location: cutNullable(location, MAX.name),
    signatureUrl: keepUrl(signatureUrl),
    photoUrl: keepUrl(photoUrl),
  };
}

/** Half a URL opens nothing. */
function keepUrl(url: string | null): string | null {
  return url !== null && url.length <= MAX.url ? url : null;
}

function cutNullable(text: string | null, max: number): string | null {
  return text === null ? null : cut(text, max);
}

/** Half a surrogate pair is no text. */
function cut(text: string, max: number): string {
  return text.length <= max ? text : text.slice(0, max).toWellFormed();
}
