/** FedEx's lists of a parcel's other numbers, and of its dates by type. */

import { type Fields, getText } from '../../reading/document.ts';
import type { TrackResult } from './track-result.ts';

/** Identifier types that are other tracking numbers of the parcel. */
const RELATED = new Set([
  'DOCUMENT_AIRWAY_BILL',
  'GROUP_MPS',
  'PARTNER_CARRIER_NUMBER',
  'REROUTE_TRACKING_NUMBER',
  'STANDARD_MPS',
  'TRACKING_NUMBER_OR_DOORTAG',
]);
const RETURN = new Set(['RETURNED_TO_SHIPPER_TRACKING_NUMBER']);

export interface PackageIdentifier {
  readonly type: string | null;
  readonly values: readonly (string | null)[];
}

export function collectNumbers(
  identifiers: readonly PackageIdentifier[],
): Pick<TrackResult, 'relatedNumbers' | 'returnNumber'> {
  const valuesOf = (types: ReadonlySet<string>) =>
    identifiers.flatMap(({ type, values }) => (types.has(type ?? '') ? values : []));
  return { relatedNumbers: valuesOf(RELATED), returnNumber: valuesOf(RETURN)[0] ?? null };
}

/** Dates by type, from a list of `{ type, date }`; the first of each type counts. */
export function collectDates(
  list: readonly Fields[],
  typeKey: string,
  dateKey: string,
): TrackResult['dates'] {
  const pairs = list.flatMap((each) => {
    const type = getText(each, typeKey);
    const date = getText(each, dateKey);
    return type === null || date === null ? [] : [[type, date] as const];
  });
  return Object.fromEntries(pairs.reverse());
}
