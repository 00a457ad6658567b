/**
 * 17TRACK's older interfaces: API v1 (`track` with `z0`, `z1`, `z2`) and the web interface of its
 * site for buyers (`Json` with `FTrackNo`). Both write an event as `{a: time, c, d: place, z: words}`
 * and give a state for the parcel's last event only. Sources: 17TRACK's documentation of v1; the
 * fixtures of py17track.
 */

import type { ParseResult, TrackedShipment, TrackingEvent } from '../../../domain/tracking.ts';
import { findCarrier } from '../../directory.ts';
import { countryOf } from '../../reading/address-line.ts';
import {
  placeOf,
  readRows,
  report,
  trackedShipment,
  trackingEvent,
} from '../../reading/build-result.ts';
import { findCode, type Reading } from '../../reading/code-table.ts';
import {
  type Fields,
  fieldsOf,
  get,
  isRecord,
  recordsOf,
  refuse,
  textOf,
} from '../../reading/document.ts';
import { readWords } from '../../reading/plain-english-phrases.ts';
import { parseTimestamp } from '../../reading/timestamp.ts';
import { CARRIER_NAMES, STATES } from './codes.ts';

export function isBuyersBody(root: unknown): boolean {
  const first = get(root, 'Json', 0) ?? get(root, 'Json');
  return isRecord(first) && (get(first, 'FTrackNo') ?? get(first, 'eitem')) !== undefined;
}

/** The list of a buyer's parcels, each with its last event as JSON within the JSON. */
export function readBuyersBody(root: unknown): ParseResult {
  const parcels = recordsOf(root, 'Json').filter((parcel) => textOf(parcel, 'FTrackNo') !== null);
  if (parcels.length === 0) {
    const what = fieldsOf(get(root, 'Json'));
    return refuse('malformed', `no parcel with an FTrackNo in Json, but ${what}`);
  }
  const read = parcels.map((parcel, index) => {
    const written = textOf(parcel, 'FLastEvent');
    const last = written === null ? null : parseJson(written);
    const rows = isRecord(last) ? [last] : [];
    const { events, notices } = readRows(rows, (row) =>
      readEvent(row, `Json[${index}].FLastEvent`, textOf(parcel, 'FPackageState')),
    );
    const unread =
      written !== null && last === null ? [`Json[${index}].FLastEvent is no JSON`] : [];
    return { shipment: buyersParcel(parcel, events), notices: [...notices, ...unread] };
  });
  return report(
    read.map(({ shipment }) => shipment),
    read.flatMap(({ notices }) => notices),
  );
}

function buyersParcel(parcel: Fields, events: readonly TrackingEvent[]): TrackedShipment {
  return trackedShipment({
    carrier: carrierOfNumber(textOf(parcel, 'FSecondCarrier') ?? textOf(parcel, 'FFirstCarrier')),
    trackingNumber: textOf(parcel, 'FTrackNo'),
    uniqueId: textOf(parcel, 'FTrackInfoId'),
    events,
  });
}

/** A parcel of API v1: `z1` are the scans of the first carrier, `z2` those of the second. */
export function readTrackV1(number: string, track: Fields) {
  const listed = [...recordsOf(track, 'z1'), ...recordsOf(track, 'z2')];
  const latest = get(track, 'z0');
  const rows = listed.length > 0 ? listed : recordsOf(track, 'z0');
  const state = textOf(track, 'e');
  const { events, notices } = readRows(rows, (row, index) =>
    readEvent(row, `z1/z2[${index}]`, isSame(row, latest) ? state : null),
  );
  const shipment = trackedShipment({
    carrier: carrierOfNumber(textOf(track, 'w2') ?? textOf(track, 'w1')),
    trackingNumber: number,
    events,
    newestFirst: true,
  });
  return { shipment, notices };
}

export function carrierOfNumber(written: string | null): string {
  const number = written === null || written === '0' ? 'unknown' : written;
  const name = Object.hasOwn(CARRIER_NAMES, number) ? CARRIER_NAMES[number] : number;
  return findCarrier(name ?? number).id;
}

function readEvent(row: Fields, where: string, state: string | null) {
  const written = textOf(row, 'a');
  const country = countryOf(textOf(row, 'd'));
  const place = placeOf({
    city: textOf(row, 'c') ?? (country === null ? textOf(row, 'd') : null),
    country,
  });
  const moment = parseTimestamp(written, { place });
  if (!moment) return `${where}.a is not a time: ${written ?? 'nothing'}`;
  const words = textOf(row, 'z');
  return trackingEvent({ reading: readingOf(words, state), moment, description: words, place });
}

/** The words are more exact than the state, which may be older than the event. */
function readingOf(words: string | null, state: string | null): Reading {
  const said = readWords(words, null);
  return said.mapped || state === null || state === '0' ? said : findCode(STATES, state);
}

function isSame(row: Fields, latest: unknown): boolean {
  return textOf(row, 'a') === textOf(latest, 'a') && textOf(row, 'z') === textOf(latest, 'z');
}

function parseJson(written: string): unknown {
  try {
    return JSON.parse(written);
  } catch {
    return null;
  }
}
