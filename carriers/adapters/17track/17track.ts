/**
 * 17TRACK: an aggregator that pushes changes and answers polls for up to forty numbers. Source:
 * 17TRACK's API documentation (v2 to v2.4) and help pages. Returns are sub-statuses of `Exception`,
 * and a parcel may have the scans of two carriers.
 */

import type {
  EstimatedDelivery,
  ParseResult,
  Place,
  TrackingEvent,
} from '../../../domain/tracking.ts';
import type { CarrierAdapter, UnderlyingCarriers, Verdict, WebhookRequest } from '../../adapter.ts';
import { findCarrier } from '../../directory.ts';
import {
  buildEvent,
  buildPlace,
  buildResult,
  buildShipment,
  eddFromWindow,
  readEventRows,
} from '../../reading/build-result.ts';
import {
  type Document,
  describeFields,
  type Fields,
  get,
  getList,
  getRecords,
  getText,
  isRecord,
  type Refused,
  refuse,
} from '../../reading/document.ts';
import { parsePlaceLine } from '../../reading/place-line.ts';
import { concatBytes, verifyMac } from '../../reading/signature.ts';
import {
  parseOffset,
  parseTimestamp,
  type Timestamp,
  type TimeZoneHints,
} from '../../reading/timestamp.ts';
import { refuseByMessage } from '../../reading/unknown-error.ts';
import { REJECTIONS } from './codes.ts';
import {
  correctByStatus,
  type EventContext,
  getTranslation,
  readEventStatus,
} from './event-code.ts';
import { findCarrierByNumber, isBuyersBody, readBuyersBody, readTrackV1 } from './legacy.ts';
import { poll } from './polling.ts';

export const _17track = {
  id: '17track',
  name: '17TRACK',
  kind: 'aggregator',
  delivery: ['webhook', 'poll'],
  webhookAuth: 'SHA-256, hex, in `sign`, over the raw body, `/` and the API key',
  webhookSecret: { kind: 'key' },
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
    signed: ({ body }, secret) => concatBytes(body, `/${secret}`),
  });
}

function recognises({ format, root }: Document): boolean {
  if (format !== 'json') return false;
  const data = get(root, 'data');
  if (/^TRACKING_(UPDATED|STOPPED)$/.test(getText(root, 'event') ?? '')) return true;
  const isAnswer = get(root, 'code') !== undefined && isRecord(data);
  if (isAnswer && (get(data, 'accepted') ?? get(data, 'rejected')) !== undefined) return true;
  if (isAnswer && /^-18\d{6}$/.test(getText(data, 'errors', 0, 'code') ?? '')) return true;
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
  if (isBuyersBody(root)) return readBuyersBody(root, carriers);
  const event = getText(root, 'event');
  if (event !== null && !event.startsWith('TRACKING_'))
    return refuse('other', `${event}, not about a tracking`);
  const parcels = listParcels(root);
  const rejected = getRecords(root, 'data', 'rejected').map(readRejection);
  if (parcels.length === 0 && rejected.length === 0) return refuseOther(root);
  const read = parcels.map((parcel) => readParcel(parcel, carriers));
  const refusals = [...read.filter(isRefusal), ...rejected];
  const shipments = read.flatMap((each) => (isRefusal(each) ? [] : [each]));
  const [first] = refusals;
  if (shipments.length === 0 && first) return first;
  const notices = [
    ...shipments.flatMap((each) => each.notices),
    ...refusals.map(({ refusal, detail }) => `${refusal}: ${detail}`),
    ...(event === 'TRACKING_STOPPED' ? ['17TRACK no longer tracks the parcel'] : []),
  ];
  return buildResult(
    shipments.map(({ shipment }) => shipment),
    notices,
  );
}

function listParcels(root: unknown): readonly Fields[] {
  const data = get(root, 'data');
  const accepted = get(data, 'accepted') ?? data ?? root;
  return getList(accepted)
    .filter(isRecord)
    .filter((each) => get(each, 'number') !== undefined);
}

function isRefusal(read: object): read is Refused {
  return 'refusal' in read;
}

function refuseOther(root: unknown): ParseResult {
  const message = getText(root, 'data', 'errors', 0, 'message') ?? getText(root, 'message');
  if (message !== null) return refuseByMessage(message);
  const code = getText(root, 'code');
  if (code !== null && code !== '0') return refuse('error', `17TRACK answered with code ${code}`);
  if (Array.isArray(get(root, 'data', 'accepted')))
    return refuse('not_found', 'no number was accepted or rejected');
  return refuse('malformed', `no parcel with a number in data: ${describeFields(root)}`);
}

function readRejection(rejected: Fields): Refused {
  const number = getText(rejected, 'number') ?? 'a number';
  const code = getText(rejected, 'error', 'code') ?? '';
  const message = getText(rejected, 'error', 'message') ?? `code ${code}`;
  const byMessage = refuseByMessage(message).refusal;
  const refusal = Object.hasOwn(REJECTIONS, code) ? (REJECTIONS[code] ?? byMessage) : byMessage;
  return refuse(refusal, `${number}: ${message}`);
}

function readParcel(parcel: Fields, carriers: UnderlyingCarriers) {
  const number = getText(parcel, 'number');
  if (number === null) return refuse('malformed', `a parcel's number is not text`);
  const track = get(parcel, 'track');
  if (isRecord(track)) return readTrackV1(number, track, carriers);
  const info = get(parcel, 'track_info');
  const { rows, latest } = listRows(parcel);
  const status = getText(info, 'latest_status', 'status');
  if (rows.length === 0 && status === 'NotFound') {
    const why = getText(info, 'latest_status', 'sub_status') ?? status;
    return refuse('not_found', `17TRACK has no information on ${number}: ${why}`);
  }
  const carrier = findCarrierId(parcel);
  const destination = readAddress(get(info, 'shipping_info', 'recipient_address'));
  const { events, notices } = readEventRows(rows, (row, index) => {
    const name = getText(row, 'carrier');
    return readEvent(row, index, {
      parcelStatus: isSameEvent(row, latest) ? get(info, 'latest_status') : null,
      carrier: name === null ? carrier : findCarrier(name).id,
      carriers,
      destination,
    });
  });
  const shipment = buildShipment({
    carrier,
    trackingNumber: number,
    service: getText(info, 'misc_info', 'service_type'),
    events: correctByStatus(withoutDoubles(events), get(info, 'latest_status')),
    edd: readEdd(info),
    relatedNumbers: [getText(info, 'misc_info', 'local_number')],
    newestFirst: true,
  });
  return { shipment, notices };
}

/** The scans of all carriers; without scans, the latest scan; without that, the milestones. */
function listRows(parcel: Fields): { readonly rows: readonly Fields[]; readonly latest: unknown } {
  const info = get(parcel, 'track_info');
  const latest = get(info, 'latest_event');
  const providers = getRecords(info, 'tracking', 'providers');
  const listed = providers.flatMap((each) =>
    getRecords(each, 'events').map((row) => ({ ...row, carrier: getName(each) })),
  );
  if (listed.length > 0) return { rows: listed, latest };
  if (isRecord(latest)) return { rows: [latest], latest };
  const milestones = getRecords(info, 'milestone')
    .filter((each) => (getText(each, 'time_iso') ?? getText(each, 'time_utc')) !== null)
    .map((each) => ({ ...each, stage: getText(each, 'key_stage') }));
  if (milestones.length > 0) return { rows: milestones.toReversed(), latest: null };
  // gettracklist gives only each parcel's last event, in fields of its own.
  const time = getText(parcel, 'latest_event_time');
  if (time === null) return { rows: [], latest: null };
  const row = {
    time_iso: time,
    description: getText(parcel, 'latest_event_info'),
    sub_status: getText(parcel, 'sub_status') ?? getText(parcel, 'package_status'),
  };
  return { rows: [row], latest: row };
}

function isSameEvent(row: Fields, latest: unknown): boolean {
  const keys = ['time_iso', 'time_utc', 'description'] as const;
  return keys.every((key) => getText(row, key) === getText(latest, key));
}

interface RowContext extends EventContext {
  readonly destination: Place | null;
}

function readEvent(row: Fields, index: number, context: RowContext) {
  const place = readPlace(row);
  const { carrier, carriers, destination } = context;
  const hints = { place, homeZone: carriers.homeZoneOf(carrier), destination };
  const timestamp = readTimestamp(row, hints);
  if (!timestamp)
    return `events[${index}] has no time: ${getText(row, 'time_iso') ?? getText(row, 'time_utc') ?? 'nothing'}`;
  return buildEvent({
    reading: readEventStatus(row, context),
    timestamp,
    description: getText(row, 'description'),
    otherWords: [getTranslation(row)],
    place,
  });
}

function readPlace(row: Fields): Place | null {
  return readAddress(get(row, 'address')) ?? parsePlaceLine(getText(row, 'location'));
}

function readAddress(address: unknown): Place | null {
  return buildPlace({
    city: getText(address, 'city'),
    region: getText(address, 'state'),
    postalCode: getText(address, 'postal_code'),
    country: getText(address, 'country'),
  });
}

/** Without a time of day, `time_iso` is midnight and `time_raw` has no time. */
function readTimestamp(row: Fields, hints: TimeZoneHints): Timestamp | null {
  const iso = getText(row, 'time_iso');
  const raw = get(row, 'time_raw');
  const date = getText(raw, 'date');
  const time = getText(raw, 'time');
  const instant = parseTimestamp(iso, hints);
  const offsetMinutes = parseOffset(getText(raw, 'timezone')) ?? instant?.offsetMinutes ?? null;
  const day = time === null ? parseTimestamp(date, { ...hints, offsetMinutes }) : null;
  if (day?.dateOnly && (!instant || instant.localTime?.endsWith('T00:00:00'))) return day;
  const whole = date === null || time === null ? null : `${date} ${time}`;
  return (
    instant ??
    parseTimestamp(getText(row, 'time_utc')) ??
    parseTimestamp(whole, { ...hints, offsetMinutes })
  );
}

/** The carrier under which the number was registered, by name if the body has one. */
function findCarrierId(parcel: Fields): string {
  const number = getText(parcel, 'carrier');
  const providers = getRecords(parcel, 'track_info', 'tracking', 'providers');
  const provider =
    providers.find((each) => getText(each, 'provider', 'key') === number) ?? providers[0];
  const name = getName(provider);
  return name === null ? findCarrierByNumber(number) : findCarrier(name).id;
}

function getName(provider: unknown): string | null {
  return getText(provider, 'provider', 'name') ?? getText(provider, 'provider', 'alias');
}

function readEdd(info: unknown): EstimatedDelivery | null {
  const window = get(info, 'time_metrics', 'estimated_delivery_date');
  const [from, until] = ['from', 'to'].map((key) => parseEnd(getText(window, key)));
  return eddFromWindow(from ?? null, until ?? null);
}

/** Midnight means the whole day. */
function parseEnd(written: string | null): Timestamp | null {
  return parseTimestamp(written?.replace(/T00:00(:00)?(\.0+)?(Z|[+-]\d{2}:\d{2})?$/, '') ?? null);
}

/** Drops a scan that two carriers report, or that one carrier repeats. */
function withoutDoubles(events: readonly TrackingEvent[]): readonly TrackingEvent[] {
  const keyOf = ({ occurredAt, code, description }: TrackingEvent) =>
    JSON.stringify([occurredAt, code, description]);
  const first = new Map(events.toReversed().map((event) => [keyOf(event), event]));
  return events.filter((event) => first.get(keyOf(event)) === event);
}
