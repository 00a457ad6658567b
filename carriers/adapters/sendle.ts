/**
 * Sendle: a courier service over other carriers. Source: Sendle's API reference (tracking, and the
 * subscription to tracking events, both of which list the types of events).
 */

import type { ParseResult } from '../../domain/tracking.ts';
import type { CarrierAdapter, Verdict, WebhookRequest } from '../adapter.ts';
import { countryOf, placeOfLine } from '../reading/address-line.ts';
import {
  eddOfWindow,
  placeOf,
  proofOf,
  readRows,
  report,
  trackedShipment,
  trackingEvent,
} from '../reading/build-result.ts';
import {
  type CodeTable,
  findCode,
  ownCodeReader,
  phraseOf,
  phrases,
  rows,
} from '../reading/code-table.ts';
import {
  type Document,
  type Fields,
  fieldsOf,
  firstText,
  get,
  isRecord,
  recordsOf,
  refuse,
  textOf,
} from '../reading/document.ts';
import { verifyShared } from '../reading/signature.ts';
import { parseTimestamp, type Timestamp } from '../reading/timestamp.ts';
import { refuseByWords } from '../reading/unknown-error.ts';

/** `Dropped Off` and `Dropped off` are both sent. */
export const CODES: CodeTable = {
  ...phrases('info', ['Info']),
  ...rows('pre_transit', {
    'pickup attempted': 'the driver did not get the parcel from the sender',
    'drop off': 'the parcel has not yet been dropped off',
  }),
  ...phrases('in_transit', ['Pickup', 'Dropped Off', 'In Transit', 'Local Delivery']),
  ...phrases('out_for_delivery', ['Out for Delivery']),
  ...phrases('attempted', ['Delivery Attempted', 'Card Left']),
  ...phrases('available_for_pickup', ['Left with Agent']),
  ...phrases('delivered', ['Delivered']),
  ...phrases('exception/damage', ['Damaged']),
  ...phrases('exception/loss', ['Lost']),
  ...phrases('exception/other', ['Unable to Deliver']),
  ...phrases('return_to_sender', ['Return to Sender']),
  ...phrases('cancelled', ['Cancelled']),
  expired: {
    status: 'exception',
    reason: 'other',
    responsible: 'shop',
    words: 'the label has expired',
  },
};

export const sendle = {
  id: 'sendle',
  name: 'Sendle',
  kind: 'carrier',
  delivery: ['webhook', 'poll'],
  webhookAuth: 'none of Sendle’s: the secret itself as `?token=`',
  formats: 'tracking of a parcel, tracking event (JSON)',
  verify,
  recognises,
  read,
  readOwnCode: ownCodeReader(CODES),
} as const satisfies CarrierAdapter;

function verify({ query }: WebhookRequest, secrets: readonly string[]): Verdict {
  return verifyShared(query['token'] ?? null, secrets, '?token=');
}

function recognises({ format, root }: Document): boolean {
  if (format !== 'json') return false;
  if (get(root, 'sendle_reference') !== undefined) return true;
  if (Array.isArray(get(root, 'tracking_events'))) return true;
  // Sendle's errors are OAuth's: a word and its description.
  return get(root, 'error') === 'not_found' && textOf(root, 'error_description') !== null;
}

function read({ root }: Document, asked: string | null): ParseResult {
  const isEvent = textOf(root, 'event_type') !== null;
  const listed = Array.isArray(get(root, 'tracking_events'));
  if (!isRecord(root) || !(isEvent || listed)) return refuseOther(root);
  const country = countryIn(root);
  const rows = isEvent ? [root] : recordsOf(root, 'tracking_events');
  const { events, notices } = readRows(rows, (row, index) => readEvent(row, index, country));
  const earliest = parseTimestamp(textOf(root, 'scheduling', 'estimated_delivery_date_minimum'));
  const latest = parseTimestamp(textOf(root, 'scheduling', 'estimated_delivery_date_maximum'));
  const shipment = trackedShipment({
    carrier: 'sendle',
    trackingNumber: textOf(root, 'sendle_reference') ?? asked,
    events,
    edd: eddOfWindow(earliest, latest),
    proofOfDelivery: proofOf({ signedBy: signerIn(rows) }),
  });
  return report([shipment], notices);
}

function refuseOther(root: unknown): ParseResult {
  const code = textOf(root, 'error');
  const message = textOf(root, 'error_description') ?? code;
  if (message === null || code === null)
    return refuse('malformed', `no tracking_events and no event_type: ${fieldsOf(root)}`);
  return code === 'not_found' ? refuse('not_found', message) : refuseByWords(message);
}

/** Scans do not name their country, which a parcel that stays in one country tells. */
function countryIn(root: Fields): string | null {
  const origin = textOf(root, 'origin', 'country');
  return origin === textOf(root, 'destination', 'country') ? origin : null;
}

function readEvent(row: Fields, index: number, country: string | null) {
  const moment = momentIn(row);
  if (!moment) return `tracking_events[${index}] has no scan_time`;
  const words = firstText(row, 'description');
  const reason = firstText(row, 'reason');
  return trackingEvent({
    reading: { ...findCode(CODES, phraseOf(textOf(row, 'event_type') ?? '')), code: codeOf(row) },
    moment,
    description: reason === null ? words : `${words ?? ''} (${reason})`.trim(),
    place: placeIn(row, country),
  });
}

function codeOf(row: Fields): string {
  return textOf(row, 'event_type') ?? 'no event_type';
}

function placeIn(row: Fields, country: string | null) {
  const data = get(row, 'location_data');
  const told = placeOf({
    city: textOf(data, 'suburb'),
    region: textOf(data, 'state'),
    postalCode: textOf(data, 'postcode'),
    country: countryOf(textOf(data, 'country')) ?? textOf(data, 'country'),
  });
  const line = told ?? placeOfLine(textOf(row, 'location'));
  return line && { ...line, country: line.country ?? country };
}

/** `scan_time` is UTC; `display_time` is the same with the offset of the place, where it is known. */
function momentIn(row: Fields): Timestamp | null {
  const scan = parseTimestamp(textOf(row, 'scan_time'));
  const shown = parseTimestamp(textOf(row, 'display_time'));
  if (shown && shown.offsetSource !== 'assumed') {
    if (!scan || shown.occurredAt === scan.occurredAt) return shown;
  }
  const local = parseTimestamp(textOf(row, 'local_scan_time'));
  if (!scan) return shown ?? local;
  const offsetMinutes = local ? (local.occurredAt - scan.occurredAt) / 60_000 : 0;
  const isOffset = offsetMinutes % 15 === 0 && Math.abs(offsetMinutes) <= 14 * 60;
  if (!local || offsetMinutes === 0 || !isOffset) return scan;
  return parseTimestamp(local.localTime, { offsetMinutes });
}

/** `Your parcel was signed for by JIMMY` is an event of the type Info. */
function signerIn(rowsOfOne: readonly Fields[]): string | null {
  for (const row of rowsOfOne) {
    const found = /\bsigned for by (.{1,80})$/i.exec(textOf(row, 'description') ?? '');
    if (found?.[1]) return found[1].replace(/\.$/, '');
  }
  return null;
}
