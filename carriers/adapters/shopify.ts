/**
 * Shopify: a platform that reports its fulfilments. Source: Shopify's reference of the REST and
 * GraphQL Admin APIs (Fulfillment, FulfillmentEvent, FulfillmentEventStatus,
 * FulfillmentDisplayStatus) and of webhooks. A fulfilment event names its fulfilment, not the
 * parcel: only fulfilments have a tracking number.
 */

import type { EstimatedDelivery, ParseResult } from '../../domain/tracking.ts';
import type { CarrierAdapter, UnderlyingCarriers, Verdict, WebhookRequest } from '../adapter.ts';
import { findCarrier } from '../directory.ts';
import { parseCountry } from '../reading/address-line.ts';
import {
  buildEvent,
  buildPlace,
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
  getList,
  getRecords,
  getText,
  isRecord,
  refuse,
} from '../reading/document.ts';
import { preferOwnSentence } from '../reading/own-sentence.ts';
import { verifyMac } from '../reading/signature.ts';
import { parseDate, parseTimestamp } from '../reading/timestamp.ts';
import { refuseByMessage } from '../reading/unknown-error.ts';

/**
 * REST writes the values in lower case, GraphQL in capitals. Checked against the reference's
 * explanation of each value.
 */
const CODES: CodeTable = {
  ...codeRows('pre_transit', {
    label_purchased: 'a label was purchased',
    label_printed: 'the label was printed',
    confirmed: 'the carrier is aware of the parcel, and has not received it',
  }),
  ...codeRows('info', {
    fulfilled: 'fulfilled',
    marked_as_fulfilled: 'marked as fulfilled',
    submitted: 'submitted to the fulfilment service',
  }),
  ...codeRows('in_transit', {
    carrier_picked_up: 'picked up by the carrier',
    in_transit: 'in transit',
  }),
  ...codeRows('in_transit/delay', { delayed: 'delayed' }),
  ...codeRows('out_for_delivery', { out_for_delivery: 'out for delivery' }),
  ...codeRows('attempted', { attempted_delivery: 'delivery was attempted' }),
  ...codeRows('available_for_pickup', {
    ready_for_pickup: 'ready to be picked up',
    ready_for_recipient_pickup: 'ready to be picked up by the recipient',
  }),
  ...codeRows('delivered', {
    delivered: 'delivered',
    picked_up: 'picked up by the customer',
  }),
  ...codeRows('exception/other', {
    failure: 'something went wrong',
    not_delivered: 'not delivered',
  }),
  buyer_action_required: {
    status: 'exception',
    reason: 'other',
    responsible: 'customer',
    words: 'the buyer has to act',
  },
  ...codeRows('return_to_sender', { returning_to_sender: 'on its way back to the sender' }),
  ...codeRows('cancelled', { canceled: 'cancelled', cancelled: 'cancelled' }),
};

export const shopify = {
  id: 'shopify',
  name: 'Shopify',
  kind: 'platform',
  delivery: ['webhook', 'poll'],
  webhookAuth: 'HMAC-SHA256, base64, in `X-Shopify-Hmac-Sha256`, over the raw body',
  webhookSecret: { kind: 'key' },
  formats:
    'fulfillment_events/create, fulfillments/create and update, their REST lists, fulfilments of GraphQL (JSON)',
  verify,
  recognises,
  read,
} as const satisfies CarrierAdapter;

function verify(request: WebhookRequest, secrets: readonly string[]): Verdict {
  return verifyMac(request, secrets, { header: 'X-Shopify-Hmac-Sha256', encoding: 'base64' });
}

function recognises({ format, root }: Document): boolean {
  if (format !== 'json') return false;
  if (listEvents(root).length > 0 || listFulfillments(root).length > 0) return true;
  if (['fulfillment_events', 'fulfillments'].some((key) => Array.isArray(get(root, key))))
    return true;
  return findOtherSubject(root) !== null;
}

/** The kind of object that other webhooks are about: orders, returns, products. */
function findOtherSubject(root: unknown): string | null {
  const values = isRecord(root) ? [root, ...Object.values(root)] : [];
  for (const value of values.filter(isRecord)) {
    const id = getText(value, 'admin_graphql_api_id') ?? getText(value, 'id') ?? '';
    const kind = /^gid:\/\/shopify\/(\w+)\//.exec(id)?.[1];
    if (kind !== undefined && kind !== 'Fulfillment' && kind !== 'FulfillmentEvent') return kind;
  }
  return null;
}

function isEvent(value: Fields): boolean {
  const id = getFirstText(value, 'admin_graphql_api_id', 'id') ?? '';
  if (id.startsWith('gid://shopify/FulfillmentEvent/')) return true;
  return get(value, 'fulfillment_id') !== undefined && get(value, 'happened_at') !== undefined;
}

function isFulfillment(value: Fields): boolean {
  const id = getFirstText(value, 'admin_graphql_api_id', 'id') ?? '';
  if (id.startsWith('gid://shopify/Fulfillment/')) return true;
  if (get(value, 'order_id') !== undefined && get(value, 'tracking_company') !== undefined)
    return true;
  return get(value, 'trackingInfo') !== undefined && get(value, 'displayStatus') !== undefined;
}

function listEvents(root: unknown): readonly Fields[] {
  const places = [root, get(root, 'fulfillment_event'), ...getList(root, 'fulfillment_events')];
  return places.filter(isRecord).filter(isEvent);
}

function listFulfillments(root: unknown): readonly Fields[] {
  const data = get(root, 'data');
  const holders = [
    root,
    get(root, 'order'),
    data,
    get(data, 'order'),
    get(data, 'node'),
    ...listNodes(root, 'orders'),
    ...listNodes(data, 'orders'),
  ];
  const found = holders.flatMap((holder) => [
    holder,
    get(holder, 'fulfillment'),
    ...listNodes(holder, 'fulfillments'),
  ]);
  return [...new Set(found)].filter(isRecord).filter(isFulfillment);
}

/** A REST list, or a GraphQL connection: `nodes`, or `edges` with one `node` each. */
function listNodes(value: unknown, key: string): readonly unknown[] {
  const found = get(value, key);
  if (!isRecord(found)) return getList(value, key);
  return [
    ...getList(found, 'nodes'),
    ...getRecords(found, 'edges').map((edge) => get(edge, 'node')),
  ];
}

function read({ root }: Document, asked: string | null, carriers: UnderlyingCarriers): ParseResult {
  const fulfillments = listFulfillments(root).map((each) => readFulfillment(each, carriers));
  const events = [...Map.groupBy(listEvents(root), (event) => getText(event, 'fulfillment_id'))];
  // An event does not name the carrier; its fulfilment does.
  const readOwn: OwnReader = (words) => carriers.readSentence('unknown', words);
  const alone = events.map(([id, each]) => readFulfillmentEvents(each, { id, asked, readOwn }));
  const all = [...fulfillments, ...alone];
  if (all.length === 0) return refuseOther(root, asked);
  return buildResult(
    all.map(({ shipment }) => shipment),
    all.flatMap(({ notices }) => notices),
  );
}

function refuseOther(root: unknown, asked: string | null): ParseResult {
  if (Array.isArray(get(root, 'fulfillment_events')))
    return buildResult([buildShipment({ carrier: 'unknown', trackingNumber: asked })]);
  if (Array.isArray(get(root, 'fulfillments')))
    return refuse('not_yet', 'the order has no fulfilment yet');
  const errors = get(root, 'errors');
  const message = getText(errors) ?? getText(errors, 0, 'message') ?? getText(root, 'error');
  if (message !== null) return refuseByMessage(message);
  if (isRecord(errors)) return refuse('error', JSON.stringify(errors));
  const other = findOtherSubject(root);
  if (other !== null) return refuse('other', `${other}, not a fulfilment`);
  return refuse('malformed', `no fulfilment and no event of one: ${describeFields(root)}`);
}

interface LoneEvents {
  readonly id: string | null;
  readonly asked: string | null;
  readonly readOwn: OwnReader;
}

function readFulfillmentEvents(rowsOfOne: readonly Fields[], { id, asked, readOwn }: LoneEvents) {
  const { events, notices } = readEventRows(rowsOfOne, (row, at) => readEvent(row, at, readOwn));
  const shipment = buildShipment({
    carrier: 'unknown',
    trackingNumber: asked,
    uniqueId: readId(id),
    events,
    edd: findLatestEdd(rowsOfOne),
  });
  return { shipment, notices };
}

function readFulfillment(fulfillment: Fields, carriers: UnderlyingCarriers) {
  const nodes = listNodes(fulfillment, 'events').filter(isRecord);
  const infos = getRecords(fulfillment, 'trackingInfo');
  const numbers = [
    getText(fulfillment, 'tracking_number'),
    ...getList(fulfillment, 'tracking_numbers').map((each) => getText(each)),
    ...infos.map((info) => getText(info, 'number')),
  ].filter((number) => number !== null);
  const company = getText(fulfillment, 'tracking_company') ?? getText(infos[0], 'company');
  const carrier = findCarrier(company ?? 'unknown').id;
  const { events, notices } = readEventRows(
    nodes.length > 0 ? nodes : readState(fulfillment),
    (row, index) => readEvent(row, index, (words) => carriers.readSentence(carrier, words)),
  );
  const shipment = buildShipment({
    carrier,
    trackingNumber: numbers[0] ?? null,
    uniqueId: readId(getText(fulfillment, 'id')),
    // `service` is the fulfilment service (`manual`), not the carrier's service.
    events,
    edd:
      eddFromDate(parseDate(getText(fulfillment, 'estimatedDeliveryAt'))) ?? findLatestEdd(nodes),
    relatedNumbers: numbers,
  });
  return { shipment, notices };
}

/** GraphQL writes REST's number as `gid://shopify/Fulfillment/255858046`. */
function readId(written: string | null): string | null {
  return written?.replace(/^gid:\/\/shopify\/\w+\//, '') ?? null;
}

/** A fulfilment has only its latest status, dated at its last change. */
function readState(fulfillment: Fields): readonly Fields[] {
  const isCancelled = /^cancell?ed$/i.test(getText(fulfillment, 'status') ?? '');
  const shown = getFirstText(fulfillment, 'shipment_status', 'displayStatus');
  const status = isCancelled ? 'cancelled' : shown;
  const since = getFirstText(fulfillment, 'updated_at', 'updatedAt', 'created_at', 'createdAt');
  const deliveredAt = status?.toLowerCase() === 'delivered' && getText(fulfillment, 'deliveredAt');
  return status === null ? [] : [{ status, happened_at: deliveredAt || since }];
}

type OwnReader = (words: string | null) => CodeReading | null;

function readEvent(row: Fields, index: number, readOwn: OwnReader) {
  const written = getFirstText(row, 'happened_at', 'happenedAt', 'created_at', 'createdAt');
  const country = getText(row, 'country');
  const place = buildPlace({
    city: getText(row, 'city'),
    region: getText(row, 'province'),
    postalCode: getText(row, 'zip'),
    country: parseCountry(country) ?? country,
  });
  const timestamp = parseTimestamp(written, { place });
  if (!timestamp) return `event ${index}: happened_at is not a time: ${written ?? 'nothing'}`;
  const message = getText(row, 'message');
  const reading = findCode(CODES, (getText(row, 'status') ?? 'no status').toLowerCase());
  return buildEvent({
    reading: refineMovement(preferOwnSentence(reading, readOwn(message), message), message),
    timestamp,
    description: message,
    place,
  });
}

/** The estimate of the latest event that has one. */
function findLatestEdd(events: readonly Fields[]): EstimatedDelivery | null {
  let latest: { readonly at: number; readonly date: string } | null = null;
  for (const event of events) {
    const date = parseDate(getFirstText(event, 'estimated_delivery_at', 'estimatedDeliveryAt'));
    const at = parseTimestamp(getFirstText(event, 'happened_at', 'happenedAt'))?.occurredAt ?? 0;
    if (date !== null && (latest === null || at >= latest.at)) latest = { at, date };
  }
  return eddFromDate(latest?.date ?? null);
}
