/**
 * Vinted Go (formerly Homerr): the public timeline of a parcel (JSON). Sources: responses that
 * users of the Home Assistant integration recorded (`created`, `shipped`, `in_transit`,
 * `delivered`), and the keys of the labels on its tracking page. Each row is checked against the
 * key's words: `concluded`, `pickup_cancelled` and `return_return` do not say where the parcel is,
 * so they are left out.
 */

import type { ParseResult } from '../../domain/tracking.ts';
import type { CarrierAdapter } from '../adapter.ts';
import { refineByAll } from '../reading/all-words.ts';
import { buildEvent, buildResult, buildShipment, readEventRows } from '../reading/build-result.ts';
import { type CodeTable, codeRows, createOwnCodeReader, findCode } from '../reading/code-table.ts';
import {
  type Document,
  describeFields,
  type Fields,
  get,
  getFirstText,
  getRecords,
  getText,
  refuse,
} from '../reading/document.ts';
import { notPushed } from '../reading/signature.ts';
import { parseTimestamp } from '../reading/timestamp.ts';

/** Keyed by an event's `group`; its `state` is `delivery` for all events. */
const CODES: CodeTable = {
  ...codeRows('pre_transit', {
    created: 'Shipment created',
    tracking_code_created: 'Tracking code created',
  }),
  ...codeRows('in_transit', {
    shipped: 'Dropped off at the parcel shop',
    hand_over: 'Hand-over',
    in_depot: 'In the depot',
    left_depot: 'Left the depot',
    in_transit: 'In transit',
    redirected: 'Redirected',
  }),
  ...codeRows('out_for_delivery', { in_delivery: 'In delivery' }),
  ...codeRows('available_for_pickup', {
    available_for_pickup: 'Available for pickup',
    ready_for_pickup: 'Ready for pickup',
  }),
  ...codeRows('delivered', { delivered: 'Collected' }),
  ...codeRows('exception/destroyed', { disposed: 'Disposed', return_disposed: 'Disposed' }),
  ...codeRows('exception/loss', { lost: 'Lost', return_lost: 'Lost' }),
  ...codeRows('exception/other', {
    empty_locker_found: 'Empty locker found',
    pickup_failed: 'Pickup failed',
    return_empty_locker_found: 'Empty locker found',
  }),
  ...codeRows('cancelled', { cancelled: 'Cancelled' }),
  ...codeRows('return_to_sender', {
    return: 'Return',
    return_to_sender: 'Return to sender',
    return_in_transit: 'Return in transit',
    return_ready_for_pickup: 'The sender can collect the return',
  }),
  ...codeRows('return_to_sender/returned', {
    returned: 'Returned',
    return_delivered: 'The sender has the return',
  }),
};

export const vinted_go = {
  id: 'vinted_go',
  name: 'Vinted Go',
  kind: 'carrier',
  delivery: ['poll'],
  webhookAuth: 'no webhooks',
  formats: 'tracking events, error (JSON)',
  verify: () => notPushed('Vinted Go'),
  recognises,
  read,
  readOwnCode: createOwnCodeReader(CODES),
} as const satisfies CarrierAdapter;

function recognises({ format, root }: Document): boolean {
  if (format !== 'json') return false;
  if (get(root, 'error_code') === 'not_found') return true;
  const events = getRecords(root, 'tracking_events');
  return events.some(
    (event) => getText(event, 'group') !== null && getText(event, 'timestamp') !== null,
  );
}

function read(document: Document, asked: string | null): ParseResult {
  const { root } = document;
  const error = getText(root, 'error_code');
  if (error !== null) return refuse(error === 'not_found' ? 'not_found' : 'error', error);
  if (!recognises(document)) return refuseWithout(root);
  const { events, notices } = readEventRows(getRecords(root, 'tracking_events'), readEvent);
  const shipment = buildShipment({
    carrier: 'vinted_go',
    trackingNumber: getFirstText(root, 'tracking_code') ?? asked,
    events,
  });
  return buildResult([shipment], notices);
}

function refuseWithout(root: unknown): ParseResult {
  return Array.isArray(get(root, 'tracking_events'))
    ? refuse('not_yet', 'no tracking_events yet')
    : refuse('malformed', `no tracking_events: ${describeFields(root)}`);
}

function readEvent(event: Fields, index: number) {
  const written = getText(event, 'timestamp');
  const timestamp = parseTimestamp(written);
  if (!timestamp) return `tracking_events[${index}].timestamp is not a time: ${written ?? ''}`;
  const words = getText(event, 'message');
  const reading = findCode(CODES, getText(event, 'group') ?? 'no group');
  return buildEvent({
    reading: refineByAll(reading, [words, getText(event, 'group_header')]),
    timestamp,
    description: words,
  });
}
