/**
 * bpost: Shipping Manager, tracking of an item (XML), polled. Sources: bpost's schema `tracking/v1`
 * and its example. bpost publishes no list of its state codes, so the table has those that bpost's
 * own words explain. Keyed by code and by the words before the dash.
 */

import type { ParseResult } from '../../domain/tracking.ts';
import type { CarrierAdapter } from '../adapter.ts';
import { buildEvent, buildResult, buildShipment, readEventRows } from '../reading/build-result.ts';
import {
  type CodeTable,
  codeRows,
  createOwnCodeReader,
  findFirstCode,
} from '../reading/code-table.ts';
import { refineMovement } from '../reading/correct-by-words.ts';
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
import { refuseByMessage } from '../reading/unknown-error.ts';

const CODES: CodeTable = {
  ...codeRows('in_transit', { T00: 'Sorted - sorted_out', Sorted: 'Sorted' }),
  ...codeRows('out_for_delivery', {
    L00: 'BoundToRound - out_for_distribution',
    BoundToRound: 'BoundToRound',
  }),
  ...codeRows('delivered', {
    U01: 'DistributedNormally - regular',
    DistributedNormally: 'DistributedNormally',
  }),
};

export const bpost = {
  id: 'bpost',
  name: 'bpost',
  kind: 'carrier',
  delivery: ['poll'],
  webhookAuth: 'no webhooks',
  formats: 'Shipping Manager: itemTracking, exceptions (XML)',
  verify: () => notPushed('bpost'),
  recognises,
  read,
  readOwnCode: createOwnCodeReader(CODES),
  homeZone: 'Europe/Brussels',
} as const satisfies CarrierAdapter;

const EXCEPTIONS = ['systemException', 'businessException'] as const;

function recognises({ format, root }: Document): boolean {
  if (format !== 'xml') return false;
  return (
    get(root, 'itemTracking', 'itemCode') !== undefined ||
    EXCEPTIONS.some((name) => getText(root, name, 'message') !== null)
  );
}

function read({ root }: Document, asked: string | null): ParseResult {
  for (const name of EXCEPTIONS) {
    const message = getText(root, name, 'message');
    if (message === null) continue;
    const words = message.replace(/\s+/g, ' ');
    return name === 'systemException' ? refuse('error', words) : refuseByMessage(words);
  }
  const item = get(root, 'itemTracking');
  if (!isRecord(item)) return refuse('malformed', `no itemTracking: ${describeFields(root)}`);
  const { events, notices } = readEventRows(getRecords(item, 'stateInfo'), (state, index) => {
    const written = getText(state, 'time');
    const timestamp = parseTimestamp(written, { homeZone: 'Europe/Brussels' });
    if (!timestamp) return `stateInfo[${index}].time is not a time: ${written ?? 'nothing'}`;
    const words = getText(state, 'stateDescription');
    const kind = words?.split(' - ')[0] ?? '';
    const reading = findFirstCode(CODES, [getText(state, 'stateCode') ?? '', kind]);
    // `ReturnedToSender`, `out_for_distribution`
    const sentence = words?.replace(/(?<=[a-z])(?=[A-Z])/g, ' ') ?? null;
    return buildEvent({
      reading: refineMovement(reading, sentence),
      timestamp,
      description: words,
      otherWords: [sentence],
    });
  });
  const shipment = buildShipment({
    carrier: 'bpost',
    trackingNumber: getText(item, 'itemCode') ?? asked,
    uniqueId: getText(item, 'trackingId'),
    events,
  });
  return buildResult([shipment], notices);
}
