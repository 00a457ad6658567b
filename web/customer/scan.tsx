/** Shows a scan, or a row of steps, on a page. */

import { formatDateTime, type LocaleSettings } from '../../domain/format.ts';
import type { ScanView } from '../../views/journey.ts';
import { shorten } from './shorten.ts';

/** The local time at the place of the scan if the carrier reported it, otherwise the customer's. */
export function scanTime(scan: ScanView, settings: LocaleSettings): string {
  if (scan.localTime === null || scan.offsetSource === 'utc') {
    return formatDateTime(Date.parse(scan.occurredAt), settings);
  }
  return formatDateTime(Date.parse(`${scan.localTime}Z`), { ...settings, timeZone: 'UTC' });
}

/** In characters. */
const PLACE_MAX = 100;

export function placeLine({ place }: ScanView): string {
  const words = [place?.city, place?.region, place?.country].filter((word) => word);
  return words.length > 0 ? ` · ${shorten(words.join(', '), PLACE_MAX)}` : '';
}

export interface StepsProps {
  readonly names: readonly string[];
  readonly done: number;
  readonly over: boolean;
}

/** Shows a row of steps, of which the first `done` are complete. */
export function Steps({ names, done, over }: StepsProps) {
  return (
    <ol class={over ? 'steps over' : 'steps'}>
      {names.map((step, index) => (
        <li
          class={index < done ? 'done' : ''}
          {...(index === done - 1 ? { 'aria-current': 'step' } : {})}
        >
          {step}
        </li>
      ))}
    </ol>
  );
}
