/**
 * Shippo: an aggregator that pushes and answers with whole tracks. Source: Shippo's tracking guide
 * (event definitions), its API reference and the types of its SDKs. The API of 2017 had no
 * substatus, and called a parcel UNKNOWN of which only the label was known; before 2018-02-08 a
 * webhook held the Transaction, the purchase of a label, with the tracking in it.
 */

import type { ParseResult, TrackingEvent } from '../../../domain/tracking.ts';
import type { CarrierAdapter, Verdict, WebhookRequest } from '../../adapter.ts';
import { findCarrier } from '../../directory.ts';
import {
  eddOfDate,
  placeOf,
  proofOf,
  readRows,
  report,
  trackedShipment,
  trackingEvent,
} from '../../reading/build-result.ts';
import {
  type CodeTable,
  findFirstCode,
  phraseOf,
  phrases,
  type Reading,
  readingOf,
  rows,
} from '../../reading/code-table.ts';
import {
  type Document,
  type Fields,
  fieldsOf,
  firstText,
  get,
  isRecord,
  listOf,
  numberOf,
  recordsOf,
  refuse,
  textOf,
} from '../../reading/document.ts';
import {
  headerOf,
  join,
  missing,
  verifyFresh,
  verifyMac,
  verifyShared,
} from '../../reading/signature.ts';
import { dateOf, parseTimestamp } from '../../reading/timestamp.ts';
import { refuseByWords } from '../../reading/unknown-error.ts';
import { poll } from './polling.ts';

/** By `STATUS/substatus`, and by the status alone. */
const CODES: CodeTable = {
  ...rows('info', {
    UNKNOWN: 'not found in the carrier’s tracking system',
    'UNKNOWN/other': 'unrecognized carrier status',
  }),
  ...rows('pre_transit', {
    PRE_TRANSIT: 'label created, not yet with the carrier',
    'PRE_TRANSIT/information_received': 'information about the package received',
  }),
  ...rows('in_transit', {
    TRANSIT: 'in transit',
    'TRANSIT/delivery_scheduled': 'scheduled for delivery',
    'TRANSIT/package_accepted': 'accepted into the carrier network',
    'TRANSIT/package_arrived': 'arrived at an intermediate location',
    'TRANSIT/package_departed': 'departed from an intermediate location',
    'TRANSIT/package_forwarded': 'forwarded',
    'TRANSIT/package_processed': 'processed at an intermediate location',
    'TRANSIT/package_processing': 'processing at an intermediate location',
  }),
  ...rows('in_transit/delay', { 'TRANSIT/delayed': 'delayed' }),
  ...rows('in_transit/rescheduled', { 'TRANSIT/delivery_rescheduled': 'delivery rescheduled' }),
  ...rows('out_for_delivery', { 'TRANSIT/out_for_delivery': 'out for delivery' }),
  ...rows('attempted', {
    'TRANSIT/delivery_attempted': 'delivery attempted',
    'TRANSIT/notice_left': 'notice left during an attempted delivery',
    'TRANSIT/reschedule_delivery': 'contact the carrier to reschedule delivery',
  }),
  ...rows('attempted/no_access', { 'TRANSIT/location_inaccessible': 'location inaccessible' }),
  ...rows('available_for_pickup', { 'TRANSIT/pickup_available': 'available for pickup' }),
  ...rows('exception/address', { 'TRANSIT/address_issue': 'address information is incorrect' }),
  ...rows('exception/other', {
    'TRANSIT/contact_carrier': 'contact the carrier',
    FAILURE: 'issue with the delivery',
    'FAILURE/package_undeliverable': 'not able to be delivered',
  }),
  ...rows('exception/damage', { 'TRANSIT/package_damaged': 'damaged' }),
  ...rows('exception/held', { 'TRANSIT/package_held': 'held at a carrier location' }),
  ...rows('exception/destroyed', { 'FAILURE/package_disposed': 'disposed' }),
  ...rows('exception/loss', { 'FAILURE/package_lost': 'lost' }),
  ...rows('delivered', { DELIVERED: 'delivered', 'DELIVERED/delivered': 'delivered' }),
  ...rows('return_to_sender', {
    RETURNED: 'on its way back to the sender, or there',
    'RETURNED/return_to_sender': 'to be returned to the sender',
  }),
  ...rows('return_to_sender/unclaimed', { 'RETURNED/package_unclaimed': 'unclaimed' }),
};

/** Shippo's sentences where there is no substatus and the status says less than they do. */
const SENTENCES: CodeTable = {
  ...phrases('pre_transit', [
    'The USPS has received the electronic shipment information and is awaiting the item.',
    'The shipping label has been created and the USPS is awaiting the item.',
    'The carrier has received the electronic shipment information.',
  ]),
  ...phrases('out_for_delivery', [
    'Your shipment is out for delivery.',
    'Your shipment is out for delivery',
  ]),
};

const TOLERANCE_MS = 5 * 60_000;
const SIGNATURE = 'Shippo-Auth-Signature';

export const shippo = {
  id: 'shippo',
  name: 'Shippo',
  kind: 'aggregator',
  delivery: ['webhook', 'poll'],
  webhookAuth:
    'HMAC-SHA256, hex, in `Shippo-Auth-Signature`, over `time.body`, 5 min; unsigned: `?token=`',
  formats: 'Webhook `track_updated`, Track, Transaction (JSON, 2017 to now)',
  verify,
  recognises,
  read,
  poll,
} as const satisfies CarrierAdapter;

/** `t=<epoch seconds>,v1=<hex>`; where Shippo was not asked to sign, a token in the URL. */
function verify(request: WebhookRequest, secrets: readonly string[]): Verdict {
  const given = headerOf(request, SIGNATURE);
  if (given === null) {
    const token = request.query['token'] ?? null;
    if (token === null) return missing(`${SIGNATURE}, and \`token\` in the URL,`);
    return verifyShared(token, secrets, 'token');
  }
  const parts = new Map(given.split(',').map((part) => splitOnce(part.trim())));
  const time = parts.get('t') ?? '';
  const mac = { [SIGNATURE.toLowerCase()]: parts.get('v1') ?? '-' };
  const verdict = verifyMac({ ...request, headers: mac }, secrets, {
    header: SIGNATURE,
    encoding: 'hex',
    signed: ({ body }) => join(`${time}.`, body),
  });
  if (!verdict.ok) return verdict;
  return verifyFresh(/^\d{1,12}$/.test(time) ? Number(time) * 1000 : null, request, TOLERANCE_MS);
}

function splitOnce(part: string): readonly [string, string] {
  const at = part.indexOf('=');
  return [part.slice(0, Math.max(at, 0)), part.slice(at + 1)];
}

function recognises({ format, root }: Document): boolean {
  if (format !== 'json') return false;
  if (isTrack(root) || isTransaction(root)) return true;
  const event = textOf(root, 'event') ?? '';
  if (/^(track|transaction|batch)_(created|updated|purchased)$/.test(event)) return true;
  if (!isRecord(root)) return false;
  const keys = Object.keys(root).join();
  return (keys === 'detail' && textOf(root, 'detail') !== null) || keys === '__all__';
}

function isTrack(value: unknown): boolean {
  return (
    textOf(value, 'tracking_number') !== null &&
    textOf(value, 'carrier') !== null &&
    (get(value, 'tracking_status') !== undefined || get(value, 'tracking_history') !== undefined)
  );
}

function isTransaction(value: unknown): boolean {
  return (
    get(value, 'tracking_status') !== undefined &&
    (textOf(value, 'object_id') !== null || get(value, 'tracking_url_provider') !== undefined) &&
    get(value, 'rate') !== undefined
  );
}

function read({ root }: Document): ParseResult {
  const track = [get(root, 'data'), root].find(
    (value): value is Fields => isTrack(value) || isTransaction(value),
  );
  if (!track) return refuseOther(root);
  const number = textOf(track, 'tracking_number');
  const messages = messagesIn(track);
  if (number === null) {
    if (messages.length > 0) return refuse('error', messages.join('; '));
    return refuse('malformed', `a transaction without a tracking_number: ${fieldsOf(track)}`);
  }
  const { events, notices } = readRows(scansIn(track), readScan);
  const delivered = events.findLast(({ status }) => status === 'delivered');
  const shipment = trackedShipment({
    carrier: findCarrier(textOf(track, 'carrier') ?? textOf(track, 'rate', 'provider') ?? 'unknown')
      .id,
    trackingNumber: number,
    uniqueId: textOf(track, 'transaction') ?? (isTrack(track) ? null : textOf(track, 'object_id')),
    service: firstText(get(track, 'servicelevel'), 'name', 'token'),
    events,
    edd: eddOfDate(dateOf(textOf(track, 'eta'))),
    originalEdd: eddOfDate(dateOf(textOf(track, 'original_eta'))),
    proofOfDelivery: proofOf({
      at: delivered?.occurredAt ?? null,
      signedBy: textOf(track, 'signed_by'),
    }),
  });
  return report([shipment], [...messages, ...notices]);
}

/** The history, and the latest status where the history does not have it. */
function scansIn(track: Fields): readonly Fields[] {
  const history = recordsOf(track, 'tracking_history');
  const latest = get(track, 'tracking_status');
  if (isRecord(latest)) {
    const same = (scan: Fields) =>
      textOf(scan, 'status') === textOf(latest, 'status') &&
      textOf(scan, 'status_date') === textOf(latest, 'status_date');
    const says = textOf(latest, 'status_date') !== null && !history.some(same);
    return says ? [...history, latest] : history;
  }
  // A transaction has a status, and of times only that of its own last change.
  const status = textOf(latest);
  const changed = textOf(track, 'object_updated');
  if (status === null || status === 'UNKNOWN' || changed === null) return history;
  return history.length > 0 ? history : [{ status, status_date: changed }];
}

function readScan(scan: Fields, index: number): TrackingEvent | string {
  const written = textOf(scan, 'status_date');
  // Shippo gives UTC; test trackings leave out the Z.
  const moment = parseTimestamp(written);
  if (!moment)
    return `tracking_history[${index}].status_date is not a time: ${written ?? 'nothing'}`;
  return trackingEvent({
    reading: readingOfScan(scan),
    moment,
    description: textOf(scan, 'status_details') ?? textOf(scan, 'substatus', 'text'),
    place: placeOf({
      city: textOf(scan, 'location', 'city'),
      region: textOf(scan, 'location', 'state'),
      postalCode: textOf(scan, 'location', 'zip'),
      country: textOf(scan, 'location', 'country'),
    }),
  });
}

function readingOfScan(scan: Fields): Reading {
  const status = textOf(scan, 'status')?.toUpperCase() ?? '';
  const substatus = textOf(scan, 'substatus', 'code') ?? textOf(scan, 'substatus');
  if (substatus !== null) return findFirstCode(CODES, [`${status}/${substatus}`, status]);
  const sentence = phraseOf(textOf(scan, 'status_details') ?? '');
  const row = Object.hasOwn(SENTENCES, sentence) ? SENTENCES[sentence] : undefined;
  const isVague = status === 'UNKNOWN' || status === 'TRANSIT';
  return row && isVague ? readingOf(status, row) : findFirstCode(CODES, [status]);
}

/** Texts, or objects with a text; of a transaction, why there is no label. */
function messagesIn(track: Fields): readonly string[] {
  return listOf(track, 'messages')
    .map((each) => firstText(each, 'text', 'message') ?? textOf(each))
    .filter((each) => each !== null);
}

function refuseOther(root: unknown): ParseResult {
  const detail = textOf(root, 'detail') ?? textOf(root, '__all__', 0) ?? textOf(root, 'error');
  if (detail !== null) return refuseByWords(detail);
  const event = textOf(root, 'event');
  const about = event === null ? fieldsOf(root) : `${event}, with ${fieldsOf(get(root, 'data'))}`;
  const code = numberOf(root, 'status');
  if (code !== null && code >= 400) return refuse('error', `status ${code}`);
  return refuse('malformed', `no track with a tracking_number and a tracking_status: ${about}`);
}
