/**
 * Aramex: ShipmentTracking (SOAP and JSON), polled. Sources: the WSDL of Aramex's tracking service
 * (v1) for the shape; see CODES for what its updates mean.
 */

import type { ParseResult, Place, TrackingEvent } from '../../domain/tracking.ts';
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
  firstText,
  flagOf,
  get,
  isRecord,
  listOf,
  recordsOf,
  refuse,
  textOf,
} from '../reading/document.ts';
import { notPushed } from '../reading/signature.ts';
import {
  offsetOf,
  parseTimestamp,
  parseTimestampByFormat,
  timestampOfEpoch,
} from '../reading/timestamp.ts';
import { refuseByWords } from '../reading/unknown-error.ts';

/**
 * By what Aramex says of an update, and by its code. Aramex publishes no list of its codes: these are
 * the ones that its integrators agree on, and the corpus has no answer to confirm them.
 */
export const CODES: CodeTable = {
  ...rows('pre_transit', { SH014: 'Record created' }),
  ...rows('in_transit', {
    SH012: 'Picked Up From Shipper',
    SH022: 'Departed Operations facility – In Transit',
    SH047: 'Received at Origin Facility',
  }),
  ...rows('out_for_delivery', { SH003: 'Out for Delivery' }),
  ...rows('delivered', { SH005: 'Delivered', SH006: 'Collected by Consignee' }),
  ...rows('return_to_sender/returned', { SH069: 'Returned to Shipper' }),
  ...phrases('pre_transit', ['Record created', 'Shipment created']),
  ...phrases('in_transit', [
    'Picked Up From Shipper',
    'Received at Origin Facility',
    'Received at Operations Facility',
    'Received at Destination Facility',
    'Departed Operations facility – In Transit',
    'Departed Operations facility - In Transit',
    'In transit',
    'Under processing at operations facility',
    'Under customs clearance processing',
    'Customs clearance completed',
  ]),
  ...phrases('out_for_delivery', ['Out for Delivery']),
  ...phrases('attempted', ['Attempted Delivery', 'Delivery attempted']),
  ...phrases('attempted/nobody_home', [
    'Customer Not Available',
    'Attempted Delivery - Customer Not Available',
  ]),
  ...phrases('exception/refused', ['Shipment refused', 'Consignee refused shipment']),
  ...phrases('exception/address', ['Incorrect delivery address', 'Incomplete delivery address']),
  ...phrases('delivered', ['Delivered', 'Collected by Consignee']),
  ...phrases('return_to_sender', ['Return to shipper', 'Returning to shipper']),
  ...phrases('return_to_sender/returned', ['Returned to Shipper']),
};

/** Aramex names the countries in full; those of its home that have one zone. */
const COUNTRIES: Readonly<Record<string, string>> = {
  'United Arab Emirates': 'AE',
  'Saudi Arabia': 'SA',
  Kuwait: 'KW',
  Qatar: 'QA',
  Egypt: 'EG',
  India: 'IN',
  'South Africa': 'ZA',
  'United Kingdom': 'GB',
};

export const aramex = {
  id: 'aramex',
  name: 'Aramex',
  kind: 'carrier',
  delivery: ['poll'],
  webhookAuth: 'none: it is polled',
  formats: 'ShipmentTracking (SOAP, JSON)',
  verify: () => notPushed('Aramex'),
  recognises,
  read,
  readOwnCode: ownCodeReader(CODES),
} as const satisfies CarrierAdapter;

function recognises({ root }: Document): boolean {
  const answer = answerIn(root);
  return (
    get(answer, 'HasErrors') !== undefined &&
    (get(answer, 'TrackingResults') !== undefined ||
      get(answer, 'NonExistingWaybills') !== undefined)
  );
}

function answerIn(root: unknown): unknown {
  return (
    get(root, 'Envelope', 'Body', 'ShipmentTrackingResponse') ??
    get(root, 'ShipmentTrackingResponse') ??
    root
  );
}

function read({ root }: Document, asked: string | null): ParseResult {
  const answer = answerIn(root);
  const unknown = unknownIn(answer);
  const missing = unknown.map((number) => `Aramex knows no waybill ${number}`);
  const waybills = waybillsIn(answer).map(({ key, updates }) => {
    const { events, notices } = readRows(updates, readUpdate);
    const number = key ?? textOf(updates[0], 'WaybillNumber') ?? asked;
    return {
      shipment: trackedShipment({
        carrier: 'aramex',
        trackingNumber: number,
        events,
        newestFirst: true,
      }),
      notices,
    };
  });
  if (waybills.length > 0) {
    const notices = waybills.flatMap((waybill) => waybill.notices);
    return report(
      waybills.map(({ shipment }) => shipment),
      [...missing, ...notices],
    );
  }
  const [message] = recordsOf(answer, 'Notifications', 'Notification')
    .concat(recordsOf(answer, 'Notifications'))
    .map((notification) => firstText(notification, 'Message', 'Code'))
    .filter((said) => said !== null);
  if (flagOf(answer, 'HasErrors') === true) return refuseByWords(message ?? 'errors without words');
  const [first] = missing;
  if (first) return refuse('not_found', first);
  if (get(answer, 'TrackingResults') !== undefined)
    return refuse('not_found', message ?? 'the list of tracking results is empty');
  return refuse('malformed', `no TrackingResults: ${fieldsOf(answer)}`);
}

function unknownIn(answer: unknown): readonly string[] {
  const list = get(answer, 'NonExistingWaybills');
  const rows = isRecord(list) ? listOf(list, 'string') : listOf(list);
  return rows.map((row) => textOf(row)).filter((number) => number !== null);
}

/** Pairs of a waybill and its updates: `KeyValueOf…` in XML, plain in JSON. */
function waybillsIn(answer: unknown) {
  const results = get(answer, 'TrackingResults');
  const pairs = Array.isArray(results)
    ? recordsOf(results)
    : Object.entries(isRecord(results) ? results : {})
        .filter(([name]) => name.startsWith('KeyValue'))
        .flatMap(([, value]) => recordsOf(value));
  return pairs.map((pair) => {
    const value = get(pair, 'Value');
    const updates = isRecord(value) ? recordsOf(value, 'TrackingResult') : recordsOf(value);
    return { key: textOf(pair, 'Key'), updates };
  });
}

function readUpdate(update: Fields, index: number): TrackingEvent | string {
  const written = textOf(update, 'UpdateDateTime');
  const place = placeIn(textOf(update, 'UpdateLocation'));
  const moment = momentIn(written, place);
  if (!moment) return `updates[${index}].UpdateDateTime is not a time: ${written ?? 'nothing'}`;
  const said = textOf(update, 'UpdateDescription');
  return trackingEvent({
    reading: readingOf(textOf(update, 'UpdateCode') ?? '', said),
    moment,
    description: said ?? textOf(update, 'Comments'),
    place,
  });
}

function readingOf(code: string, said: string | null) {
  return findFirstCode(CODES, [code, phraseOf(said ?? '')]);
}

/** Times are local; JSON has them as `/Date(1469163600000+0300)/`. */
function momentIn(written: string | null, place: Place | null) {
  const clues = { place, home: 'Asia/Dubai' };
  const ticks = /^\/Date\((\d+)([+-]\d{4})?\)\/$/.exec(written ?? '');
  if (!ticks) {
    const formats = ['dd/MM/yyyy HH:mm:ss', 'M/d/yyyy h:mm:ss a'];
    return parseTimestamp(written, clues) ?? parseTimestampByFormat(written, formats, clues);
  }
  const [, ms, offset = null] = ticks;
  const instant = timestampOfEpoch(Number(ms));
  const minutes = offsetOf(offset);
  if (!instant || minutes === null) return instant;
  const wall = new Date(instant.occurredAt + minutes * 60_000).toISOString().slice(0, 19);
  return parseTimestamp(wall, { offsetMinutes: minutes });
}

/** `Dubai, United Arab Emirates`. */
function placeIn(written: string | null): Place | null {
  const parts = (written ?? '').split(',').map((part) => part.trim());
  if (parts.length !== 2) return placeOf({ city: written });
  const [city, country = ''] = parts;
  const known = Object.hasOwn(COUNTRIES, country) ? COUNTRIES[country] : undefined;
  return placeOf({ city: city || null, country: known ?? (country || null) });
}
