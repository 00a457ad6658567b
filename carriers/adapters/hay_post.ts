/**
 * HayPost (Armenia): an order with the history of its states (JSON), polled. Source: the example of
 * its API. HayPost has published no list of its states: the table has 1, which the example shows at
 * the second in which the order was made, and 6, which readers of its API take for delivered.
 */

import type { ParseResult } from '../../domain/tracking.ts';
import type { CarrierAdapter } from '../adapter.ts';
import {
  placeOf,
  readRows,
  report,
  trackedShipment,
  trackingEvent,
} from '../reading/build-result.ts';
import { type CodeTable, findCode, rows } from '../reading/code-table.ts';
import {
  type Document,
  fieldsOf,
  get,
  isRecord,
  recordsOf,
  refuse,
  textOf,
} from '../reading/document.ts';
import { notPushed } from '../reading/signature.ts';
import { parseTimestamp } from '../reading/timestamp.ts';

const CODES: CodeTable = {
  ...rows('pre_transit', { '1': 'the order is made' }),
  ...rows('delivered', { '6': 'delivered' }),
};

export const hay_post = {
  id: 'hay_post',
  name: 'HayPost',
  kind: 'carrier',
  delivery: ['poll'],
  webhookAuth: 'none: it is polled',
  formats: 'order with its states (JSON)',
  verify: () => notPushed('HayPost'),
  recognises,
  read,
} as const satisfies CarrierAdapter;

function recognises({ format, root }: Document): boolean {
  return (
    format === 'json' &&
    isRecord(get(root, 'order')) &&
    get(root, 'orderStateHistories') !== undefined
  );
}

function read({ root }: Document, asked: string | null): ParseResult {
  const order = get(root, 'order');
  if (!isRecord(order)) return refuse('malformed', `no order: ${fieldsOf(root)}`);
  const { events, notices } = readRows(recordsOf(root, 'orderStateHistories'), (state, index) => {
    const written = textOf(state, 'createDate');
    const moment = parseTimestamp(written, {
      place: placeOf({ country: 'AM' }),
      home: 'Asia/Yerevan',
    });
    if (!moment) return `orderStateHistories[${index}].createDate is not a time: ${written ?? ''}`;
    const reading = findCode(CODES, textOf(state, 'stateId') ?? '');
    return trackingEvent({ reading, moment, description: null });
  });
  const shipment = trackedShipment({
    carrier: 'hay_post',
    trackingNumber: textOf(order, 'trackingId') ?? asked,
    uniqueId: textOf(order, 'id'),
    service: textOf(order, 'service', 'name'),
    events,
  });
  return report([shipment], notices);
}
