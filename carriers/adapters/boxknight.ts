/**
 * BoxKnight: same-day delivery in Canada. Source: a sample of its order API, and the statuses
 * that Karrio's plugin knows. An order has one status and no history, so it is one event, at the
 * time of its last change that is given.
 */

import type { EstimatedDelivery, ParseResult } from '../../domain/tracking.ts';
import type { CarrierAdapter } from '../adapter.ts';
import { report, trackedShipment, trackingEvent } from '../reading/build-result.ts';
import { type CodeTable, findCode, ownCodeReader, rows } from '../reading/code-table.ts';
import {
  type Document,
  type Fields,
  fieldsOf,
  firstText,
  isRecord,
  numberOf,
  refuse,
  textOf,
} from '../reading/document.ts';
import { notPushed } from '../reading/signature.ts';
import { parseTimestamp } from '../reading/timestamp.ts';
import { readUnknownError } from '../reading/unknown-error.ts';

export const STATUSES: CodeTable = {
  ...rows('pre_transit', {
    CREATED: 'created',
    GEOCODED: 'its address has been found',
    PICKUP_EN_ROUTE: 'a driver is on the way to the sender',
  }),
  ...rows('in_transit', {
    PICKUP_COMPLETED: 'fetched from the sender',
    DELIVERY_ASSIGNED: 'a driver has been found',
  }),
  ...rows('out_for_delivery', { DELIVERY_EN_ROUTE: 'on the way to the customer' }),
  ...rows('delivered', { DELIVERY_COMPLETED: 'delivered' }),
};

const HOME = 'America/Toronto';

export const boxknight = {
  id: 'boxknight',
  name: 'BoxKnight',
  kind: 'carrier',
  delivery: ['poll'],
  webhookAuth: 'none: it is polled',
  formats: 'Order (JSON)',
  verify: () => notPushed('BoxKnight'),
  recognises: ({ root }) => isOrder(root),
  read,
  readOwnCode: ownCodeReader(STATUSES),
} as const satisfies CarrierAdapter;

function isOrder(root: unknown): root is Fields {
  return isRecord(root) && 'orderStatus' in root && 'recipientAddress' in root;
}

function read(document: Document, asked: string | null): ParseResult {
  const { root } = document;
  if (!isOrder(root)) {
    const error = readUnknownError(document);
    return error ?? refuse('malformed', `no orderStatus: it has ${fieldsOf(root)}`);
  }
  const moment = parseTimestamp(firstText(root, 'updatedAt', 'createdAt'));
  const status = textOf(root, 'orderStatus');
  const event =
    moment && status
      ? trackingEvent({ reading: findCode(STATUSES, status), moment, description: status })
      : null;
  const shipment = trackedShipment({
    carrier: 'boxknight',
    trackingNumber: textOf(root, 'id') ?? asked,
    service: textOf(root, 'service'),
    events: event ? [event] : [],
    edd: windowIn(root),
  });
  return report([shipment], event ? [] : ['the order has no orderStatus, or no time of it']);
}

/** Epoch milliseconds; the day is that at the door. */
function windowIn(root: Fields): EstimatedDelivery | null {
  const [from, until] = [numberOf(root, 'completeAfter'), numberOf(root, 'completeBefore')];
  const last = until ?? from;
  if (last === null || Number.isNaN(new Date(last).getTime())) return null;
  const date = new Intl.DateTimeFormat('en-CA', { timeZone: HOME }).format(new Date(last));
  return /^\d{4}-\d{2}-\d{2}$/.test(date) ? { date, from, until } : null;
}
