/**
 * Spring GDS: cross-border parcels of PostNL that local carriers deliver. Source: Spring's XBS API
 * (TrackShipment, section 3 of its documentation: codes of tracking events). `Timestamp` is the
 * instant, `DateTime` the wall clock of the place: their difference is the offset.
 */

import type { ParseResult, Place } from '../../domain/tracking.ts';
import type { CarrierAdapter } from '../adapter.ts';
import {
  placeOf,
  readRows,
  report,
  trackedShipment,
  trackingEvent,
} from '../reading/build-result.ts';
import { type CodeTable, findCode, ownCodeReader, rows } from '../reading/code-table.ts';
import {
  type Document,
  type Fields,
  fieldsOf,
  get,
  isRecord,
  numberOf,
  recordsOf,
  refuse,
  textOf,
} from '../reading/document.ts';
import { notPushed } from '../reading/signature.ts';
import { parseTimestamp, type Timestamp, timestampOfEpoch } from '../reading/timestamp.ts';
import { refuseByWords } from '../reading/unknown-error.ts';

export const CODES: CodeTable = {
  ...rows('info', { '25': 'END OF TRACKING UPDATES', '9999': 'INFORMATION' }),
  ...rows('pre_transit', { '0': 'PARCEL CREATED', '12': 'PREPARATION PROCESS' }),
  ...rows('in_transit', {
    '15': 'COLLECTION TRANSPORT',
    '18': 'COLLECTION',
    '19': 'PROCESSING DEPOT',
    '20': 'ACCEPTED',
    '21': 'INTERNATIONAL TRANSPORT',
    '22': 'CROSSDOCK',
    '40': 'IN CUSTOMS',
    '93': 'AT LOCAL DEPOT LMC',
    // The last report on an untracked item: it has reached the country, not the customer.
    '101': 'DELIVERED TO DESTINATION COUNTRY',
    '2101': 'IN TRANSIT - EXPORTED',
    '2102': 'ITEM RELEASED FROM CUSTOMS',
    '2103': 'IN TRANSIT - IMPORTED',
    '9101': 'AT TRANSFER DEPOT LMC',
    '9102': 'IN TRANSIT',
  }),
  ...rows('in_transit/delay', { '9302': 'DELIVERY EXCEPTION - DELAYED' }),
  ...rows('out_for_delivery', { '9301': 'OUT FOR DELIVERY' }),
  ...rows('attempted', { '91': 'DELIVERY ATTEMPTED' }),
  ...rows('available_for_pickup', { '92': 'DELIVERY AWAITING COLLECTION' }),
  ...rows('delivered', { '100': 'DELIVERED' }),
  '31': {
    status: 'exception',
    reason: 'other',
    responsible: 'shop',
    words: 'DELIVERY EXCEPTION - ACTION REQUIRED',
  },
  ...rows('exception/customs', { '41': 'CUSTOMS EXCEPTION' }),
  ...rows('exception/loss', { '111': 'LOST OR DESTROYED' }),
  '1001': {
    status: 'exception',
    reason: 'other',
    responsible: 'shop',
    words: 'ITEM INCOMPLETE DATA',
  },
  ...rows('cancelled', { '4106': 'CONSIGNMENT CANCELLED' }),
  ...rows('return_to_sender', { '124': 'RETURN IN TRANSIT' }),
  ...rows('return_to_sender/returned', {
    '125': 'RETURN RECEIVED',
    '12406': 'RETURN DELIVERED BY CARRIER',
    '12501': 'RETURN RECEIVED - REFUSED',
    '12502': 'RETURN RECEIVED - UNDELIVERABLE',
    '12503': 'RETURN RECEIVED - DAMAGED',
    '12504': 'RETURN RECEIVED - NOT COLLECTED',
    '12505': 'RETURN RECEIVED - ACCORDING TO AGREEMENT',
  }),
  ...rows('exception/destroyed', { '12506': 'RETURN RECEIVED - DESTROYED' }),
};

const HOME = 'Europe/Amsterdam';

export const spring = {
  id: 'spring',
  name: 'Spring GDS',
  kind: 'carrier',
  delivery: ['poll'],
  webhookAuth: 'none: it is polled',
  formats: 'TrackShipment (JSON)',
  verify: () => notPushed('Spring GDS'),
  recognises,
  read,
  readOwnCode: ownCodeReader(CODES),
} as const satisfies CarrierAdapter;

function recognises({ format, root }: Document): boolean {
  return format === 'json' && numberOf(root, 'ErrorLevel') !== null;
}

function read({ root }: Document): ParseResult {
  const shipment = get(root, 'Shipment');
  const number = textOf(shipment, 'TrackingNumber') ?? textOf(shipment, 'DisplayId');
  const error = textOf(root, 'Error');
  if (!isRecord(shipment) || number === null) {
    if (error !== null) return refuseByWords(error);
    return refuse('malformed', `no Shipment with a TrackingNumber: ${fieldsOf(root)}`);
  }
  const { events, notices } = readRows(recordsOf(shipment, 'Events'), readEvent);
  const tracked = trackedShipment({
    carrier: 'spring',
    trackingNumber: number,
    service: textOf(shipment, 'Service'),
    events,
    relatedNumbers: [
      textOf(shipment, 'CarrierTrackingNumber'),
      textOf(shipment, 'CarrierLocalTrackingNumber'),
    ],
  });
  return report([tracked], error === null ? notices : [...notices, error]);
}

function readEvent(event: Fields, index: number) {
  const place = placeOf({
    city: textOf(event, 'City'),
    region: textOf(event, 'State'),
    postalCode: textOf(event, 'Zip'),
    country: textOf(event, 'Country'),
  });
  const moment = momentIn(event, place);
  if (!moment) return `Events[${index}] has no Timestamp and no DateTime`;
  return trackingEvent({
    reading: findCode(CODES, textOf(event, 'Code') ?? 'no Code'),
    moment,
    description: textOf(event, 'Description') ?? textOf(event, 'CarrierDescription'),
    place,
  });
}

function momentIn(event: Fields, place: Place | null): Timestamp | null {
  const seconds = numberOf(event, 'Timestamp');
  const instant = seconds === null ? null : timestampOfEpoch(seconds * 1000);
  const wall = parseTimestamp(textOf(event, 'DateTime'), { offsetMinutes: 0 });
  if (!wall) return instant;
  const local = wall.localTime;
  if (!instant) return parseTimestamp(local, { place, home: HOME });
  const offsetMinutes = Math.round((wall.occurredAt - instant.occurredAt) / 60_000);
  const isOffset = offsetMinutes % 15 === 0 && Math.abs(offsetMinutes) <= 14 * 60;
  return isOffset ? parseTimestamp(local, { offsetMinutes }) : instant;
}
