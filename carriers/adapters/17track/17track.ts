/**
 * 17TRACK: an aggregator that pushes what changed, and answers polls for up to forty numbers. Source:
 * 17TRACK's API documentation (v2 to v2.4) and help pages. Returns hide under `Exception`, and a
 * parcel may have the scans of two carriers.
 */

import type {
  EstimatedDelivery,
  ParseResult,
  Place,
  TrackingEvent,
} from '../../../domain/tracking.ts';
import type { CarrierAdapter, UnderlyingCarriers, Verdict, WebhookRequest } from '../../adapter.ts';
import { findCarrier } from '../../directory.ts';
import { placeOfLine } from '../../reading/address-line.ts';
import {
  eddOfWindow,
  placeOf,
  readRows,
  report,
  trackedShipment,
  trackingEvent,
} from '../../reading/build-result.ts';
import {
  type Document,
  type Fields,
  fieldsOf,
  get,
  isRecord,
  listOf,
  type Refused,
  recordsOf,
  refuse,
  textOf,
} from '../../reading/document.ts';
import { join, verifyMac } from '../../reading/signature.ts';
import { offsetOf, parseTimestamp, type Timestamp } from '../../reading/timestamp.ts';
import { refuseByWords } from '../../reading/unknown-error.ts';
import { REJECTIONS } from './codes.ts';
import { type EventContext, readEventStatus } from './event-status.ts';
import { carrierOfNumber, isBuyersBody, readBuyersBody, readTrackV1 } from './older.ts';
import { poll } from './polling.ts';

export const _17track = {
  id: '17track',
  name: '17TRACK',
  kind: 'aggregator',
  delivery: ['webhook', 'poll'],
  webhookAuth: 'SHA-256, hex, in `sign`, over the raw body, `/` and the API key',
  formats:
    'TRACKING_UPDATED and TRACKING_STOPPED, gettrackinfo and gettracklist (v1, v2 to v2.4), the buyers’ web interface (JSON)',
  verify,
  recognises,
  read,
  poll,
} as const satisfies CarrierAdapter;

function verify(request: WebhookRequest, secrets: readonly string[]): Verdict {
  return verifyMac(request, secrets, {
    header: 'sign',
    encoding: 'hex',
    algorithm: 'sha256',
    signed: ({ body }, secret) => join(body, `/${secret}`),
  });
}

function recognises({ format, root }: Document): boolean {
  if (format !== 'json') return false;
  const data = get(root, 'data');
  if (/^TRACKING_(UPDATED|STOPPED)$/.test(textOf(root, 'event') ?? '')) return true;
  const isAnswer = get(root, 'code') !== undefined && isRecord(data);
  if (isAnswer && (get(data, 'accepted') ?? get(data, 'rejected')) !== undefined) return true;
  if (isAnswer && /^-18\d{6}$/.test(textOf(data, 'errors', 0, 'code') ?? '')) return true;
  return isParcel(data) || isParcel(root) || isBuyersBody(root);
}

function isParcel(value: unknown): boolean {
  return get(value, 'number') !== undefined && isRecord(get(value, 'track_info'));
}

function read(
  { root }: Document,
  _asked: string | null,
  carriers: UnderlyingCarriers,
): ParseResult {
  if (isBuyersBody(root)) return readBuyersBody(root);
  const parcels = parcelsIn(root);
  const rejected = recordsOf(root, 'data', 'rejected').map(readRejection);
  if (parcels.length === 0 && rejected.length === 0) return refuseOther(root);
  const read = parcels.map((parcel) => readParcel(parcel, carriers));
  const refusals = [...read.filter(isRefusal), ...rejected];
  const shipments = read.flatMap((each) => (isRefusal(each) ? [] : [each]));
  const [first] = refusals;
  if (shipments.length === 0 && first) return first;
  const notices = [
    ...shipments.flatMap((each) => each.notices),
    ...refusals.map(({ refusal, detail }) => `${refusal}: ${detail}`),
    ...(textOf(root, 'event') === 'TRACKING_STOPPED'
      ? ['17TRACK no longer follows the parcel']
      : []),
  ];
  return report(
    shipments.map(({ shipment }) => shipment),
    notices,
  );
}

function parcelsIn(root: unknown): readonly Fields[] {
  const data = get(root, 'data');
  const accepted = get(data, 'accepted') ?? data ?? root;
  return listOf(accepted)
    .filter(isRecord)
    .filter((each) => get(each, 'number') !== undefined);
}

function isRefusal(read: object): read is Refused {
  return 'refusal' in read;
}

function refuseOther(root: unknown): ParseResult {
  const message = textOf(root, 'data', 'errors', 0, 'message') ?? textOf(root, 'message');
  if (message !== null) return refuseByWords(message);
  const code = textOf(root, 'code');
  if (code !== null && code !== '0') return refuse('error', `17TRACK answers with code ${code}`);
  if (Array.isArray(get(root, 'data', 'accepted')))
    return refuse('not_found', 'no number was accepted, and none rejected');
  return refuse('malformed', `no parcel with a number in data: ${fieldsOf(root)}`);
}

function readRejection(rejected: Fields): Refused {
  const number = textOf(rejected, 'number') ?? 'a number';
  const code = textOf(rejected, 'error', 'code') ?? '';
  const message = textOf(rejected, 'error', 'message') ?? `code ${code}`;
  const told = refuseByWords(message).refusal;
  const refusal = Object.hasOwn(REJECTIONS, code) ? (REJECTIONS[code] ?? told) : told;
  return refuse(refusal, `${number}: ${message}`);
}

function readParcel(parcel: Fields, carriers: UnderlyingCarriers) {
  const number = textOf(parcel, 'number');
  if (number === null) return refuse('malformed', `a parcel's number is no text`);
  const track = get(parcel, 'track');
  if (isRecord(track)) return readTrackV1(number, track);
  const info = get(parcel, 'track_info');
  const { rows, latest } = rowsOf(parcel);
  const status = textOf(info, 'latest_status', 'status');
  if (rows.length === 0 && status === 'NotFound') {
    const why = textOf(info, 'latest_status', 'sub_status') ?? status;
    return refuse('not_found', `17TRACK has no information on ${number}: ${why}`);
  }
  const { events, notices } = readRows(rows, (row, index) =>
    readEvent(row, index, {
      parcelStatus: isSameEvent(row, latest) ? get(info, 'latest_status') : null,
      carriers,
    }),
  );
  const shipment = trackedShipment({
    carrier: carrierOf(parcel),
    trackingNumber: number,
    service: textOf(info, 'misc_info', 'service_type'),
    events: withoutDoubles(events),
    edd: eddIn(info),
    relatedNumbers: [textOf(info, 'misc_info', 'local_number')],
    newestFirst: true,
  });
  return { shipment, notices };
}

/** The scans of all carriers; where none are listed, the latest one alone. */
function rowsOf(parcel: Fields): { readonly rows: readonly Fields[]; readonly latest: unknown } {
  const info = get(parcel, 'track_info');
  const latest = get(info, 'latest_event');
  const providers = recordsOf(info, 'tracking', 'providers');
  const listed = providers.flatMap((each) =>
    recordsOf(each, 'events').map((row) => ({ ...row, carrier: nameOf(each) })),
  );
  if (listed.length > 0) return { rows: listed, latest };
  if (isRecord(latest)) return { rows: [latest], latest };
  // gettracklist tells of each parcel its last event only, in words of its own.
  const time = textOf(parcel, 'latest_event_time');
  if (time === null) return { rows: [], latest: null };
  const row = {
    time_iso: time,
    description: textOf(parcel, 'latest_event_info'),
    sub_status: textOf(parcel, 'sub_status') ?? textOf(parcel, 'package_status'),
  };
  return { rows: [row], latest: row };
}

function isSameEvent(row: Fields, latest: unknown): boolean {
  const keys = ['time_iso', 'time_utc', 'description'] as const;
  return keys.every((key) => textOf(row, key) === textOf(latest, key));
}

function readEvent(row: Fields, index: number, context: EventContext) {
  const place = placeIn(row);
  const moment = momentIn(row, place);
  if (!moment)
    return `events[${index}] has no time: ${textOf(row, 'time_iso') ?? textOf(row, 'time_utc') ?? 'nothing'}`;
  const words = textOf(row, 'description');
  return trackingEvent({
    reading: readEventStatus(row, context),
    moment,
    description: words,
    place,
  });
}

function placeIn(row: Fields): Place | null {
  const address = get(row, 'address');
  const place = placeOf({
    city: textOf(address, 'city'),
    region: textOf(address, 'state'),
    postalCode: textOf(address, 'postal_code'),
    country: textOf(address, 'country'),
  });
  return place ?? placeOfLine(textOf(row, 'location'));
}

/** A carrier that gives no time of day has midnight in `time_iso`, and no time in `time_raw`. */
function momentIn(row: Fields, place: Place | null): Timestamp | null {
  const iso = textOf(row, 'time_iso');
  const raw = get(row, 'time_raw');
  const date = textOf(raw, 'date');
  const time = textOf(raw, 'time');
  const instant = parseTimestamp(iso, { place });
  const offsetMinutes = offsetOf(textOf(raw, 'timezone')) ?? instant?.offsetMinutes ?? null;
  const day =
    time === null && date !== null ? parseTimestamp(date, { offsetMinutes, place }) : null;
  if (day?.dateOnly && (!instant || instant.localTime?.endsWith('T00:00:00'))) return day;
  const whole = date === null || time === null ? null : `${date} ${time}`;
  return (
    instant ??
    parseTimestamp(textOf(row, 'time_utc')) ??
    parseTimestamp(whole, { offsetMinutes, place })
  );
}

/** The carrier that the number was registered for, by name where the body has it. */
function carrierOf(parcel: Fields): string {
  const number = textOf(parcel, 'carrier');
  const providers = recordsOf(parcel, 'track_info', 'tracking', 'providers');
  const provider =
    providers.find((each) => textOf(each, 'provider', 'key') === number) ?? providers[0];
  const name = nameOf(provider);
  return name === null ? carrierOfNumber(number) : findCarrier(name).id;
}

function nameOf(provider: unknown): string | null {
  return textOf(provider, 'provider', 'name') ?? textOf(provider, 'provider', 'alias');
}

function eddIn(info: unknown): EstimatedDelivery | null {
  const window = get(info, 'time_metrics', 'estimated_delivery_date');
  const [from, until] = ['from', 'to'].map((key) => endOf(textOf(window, key)));
  return eddOfWindow(from ?? null, until ?? null);
}

/** Midnight is a day, not an hour. */
function endOf(written: string | null): Timestamp | null {
  return parseTimestamp(written?.replace(/T00:00(:00)?(\.0+)?(Z|[+-]\d{2}:\d{2})?$/, '') ?? null);
}

/** Where two carriers report the same scan, or one repeats it. */
function withoutDoubles(events: readonly TrackingEvent[]): readonly TrackingEvent[] {
  const keyOf = ({ occurredAt, code, description }: TrackingEvent) =>
    JSON.stringify([occurredAt, code, description]);
  const first = new Map(events.toReversed().map((event) => [keyOf(event), event]));
  return events.filter((event) => first.get(keyOf(event)) === event);
}
