/**
 * Allied Express (Australia): `getShipmentsStatus` of its web service, polled; as SOAP, and as JSON
 * converted from SOAP, whose keys keep their prefixes. Source: the service's example responses and
 * the scanned statuses that integrators list. Each row is checked against its words.
 */

import type { ParseResult, TrackedShipment } from '../../domain/tracking.ts';
import type { CarrierAdapter } from '../adapter.ts';
import { buildEvent, buildPlace, buildResult, buildShipment } from '../reading/build-result.ts';
import {
  type CodeTable,
  codeRows,
  createOwnCodeReader,
  findFirstCode,
  normalizePhrase,
  phraseRows,
} from '../reading/code-table.ts';
import { refineMovement } from '../reading/correct-by-words.ts';
import {
  type Document,
  describeFields,
  type Fields,
  getRecords,
  getText,
  isRecord,
  refuse,
} from '../reading/document.ts';
import { combinePieces, dropRepeats, type PieceEvent } from '../reading/pieces.ts';
import { notPushed } from '../reading/signature.ts';
import { parseTimestamp } from '../reading/timestamp.ts';
import { refuseByMessage } from '../reading/unknown-error.ts';

export const PHRASES: CodeTable = {
  ...phraseRows('in_transit', ['In transit', 'In transit to', 'In agent']),
  ...phraseRows('in_transit/delay', ['Return to depot', 'Left in depot']),
  ...phraseRows('out_for_delivery', ["It's on board with driver"]),
  ...phraseRows('attempted/nobody_home', ['Card left']),
  ...phraseRows('delivered', ['Freight has been delivered']),
  ...phraseRows('exception/damage', ['Damaged']),
  ...phraseRows('return_to_sender', ['Return to sender']),
  // A depot scanned a barcode, without a status.
  ...codeRows('info', { scan: 'scanned, without a status' }),
};

export const allied_express = {
  id: 'allied_express',
  name: 'Allied Express',
  kind: 'carrier',
  delivery: ['poll'],
  webhookAuth: 'no webhooks',
  formats: 'getShipmentsStatus (SOAP, or as JSON)',
  verify: () => notPushed('Allied Express'),
  recognises,
  read,
  readOwnCode: createOwnCodeReader(PHRASES),
  homeZone: 'Australia/Sydney',
} as const satisfies CarrierAdapter;

/** Gets a field by its name without the namespace prefix. */
function under(value: unknown, name: string): unknown {
  if (!isRecord(value)) return undefined;
  const key = Object.keys(value).find((each) => each === name || each.endsWith(`:${name}`));
  return key === undefined ? undefined : value[key];
}

function findAnswer(root: unknown): Fields | null {
  const envelope = under(root, 'Envelope') ?? root;
  const answer = under(under(envelope, 'Body'), 'getShipmentsStatusResponse');
  return isRecord(answer) ? answer : null;
}

function recognises({ root }: Document): boolean {
  return findAnswer(root) !== null;
}

function read({ root }: Document, asked: string | null): ParseResult {
  const result = findAnswer(root)?.['result'];
  const scans = getRecords(result, 'statusBarcodesList');
  if (scans.length === 0) {
    const error = getText(result, 'statusError');
    if (error === null)
      return refuse('malformed', `no statusBarcodesList: ${describeFields(result)}`);
    return /no shipment/i.test(error) ? refuse('not_found', error) : refuseByMessage(error);
  }
  const numbers = [...new Set(scans.map((scan) => getText(scan, 'consignmentNote')))];
  const shipments: TrackedShipment[] = [];
  const unread: string[] = [];
  for (const number of numbers) {
    const own = scans.filter((scan) => getText(scan, 'consignmentNote') === number);
    const { rows, notices } = readRows(own, number);
    shipments.push(
      buildShipment({
        carrier: 'allied_express',
        trackingNumber: number ?? asked,
        events: dropRepeats(combinePieces(rows, { number: null })),
        newestFirst: true,
        relatedNumbers: own.map((scan) => getText(scan, 'scannedBarcode')),
      }),
    );
    unread.push(...notices);
  }
  return buildResult(shipments, unread);
}

/** Each barcode is one piece of the consignment: `123456789-001`. */
function readRows(scans: readonly Fields[], number: string | null) {
  const notices: string[] = [];
  const rows: PieceEvent[] = [];
  for (const [index, scan] of scans.entries()) {
    const event = readScan(scan, index);
    const barcode = getText(scan, 'scannedBarcode');
    if (typeof event === 'string') notices.push(event);
    else rows.push({ event, piece: barcode === number ? null : barcode });
  }
  return { rows, notices };
}

/** The service itself misspells `scannnedTimestamp`. */
function readScan(scan: Fields, index: number) {
  const written = getText(scan, 'scannnedTimestamp') ?? getText(scan, 'scannedTimestamp');
  const timestamp = parseTimestamp(written, { homeZone: 'Australia/Sydney' });
  if (!timestamp) return `statusBarcodesList[${index}] has no time: ${written ?? 'nothing'}`;
  const words = getText(scan, 'scannedStatus');
  const phrase = normalizePhrase((words ?? 'scan').replaceAll('’', "'"));
  const start = phrase.startsWith('in transit to ') ? 'in transit to' : phrase;
  return buildEvent({
    reading: refineMovement(findFirstCode(PHRASES, [phrase, start]), words),
    timestamp,
    description: words,
    place: buildPlace({ city: getText(scan, 'depotLocation'), country: 'AU' }),
  });
}
