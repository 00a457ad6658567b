/**
 * Nationex. Source: the schema of Nationex's shipments (statuses of a shipment, history of its
 * parcels with exceptions), and an answer.
 */

import type { EstimatedDelivery, ParseResult, TrackingEvent } from '../../domain/tracking.ts';
import type { CarrierAdapter } from '../adapter.ts';
import {
  eddOfDate,
  eddOfWindow,
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
  get,
  isRecord,
  listOf,
  recordsOf,
  refuse,
  textOf,
} from '../reading/document.ts';
import { notPushed } from '../reading/signature.ts';
import { dateOf, parseTimestamp } from '../reading/timestamp.ts';
import { readUnknownError, refuseByWords } from '../reading/unknown-error.ts';

/** By the shipment's status, `exception/id` of a parcel's history, and its words. */
export const CODES: CodeTable = {
  ...rows('pre_transit', { Creation: 'Data received', DataReceived: 'Data received' }),
  ...rows('in_transit', { Pickup: 'Picked up', Transit: 'In transit', InTransit: 'In transit' }),
  ...rows('out_for_delivery', {
    OutForDelivery: 'Out for delivery',
    PartiallyOutForDelivery: 'Partially out for delivery',
  }),
  ...rows('delivered', { Delivered: 'Delivered' }),
  ...rows('attempted/nobody_home', {
    'exception/5': 'Unavailable consignee - Delivery attempt on next business day',
  }),
  ...rows('exception/held', { OnHold: 'On hold' }),
  ...rows('exception/other', { Attention: 'Attention' }),
  ...rows('exception/refused', { RefusedDelivery: 'Refused delivery' }),
  ...rows('return_to_sender', { ReturnToSender: 'Return to sender' }),
  ...phrases('pre_transit', ['Data received']),
  ...phrases('in_transit', ['In transit', 'Picked up']),
  ...phrases('out_for_delivery', ['Out for delivery']),
  ...phrases('delivered', ['Delivered']),
};

const HOME = 'America/Toronto';

export const nationex = {
  id: 'nationex',
  name: 'Nationex',
  kind: 'carrier',
  delivery: ['poll'],
  webhookAuth: 'none: it is polled',
  formats: 'shipment with parcels (JSON)',
  verify: () => notPushed('Nationex'),
  recognises,
  read,
  readOwnCode: ownCodeReader(CODES),
  homeZone: 'America/Toronto',
} as const satisfies CarrierAdapter;

function recognises({ format, root }: Document): boolean {
  return format === 'json' && shipmentsIn(root).length > 0;
}

function shipmentsIn(root: unknown): readonly Fields[] {
  return listOf(root)
    .filter(isRecord)
    .filter(
      (each) =>
        get(each, 'ShipmentId') !== undefined &&
        (Array.isArray(get(each, 'StatusHistories')) || get(each, 'ShipmentStatus') !== undefined),
    );
}

function read(document: Document, asked: string | null): ParseResult {
  const { root } = document;
  const shipments = shipmentsIn(root);
  if (shipments.length === 0) {
    const message = textOf(root, 'Message') ?? textOf(root, 'message');
    if (message !== null) return refuseByWords(message);
    const detail = `no ShipmentId with StatusHistories: ${fieldsOf(root)}`;
    return readUnknownError(document) ?? refuse('malformed', detail);
  }
  const told = shipments.flatMap((each) => readShipment(each, asked));
  return report(
    told.map(({ shipment }) => shipment),
    told.flatMap(({ notices }) => notices),
  );
}

/** One parcel is the shipment; several have fates of their own beside that of the shipment. */
function readShipment(fields: Fields, asked: string | null) {
  const parcels = recordsOf(fields, 'Parcels');
  const number = textOf(fields, 'ShipmentId') ?? asked;
  const ids = parcels.map((each) => textOf(each, 'ParcelId'));
  const [first, ...others] = parcels;
  const whole = tell(number, fields, others.length === 0 ? first : undefined, ids);
  if (others.length === 0) return [whole];
  return [whole, ...parcels.map((parcel, index) => tell(ids[index] ?? null, {}, parcel, [number]))];
}

function tell(
  trackingNumber: string | null,
  fields: Fields,
  parcel: Fields | undefined,
  relatedNumbers: readonly (string | null)[],
) {
  const statuses = readRows(recordsOf(fields, 'StatusHistories'), readStatus);
  const history = readRows(recordsOf(parcel, 'History'), readHistory);
  const shipment = trackedShipment({
    carrier: 'nationex',
    trackingNumber,
    service: textOf(fields, 'ShipmentType'),
    events: [...statuses.events, ...history.events],
    edd: eddIn(parcel),
    relatedNumbers,
  });
  return { shipment, notices: [...statuses.notices, ...history.notices] };
}

function readStatus(row: Fields, index: number): TrackingEvent | string {
  const written = textOf(row, 'StatusDate');
  const moment = parseTimestamp(written, { home: HOME });
  if (!moment) return `StatusHistories[${index}].StatusDate is not a time: ${written ?? 'nothing'}`;
  const description = textOf(row, 'ShipmentStatusEn') ?? textOf(row, 'ShipmentStatusFr');
  const code = textOf(row, 'ShipmentStatus') ?? '';
  return trackingEvent({
    reading: findFirstCode(CODES, [code, phraseOf(description ?? '')]),
    moment,
    description,
    place: placeOf({ city: textOf(row, 'LastLocation') }),
  });
}

function readHistory(row: Fields, index: number): TrackingEvent | string {
  const written = textOf(row, 'ProcessedDate');
  const moment = parseTimestamp(written, { home: HOME });
  if (!moment) return `History[${index}].ProcessedDate is not a time: ${written ?? 'nothing'}`;
  const description = textOf(row, 'DescriptionEn') ?? textOf(row, 'DescriptionFr');
  const exception = textOf(row, 'ExceptionId');
  const said = phraseOf(description ?? '');
  return trackingEvent({
    reading: findFirstCode(CODES, exception === null ? [said] : [`exception/${exception}`, said]),
    moment,
    description,
    place: placeOf({ city: textOf(row, 'CityDepot') }),
  });
}

/** `Between 12:45 and 13:45`, on the day. */
function eddIn(parcel: Fields | undefined): EstimatedDelivery | null {
  const date = dateOf(textOf(parcel, 'EstimatedDeliveryDate'));
  const window = /(\d{1,2}:\d{2})\D+(\d{1,2}:\d{2})/.exec(
    textOf(parcel, 'EstimatedDeliveryTimeEn') ?? textOf(parcel, 'EstimatedDeliveryTimeFr') ?? '',
  );
  if (date === null || !window) return eddOfDate(date);
  const [from, until] = window
    .slice(1)
    .map((time) => parseTimestamp(`${date}T${time.padStart(5, '0')}`, { home: HOME }));
  return eddOfWindow(from ?? null, until ?? null) ?? eddOfDate(date);
}
