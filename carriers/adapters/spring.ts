/**
 * Spring GDS: cross-border parcels of PostNL that local carriers deliver. Source: Spring's XBS API
 * (TrackShipment, section 3 of its documentation: codes of tracking events). `Timestamp` is the
 * instant and `DateTime` the local time: their difference is the offset.
 */

import type { ParseResult, Place } from '../../domain/tracking.ts';
import type { CarrierAdapter } from '../adapter.ts';
import {
  buildEvent,
  buildPlace,
  buildResult,
  buildShipment,
  readEventRows,
} from '../reading/build-result.ts';
import { type CodeTable, codeRows, createOwnCodeReader, findCode } from '../reading/code-table.ts';
import { refineMovement } from '../reading/correct-by-words.ts';
import {
  type Document,
  describeFields,
  type Fields,
  getNumber,
  getRecords,
  getText,
  refuse,
} from '../reading/document.ts';
import { notPushed } from '../reading/signature.ts';
import { parseTimestamp, type Timestamp, timestampFromEpoch } from '../reading/timestamp.ts';
import { refuseByMessage } from '../reading/unknown-error.ts';

/** Checked against the words of section 3. */
export const CODES: CodeTable = {
  ...codeRows('info', { '25': 'END OF TRACKING UPDATES', '9999': 'INFORMATION' }),
  ...codeRows('pre_transit', { '0': 'PARCEL CREATED', '12': 'PREPARATION PROCESS' }),
  ...codeRows('in_transit', {
    '15': 'COLLECTION TRANSPORT',
    '18': 'COLLECTION',
    '19': 'PROCESSING DEPOT',
    '20': 'ACCEPTED',
    '21': 'INTERNATIONAL TRANSPORT',
    '22': 'CROSSDOCK',
    '40': 'IN CUSTOMS',
    '93': 'AT LOCAL DEPOT LMC',
    // The last event of an item without further tracking: it reached the country, not the customer.
    '101': 'DELIVERED TO DESTINATION COUNTRY',
    '2101': 'IN TRANSIT - EXPORTED',
    '2102': 'ITEM RELEASED FROM CUSTOMS',
    '2103': 'IN TRANSIT - IMPORTED',
    '9101': 'AT TRANSFER DEPOT LMC',
    '9102': 'IN TRANSIT',
  }),
  ...codeRows('in_transit/delay', { '9302': 'DELIVERY EXCEPTION - DELAYED' }),
  ...codeRows('out_for_delivery', { '9301': 'OUT FOR DELIVERY' }),
  ...codeRows('attempted', { '91': 'DELIVERY ATTEMPTED' }),
  ...codeRows('available_for_pickup', { '92': 'DELIVERY AWAITING COLLECTION' }),
  ...codeRows('delivered', { '100': 'DELIVERED' }),
  '31': {
    status: 'exception',
    reason: 'other',
    responsible: 'shop',
    words: 'DELIVERY EXCEPTION - ACTION REQUIRED',
  },
  ...codeRows('exception/customs', { '41': 'CUSTOMS EXCEPTION' }),
  ...codeRows('exception/loss', { '111': 'LOST OR DESTROYED' }),
  '1001': {
    status: 'exception',
    reason: 'other',
    responsible: 'shop',
    words: 'ITEM INCOMPLETE DATA',
  },
  ...codeRows('cancelled', { '4106': 'CONSIGNMENT CANCELLED' }),
  ...codeRows('return_to_sender', { '124': 'RETURN IN TRANSIT' }),
  ...codeRows('return_to_sender/returned', {
    '125': 'RETURN RECEIVED',
    '12406': 'RETURN DELIVERED BY CARRIER',
    '12501': 'RETURN RECEIVED - REFUSED',
    '12502': 'RETURN RECEIVED - UNDELIVERABLE',
    '12503': 'RETURN RECEIVED - DAMAGED',
    '12504': 'RETURN RECEIVED - NOT COLLECTED',
    '12505': 'RETURN RECEIVED - ACCORDING TO AGREEMENT',
  }),
  ...codeRows('exception/destroyed', { '12506': 'RETURN RECEIVED - DESTROYED' }),
};

const HOME = 'Europe/Amsterdam';

export const spring = {
  id: 'spring',
  name: 'Spring GDS',
  kind: 'carrier',
  delivery: ['poll'],
  webhookAuth: 'no webhooks',
  formats: 'TrackShipment (JSON)',
  verify: () => notPushed('Spring GDS'),
  recognises,
  read,
  readOwnCode: createOwnCodeReader(CODES),
} as const satisfies CarrierAdapter;

function recognises({ format, root }: Document): boolean {
  return format === 'json' && getNumber(root, 'ErrorLevel') !== null;
}

function read({ root }: Document): ParseResult {
  const shipments = getRecords(root, 'Shipment').filter((each) => findNumber(each) !== null);
  const error = getText(root, 'Error');
  if (shipments.length === 0) {
    if (error !== null) return refuseByMessage(error);
    return refuse('malformed', `no Shipment with a TrackingNumber: ${describeFields(root)}`);
  }
  const read = shipments.map(readShipment);
  return buildResult(
    read.map(({ tracked }) => tracked),
    [...read.flatMap(({ notices }) => notices), ...(error === null ? [] : [error])],
  );
}

function findNumber(shipment: Fields): string | null {
  return getText(shipment, 'TrackingNumber') ?? getText(shipment, 'DisplayId');
}

function readShipment(shipment: Fields) {
  const { events, notices } = readEventRows(getRecords(shipment, 'Events'), readEvent);
  const tracked = buildShipment({
    carrier: 'spring',
    trackingNumber: findNumber(shipment),
    service: getText(shipment, 'Service'),
    events,
    relatedNumbers: [
      getText(shipment, 'CarrierTrackingNumber'),
      getText(shipment, 'CarrierLocalTrackingNumber'),
    ],
  });
  return { tracked, notices };
}

function readEvent(event: Fields, index: number) {
  const place = buildPlace({
    city: getText(event, 'City'),
    region: getText(event, 'State'),
    postalCode: getText(event, 'Zip'),
    country: getText(event, 'Country'),
  });
  const timestamp = readTimestamp(event, place);
  if (!timestamp) return `Events[${index}] has no Timestamp and no DateTime`;
  const [words, carrierWords] = [
    getText(event, 'Description'),
    getText(event, 'CarrierDescription'),
  ];
  return buildEvent({
    reading: refineMovement(
      findCode(CODES, getText(event, 'Code') ?? 'no Code'),
      words,
      carrierWords,
    ),
    timestamp,
    description: words ?? carrierWords,
    otherWords: [carrierWords],
    place,
  });
}

function readTimestamp(event: Fields, place: Place | null): Timestamp | null {
  const seconds = getNumber(event, 'Timestamp');
  const instant = seconds === null ? null : timestampFromEpoch(seconds * 1000);
  const wall = parseTimestamp(getText(event, 'DateTime'), { offsetMinutes: 0 });
  if (!wall) return instant;
  const local = wall.localTime;
  if (!instant) return parseTimestamp(local, { place, homeZone: HOME });
  const offsetMinutes = Math.round((wall.occurredAt - instant.occurredAt) / 60_000);
  const isOffset = offsetMinutes % 15 === 0 && Math.abs(offsetMinutes) <= 14 * 60;
  return isOffset ? parseTimestamp(local, { offsetMinutes }) : instant;
}
