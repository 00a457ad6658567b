/**
 * Nationex. Source: the schema of Nationex's shipments (statuses of a shipment, history of its
 * parcels with exceptions), and a response.
 */

import type { EstimatedDelivery, ParseResult, TrackingEvent } from '../../domain/tracking.ts';
import type { CarrierAdapter } from '../adapter.ts';
import { correctNewestByAll } from '../reading/all-words.ts';
import {
  buildEvent,
  buildPlace,
  buildResult,
  buildShipment,
  eddFromDate,
  eddFromWindow,
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
  isRecord,
  refuse,
} from '../reading/document.ts';
import { notPushed } from '../reading/signature.ts';
import { parseDate, parseTimestamp } from '../reading/timestamp.ts';
import { readUnknownError, refuseByMessage } from '../reading/unknown-error.ts';

/** Keyed by the shipment's status, by `exception/id` in a parcel's history, and by its words. */
export const CODES: CodeTable = {
  ...codeRows('pre_transit', { Creation: 'Data received', DataReceived: 'Data received' }),
  ...codeRows('in_transit', {
    Pickup: 'Picked up',
    Transit: 'In transit',
    InTransit: 'In transit',
  }),
  ...codeRows('out_for_delivery', {
    OutForDelivery: 'Out for delivery',
    PartiallyOutForDelivery: 'Partially out for delivery',
  }),
  ...codeRows('in_transit/partial', { PartiallyDelivered: 'Partially delivered' }),
  ...codeRows('delivered', { Delivered: 'Delivered' }),
  ...codeRows('attempted/nobody_home', {
    'exception/5': 'Unavailable consignee - Delivery attempt on next business day',
  }),
  ...codeRows('exception/held', { OnHold: 'On hold' }),
  ...codeRows('exception/other', { Attention: 'Attention' }),
  ...codeRows('exception/refused', { RefusedDelivery: 'Refused delivery' }),
  ...codeRows('return_to_sender', { ReturnToSender: 'Return to sender' }),
  ...phraseRows('pre_transit', ['Data received']),
  ...phraseRows('in_transit', ['In transit', 'Picked up']),
  ...phraseRows('out_for_delivery', ['Out for delivery']),
  ...phraseRows('delivered', ['Delivered']),
};

const HOME = 'America/Toronto';

export const nationex = {
  id: 'nationex',
  name: 'Nationex',
  kind: 'carrier',
  delivery: ['poll'],
  webhookAuth: 'no webhooks',
  formats: 'shipment with parcels (JSON)',
  verify: () => notPushed('Nationex'),
  recognises,
  read,
  readOwnCode: createOwnCodeReader(CODES),
  homeZone: HOME,
} as const satisfies CarrierAdapter;

function recognises({ format, root }: Document): boolean {
  return format === 'json' && listShipments(root).length > 0;
}

function listShipments(root: unknown): readonly Fields[] {
  return getList(root)
    .filter(isRecord)
    .filter(
      (each) =>
        get(each, 'ShipmentId') !== undefined &&
        (get(each, 'StatusHistories') !== undefined || get(each, 'ShipmentStatus') !== undefined),
    );
}

function read(document: Document, asked: string | null): ParseResult {
  const { root } = document;
  const shipments = listShipments(root);
  if (shipments.length === 0) {
    const message = getText(root, 'Message') ?? getText(root, 'message');
    if (message !== null) return refuseByMessage(message);
    const detail = `no ShipmentId with StatusHistories: ${describeFields(root)}`;
    return readUnknownError(document) ?? refuse('malformed', detail);
  }
  const parsed = shipments.flatMap((each) => readShipment(each, asked));
  return buildResult(
    parsed.map(({ shipment }) => shipment),
    parsed.flatMap(({ notices }) => notices),
  );
}

/** A single parcel is the shipment itself. Several parcels become shipments of their own. */
function readShipment(fields: Fields, asked: string | null) {
  const parcels = getRecords(fields, 'Parcels');
  const number = getText(fields, 'ShipmentId') ?? asked;
  const ids = parcels.map((each) => getText(each, 'ParcelId'));
  const [first, ...others] = parcels;
  const whole = buildParcel(number, fields, others.length === 0 ? first : undefined, ids);
  if (others.length === 0) return [whole];
  return [
    whole,
    ...parcels.map((parcel, index) => buildParcel(ids[index] ?? null, {}, parcel, [number])),
  ];
}

const PART = 'partially delivered';

/** Whether only some parcels of a shipment are delivered. */
function hasMissingPart(fields: Fields): boolean {
  const statuses = getRecords(fields, 'Parcels').map((each) => getText(each, 'Status'));
  const delivered = statuses.filter((status) => status === 'Delivered');
  return delivered.length > 0 && delivered.length < statuses.length;
}

function buildParcel(
  trackingNumber: string | null,
  fields: Fields,
  parcel: Fields | undefined,
  relatedNumbers: readonly (string | null)[],
) {
  const listed = readEventRows(getRecords(fields, 'StatusHistories'), readStatus);
  const texts = hasMissingPart(fields) ? [PART] : [];
  const statuses = { ...listed, events: correctNewestByAll(listed.events, texts) };
  const history = readEventRows(getRecords(parcel, 'History'), readHistory);
  const shipment = buildShipment({
    carrier: 'nationex',
    trackingNumber,
    service: getText(fields, 'ShipmentType'),
    events: [...statuses.events, ...history.events],
    edd: readEdd(parcel),
    relatedNumbers,
  });
  return { shipment, notices: [...statuses.notices, ...history.notices] };
}

function readStatus(row: Fields, index: number): TrackingEvent | string {
  const written = getText(row, 'StatusDate');
  const timestamp = parseTimestamp(written, { homeZone: HOME });
  if (!timestamp)
    return `StatusHistories[${index}].StatusDate is not a time: ${written ?? 'nothing'}`;
  const description = getText(row, 'ShipmentStatusEn') ?? getText(row, 'ShipmentStatusFr');
  const code = getText(row, 'ShipmentStatus') ?? '';
  return buildEvent({
    reading: findFirstCode(CODES, [code, normalizePhrase(description ?? '')]),
    timestamp,
    description,
    place: buildPlace({ city: getText(row, 'LastLocation') }),
  });
}

function readHistory(row: Fields, index: number): TrackingEvent | string {
  const written = getText(row, 'ProcessedDate');
  const timestamp = parseTimestamp(written, { homeZone: HOME });
  if (!timestamp) return `History[${index}].ProcessedDate is not a time: ${written ?? 'nothing'}`;
  const description = getText(row, 'DescriptionEn') ?? getText(row, 'DescriptionFr');
  const exception = getText(row, 'ExceptionId');
  const phrase = normalizePhrase(description ?? '');
  return buildEvent({
    reading: refineMovement(
      findFirstCode(CODES, exception === null ? [phrase] : [`exception/${exception}`, phrase]),
      description,
    ),
    timestamp,
    description,
    place: buildPlace({ city: getText(row, 'CityDepot') }),
  });
}

/** `Between 12:45 and 13:45`, on that day. */
function readEdd(parcel: Fields | undefined): EstimatedDelivery | null {
  const date = parseDate(getText(parcel, 'EstimatedDeliveryDate'));
  const window = /(\d{1,2}:\d{2})\D+(\d{1,2}:\d{2})/.exec(
    getText(parcel, 'EstimatedDeliveryTimeEn') ?? getText(parcel, 'EstimatedDeliveryTimeFr') ?? '',
  );
  if (date === null || !window) return eddFromDate(date);
  const [from, until] = window
    .slice(1)
    .map((time) => parseTimestamp(`${date}T${time.padStart(5, '0')}`, { homeZone: HOME }));
  return eddFromWindow(from ?? null, until ?? null) ?? eddFromDate(date);
}
