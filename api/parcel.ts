import { detectCarrier, detectCarriers } from '../carriers/detect.ts';
import { findCarrier } from '../carriers/directory.ts';
import { WismrError } from '../domain/error.ts';
import { normalizeTrackingNumber, type TrackingNumber } from '../domain/ids.ts';

interface Parcel {
  readonly carrier: string;
  readonly trackingNumber: TrackingNumber;
}

/** The carrier as it was named, or as the number tells it; a barcode may hold more than the number. */
export function parcelOf(given: {
  readonly carrier?: string | undefined;
  readonly trackingNumber: string;
}): Parcel {
  const trackingNumber = normalizeTrackingNumber(given.trackingNumber);
  if (given.carrier !== undefined) {
    return { carrier: findCarrier(given.carrier).id, trackingNumber };
  }
  const found = detectCarrier(given.trackingNumber);
  if (found) {
    return { carrier: found.carrier, trackingNumber: found.trackingNumber as TrackingNumber };
  }
  const candidates = detectCarriers(given.trackingNumber).map(
    ({ carrier, confidence }) => `${carrier} (${confidence})`,
  );
  const detail =
    candidates.length === 0
      ? 'no carrier is known that numbers so: name the carrier'
      : `the number may be of several carriers: name one. ${[...new Set(candidates)].join(', ')}`;
  throw new WismrError('invalid', detail, [{ pointer: '/carrier', detail }]);
}
