/**
 * Shopify: a platform that tells how its fulfilments fare. Source: Shopify's reference of the REST and
 * GraphQL Admin APIs (Fulfillment, FulfillmentEvent, FulfillmentEventStatus,
 * FulfillmentDisplayStatus) and of webhooks. A fulfilment event names its fulfilment, not the
 * parcel: there is a number in fulfilments only.
 */

import type { EstimatedDelivery, ParseResult, TrackedShipment } from '../../domain/tracking.ts';
import type { CarrierAdapter, Verdict, WebhookRequest } from '../adapter.ts';
import { findCarrier } from '../directory.ts';
import { countryOf } from '../reading/address-line.ts';
import {
  eddOfDate,
  placeOf,
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
  listOf,
  recordsOf,
  refuse,
  textOf,
} from '../reading/document.ts';
import { verifyMac } from '../reading/signature.ts';
import { dateOf, parseTimestamp } from '../reading/timestamp.ts';
import { refuseByWords } from '../reading/unknown-error.ts';

/** REST writes them in lower case, GraphQL in capitals. */
const CODES: CodeTable = {
  ...rows('pre_transit', {
    label_purchased: 'a label was purchased',
    label_printed: 'the label was printed',
    confirmed: 'the carrier is aware of the parcel, and has not received it',
  }),
  ...rows('info', {
    fulfilled: 'fulfilled',
    marked_as_fulfilled: 'marked as fulfilled',
    submitted: 'submitted to the fulfilment service',
  }),
  ...rows('in_transit', {
    carrier_picked_up: 'picked up by the carrier',
    in_transit: 'in transit',
  }),
  ...rows('in_transit/delay', { delayed: 'delayed' }),
  ...rows('out_for_delivery', { out_for_delivery: 'out for delivery' }),
  ...rows('attempted', { attempted_delivery: 'delivery was attempted' }),
  ...rows('available_for_pickup', {
    ready_for_pickup: 'ready to be picked up',
    ready_for_recipient_pickup: 'ready to be picked up by the recipient',
  }),
  ...rows('delivered', {
    delivered: 'delivered',
    picked_up: 'picked up by the customer',
  }),
  ...rows('exception/other', {
    failure: 'something went wrong',
    not_delivered: 'not delivered',
  }),
  buyer_action_required: {
    status: 'exception',
    reason: 'other',
    responsible: 'customer',
    words: 'the buyer has to act',
  },
  ...rows('return_to_sender', { returning_to_sender: 'on its way back to the sender' }),
  ...rows('cancelled', { canceled: 'cancelled', cancelled: 'cancelled' }),
};

export const shopify = {
  id: 'shopify',
  name: 'Shopify',
  kind: 'platform',
  delivery: ['webhook', 'poll'],
  webhookAuth: 'HMAC-SHA256, base64, in `X-Shopify-Hmac-Sha256`, over the raw body',
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
  if (eventsIn(root).length > 0 || fulfillmentsIn(root).length > 0) return true;
  return ['fulfillment_events', 'fulfillments'].some((key) => Array.isArray(get(root, key)));
}

function isEvent(value: Fields): boolean {
  const id = firstText(value, 'admin_graphql_api_id', 'id') ?? '';
  if (id.startsWith('gid://shopify/FulfillmentEvent/')) return true;
  return get(value, 'fulfillment_id') !== undefined && get(value, 'happened_at') !== undefined;
}

function isFulfillment(value: Fields): boolean {
  const id = firstText(value, 'admin_graphql_api_id', 'id') ?? '';
  if (id.startsWith('gid://shopify/Fulfillment/')) return true;
  if (get(value, 'order_id') !== undefined && get(value, 'tracking_company') !== undefined)
    return true;
  return get(value, 'trackingInfo') !== undefined && get(value, 'displayStatus') !== undefined;
}

function eventsIn(root: unknown): readonly Fields[] {
  const places = [root, get(root, 'fulfillment_event'), ...listOf(root, 'fulfillment_events')];
  return places.filter(isRecord).filter(isEvent);
}

function fulfillmentsIn(root: unknown): readonly Fields[] {
  const data = get(root, 'data');
  const holders = [
    root,
    get(root, 'order'),
    data,
    get(data, 'order'),
    get(data, 'node'),
    ...nodesOf(root, 'orders'),
    ...nodesOf(data, 'orders'),
  ];
  const found = holders.flatMap((holder) => [
    holder,
    get(holder, 'fulfillment'),
    ...nodesOf(holder, 'fulfillments'),
  ]);
  return [...new Set(found)].filter(isRecord).filter(isFulfillment);
}

/** A list of REST, or a connection of GraphQL: `nodes`, or `edges` with a `node` each. */
function nodesOf(value: unknown, key: string): readonly unknown[] {
  const found = get(value, key);
  if (!isRecord(found)) return listOf(value, key);
  return [...listOf(found, 'nodes'), ...recordsOf(found, 'edges').map((edge) => get(edge, 'node'))];
}

function read({ root }: Document, asked: string | null): ParseResult {
  const fulfillments = fulfillmentsIn(root).map(readFulfillment);
  const events = [...Map.groupBy(eventsIn(root), (event) => textOf(event, 'fulfillment_id'))];
  const alone = events.map(([id, each]) => readEvents(each, id, asked));
  const all = [...fulfillments, ...alone];
  if (all.length === 0) return refuseOther(root, asked);
  return report(
    all.map(({ shipment }) => shipment),
    all.flatMap(({ notices }) => notices),
  );
}

function refuseOther(root: unknown, asked: string | null): ParseResult {
  if (Array.isArray(get(root, 'fulfillment_events')))
    return report([trackedShipment({ carrier: 'unknown', trackingNumber: asked })]);
  if (Array.isArray(get(root, 'fulfillments')))
    return refuse('not_yet', 'the order has no fulfilment yet');
  const errors = get(root, 'errors');
  const message = textOf(errors) ?? textOf(errors, 0, 'message') ?? textOf(root, 'error');
  if (message !== null) return refuseByWords(message);
  if (isRecord(errors)) return refuse('error', JSON.stringify(errors));
  return refuse('malformed', `no fulfilment and no event of one: ${fieldsOf(root)}`);
}

function readEvents(rowsOfOne: readonly Fields[], id: string | null, asked: string | null) {
  const { events, notices } = readRows(rowsOfOne, readEvent);
  const shipment = trackedShipment({
    // The event does not tell who carries the parcel: the fulfilment does.
    carrier: 'unknown',
    trackingNumber: asked,
    uniqueId: idIn(id),
    events,
    edd: latestEdd(rowsOfOne),
  });
  return { shipment, notices };
}

function readFulfillment(fulfillment: Fields): {
  readonly shipment: TrackedShipment;
  readonly notices: readonly string[];
} {
  const told = nodesOf(fulfillment, 'events').filter(isRecord);
  const { events, notices } = readRows(told.length > 0 ? told : stateOf(fulfillment), readEvent);
  const infos = recordsOf(fulfillment, 'trackingInfo');
  const numbers = [
    textOf(fulfillment, 'tracking_number'),
    ...listOf(fulfillment, 'tracking_numbers').map((each) => textOf(each)),
    ...infos.map((info) => textOf(info, 'number')),
  ].filter((number) => number !== null);
  const company = textOf(fulfillment, 'tracking_company') ?? textOf(infos[0], 'company');
  const shipment = trackedShipment({
    carrier: findCarrier(company ?? 'unknown').id,
    trackingNumber: numbers[0] ?? null,
    uniqueId: idIn(textOf(fulfillment, 'id')),
    // `service` is who fulfils, `manual` for instance, and not what the carrier was booked for.
    events,
    edd: eddOfDate(dateOf(textOf(fulfillment, 'estimatedDeliveryAt'))) ?? latestEdd(told),
    relatedNumbers: numbers,
  });
  return { shipment, notices };
}

/** GraphQL writes the number that REST gives as `gid://shopify/Fulfillment/255858046`. */
function idIn(written: string | null): string | null {
  return written?.replace(/^gid:\/\/shopify\/\w+\//, '') ?? null;
}

/** A fulfilment has the latest status alone: it is as old as the last change of the fulfilment. */
function stateOf(fulfillment: Fields): readonly Fields[] {
  const isCancelled = /^cancell?ed$/i.test(textOf(fulfillment, 'status') ?? '');
  const shown = firstText(fulfillment, 'shipment_status', 'displayStatus');
  const status = isCancelled ? 'cancelled' : shown;
  const since = firstText(fulfillment, 'updated_at', 'updatedAt', 'created_at', 'createdAt');
  const deliveredAt = status?.toLowerCase() === 'delivered' && textOf(fulfillment, 'deliveredAt');
  return status === null ? [] : [{ status, happened_at: deliveredAt || since }];
}

function readEvent(row: Fields, index: number) {
  const written = firstText(row, 'happened_at', 'happenedAt', 'created_at', 'createdAt');
  const country = textOf(row, 'country');
  const place = placeOf({
    city: textOf(row, 'city'),
    region: textOf(row, 'province'),
    postalCode: textOf(row, 'zip'),
    country: countryOf(country) ?? country,
  });
  const moment = parseTimestamp(written, { place });
  if (!moment) return `event ${index}: happened_at is not a time: ${written ?? 'nothing'}`;
  return trackingEvent({
    reading: findCode(CODES, (textOf(row, 'status') ?? 'no status').toLowerCase()),
    moment,
    description: textOf(row, 'message'),
    place,
  });
}

/** The estimate of the event that happened last among those that have one. */
function latestEdd(events: readonly Fields[]): EstimatedDelivery | null {
  let latest: { readonly at: number; readonly date: string } | null = null;
  for (const event of events) {
    const date = dateOf(firstText(event, 'estimated_delivery_at', 'estimatedDeliveryAt'));
    const at = parseTimestamp(firstText(event, 'happened_at', 'happenedAt'))?.occurredAt ?? 0;
    if (date !== null && (latest === null || at >= latest.at)) latest = { at, date };
  }
  return eddOfDate(latest?.date ?? null);
}
