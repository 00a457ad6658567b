/** What pages say of a scan. */

import type { ShipmentView } from '../../api/responses.ts';
import { formatDateTime, type LocaleSettings } from '../../domain/format.ts';

export type ScanView = ShipmentView['scans'][number];

/** The clock at the scan's place where the carrier told it, else the customer's own: never UTC. */
export function scanTime(scan: ScanView, voice: LocaleSettings): string {
  if (scan.localTime === null || scan.offsetSource === 'utc') {
    return formatDateTime(Date.parse(scan.occurredAt), voice);
  }
  return formatDateTime(Date.parse(`${scan.localTime}Z`), { ...voice, timeZone: 'UTC' });
}

export function placeOf({ place }: ScanView): string {
  const words = [place?.city, place?.region, place?.country].filter((word) => word);
  return words.length > 0 ? ` · ${words.join(', ')}` : '';
}

export interface StepsProps {
  readonly names: readonly string[];
  readonly done: number;
  readonly over: boolean;
}

/** How far it has come, in a row of steps. */
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
