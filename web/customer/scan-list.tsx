/** What the carrier reported about a parcel, newest first. */

import type { LocaleSettings } from '../../domain/format.ts';
import type { ScanView } from '../../views/journey.ts';
import { placeLine, scanTime } from './scan.tsx';
import { shorten } from './shorten.ts';

/** Of all parcels together, so that a page stays small on a phone. */
const SCANS_PER_PAGE = 60;
/** Of each parcel, however many there are. */
const SCANS_MIN = 3;
/** In characters. */
export const SENTENCE_MAX = 160;

export interface ScanListProps {
  readonly scans: readonly ScanView[];
  /** How many more there were that are not kept. */
  readonly dropped: number;
  /** How many parcels the page shows. */
  readonly parcels: number;
  readonly settings: LocaleSettings;
  readonly carrierName: string;
  readonly isOver: boolean;
  /** The words for a scan without words of its own; null: it is not shown. */
  readonly wordsOf: (scan: ScanView) => string | null;
}

export function ScanList(props: ScanListProps) {
  const { scans, dropped, parcels, settings, carrierName, isOver, wordsOf } = props;
  const entries = scans.flatMap((scan) => {
    const words = scan.ahead ? null : (scan.description ?? wordsOf(scan));
    return words ? [{ scan, words: shorten(words, SENTENCE_MAX) }] : [];
  });
  const shown = selectShown(entries, parcels);
  if (shown.length === 0) {
    return <p class="soft">{carrierName} has not reported it yet. This can take a day.</p>;
  }
  return (
    <>
      <ol class={isOver ? 'scans over' : 'scans'}>
        {shown.toReversed().map(({ scan, words }) => (
          <li>
            <p>{words}</p>
            <p class="soft">
              {scanTime(scan, settings)}
              {placeLine(scan)}
            </p>
          </li>
        ))}
      </ol>
      {dropped > 0 || shown.length < entries.length ? (
        <p class="soft">Some older reports are not shown here.</p>
      ) : null}
    </>
  );
}

/**
 * The newest scans of a parcel, and the latest that says that it has arrived. Oldest first. The more
 * `parcels` a page has, the fewer of each.
 */
export function selectShown<Entry extends { readonly scan: ScanView }>(
  entries: readonly Entry[],
  parcels: number,
): readonly Entry[] {
  const max = Math.max(SCANS_MIN, Math.floor(SCANS_PER_PAGE / parcels));
  const newest = entries.slice(-max);
  const arrived = entries.findLast(({ scan }) => isArrival(scan));
  return arrived === undefined || newest.includes(arrived) ? newest : [arrived, ...newest];
}

function isArrival({ status, reason }: ScanView): boolean {
  return status === 'delivered' || (status === 'return_to_sender' && reason === 'returned');
}
