/**
 * Canpar. Source: the schema of Canpar's add-ons service (trackByBarcode, trackByReference), and
 * codes and descriptions of its answers.
 */

import type { ParseResult, TrackingEvent } from '../../domain/tracking.ts';
import type { CarrierAdapter } from '../adapter.ts';
import {
  eddOfDate,
  placeOf,
  proofOf,
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
  get,
  listOf,
  recordsOf,
  refuse,
  textOf,
} from '../reading/document.ts';
import { notPushed } from '../reading/signature.ts';
import { dateOf, parseTimestamp } from '../reading/timestamp.ts';
import { readUnknownError, refuseByWords } from '../reading/unknown-error.ts';

export const CODES: CodeTable = {
  ...rows('in_transit', {
    PIC: 'PICKUP FROM CUSTOMER/SHIPPER',
    ARR: 'ARRIVAL AT HUB/TERMINAL FROM BULK/CITY TRAILER',
    INA: 'ARRIVAL AT INTERLINE',
    INO: 'INTERLINE OUTBOUND',
  }),
  ...rows('delivered', { DEL: 'DELIVERED' }),
  ...phrases('in_transit', [
    'ARRIVAL AT HUB/TERMINAL',
    'DEPARTURE FROM HUB/TERMINAL',
    'IN TRANSIT',
    'PICKED UP',
  ]),
  ...phrases('out_for_delivery', ['OUT FOR DELIVERY', 'WITH DRIVER FOR DELIVERY']),
  ...phrases('delivered', ['DELIVERED']),
  ...phrases('attempted', ['ATTEMPTED DELIVERY', 'DELIVERY ATTEMPTED']),
  ...phrases('exception/refused', ['REFUSED', 'REFUSED BY CONSIGNEE']),
  ...phrases('exception/damage', ['DAMAGED']),
  ...phrases('return_to_sender', ['RETURN TO SENDER', 'RETURN TO SHIPPER']),
  ...phrases('return_to_sender/returned', ['RETURNED TO SHIPPER']),
};

export const canpar = {
  id: 'canpar',
  name: 'Canpar',
  kind: 'carrier',
  delivery: ['poll'],
  webhookAuth: 'none: it is polled',
  formats: 'trackByBarcode and trackByReference of the add-ons service (XML)',
  verify: () => notPushed('Canpar'),
  recognises,
  read,
  readOwnCode: ownCodeReader(CODES),
  homeZone: 'America/Toronto',
} as const satisfies CarrierAdapter;

function recognises({ format, root }: Document): boolean {
  return format === 'xml' && answersIn(root).length > 0;
}

/** What is returned, in an envelope or by itself. */
function answersIn(root: unknown): readonly Fields[] {
  const outer = get(root, 'wrapper') ?? root;
  const holders = [...listOf(outer, 'Envelope').map((each) => get(each, 'Body')), outer];
  const names = ['trackByBarcodeResponse', 'trackByBarcodeV2Response', 'trackByReferenceResponse'];
  return holders.flatMap((holder) =>
    names.flatMap((name) => listOf(holder, name).flatMap((each) => recordsOf(each, 'return'))),
  );
}

function read(document: Document, asked: string | null): ParseResult {
  const answers = answersIn(document.root);
  const results = answers.flatMap((each) => recordsOf(each, 'result')).filter(isResult);
  if (results.length === 0) {
    const error = answers.map((each) => textOf(each, 'error')).find((each) => each !== null);
    if (error) return refuseByWords(error);
    const detail = `no result is returned: ${fieldsOf(answers[0] ?? document.root)}`;
    return readUnknownError(document) ?? refuse('malformed', detail);
  }
  const told = results.map((each) => readResult(each, asked));
  return report(
    told.map(({ shipment }) => shipment),
    told.flatMap(({ notices }) => notices),
  );
}

/** Nothing at all is returned as a record that says that it is nil. */
function isResult(result: Fields): boolean {
  return textOf(result, 'barcode') !== null || recordsOf(result, 'events').length > 0;
}

function readResult(result: Fields, asked: string | null) {
  const { events, notices } = readRows(recordsOf(result, 'events'), readEvent);
  const delivered = events.find(({ status }) => status === 'delivered');
  const shipment = trackedShipment({
    carrier: 'canpar',
    trackingNumber: textOf(result, 'barcode') ?? asked,
    service: textOf(result, 'service_description_en'),
    events,
    newestFirst: true,
    edd: eddOfDate(dateOf(textOf(result, 'estimated_delivery_date'))),
    proofOfDelivery: proofOf({
      at: delivered?.occurredAt ?? null,
      signedBy: textOf(result, 'signed_by'),
    }),
  });
  return { shipment, notices };
}

/** Times are local: the shift beside them counts hours from Canpar's westernmost clock. */
function readEvent(event: Fields, index: number): TrackingEvent | string {
  const place = placeOf({
    city: textOf(event, 'address', 'city'),
    region: textOf(event, 'address', 'province'),
    postalCode: textOf(event, 'address', 'postal_code'),
    country: textOf(event, 'address', 'country'),
  });
  const written = textOf(event, 'local_date_time');
  const moment = parseTimestamp(written, { place, home: 'America/Toronto' });
  if (!moment) return `events ${index} has no local_date_time: ${written ?? 'nothing'}`;
  const description = textOf(event, 'code_description_en') ?? textOf(event, 'code_description_fr');
  return trackingEvent({
    reading: findFirstCode(CODES, [textOf(event, 'code') ?? '', phraseOf(description ?? '')]),
    moment,
    description,
    place,
  });
}
