/**
 * Allied Express (Australia): `getShipmentsStatus` of its web service, polled; as SOAP, and as the
 * JSON that it is turned into, whose keys keep their prefixes. Source: the service's example
 * answers, and the scanned statuses in them.
 */

import type { ParseResult, TrackedShipment } from '../../domain/tracking.ts';
import type { CarrierAdapter } from '../adapter.ts';
import {
  placeOf,
  readRows,
  report,
  trackedShipment,
  trackingEvent,
} from '../reading/build-result.ts';
import {
  type CodeTable,
  findFirstCode,
  ownCodeReader,
  phraseOf,
  phrases,
  rows,
} from '../reading/code-table.ts';
import {
  type Document,
  type Fields,
  fieldsOf,
  isRecord,
  recordsOf,
  refuse,
  textOf,
} from '../reading/document.ts';
import { notPushed } from '../reading/signature.ts';
import { parseTimestamp } from '../reading/timestamp.ts';
import { refuseByWords } from '../reading/unknown-error.ts';

export const PHRASES: CodeTable = {
  ...phrases('in_transit', ['In transit', 'In transit to', 'In agent']),
  ...phrases('in_transit/delay', ['Return to depot', 'Left in depot']),
  ...phrases('out_for_delivery', ["It's on board with driver"]),
  ...phrases('attempted/nobody_home', ['Card left']),
  ...phrases('delivered', ['Freight has been delivered']),
  ...phrases('exception/damage', ['Damaged']),
  ...phrases('return_to_sender', ['Return to sender']),
  // A barcode was seen at a depot, and nothing is said of it.
  ...rows('info', { scan: 'scanned, without a status' }),
};

export const allied_express = {
  id: 'allied_express',
  name: 'Allied Express',
  kind: 'carrier',
  delivery: ['poll'],
  webhookAuth: 'none: it is polled',
  formats: 'getShipmentsStatus (SOAP, and the same as JSON)',
  verify: () => notPushed('Allied Express'),
  recognises,
  read,
  readOwnCode: ownCodeReader(PHRASES),
} as const satisfies CarrierAdapter;

/** What lies under a name, whatever its prefix. */
function under(value: unknown, name: string): unknown {
  if (!isRecord(value)) return undefined;
  const key = Object.keys(value).find((each) => each === name || each.endsWith(`:${name}`));
  return key === undefined ? undefined : value[key];
}

function answerIn(root: unknown): Fields | null {
  const envelope = under(root, 'Envelope') ?? root;
  const answer = under(under(envelope, 'Body'), 'getShipmentsStatusResponse');
  return isRecord(answer) ? answer : null;
}

function recognises({ root }: Document): boolean {
  return answerIn(root) !== null;
}

function read({ root }: Document, asked: string | null): ParseResult {
  const result = answerIn(root)?.['result'];
  const scans = recordsOf(result, 'statusBarcodesList');
  if (scans.length === 0) {
    const error = textOf(result, 'statusError');
    if (error === null) return refuse('malformed', `no statusBarcodesList: ${fieldsOf(result)}`);
    return /no shipment/i.test(error) ? refuse('not_found', error) : refuseByWords(error);
  }
  const numbers = [...new Set(scans.map((scan) => textOf(scan, 'consignmentNote')))];
  const shipments: TrackedShipment[] = [];
  const unread: string[] = [];
  for (const number of numbers) {
    const own = scans.filter((scan) => textOf(scan, 'consignmentNote') === number);
    const { events, notices } = readRows(own, readScan);
    shipments.push(
      trackedShipment({
        carrier: 'allied_express',
        trackingNumber: number ?? asked,
        events,
        newestFirst: true,
        relatedNumbers: own.map((scan) => textOf(scan, 'scannedBarcode')),
      }),
    );
    unread.push(...notices);
  }
  return report(shipments, unread);
}

/** The name of the time has a slip of the pen in it, in the service itself. */
function readScan(scan: Fields, index: number) {
  const written = textOf(scan, 'scannnedTimestamp') ?? textOf(scan, 'scannedTimestamp');
  const moment = parseTimestamp(written, { home: 'Australia/Sydney' });
  if (!moment) return `statusBarcodesList[${index}] has no time: ${written ?? 'nothing'}`;
  const said = textOf(scan, 'scannedStatus');
  const phrase = phraseOf((said ?? 'scan').replaceAll('’', "'"));
  const start = phrase.startsWith('in transit to ') ? 'in transit to' : phrase;
  return trackingEvent({
    reading: findFirstCode(PHRASES, [phrase, start]),
    moment,
    description: said,
    place: placeOf({ city: textOf(scan, 'depotLocation'), country: 'AU' }),
  });
}
