/**
 * BoxKnight: same-day delivery in Canada. Source: a sample of its order API, and the statuses in
 * Karrio's plugin. An order has one status and no history: it becomes one event, at the time of its
 * last change.
 */

import type { EstimatedDelivery, ParseResult } from '../../domain/tracking.ts';
import type { CarrierAdapter } from '../adapter.ts';
import { buildEvent, buildResult, buildShipment } from '../reading/build-result.ts';
import { type CodeTable, codeRows, createOwnCodeReader, findCode } from '../reading/code-table.ts';
import {
  type Document,
  describeFields,
  type Fields,
  getFirstText,
  getNumber,
  getText,
  isRecord,
  refuse,
} from '../reading/document.ts';
import { notPushed } from '../reading/signature.ts';
import { parseTimestamp } from '../reading/timestamp.ts';
import { readUnknownError } from '../reading/unknown-error.ts';

export const STATUSES: CodeTable = {
  ...codeRows('pre_transit', {
    CREATED: 'created',
    GEOCODED: 'its address has been found',
    PICKUP_EN_ROUTE: 'a driver is on the way to the sender',
  }),
  ...codeRows('in_transit', {
    PICKUP_COMPLETED: 'fetched from the sender',
    DELIVERY_ASSIGNED: 'a driver has been found',
  }),
  ...codeRows('out_for_delivery', { DELIVERY_EN_ROUTE: 'on the way to the customer' }),
  ...codeRows('delivered', { DELIVERY_COMPLETED: 'delivered' }),
};

const HOME = 'America/Toronto';

export const boxknight = {
  id: 'boxknight',
  name: 'BoxKnight',
  kind: 'carrier',
  delivery: ['poll'],
  webhookAuth: 'no webhooks',
  formats: 'Order (JSON)',
  verify: () => notPushed('BoxKnight'),
  recognises: ({ root }) => isOrder(root),
  read,
  readOwnCode: createOwnCodeReader(STATUSES),
  homeZone: HOME,
} as const satisfies CarrierAdapter;

function isOrder(root: unknown): root is Fields {
  return isRecord(root) && 'orderStatus' in root && 'recipientAddress' in root;
}

function read(document: Document, asked: string | null): ParseResult {
  const { root } = document;
  if (!isOrder(root)) {
    const error = readUnknownError(document);
    return error ?? refuse('malformed', `no orderStatus: it has ${describeFields(root)}`);
  }
  const timestamp = parseTimestamp(getFirstText(root, 'updatedAt', 'createdAt'), {
    homeZone: HOME,
  });
  const status = getText(root, 'orderStatus');
  const event =
    timestamp && status
      ? buildEvent({ reading: findCode(STATUSES, status), timestamp, description: status })
      : null;
  const shipment = buildShipment({
    carrier: 'boxknight',
    trackingNumber: getText(root, 'id') ?? asked,
    service: getText(root, 'service'),
    events: event ? [event] : [],
    edd: readWindow(root),
  });
  return buildResult([shipment], event ? [] : ['the order has no orderStatus, or no time of it']);
}

/** Epoch milliseconds; the day is the day at the destination. */
function readWindow(root: Fields): EstimatedDelivery | null {
  const [from, until] = [getNumber(root, 'completeAfter'), getNumber(root, 'completeBefore')];
  const last = until ?? from;
  if (last === null || Number.isNaN(new Date(last).getTime())) return null;
  const date = new Intl.DateTimeFormat('en-CA', { timeZone: HOME }).format(new Date(last));
  return /^\d{4}-\d{2}-\d{2}$/.test(date) ? { date, from, until } : null;
}
