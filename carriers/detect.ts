/** Whose a tracking number is, by what carriers have published of their numbers. */

import { findCarrier, trackingUrl } from './directory.ts';
import type { MatchGroups, NumberFormat } from './number-formats/format.ts';
import { NUMBER_FORMATS } from './number-formats/index.ts';

/**
 * `certain`: nobody else numbers so, and the check digit is right. `likely`: one of the two.
 * `possible`: the length is right, or the carrier is a sister of the likelier one.
 */
export const CONFIDENCES = ['certain', 'likely', 'possible'] as const;
export type Confidence = (typeof CONFIDENCES)[number];

export interface Candidate {
  /** As the directory names it. */
  readonly carrier: string;
  readonly carrierName: string;
  /** The id and the name of the format that the number has. */
  readonly format: string;
  readonly formatName: string;
  /** What the number says of the carrier's service; null where it says nothing that is known. */
  readonly service: string | null;
  /** What the carrier is asked for: a barcode may hold more than the tracking number. */
  readonly trackingNumber: string;
  readonly trackingUrl: string | null;
  /** `none` where the format has none; a number whose check digit is wrong is no candidate. */
  readonly checkDigit: 'verified' | 'none';
  readonly confidence: Confidence;
}

/** Longer than any number with a blank after each character. */
const WRITTEN_LENGTH_MAX = 100;

/**
 * The carriers that may have given this number, the likeliest first: by confidence, then those with
 * a check digit, then the commoner. Blanks, dashes, dots and lower case do not matter.
 */
export function detectCarriers(number: string): readonly Candidate[] {
  const compact = removeSeparators(number);
  if (compact === null) return [];
  return NUMBER_FORMATS.flatMap((format) => findCandidates(format, compact)).sort(
    (a, b) =>
      CONFIDENCES.indexOf(a.confidence) - CONFIDENCES.indexOf(b.confidence) ||
      Number(b.checkDigit === 'verified') - Number(a.checkDigit === 'verified'),
  );
}

/**
 * The one carrier that a number tells without a doubt worth asking about; null where none is
 * likely, or several are equally.
 */
export function detectCarrier(number: string): Candidate | null {
  const [first, ...others] = detectCarriers(number);
  if (!first || first.confidence === 'possible') return null;
  const rival = others.some(
    ({ carrier, confidence, checkDigit }) =>
      carrier !== first.carrier &&
      confidence === first.confidence &&
      checkDigit === first.checkDigit,
  );
  return rival ? null : first;
}

/** In capitals without blanks, dashes, dots and brackets; null where more than that is strange. */
function removeSeparators(number: string): string | null {
  if (number.length > WRITTEN_LENGTH_MAX) return null;
  const bare = number.replace(/[\p{White_Space}\p{Cf}\p{Pd}.()]+/gu, '');
  return /^[A-Za-z0-9]+$/.test(bare) ? bare.toUpperCase() : null;
}

function findCandidates(format: NumberFormat, compact: string): readonly Candidate[] {
  for (const pattern of format.patterns) {
    const match = pattern.exec(compact);
    if (!match) continue;
    const groups: MatchGroups = match.groups ?? {};
    const trackingNumber = groups['tracking'] ?? compact;
    if (format.check && !format.check.verify(groups['checked'] ?? trackingNumber)) continue;
    return listCarriers(format, groups).map((id, i) => {
      const carrier = findCarrier(id);
      return {
        carrier: carrier.id,
        carrierName: carrier.name,
        format: format.id,
        formatName: format.name,
        service: format.services?.[groups['service'] ?? ''] ?? null,
        trackingNumber,
        trackingUrl: trackingUrl(carrier, trackingNumber),
        checkDigit: format.check ? ('verified' as const) : ('none' as const),
        confidence: i === 0 ? rateConfidence(format) : 'possible',
      };
    });
  }
  return [];
}

function listCarriers({ carrier }: NumberFormat, groups: MatchGroups): readonly string[] {
  return typeof carrier === 'string' ? [carrier] : carrier(groups);
}

function rateConfidence({ mark, check }: NumberFormat): Confidence {
  if (mark === 'own' && check) return 'certain';
  return mark === 'own' || check ? 'likely' : 'possible';
}
