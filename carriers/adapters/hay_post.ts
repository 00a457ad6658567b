/**
 * HayPost (Armenia): an order with the history of its states (JSON), polled. Source: the example in
 * its API documentation. HayPost publishes no list of its states. The table has 1, which the
 * example dates at the order's creation, and 6, which other projects that read its API treat as
 * delivered.
 */

import type { ParseResult } from '../../domain/tracking.ts';
import type { CarrierAdapter } from '../adapter.ts';
import {
  buildEvent,
  buildPlace,
  buildResult,
  buildShipment,
  readEventRows,
} from '../reading/build-result.ts';
import { type CodeTable, codeRows, findCode } from '../reading/code-table.ts';
import {
  type Document,
  describeFields,
  get,
  getRecords,
  getText,
  isRecord,
  refuse,
} from '../reading/document.ts';
import { notPushed } from '../reading/signature.ts';
import { parseTimestamp } from '../reading/timestamp.ts';

const CODES: CodeTable = {
  ...codeRows('pre_transit', { '1': 'the order is made' }),
  ...codeRows('delivered', { '6': 'delivered' }),
};

export const hay_post = {
  id: 'hay_post',
  name: 'HayPost',
  kind: 'carrier',
  delivery: ['poll'],
  webhookAuth: 'no webhooks',
  formats: 'order with its states (JSON)',
  verify: () => notPushed('HayPost'),
  recognises,
  read,
  homeZone: 'Asia/Yerevan',
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
  if (!isRecord(order)) return refuse('malformed', `no order: ${describeFields(root)}`);
  const { events, notices } = readEventRows(
    getRecords(root, 'orderStateHistories'),
    (state, index) => {
      const written = getText(state, 'createDate');
      const timestamp = parseTimestamp(written, {
        place: buildPlace({ country: 'AM' }),
        homeZone: 'Asia/Yerevan',
      });
      if (!timestamp)
        return `orderStateHistories[${index}].createDate is not a time: ${written ?? ''}`;
      const reading = findCode(CODES, getText(state, 'stateId') ?? '');
      return buildEvent({ reading, timestamp, description: null });
    },
  );
  const shipment = buildShipment({
    carrier: 'hay_post',
    trackingNumber: getText(order, 'trackingId') ?? asked,
    uniqueId: getText(order, 'id'),
    service: getText(order, 'service', 'name'),
    events,
  });
  return buildResult([shipment], notices);
}
