/**
 * DHL Express: the answers of the MyDHL API (JSON) and of XML Services (XML-PI, the older API).
 * Sources: DHL's OpenAPI of MyDHL (Tracking) and the schema of XML Services' TrackingResponse.
 */

import type { ParseResult, TrackedShipment, TrackingEvent } from '../../../domain/tracking.ts';
import type { CarrierAdapter } from '../../adapter.ts';
import {
  eddOfDate,
  eddOfWindow,
  proofOf,
  readRows,
  report,
  trackedShipment,
  trackingEvent,
} from '../../reading/build-result.ts';
import { findCode, ownCodeReader } from '../../reading/code-table.ts';
import {
  type Document,
  type Fields,
  fieldsOf,
  firstText,
  get,
  isRecord,
  recordsOf,
  refuse,
  textOf,
} from '../../reading/document.ts';
import { beginsWithNewest } from '../../reading/event-order.ts';
import { placeOfWords } from '../../reading/place-words.ts';
import { notPushed } from '../../reading/signature.ts';
import { offsetOf, parseTimestamp, type Timestamp } from '../../reading/timestamp.ts';
import { refuseByWords } from '../../reading/unknown-error.ts';
import { CHECKPOINTS } from './codes.ts';
import { poll } from './polling.ts';

export const dhl_express = {
  id: 'dhl_express',
  name: 'DHL Express',
  kind: 'carrier',
  delivery: ['poll'],
  webhookAuth: 'none: DHL Express is polled (its pushes come by `dhl_unified`)',
  formats: 'MyDHL API tracking (JSON), XML Services TrackingResponse (XML)',
  verify: () => notPushed('DHL Express'),
  recognises,
  read,
  poll,
  readOwnCode: ownCodeReader(CHECKPOINTS),
} as const satisfies CarrierAdapter;

function recognises({ format, root }: Document): boolean {
  if (format === 'xml') {
    if (isRecord(get(root, 'ShipmentTrackingErrorResponse'))) return true;
    const answer = get(root, 'TrackingResponse');
    return (
      get(answer, 'AWBInfo') !== undefined || isRecord(get(answer, 'Response', 'ServiceHeader'))
    );
  }
  if (get(root, 'shipments', 0, 'shipmentTrackingNumber') !== undefined) return true;
  if (textOf(root, 'documents', 0, 'typeCode') === 'POD') return true;
  const instance = textOf(root, 'instance') ?? '';
  return /shipmentTrackingNumber=|expressapi|mydhlapi|^\/(shipments\/\d+\/)?tracking$/.test(
    instance,
  );
}

function read({ format, root }: Document): ParseResult {
  return format === 'xml' ? readXmlServices(root) : readMyDhl(root);
}

function readMyDhl(root: unknown): ParseResult {
  const shipments = recordsOf(root, 'shipments');
  if (shipments.length > 0) return readAll(shipments.map(readMyDhlShipment));
  if (Array.isArray(get(root, 'shipments')))
    return refuse('not_found', 'the list of shipments is empty');
  if (textOf(root, 'documents', 0, 'typeCode') === 'POD') {
    return refuse('malformed', 'a proof of delivery as a document, and no shipment');
  }
  const message = firstText(root, 'detail', 'message', 'title');
  if (message === null) return refuse('malformed', `no shipments: the body is ${fieldsOf(root)}`);
  return textOf(root, 'status') === '404' ? refuse('not_found', message) : refuseSaid(message);
}

interface OneRead {
  readonly shipment: TrackedShipment | null;
  readonly notices: readonly string[];
}

function readAll(read: readonly OneRead[]): ParseResult {
  const shipments = read.flatMap(({ shipment }) => (shipment ? [shipment] : []));
  const notices = read.flatMap((each) => each.notices);
  return shipments.length > 0 ? report(shipments, notices) : refuseSaid(notices.join('; '));
}

function refuseSaid(message: string): ParseResult {
  return /no shipments? found/i.test(message)
    ? refuse('not_found', message)
    : refuseByWords(message);
}

function readMyDhlShipment(shipment: Fields): OneRead {
  const pieces = recordsOf(shipment, 'pieces');
  const own = recordsOf(shipment, 'events');
  const given = own.length > 0 ? own : eventsOfPieces(pieces);
  const number = textOf(shipment, 'shipmentTrackingNumber');
  const status = textOf(shipment, 'status') ?? '';
  if (given.length === 0 && /not? .*found|fail|error/i.test(status)) {
    return { shipment: null, notices: [`${number ?? 'a shipment'}: ${status}`] };
  }
  const { events, notices } = readRows(given, readMyDhlEvent);
  const delivery = events.find(isDelivered);
  const signed = given.map((event) => textOf(event, 'signedBy')).filter((name) => name !== null);
  return {
    notices,
    shipment: trackedShipment({
      carrier: 'dhl_express',
      trackingNumber: number,
      service: serviceOf(textOf(shipment, 'description'), textOf(shipment, 'productCode')),
      events,
      newestFirst: beginsWithNewest(events),
      edd: eddIn(shipment),
      proofOfDelivery: proofOf({
        at: delivery?.occurredAt ?? null,
        signedBy: delivery ? (signed.at(0) ?? null) : null,
      }),
      relatedNumbers: [
        ...pieces.map((piece) => textOf(piece, 'trackingNumber')),
        ...recordsOf(shipment, 'childrenShipmentIdentificationNumbers').map((child) =>
          textOf(child, 'shipmentTrackingNumber'),
        ),
      ],
    }),
  };
}

/** A shipment's description is the name of its product in some answers, and its contents in others. */
function serviceOf(description: string | null, code: string | null): string | null {
  return description !== null && /^(dhl )?(express|economy)\b/i.test(description)
    ? description
    : code;
}

/** Where the answer is by piece: what happened to several pieces at once is listed once. */
function eventsOfPieces(pieces: readonly Fields[]): readonly Fields[] {
  const found = new Map<string, Fields>();
  for (const event of pieces.flatMap((piece) => recordsOf(piece, 'events'))) {
    const facts = ['date', 'time', 'typeCode'].map((key) => textOf(event, key));
    const key = [...facts, textOf(event, 'serviceArea', 0, 'code')].join(' ');
    if (!found.has(key)) found.set(key, event);
  }
  return [...found.values()];
}

function readMyDhlEvent(event: Fields): TrackingEvent | string {
  const code = textOf(event, 'typeCode');
  if (code === null) return 'an event has no typeCode';
  const area = firstRecord(event, 'serviceArea');
  const offset = firstText(event, 'GMTOffset', 'gmtOffset');
  return checkpoint({
    code,
    date: textOf(event, 'date'),
    time: textOf(event, 'time'),
    offset,
    area: textOf(area, 'description'),
    description: textOf(event, 'description'),
  });
}

function firstRecord(value: unknown, key: string): Fields | undefined {
  return recordsOf(value, key)[0];
}

function eddIn(shipment: Fields): ReturnType<typeof eddOfDate> {
  const receiver = firstRecord(get(shipment, 'receiverDetails'), 'serviceArea');
  const place = placeOfWords(textOf(receiver, 'description'), { statesAfterComma: true });
  return eddOfMoment(
    parseTimestamp(firstText(shipment, 'estimatedTimeOfDelivery', 'estimatedDeliveryDate'), {
      place,
    }),
  );
}

/** Midnight and the minute before it are ways to write a day; a clock of nowhere is a day too. */
function eddOfMoment(moment: Timestamp | null): ReturnType<typeof eddOfDate> {
  if (!moment?.localTime) return null;
  const isDay = moment.offsetSource === 'assumed' || /T(00:00|23:59)/.test(moment.localTime);
  return isDay ? eddOfDate(moment.localTime.slice(0, 10)) : eddOfWindow(null, moment);
}

function readXmlServices(root: unknown): ParseResult {
  const failure = get(root, 'ShipmentTrackingErrorResponse') ?? get(root, 'TrackingResponse');
  const awbs = recordsOf(root, 'TrackingResponse', 'AWBInfo');
  if (awbs.length > 0) return readAll(awbs.map(readAwb));
  const message = conditionOf(get(failure, 'Response', 'Status') ?? get(failure, 'Status'));
  if (message !== null) return refuseSaid(message);
  return refuse('malformed', `no AWBInfo in TrackingResponse: the body is ${fieldsOf(root)}`);
}

function conditionOf(status: unknown): string | null {
  const said = firstRecord(status, 'Condition');
  const words = textOf(said, 'ConditionData') ?? textOf(status, 'ActionStatus');
  return words === null ? null : words.replaceAll(/\s+/g, ' ');
}

function readAwb(awb: Fields): OneRead {
  const number = textOf(awb, 'AWBNumber');
  const info = firstRecord(awb, 'ShipmentInfo');
  if (!info) {
    const said = conditionOf(get(awb, 'Status')) ?? 'no ShipmentInfo';
    return { shipment: null, notices: [number === null ? said : `${number}: ${said}`] };
  }
  const { events, notices } = readRows(recordsOf(info, 'ShipmentEvent'), readXmlEvent);
  const handOver = recordsOf(info, 'ShipmentEvent').find((event) =>
    /^(OK|DD)$/.test(textOf(event, 'ServiceEvent', 'EventCode') ?? ''),
  );
  const pieces = recordsOf(awb, 'Pieces', 'PieceInfo');
  return {
    notices,
    shipment: trackedShipment({
      carrier: 'dhl_express',
      trackingNumber: number,
      service: serviceOf(textOf(info, 'ShipmentDesc'), textOf(info, 'GlobalProductCode')),
      events,
      newestFirst: beginsWithNewest(events),
      edd: eddOfMoment(
        parseTimestamp(textOf(info, 'EstDlvyDate')?.replace(/ GMT(?=[+-])/, '') ?? null),
      ),
      // Signatory holds account numbers and times too; with a delivery it is who signed.
      proofOfDelivery: proofOf({
        at: events.find(isDelivered)?.occurredAt ?? null,
        signedBy: textOf(handOver, 'Signatory'),
      }),
      relatedNumbers: pieces.map((piece) => textOf(piece, 'PieceDetails', 'LicensePlate')),
    }),
  };
}

function readXmlEvent(event: Fields): TrackingEvent | string {
  const code = textOf(event, 'ServiceEvent', 'EventCode');
  if (code === null) return 'a ShipmentEvent has no EventCode';
  return checkpoint({
    code,
    date: textOf(event, 'Date'),
    time: textOf(event, 'Time'),
    offset: textOf(event, 'GMTOffset'),
    area: textOf(event, 'ServiceArea', 'Description'),
    description: textOf(event, 'ServiceEvent', 'Description')?.replaceAll(/\s+/g, ' ') ?? null,
  });
}

interface Checkpoint {
  readonly code: string;
  readonly date: string | null;
  readonly time: string | null;
  readonly offset: string | null;
  readonly area: string | null;
  readonly description: string | null;
}

/** Times are of the place; the offset is there only where it was asked for. */
function checkpoint({ code, date, time, offset, area, description }: Checkpoint) {
  const place = placeOfWords(area, { statesAfterComma: true });
  const written = date !== null && time !== null ? `${date}T${time}` : date;
  const moment = parseTimestamp(written, { offsetMinutes: offsetOf(offset), place });
  if (!moment) return `event ${code} at ${written ?? 'no date'} is left out: not a time`;
  const reading = findCode(CHECKPOINTS, code.toUpperCase());
  const words = description ?? CHECKPOINTS[reading.code]?.words ?? null;
  return trackingEvent({ reading, moment, description: words, place });
}

function isDelivered({ status }: TrackingEvent): boolean {
  return status === 'delivered';
}
