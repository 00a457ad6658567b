/**
 * Canpar. Source: the schema of Canpar's add-ons service (trackByBarcode, trackByReference), and
 * codes and descriptions in its responses.
 */

import type { ParseResult, TrackingEvent } from '../../domain/tracking.ts';
import type { CarrierAdapter } from '../adapter.ts';
import {
  buildEvent,
  buildPlace,
  buildProof,
  buildResult,
  buildShipment,
  eddFromDate,
  readEventRows,
} from '../reading/build-result.ts';
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
  get,
  getList,
  getRecords,
  getText,
  refuse,
} from '../reading/document.ts';
import { notPushed } from '../reading/signature.ts';
import { parseDate, parseTimestamp } from '../reading/timestamp.ts';
import { readUnknownError, refuseByMessage } from '../reading/unknown-error.ts';

export const CODES: CodeTable = {
  ...codeRows('in_transit', {
    PIC: 'PICKUP FROM CUSTOMER/SHIPPER',
    ARR: 'ARRIVAL AT HUB/TERMINAL FROM BULK/CITY TRAILER',
    INA: 'ARRIVAL AT INTERLINE',
    INO: 'INTERLINE OUTBOUND',
  }),
  ...codeRows('delivered', { DEL: 'DELIVERED' }),
  ...phraseRows('in_transit', [
    'ARRIVAL AT HUB/TERMINAL',
    'DEPARTURE FROM HUB/TERMINAL',
    'IN TRANSIT',
    'PICKED UP',
  ]),
  ...phraseRows('out_for_delivery', ['OUT FOR DELIVERY', 'WITH DRIVER FOR DELIVERY']),
  ...phraseRows('delivered', ['DELIVERED']),
  ...phraseRows('attempted', ['ATTEMPTED DELIVERY', 'DELIVERY ATTEMPTED']),
  ...phraseRows('exception/refused', ['REFUSED', 'REFUSED BY CONSIGNEE']),
  ...phraseRows('exception/damage', ['DAMAGED']),
  ...phraseRows('return_to_sender', ['RETURN TO SENDER', 'RETURN TO SHIPPER']),
  ...phraseRows('return_to_sender/returned', ['RETURNED TO SHIPPER']),
};

export const canpar = {
  id: 'canpar',
  name: 'Canpar',
  kind: 'carrier',
  delivery: ['poll'],
  webhookAuth: 'no webhooks',
  formats: 'trackByBarcode and trackByReference of the add-ons service (XML)',
  verify: () => notPushed('Canpar'),
  recognises,
  read,
  readOwnCode: createOwnCodeReader(CODES),
  homeZone: 'America/Toronto',
} as const satisfies CarrierAdapter;

function recognises({ format, root }: Document): boolean {
  return format === 'xml' && listAnswers(root).length > 0;
}

/** The `return` elements, with or without an envelope. */
function listAnswers(root: unknown): readonly Fields[] {
  const outer = get(root, 'wrapper') ?? root;
  const holders = [...getList(outer, 'Envelope').map((each) => get(each, 'Body')), outer];
  const names = ['trackByBarcodeResponse', 'trackByBarcodeV2Response', 'trackByReferenceResponse'];
  return holders.flatMap((holder) =>
    names.flatMap((name) => getList(holder, name).flatMap((each) => getRecords(each, 'return'))),
  );
}

function read(document: Document, asked: string | null): ParseResult {
  const answers = listAnswers(document.root);
  const results = answers.flatMap((each) => getRecords(each, 'result')).filter(isResult);
  if (results.length === 0) {
    const error = answers.map((each) => getText(each, 'error')).find((each) => each !== null);
    if (error) return refuseByMessage(error);
    const detail = `no result is returned: ${describeFields(answers[0] ?? document.root)}`;
    return readUnknownError(document) ?? refuse('malformed', detail);
  }
  const parsed = results.map((each) => readResult(each, asked));
  return buildResult(
    parsed.map(({ shipment }) => shipment),
    parsed.flatMap(({ notices }) => notices),
  );
}

/** An empty response is a record with `nil`. */
function isResult(result: Fields): boolean {
  return getText(result, 'barcode') !== null || getRecords(result, 'events').length > 0;
}

function readResult(result: Fields, asked: string | null) {
  const { events, notices } = readEventRows(getRecords(result, 'events'), readEvent);
  const delivered = events.find(({ status }) => status === 'delivered');
  const shipment = buildShipment({
    carrier: 'canpar',
    trackingNumber: getText(result, 'barcode') ?? asked,
    service: getText(result, 'service_description_en'),
    events,
    newestFirst: true,
    edd: eddFromDate(parseDate(getText(result, 'estimated_delivery_date'))),
    proofOfDelivery: delivered
      ? buildProof({ at: delivered.occurredAt, signedBy: getText(result, 'signed_by') })
      : null,
  });
  return { shipment, notices };
}

/** Times are local. The time shift beside them counts the hours from Canpar's westernmost zone. */
function readEvent(event: Fields, index: number): TrackingEvent | string {
  const place = buildPlace({
    city: getText(event, 'address', 'city'),
    region: getText(event, 'address', 'province'),
    postalCode: getText(event, 'address', 'postal_code'),
    country: getText(event, 'address', 'country'),
  });
  const written = getText(event, 'local_date_time');
  const timestamp = parseTimestamp(written, { place, homeZone: 'America/Toronto' });
  if (!timestamp) return `events ${index} has no local_date_time: ${written ?? 'nothing'}`;
  const description =
    getText(event, 'code_description_en') ?? getText(event, 'code_description_fr');
  return buildEvent({
    reading: refineMovement(
      findFirstCode(CODES, [getText(event, 'code') ?? '', normalizePhrase(description ?? '')]),
      description,
    ),
    timestamp,
    description,
    place,
  });
}
