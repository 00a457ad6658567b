/**
 * bpost: Shipping Manager, tracking of an item (XML), polled. Sources: bpost's schema `tracking/v1`
 * and its example. bpost has published no list of its state codes: the table has those whose
 * meaning bpost's own words beside them have told, by code and by the words before the dash.
 */

import type { ParseResult } from '../../domain/tracking.ts';
import type { CarrierAdapter } from '../adapter.ts';
import { readRows, report, trackedShipment, trackingEvent } from '../reading/build-result.ts';
import { type CodeTable, findFirstCode, rows } from '../reading/code-table.ts';
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
import { refuseByWords } from '../reading/unknown-error.ts';

const CODES: CodeTable = {
  ...rows('in_transit', { T00: 'Sorted - sorted_out', Sorted: 'Sorted' }),
  ...rows('out_for_delivery', {
    L00: 'BoundToRound - out_for_distribution',
    BoundToRound: 'BoundToRound',
  }),
  ...rows('delivered', {
    U01: 'DistributedNormally - regular',
    DistributedNormally: 'DistributedNormally',
  }),
};

export const bpost = {
  id: 'bpost',
  name: 'bpost',
  kind: 'carrier',
  delivery: ['poll'],
  webhookAuth: 'none: it is polled',
  formats: 'Shipping Manager: itemTracking, exceptions (XML)',
  verify: () => notPushed('bpost'),
  recognises,
  read,
} as const satisfies CarrierAdapter;

const EXCEPTIONS = ['systemException', 'businessException'] as const;

function recognises({ format, root }: Document): boolean {
  if (format !== 'xml') return false;
  return (
    get(root, 'itemTracking', 'itemCode') !== undefined ||
    EXCEPTIONS.some((name) => textOf(root, name, 'message') !== null)
  );
}

function read({ root }: Document, asked: string | null): ParseResult {
  for (const name of EXCEPTIONS) {
    const message = textOf(root, name, 'message');
    if (message === null) continue;
    const said = message.replace(/\s+/g, ' ');
    return name === 'systemException' ? refuse('error', said) : refuseByWords(said);
  }
  const item = get(root, 'itemTracking');
  if (!isRecord(item)) return refuse('malformed', `no itemTracking: ${fieldsOf(root)}`);
  const { events, notices } = readRows(recordsOf(item, 'stateInfo'), (state, index) => {
    const written = textOf(state, 'time');
    const moment = parseTimestamp(written, { home: 'Europe/Brussels' });
    if (!moment) return `stateInfo[${index}].time is not a time: ${written ?? 'nothing'}`;
    const said = textOf(state, 'stateDescription');
    const kind = said?.split(' - ')[0] ?? '';
    return trackingEvent({
      reading: findFirstCode(CODES, [textOf(state, 'stateCode') ?? '', kind]),
      moment,
      description: said,
    });
  });
  const shipment = trackedShipment({
    carrier: 'bpost',
    trackingNumber: textOf(item, 'itemCode') ?? asked,
    uniqueId: textOf(item, 'trackingId'),
    events,
  });
  return report([shipment], notices);
}
