import { detectCarrier, detectCarriers } from '../carriers/detect.ts';
import { findCarrier } from '../carriers/directory.ts';
import { WismrError } from '../domain/error.ts';
import { normalizeTrackingNumber, type TrackingNumber } from '../domain/ids.ts';

interface Parcel {
  readonly carrier: string;
  readonly trackingNumber: TrackingNumber;
}

/**
 * Finds the carrier by its name if one is given, otherwise by the tracking number, which may be a
 * scanned barcode that contains the number. Throws `invalid` if the number does not identify
 * exactly one carrier.
 */
export function identifyParcel(given: {
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
      ? 'must be present: no known carrier has tracking numbers of this format'
      : `must be present: the number may belong to ${[...new Set(candidates)].join(', ')}`;
  throw new WismrError('invalid', `/carrier: ${detail}`, [{ pointer: '/carrier', detail }]);
}
