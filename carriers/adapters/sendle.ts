/**
 * Sendle: a courier service that uses other carriers. Source: Sendle's API reference (tracking, and
 * the subscription to tracking events), which lists the types of events. Each row of the table is
 * checked against the reference's description of the type.
 */

import type { ParseResult, Place, TrackingEvent } from '../../domain/tracking.ts';
import type { CarrierAdapter, Verdict, WebhookRequest } from '../adapter.ts';
import { parseAddressLine, parseCountry } from '../reading/address-line.ts';
import { correctNewestByAll, refineByAll } from '../reading/all-words.ts';
import {
  asReturned,
  buildEvent,
  buildPlace,
  buildProofOf,
  buildResult,
  buildShipment,
  eddFromWindow,
  readEventRows,
} from '../reading/build-result.ts';
import {
  type CodeTable,
  codeRows,
  createOwnCodeReader,
  findCode,
  normalizePhrase,
  phraseRows,
} from '../reading/code-table.ts';
import {
  type Document,
  describeFields,
  type Fields,
  get,
  getFirstText,
  getRecords,
  getText,
  isRecord,
  refuse,
} from '../reading/document.ts';
import { verifySharedSecret } from '../reading/signature.ts';
import { parseTimestamp, type Timestamp } from '../reading/timestamp.ts';
import { refuseByMessage } from '../reading/unknown-error.ts';

/** Sendle sends both `Dropped Off` and `Dropped off`. */
export const CODES: CodeTable = {
  ...phraseRows('info', ['Info']),
  ...codeRows('pre_transit', {
    'pickup attempted': 'the driver did not get the parcel from the sender',
    'drop off': 'the parcel has not yet been dropped off',
  }),
  ...phraseRows('in_transit', ['Pickup', 'Dropped Off', 'In Transit', 'Local Delivery']),
  ...phraseRows('out_for_delivery', ['Out for Delivery']),
  ...phraseRows('attempted', ['Delivery Attempted', 'Card Left']),
  ...phraseRows('available_for_pickup', ['Left with Agent']),
  ...phraseRows('delivered', ['Delivered']),
  ...phraseRows('exception/damage', ['Damaged']),
  ...phraseRows('exception/loss', ['Lost']),
  ...phraseRows('exception/other', ['Unable to Deliver']),
  ...phraseRows('return_to_sender', ['Return to Sender']),
  ...phraseRows('cancelled', ['Cancelled']),
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
  webhookAuth: 'no signature: the secret itself as `?token=`',
  webhookSecret: { kind: 'token' },
  formats: 'tracking of a parcel, tracking event (JSON)',
  verify,
  recognises,
  read,
  readOwnCode: createOwnCodeReader(CODES),
} as const satisfies CarrierAdapter;

function verify({ query }: WebhookRequest, secrets: readonly string[]): Verdict {
  return verifySharedSecret(query['token'] ?? null, secrets, '?token=');
}

function recognises({ format, root }: Document): boolean {
  if (format !== 'json') return false;
  if (get(root, 'sendle_reference') !== undefined) return true;
  if (isListed(root)) return true;
  // Sendle's errors look like OAuth errors: a code and its description.
  return get(root, 'error') === 'not_found' && getText(root, 'error_description') !== null;
}

function isListed(root: unknown): boolean {
  const listed = get(root, 'tracking_events');
  return Array.isArray(listed) || getText(listed, 'event_type') !== null;
}

function read({ root }: Document, asked: string | null): ParseResult {
  const isEvent = getText(root, 'event_type') !== null;
  const state = getText(root, 'state');
  if (!isRecord(root) || !(isEvent || isListed(root) || state !== null)) return refuseOther(root);
  if (getText(root, 'order_id') !== null && !isEvent && !isListed(root))
    return refuse('other', 'an order, without its tracking events');
  const country = findCountry(root);
  const rows = isEvent ? [root] : getRecords(root, 'tracking_events');
  const { events, notices } = readEventRows(rows, (row, index) => readEvent(row, index, country));
  const known = rows.length > 0 ? correctByState(root, events) : readSummary(root);
  const earliest = parseTimestamp(getText(root, 'scheduling', 'estimated_delivery_date_minimum'));
  const latest = parseTimestamp(getText(root, 'scheduling', 'estimated_delivery_date_maximum'));
  const shipment = buildShipment({
    carrier: 'sendle',
    trackingNumber: getText(root, 'sendle_reference') ?? asked,
    events: known,
    edd: eddFromWindow(earliest, latest),
    proofOfDelivery: buildProofOf(known, { signedBy: findSigner(rows) }),
  });
  return buildResult([shipment], notices);
}

/** The parcel's state and its sentence may contradict the newest event. */
function correctByState(root: Fields, events: readonly TrackingEvent[]): readonly TrackingEvent[] {
  const state = getText(root, 'state');
  const words = [state, getText(root, 'status', 'description')];
  const corrected = correctNewestByAll(events, words);
  return /^return/i.test(state ?? '') ? asReturned(corrected) : corrected;
}

/** For responses without events: the state, dated at its last change. */
function readSummary(root: Fields): readonly TrackingEvent[] {
  const state = getText(root, 'state');
  const timestamp = parseTimestamp(getText(root, 'status', 'last_changed_at'));
  if (state === null || !timestamp) return [];
  const words = getText(root, 'status', 'description');
  const reading = { ...findCode(CODES, normalizePhrase(state)), code: state };
  return [
    buildEvent({
      reading: refineByAll(reading, [state, words]),
      timestamp,
      description: words ?? state,
    }),
  ];
}

function refuseOther(root: unknown): ParseResult {
  const code = getText(root, 'error');
  const message = getText(root, 'error_description') ?? code;
  if (message === null || code === null)
    return refuse('malformed', `no tracking_events and no event_type: ${describeFields(root)}`);
  return code === 'not_found' ? refuse('not_found', message) : refuseByMessage(message);
}

/** Scans have no country. For a domestic parcel, the parcel's country applies. */
function findCountry(root: Fields): string | null {
  const origin = getText(root, 'origin', 'country');
  return origin === getText(root, 'destination', 'country') ? origin : null;
}

function readEvent(row: Fields, index: number, country: string | null) {
  const place = readPlace(row, country);
  const timestamp = readTimestamp(row, place);
  if (!timestamp) return `tracking_events[${index}] has no scan_time`;
  const type = getCode(row);
  const words = getFirstText(row, 'description');
  const reason = getFirstText(row, 'reason');
  const reading = { ...findCode(CODES, normalizePhrase(type)), code: type };
  return buildEvent({
    reading: refineByAll(reading, [type, words, reason]),
    timestamp,
    description: reason === null ? words : `${words ?? ''} (${reason})`.trim(),
    place,
  });
}

function getCode(row: Fields): string {
  return getText(row, 'event_type') ?? 'no event_type';
}

function readPlace(row: Fields, country: string | null) {
  const data = get(row, 'location_data');
  const fromFields = buildPlace({
    city: getText(data, 'suburb'),
    region: getText(data, 'state'),
    postalCode: getText(data, 'postcode'),
    country: parseCountry(getText(data, 'country')) ?? getText(data, 'country'),
  });
  const line = fromFields ?? parseAddressLine(getText(row, 'location'));
  return line && { ...line, country: line.country ?? country };
}

/** `scan_time` is UTC; `display_time` has the offset of the place, if Sendle knows it. */
function readTimestamp(row: Fields, place: Place | null): Timestamp | null {
  const scan = parseTimestamp(getText(row, 'scan_time'));
  const shown = parseTimestamp(getText(row, 'display_time'));
  if (shown && shown.offsetSource !== 'assumed') {
    if (!scan || shown.occurredAt === scan.occurredAt) return shown;
  }
  const local = parseTimestamp(getText(row, 'local_scan_time'));
  if (!scan) return shown ?? parseTimestamp(getText(row, 'local_scan_time'), { place });
  const offsetMinutes = local ? (local.occurredAt - scan.occurredAt) / 60_000 : 0;
  const isOffset = offsetMinutes % 15 === 0 && Math.abs(offsetMinutes) <= 14 * 60;
  if (!local || offsetMinutes === 0 || !isOffset) return scan;
  return parseTimestamp(local.localTime, { offsetMinutes });
}

/** `Your parcel was signed for by JIMMY` arrives as an event of the type Info. */
function findSigner(rowsOfOne: readonly Fields[]): string | null {
  for (const row of rowsOfOne) {
    const found = /\bsigned for by (.{1,80})$/i.exec(getText(row, 'description') ?? '');
    if (found?.[1]) return found[1].replace(/\.$/, '');
  }
  return null;
}
