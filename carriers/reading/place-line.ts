/** Parses a place written on one line, in any carrier's spelling: for aggregators. */

import type { Place } from '../../domain/tracking.ts';
import { parseAddressLine } from './address-line.ts';
import { parsePlace } from './place-words.ts';

/** `Toronto, ON, CA`, `Milan - Italy`, `Mechelen (BE)`. */
export function parsePlaceLine(written: string | null): Place | null {
  const line = written?.replace(/\s+/g, ' ') ?? null;
  const place = parseAddressLine(line);
  return place?.country || line?.includes(',') ? place : parsePlace(line);
}
