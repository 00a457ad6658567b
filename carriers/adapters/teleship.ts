/**
 * Teleship: cross-border parcels with a first and a last mile. Source: Teleship's public API
 * (tracking, webhook `shipment.updated`). An event's code is in `code` or `status`, depending on
 * the version, in lower case or in capitals.
 */

import type { ParseResult } from '../../domain/tracking.ts';
import type { CarrierAdapter, UnderlyingCarriers, Verdict, WebhookRequest } from '../adapter.ts';
import { findCarrier } from '../directory.ts';
import {
  buildEvent,
  buildResult,
  buildShipment,
  eddFromDate,
  readEventRows,
} from '../reading/build-result.ts';
import { type CodeReading, type CodeTable, codeRows, findCode } from '../reading/code-table.ts';
import { refineMovement } from '../reading/correct-by-words.ts';
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
import { preferOwnSentence } from '../reading/own-sentence.ts';
import { parsePlaceLine } from '../reading/place-line.ts';
import { verifyMac } from '../reading/signature.ts';
import { parseDate, parseTimestamp } from '../reading/timestamp.ts';
import { refuseByMessage } from '../reading/unknown-error.ts';

/**
 * Checked against the names of the statuses: the API's documentation does not describe them
 * further.
 */
const CODES: CodeTable = {
  ...codeRows('pre_transit', {
    pending: 'pending',
    created: 'created',
    label_created: 'the label was created',
  }),
  ...codeRows('in_transit', {
    collected: 'collected from the sender',
    picked_up: 'picked up from the sender',
    in_hub: 'at a hub',
    in_transit: 'in transit',
    customs_cleared: 'cleared by customs',
  }),
  ...codeRows('out_for_delivery', { out_for_delivery: 'out for delivery' }),
  ...codeRows('attempted', { delivery_failed: 'delivery failed' }),
  ...codeRows('delivered', { delivered: 'delivered' }),
  ...codeRows('return_to_sender/returned', { returned: 'returned' }),
  ...codeRows('cancelled', { cancelled: 'cancelled' }),
};

export const teleship = {
  id: 'teleship',
  name: 'Teleship',
  kind: 'carrier',
  delivery: ['webhook', 'poll'],
  webhookAuth: 'HMAC-SHA256, hex, in `x-teleship-signature`, over the raw body',
  webhookSecret: { kind: 'key' },
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
  const tracking = findTracking(root);
  if (get(tracking, 'trackingNumber') !== undefined && hasLegs(tracking)) return true;
  const message = get(root, 'messages', 0);
  return get(message, 'timestamp') !== undefined && get(message, 'message') !== undefined;
}

function hasLegs(tracking: unknown): boolean {
  return ['firstMile', 'lastMile'].some((leg) => isRecord(get(tracking, leg)));
}

function findTracking(root: unknown): unknown {
  const data = get(root, 'data');
  return isRecord(data) ? data : root;
}

function read(
  { root }: Document,
  _asked: string | null,
  carriers: UnderlyingCarriers,
): ParseResult {
  const event = getText(root, 'eventName');
  if (event !== null && !event.startsWith('shipment.'))
    return refuse('other', `${event}, not about a tracking`);
  const tracking = findTracking(root);
  const number = getText(tracking, 'trackingNumber');
  if (!isRecord(tracking) || number === null) return refuseOther(root);
  const deliverer = findCarrier(getText(tracking, 'lastMile', 'carrier') ?? 'unknown').id;
  const { events, notices } = readEventRows(getRecords(tracking, 'events'), (event, index) =>
    readEvent(event, index, (words) => carriers.readSentence(deliverer, words)),
  );
  const legs = ['firstMile', 'lastMile'].map((leg) => getText(tracking, leg, 'trackingNumber'));
  const shipment = buildShipment({
    carrier: 'teleship',
    trackingNumber: number,
    uniqueId: getText(tracking, 'shipmentId') ?? getText(root, 'objectId'),
    events,
    edd: eddFromDate(parseDate(getText(tracking, 'estimatedDelivery'))),
    relatedNumbers: legs,
    newestFirst: isNewestFirst(getRecords(tracking, 'events')),
  });
  return buildResult([shipment], notices);
}

function refuseOther(root: unknown): ParseResult {
  const [message] = [...getRecords(root, 'messages'), ...getRecords(root, 'errors')];
  const words = message ? getFirstText(message, 'message', 'code') : getFirstText(root, 'message');
  if (words !== null) {
    const isNotFound = getText(message, 'code') === '404';
    return isNotFound ? refuse('not_found', words) : refuseByMessage(words);
  }
  if (Array.isArray(get(root, 'enabledEvents')))
    return refuse('malformed', 'a webhook registration, which reports no parcel');
  const event = getText(root, 'eventName');
  if (event !== null && event !== 'shipment.updated')
    return refuse('other', `${event}, not about a tracking`);
  const what = event === null ? describeFields(root) : `${event} reports no parcel`;
  return refuse('malformed', `no trackingNumber, at the top or in data: ${what}`);
}

/** A webhook lists the newest event first, a poll response the oldest first. */
function isNewestFirst(listed: readonly Fields[]): boolean {
  const [first, last] = [listed[0], listed.at(-1)].map(
    (event) => getText(event, 'timestamp') ?? '',
  );
  return (first ?? '') > (last ?? '');
}

function readEvent(
  event: Fields,
  index: number,
  readOwn: (words: string | null) => CodeReading | null,
) {
  const written = getText(event, 'timestamp');
  const place = parsePlaceLine(getText(event, 'location'));
  const timestamp = parseTimestamp(written, { place });
  if (!timestamp) return `events[${index}].timestamp is not a time: ${written ?? 'nothing'}`;
  const code = getFirstText(event, 'code', 'status') ?? 'no code';
  const description = getText(event, 'description');
  const reading = { ...findCode(CODES, code.toLowerCase()), code };
  return buildEvent({
    reading: refineMovement(
      preferOwnSentence(reading, readOwn(description), description),
      description,
    ),
    timestamp,
    description,
    place,
  });
}
