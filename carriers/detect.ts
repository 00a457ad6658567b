/** Finds the carriers of a tracking number by the carriers' published number formats. */

import { findCarrier, trackingUrl } from './directory.ts';
import type { MatchGroups, NumberFormat } from './number-formats/format.ts';
import { NUMBER_FORMATS } from './number-formats/index.ts';

/**
 * `certain`: only this carrier uses the format, and the check digit is correct. `likely`: only one
 * of these two holds. `possible`: only the length fits, or a related carrier that is more likely
 * also uses the format.
 */
export const CONFIDENCES = ['certain', 'likely', 'possible'] as const;
export type Confidence = (typeof CONFIDENCES)[number];

export interface Candidate {
  /** The directory's id. */
  readonly carrier: string;
  readonly carrierName: string;
  /** The id and the name of the number's format. */
  readonly format: string;
  readonly formatName: string;
  /** The carrier's service, if the number identifies a known one. */
  readonly service: string | null;
  /** The number to look up at the carrier: a barcode may contain more. */
  readonly trackingNumber: string;
  readonly trackingUrl: string | null;
  /**
   * `none`: the format has no check digit. A number with a wrong check digit is not a candidate.
   */
  readonly checkDigit: 'verified' | 'none';
  readonly confidence: Confidence;
}

/** Longer than any valid number with a space after each character. */
const WRITTEN_LENGTH_MAX = 100;

/**
 * The carriers that may have issued this number, most likely first: by confidence, then check
 * digit, then how common the format is. Ignores spaces, dashes, dots and case.
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

/** The one carrier that is `certain`, or else `likely`; null if there is none, or several tie. */
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

/** Capitals without spaces, dashes, dots and brackets; null if other characters remain. */
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
