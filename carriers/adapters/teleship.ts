/**
 * Teleship: cross-border parcels with a first and a last mile. Source: Teleship's public API (tracking,
 * webhook `shipment.updated`), of which some versions write an event's code as `code`, others as
 * `status`, in lower case or in capitals.
 */

import type { ParseResult } from '../../domain/tracking.ts';
import type { CarrierAdapter, Verdict, WebhookRequest } from '../adapter.ts';
import { placeOfLine } from '../reading/address-line.ts';
import {
  eddOfDate,
  readRows,
  report,
  trackedShipment,
  trackingEvent,
} from '../reading/build-result.ts';
import { type CodeTable, findCode, rows } from '../reading/code-table.ts';
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
import { verifyMac } from '../reading/signature.ts';
import { dateOf, parseTimestamp } from '../reading/timestamp.ts';
import { refuseByWords } from '../reading/unknown-error.ts';

const CODES: CodeTable = {
  ...rows('pre_transit', {
    pending: 'pending',
    created: 'created',
    label_created: 'the label was created',
  }),
  ...rows('in_transit', {
    collected: 'collected from the sender',
    picked_up: 'picked up from the sender',
    in_hub: 'at a hub',
    in_transit: 'in transit',
    customs_cleared: 'cleared by customs',
  }),
  ...rows('out_for_delivery', { out_for_delivery: 'out for delivery' }),
  ...rows('attempted', { delivery_failed: 'delivery failed' }),
  ...rows('delivered', { delivered: 'delivered' }),
  ...rows('return_to_sender/returned', { returned: 'returned' }),
  ...rows('cancelled', { cancelled: 'cancelled' }),
};

export const teleship = {
  id: 'teleship',
  name: 'Teleship',
  kind: 'carrier',
  delivery: ['webhook', 'poll'],
  webhookAuth: 'HMAC-SHA256, hex, in `x-teleship-signature`, over the raw body',
  formats: 'tracking, webhook events (JSON)',
  verify,
  recognises,
  read,
} as const satisfies CarrierAdapter;

function verify(request: WebhookRequest, secrets: readonly string[]): Verdict {
  return verifyMac(request, secrets, { header: 'x-teleship-signature', encoding: 'hex' });
}

function recognises({ format, root }: Document): boolean {
  if (format !== 'json') return false;
  if (get(root, 'eventName') !== undefined && get(root, 'objectType') !== undefined) return true;
  if (Array.isArray(get(root, 'enabledEvents'))) return true;
  const tracking = trackingIn(root);
  if (get(tracking, 'trackingNumber') !== undefined && hasLegs(tracking)) return true;
  const message = get(root, 'messages', 0);
  return get(message, 'timestamp') !== undefined && get(message, 'message') !== undefined;
}

function hasLegs(tracking: unknown): boolean {
  return ['firstMile', 'lastMile'].some((leg) => isRecord(get(tracking, leg)));
}

function trackingIn(root: unknown): unknown {
  const data = get(root, 'data');
  return isRecord(data) ? data : root;
}

function read({ root }: Document): ParseResult {
  const tracking = trackingIn(root);
  const number = textOf(tracking, 'trackingNumber');
  if (!isRecord(tracking) || number === null) return refuseOther(root);
  const { events, notices } = readRows(recordsOf(tracking, 'events'), readEvent);
  const legs = ['firstMile', 'lastMile'].map((leg) => textOf(tracking, leg, 'trackingNumber'));
  const shipment = trackedShipment({
    carrier: 'teleship',
    trackingNumber: number,
    uniqueId: textOf(tracking, 'shipmentId') ?? textOf(root, 'objectId'),
    events,
    edd: eddOfDate(dateOf(textOf(tracking, 'estimatedDelivery'))),
    relatedNumbers: legs,
    newestFirst: isNewestFirst(recordsOf(tracking, 'events')),
  });
  return report([shipment], notices);
}

function refuseOther(root: unknown): ParseResult {
  const [message] = [...recordsOf(root, 'messages'), ...recordsOf(root, 'errors')];
  const words = message ? firstText(message, 'message', 'code') : firstText(root, 'message');
  if (words !== null) {
    const isNotFound = textOf(message, 'code') === '404';
    return isNotFound ? refuse('not_found', words) : refuseByWords(words);
  }
  if (Array.isArray(get(root, 'enabledEvents')))
    return refuse('malformed', 'the registration of a webhook, which reports no parcel');
  const event = textOf(root, 'eventName');
  const what = event === null ? fieldsOf(root) : `${event} reports no parcel`;
  return refuse('malformed', `no trackingNumber, at the top or in data: ${what}`);
}

/** The webhook lists the newest event first, the answer to a poll the oldest. */
function isNewestFirst(listed: readonly Fields[]): boolean {
  const [first, last] = [listed[0], listed.at(-1)].map((event) => textOf(event, 'timestamp') ?? '');
  return (first ?? '') > (last ?? '');
}

function readEvent(event: Fields, index: number) {
  const written = textOf(event, 'timestamp');
  const moment = parseTimestamp(written);
  if (!moment) return `events[${index}].timestamp is not a time: ${written ?? 'nothing'}`;
  const code = firstText(event, 'code', 'status') ?? 'no code';
  return trackingEvent({
    reading: { ...findCode(CODES, code.toLowerCase()), code },
    moment,
    description: textOf(event, 'description'),
    place: placeOfLine(textOf(event, 'location')),
  });
}
