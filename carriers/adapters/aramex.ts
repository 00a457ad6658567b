/**
 * Aramex: ShipmentTracking (SOAP and JSON), polled. Sources: the WSDL of Aramex's tracking service
 * (v1) for the shape; see CODES for what its updates mean.
 */

import type { ParseResult, Place, TrackingEvent } from '../../domain/tracking.ts';
import type { CarrierAdapter } from '../adapter.ts';
import {
  buildEvent,
  buildPlace,
  buildResult,
  buildShipment,
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
import {
  type Document,
  describeFields,
  type Fields,
  get,
  getFirstText,
  getFlag,
  getList,
  getRecords,
  getText,
  isRecord,
  refuse,
} from '../reading/document.ts';
import { notPushed } from '../reading/signature.ts';
import {
  parseOffset,
  parseTimestamp,
  parseTimestampByFormat,
  timestampFromEpoch,
} from '../reading/timestamp.ts';
import { refuseByMessage } from '../reading/unknown-error.ts';

/**
 * Keyed by an update's code and by its words. Aramex publishes no list of codes: these are the
 * codes that its integrators agree on. No recorded answer confirms them.
 */
export const CODES: CodeTable = {
  ...codeRows('pre_transit', { SH014: 'Record created' }),
  ...codeRows('in_transit', {
    SH012: 'Picked Up From Shipper',
    SH022: 'Departed Operations facility – In Transit',
    SH047: 'Received at Origin Facility',
  }),
  ...codeRows('out_for_delivery', { SH003: 'Out for Delivery' }),
  ...codeRows('delivered', { SH005: 'Delivered', SH006: 'Collected by Consignee' }),
  ...codeRows('return_to_sender/returned', { SH069: 'Returned to Shipper' }),
  ...phraseRows('pre_transit', ['Record created', 'Shipment created']),
  ...phraseRows('in_transit', [
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
  ...phraseRows('out_for_delivery', ['Out for Delivery']),
  ...phraseRows('attempted', ['Attempted Delivery', 'Delivery attempted']),
  ...phraseRows('attempted/nobody_home', [
    'Customer Not Available',
    'Attempted Delivery - Customer Not Available',
  ]),
  ...phraseRows('exception/refused', ['Shipment refused', 'Consignee refused shipment']),
  ...phraseRows('exception/address', ['Incorrect delivery address', 'Incomplete delivery address']),
  ...phraseRows('delivered', ['Delivered', 'Collected by Consignee']),
  ...phraseRows('return_to_sender', ['Return to shipper', 'Returning to shipper']),
  ...phraseRows('return_to_sender/returned', ['Returned to Shipper']),
};

/** Aramex writes countries in full. These of its home region have one time zone each. */
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
  webhookAuth: 'no webhooks',
  formats: 'ShipmentTracking (SOAP, JSON)',
  verify: () => notPushed('Aramex'),
  recognises,
  read,
  readOwnCode: createOwnCodeReader(CODES),
} as const satisfies CarrierAdapter;

function recognises({ root }: Document): boolean {
  const answer = findAnswer(root);
  return (
    get(answer, 'HasErrors') !== undefined &&
    (get(answer, 'TrackingResults') !== undefined ||
      get(answer, 'NonExistingWaybills') !== undefined)
  );
}

function findAnswer(root: unknown): unknown {
  return (
    get(root, 'Envelope', 'Body', 'ShipmentTrackingResponse') ??
    get(root, 'ShipmentTrackingResponse') ??
    root
  );
}

function read({ root }: Document, asked: string | null): ParseResult {
  const answer = findAnswer(root);
  const unknown = listUnknownNumbers(answer);
  const missing = unknown.map((number) => `Aramex does not know waybill ${number}`);
  const waybills = listWaybills(answer).map(({ key, updates }) => {
    const { events, notices } = readEventRows(updates, readUpdate);
    const number = key ?? getText(updates[0], 'WaybillNumber') ?? asked;
    return {
      shipment: buildShipment({
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
    return buildResult(
      waybills.map(({ shipment }) => shipment),
      [...missing, ...notices],
    );
  }
  const [message] = getRecords(answer, 'Notifications', 'Notification')
    .concat(getRecords(answer, 'Notifications'))
    .map((notification) => getFirstText(notification, 'Message', 'Code'))
    .filter((words) => words !== null);
  if (getFlag(answer, 'HasErrors') === true)
    return refuseByMessage(message ?? 'errors without a message');
  const [first] = missing;
  if (first) return refuse('not_found', first);
  if (get(answer, 'TrackingResults') !== undefined)
    return refuse('not_found', message ?? 'the list of tracking results is empty');
  return refuse('malformed', `no TrackingResults: ${describeFields(answer)}`);
}

function listUnknownNumbers(answer: unknown): readonly string[] {
  const list = get(answer, 'NonExistingWaybills');
  const rows = isRecord(list) ? getList(list, 'string') : getList(list);
  return rows.map((row) => getText(row)).filter((number) => number !== null);
}

/** Pairs of a waybill and its updates: `KeyValueOf…` in XML, `Key` and `Value` in JSON. */
function listWaybills(answer: unknown) {
  const results = get(answer, 'TrackingResults');
  const pairs = Array.isArray(results)
    ? getRecords(results)
    : Object.entries(isRecord(results) ? results : {})
        .filter(([name]) => name.startsWith('KeyValue'))
        .flatMap(([, value]) => getRecords(value));
  return pairs.map((pair) => {
    const value = get(pair, 'Value');
    const updates = isRecord(value) ? getRecords(value, 'TrackingResult') : getRecords(value);
    return { key: getText(pair, 'Key'), updates };
  });
}

function readUpdate(update: Fields, index: number): TrackingEvent | string {
  const written = getText(update, 'UpdateDateTime');
  const place = readPlace(getText(update, 'UpdateLocation'));
  const timestamp = readTimestamp(written, place);
  if (!timestamp) return `updates[${index}].UpdateDateTime is not a time: ${written ?? 'nothing'}`;
  const words = getText(update, 'UpdateDescription');
  return buildEvent({
    reading: readCode(getText(update, 'UpdateCode') ?? '', words),
    timestamp,
    description: words ?? getText(update, 'Comments'),
    place,
  });
}

function readCode(code: string, words: string | null) {
  return findFirstCode(CODES, [code, normalizePhrase(words ?? '')]);
}

/** Times are local; JSON writes them as `/Date(1469163600000+0300)/`. */
function readTimestamp(written: string | null, place: Place | null) {
  const hints = { place, homeZone: 'Asia/Dubai' };
  const ticks = /^\/Date\((\d+)([+-]\d{4})?\)\/$/.exec(written ?? '');
  if (!ticks) {
    const formats = ['dd/MM/yyyy HH:mm:ss', 'M/d/yyyy h:mm:ss a'];
    return parseTimestamp(written, hints) ?? parseTimestampByFormat(written, formats, hints);
  }
  const [, ms, offset = null] = ticks;
  const instant = timestampFromEpoch(Number(ms));
  const minutes = parseOffset(offset);
  if (!instant || minutes === null) return instant;
  const wall = new Date(instant.occurredAt + minutes * 60_000).toISOString().slice(0, 19);
  return parseTimestamp(wall, { offsetMinutes: minutes });
}

/** `Dubai, United Arab Emirates`. */
function readPlace(written: string | null): Place | null {
  const parts = (written ?? '').split(',').map((part) => part.trim());
  if (parts.length !== 2) return buildPlace({ city: written });
  const [city, country = ''] = parts;
  const known = Object.hasOwn(COUNTRIES, country) ? COUNTRIES[country] : undefined;
  return buildPlace({ city: city || null, country: known ?? (country || null) });
}
