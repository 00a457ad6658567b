/**
 * 17TRACK's older interfaces: API v1 (`track` with `z0`, `z1`, `z2`) and the web interface of its
 * site for buyers (`Json` with `FTrackNo`). Both write an event as `{a: time, c, d: place, z:
 * words}` and give a state for the parcel's last event only. Sources: 17TRACK's documentation of
 * v1; the fixtures of py17track.
 */

import type { ParseResult, TrackedShipment, TrackingEvent } from '../../../domain/tracking.ts';
import type { UnderlyingCarriers } from '../../adapter.ts';
import { findCarrier } from '../../directory.ts';
import { parseCountry } from '../../reading/address-line.ts';
import {
  buildEvent,
  buildPlace,
  buildResult,
  buildShipment,
  readEventRows,
} from '../../reading/build-result.ts';
import { type CodeReading, findCode } from '../../reading/code-table.ts';
import { refineMovement } from '../../reading/correct-by-words.ts';
import {
  describeFields,
  type Fields,
  get,
  getRecords,
  getText,
  isRecord,
  refuse,
} from '../../reading/document.ts';
import { preferOwnSentence } from '../../reading/own-sentence.ts';
import { readPlainEnglish } from '../../reading/plain-english-phrases.ts';
import { parseTimestamp } from '../../reading/timestamp.ts';
import { CARRIER_NAMES, STATES } from './codes.ts';

export function isBuyersBody(root: unknown): boolean {
  const first = get(root, 'Json', 0) ?? get(root, 'Json');
  return isRecord(first) && (get(first, 'FTrackNo') ?? get(first, 'eitem')) !== undefined;
}

/** Reads a buyer's list of parcels. Each parcel has its last event as a JSON string. */
export function readBuyersBody(root: unknown, carriers: UnderlyingCarriers): ParseResult {
  const parcels = getRecords(root, 'Json').filter((parcel) => getText(parcel, 'FTrackNo') !== null);
  if (parcels.length === 0) {
    const what = describeFields(get(root, 'Json'));
    return refuse('malformed', `no parcel with an FTrackNo in Json, but ${what}`);
  }
  const read = parcels.map((parcel, index) => {
    const written = getText(parcel, 'FLastEvent');
    const last = written === null ? null : parseJson(written);
    const rows = isRecord(last) ? [last] : [];
    const carrier = findBuyersCarrier(parcel);
    const { events, notices } = readEventRows(rows, (row) =>
      readEvent(row, `Json[${index}].FLastEvent`, {
        state: getText(parcel, 'FPackageState'),
        homeZone: carriers.homeZoneOf(carrier),
        readOwn: (words) => carriers.readSentence(carrier, words),
      }),
    );
    const unread =
      written !== null && last === null ? [`Json[${index}].FLastEvent is not JSON`] : [];
    return { shipment: buildBuyerParcel(parcel, events), notices: [...notices, ...unread] };
  });
  return buildResult(
    read.map(({ shipment }) => shipment),
    read.flatMap(({ notices }) => notices),
  );
}

function buildBuyerParcel(parcel: Fields, events: readonly TrackingEvent[]): TrackedShipment {
  return buildShipment({
    carrier: findBuyersCarrier(parcel),
    trackingNumber: getText(parcel, 'FTrackNo'),
    uniqueId: getText(parcel, 'FTrackInfoId'),
    events,
  });
}

function findBuyersCarrier(parcel: Fields): string {
  return findCarrierByNumber(getText(parcel, 'FSecondCarrier') ?? getText(parcel, 'FFirstCarrier'));
}

/** Reads a parcel of API v1: `z1` lists the first carrier's scans, `z2` the second's. */
export function readTrackV1(number: string, track: Fields, carriers: UnderlyingCarriers) {
  const listed = [...getRecords(track, 'z1'), ...getRecords(track, 'z2')];
  const latest = get(track, 'z0');
  const rows = listed.length > 0 ? listed : getRecords(track, 'z0');
  const carrier = findCarrierByNumber(getText(track, 'w2') ?? getText(track, 'w1'));
  const homeZone = carriers.homeZoneOf(carrier);
  const { events, notices } = readEventRows(rows, (row, index) =>
    readEvent(row, `z1/z2[${index}]`, {
      state: isSame(row, latest) ? getText(track, 'e') : null,
      homeZone,
      readOwn: (words) => carriers.readSentence(carrier, words),
    }),
  );
  const shipment = buildShipment({
    carrier,
    trackingNumber: number,
    events,
    newestFirst: true,
  });
  return { shipment, notices };
}

export function findCarrierByNumber(written: string | null): string {
  const number = written === null || written === '0' ? 'unknown' : written;
  const name = Object.hasOwn(CARRIER_NAMES, number) ? CARRIER_NAMES[number] : number;
  return findCarrier(name ?? number).id;
}

interface EventContext {
  /** The parcel's state, for its last event; null for other events. */
  readonly state: string | null;
  readonly homeZone: string | null;
  readonly readOwn: (words: string | null) => CodeReading | null;
}

function readEvent(row: Fields, where: string, { state, homeZone, readOwn }: EventContext) {
  const written = getText(row, 'a');
  const country = parseCountry(getText(row, 'd'));
  const place = buildPlace({
    city: getText(row, 'c') ?? (country === null ? getText(row, 'd') : null),
    country,
  });
  const timestamp = parseTimestamp(written, { place, homeZone });
  if (!timestamp) return `${where}.a is not a time: ${written ?? 'nothing'}`;
  const words = getText(row, 'z');
  const code = preferOwnSentence(readCode(words, state), readOwn(words), words);
  const reading = refineMovement(code, words);
  return buildEvent({ reading, timestamp, description: words, place });
}

/** The words say more than the state, and the state may be older than the event. */
function readCode(words: string | null, state: string | null): CodeReading {
  const byWords = readPlainEnglish(words, null);
  return byWords.mapped || state === null || state === '0' ? byWords : findCode(STATES, state);
}

function isSame(row: Fields, latest: unknown): boolean {
  return getText(row, 'a') === getText(latest, 'a') && getText(row, 'z') === getText(latest, 'z');
}

function parseJson(written: string): unknown {
  try {
    return JSON.parse(written);
  } catch {
    return null;
  }
}
