/**
 * DHL Express: the answers of the MyDHL API (JSON) and of XML Services (XML-PI, the older API).
 * Sources: DHL's OpenAPI of MyDHL (Tracking) and the schema of XML Services' TrackingResponse.
 */

import type { ParseResult, TrackedShipment, TrackingEvent } from '../../../domain/tracking.ts';
import type { CarrierAdapter } from '../../adapter.ts';
import {
  buildEvent,
  buildProof,
  buildResult,
  buildShipment,
  eddFromDate,
  eddFromWindow,
  readEventRows,
} from '../../reading/build-result.ts';
import { createOwnCodeReader, findCode } from '../../reading/code-table.ts';
import {
  type Document,
  describeFields,
  type Fields,
  get,
  getFirstText,
  getRecords,
  getText,
  isRecord,
  refuse,
} from '../../reading/document.ts';
import { isNewestFirst } from '../../reading/event-order.ts';
import { parsePlace } from '../../reading/place-words.ts';
import { notPushed } from '../../reading/signature.ts';
import { parseOffset, parseTimestamp, type Timestamp } from '../../reading/timestamp.ts';
import { refuseByMessage } from '../../reading/unknown-error.ts';
import { CHECKPOINTS } from './codes.ts';
import { poll } from './polling.ts';

export const dhl_express = {
  id: 'dhl_express',
  name: 'DHL Express',
  kind: 'carrier',
  delivery: ['poll'],
  webhookAuth: 'no webhooks of its own: DHL pushes to `dhl_unified`',
  formats: 'MyDHL API tracking (JSON), XML Services TrackingResponse (XML)',
  verify: () => notPushed('DHL Express'),
  recognises,
  read,
  poll,
  readOwnCode: createOwnCodeReader(CHECKPOINTS),
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
  if (getText(root, 'documents', 0, 'typeCode') === 'POD') return true;
  const instance = getText(root, 'instance') ?? '';
  return /shipmentTrackingNumber=|expressapi|mydhlapi|^\/(shipments\/\d+\/)?tracking$/.test(
    instance,
  );
}

function read({ format, root }: Document): ParseResult {
  return format === 'xml' ? readXmlServices(root) : readMyDhl(root);
}

function readMyDhl(root: unknown): ParseResult {
  const shipments = getRecords(root, 'shipments');
  if (shipments.length > 0) return readAll(shipments.map(readMyDhlShipment));
  if (Array.isArray(get(root, 'shipments')))
    return refuse('not_found', 'the list of shipments is empty');
  if (getText(root, 'documents', 0, 'typeCode') === 'POD') {
    return refuse('malformed', 'a proof-of-delivery document, which names no shipment');
  }
  const message = getFirstText(root, 'detail', 'message', 'title');
  if (message === null)
    return refuse('malformed', `no shipments: the body is ${describeFields(root)}`);
  return getText(root, 'status') === '404' ? refuse('not_found', message) : refuseSaid(message);
}

interface ParcelResult {
  readonly shipment: TrackedShipment | null;
  readonly notices: readonly string[];
}

function readAll(read: readonly ParcelResult[]): ParseResult {
  const shipments = read.flatMap(({ shipment }) => (shipment ? [shipment] : []));
  const notices = read.flatMap((each) => each.notices);
  return shipments.length > 0 ? buildResult(shipments, notices) : refuseSaid(notices.join('; '));
}

function refuseSaid(message: string): ParseResult {
  return /no shipments? found/i.test(message)
    ? refuse('not_found', message)
    : refuseByMessage(message);
}

function readMyDhlShipment(shipment: Fields): ParcelResult {
  const pieces = getRecords(shipment, 'pieces');
  const own = getRecords(shipment, 'events');
  const given = own.length > 0 ? own : mergePieceEvents(pieces);
  const number = getText(shipment, 'shipmentTrackingNumber');
  const status = getText(shipment, 'status') ?? '';
  if (given.length === 0 && /not? .*found|fail|error/i.test(status)) {
    return { shipment: null, notices: [`${number ?? 'a shipment'}: ${status}`] };
  }
  const { events, notices } = readEventRows(given, readMyDhlEvent);
  const delivery = events.find(isDelivered);
  const signed = given.map((event) => getText(event, 'signedBy')).filter((name) => name !== null);
  return {
    notices,
    shipment: buildShipment({
      carrier: 'dhl_express',
      trackingNumber: number,
      service: findService(getText(shipment, 'description'), getText(shipment, 'productCode')),
      events,
      newestFirst: isNewestFirst(events),
      edd: readEdd(shipment),
      proofOfDelivery: buildProof({
        at: delivery?.occurredAt ?? null,
        signedBy: delivery ? (signed.at(0) ?? null) : null,
      }),
      relatedNumbers: [
        ...pieces.map((piece) => getText(piece, 'trackingNumber')),
        ...getRecords(shipment, 'childrenShipmentIdentificationNumbers').map((child) =>
          getText(child, 'shipmentTrackingNumber'),
        ),
      ],
    }),
  };
}

/** The description is the product's name in some answers, the contents in others. */
function findService(description: string | null, code: string | null): string | null {
  return description !== null && /^(dhl )?(express|economy)\b/i.test(description)
    ? description
    : code;
}

/** Merges the events of pieces: one event for what happened to several pieces at once. */
function mergePieceEvents(pieces: readonly Fields[]): readonly Fields[] {
  const found = new Map<string, Fields>();
  for (const event of pieces.flatMap((piece) => getRecords(piece, 'events'))) {
    const facts = ['date', 'time', 'typeCode'].map((key) => getText(event, key));
    const key = [...facts, getText(event, 'serviceArea', 0, 'code')].join(' ');
    if (!found.has(key)) found.set(key, event);
  }
  return [...found.values()];
}

function readMyDhlEvent(event: Fields): TrackingEvent | string {
  const code = getText(event, 'typeCode');
  if (code === null) return 'an event has no typeCode';
  const area = getFirstRecord(event, 'serviceArea');
  const offset = getFirstText(event, 'GMTOffset', 'gmtOffset');
  return buildCheckpoint({
    code,
    date: getText(event, 'date'),
    time: getText(event, 'time'),
    offset,
    area: getText(area, 'description'),
    description: getText(event, 'description'),
  });
}

function getFirstRecord(value: unknown, key: string): Fields | undefined {
  return getRecords(value, key)[0];
}

function readEdd(shipment: Fields): ReturnType<typeof eddFromDate> {
  const receiver = getFirstRecord(get(shipment, 'receiverDetails'), 'serviceArea');
  const place = parsePlace(getText(receiver, 'description'), { statesAfterComma: true });
  return eddFromTimestamp(
    parseTimestamp(getFirstText(shipment, 'estimatedTimeOfDelivery', 'estimatedDeliveryDate'), {
      place,
    }),
  );
}

/** Midnight and 23:59 mean a whole day, as does a time whose zone is unknown. */
function eddFromTimestamp(timestamp: Timestamp | null): ReturnType<typeof eddFromDate> {
  if (!timestamp?.localTime) return null;
  const isDay = timestamp.offsetSource === 'assumed' || /T(00:00|23:59)/.test(timestamp.localTime);
  return isDay ? eddFromDate(timestamp.localTime.slice(0, 10)) : eddFromWindow(null, timestamp);
}

function readXmlServices(root: unknown): ParseResult {
  const failure = get(root, 'ShipmentTrackingErrorResponse') ?? get(root, 'TrackingResponse');
  const awbs = getRecords(root, 'TrackingResponse', 'AWBInfo');
  if (awbs.length > 0) return readAll(awbs.map(readAwb));
  const message = readCondition(get(failure, 'Response', 'Status') ?? get(failure, 'Status'));
  if (message !== null) return refuseSaid(message);
  return refuse('malformed', `no AWBInfo in TrackingResponse: the body is ${describeFields(root)}`);
}

function readCondition(status: unknown): string | null {
  const condition = getFirstRecord(status, 'Condition');
  const words = getText(condition, 'ConditionData') ?? getText(status, 'ActionStatus');
  return words === null ? null : words.replaceAll(/\s+/g, ' ');
}

function readAwb(awb: Fields): ParcelResult {
  const number = getText(awb, 'AWBNumber');
  const info = getFirstRecord(awb, 'ShipmentInfo');
  if (!info) {
    const condition = readCondition(get(awb, 'Status')) ?? 'no ShipmentInfo';
    return { shipment: null, notices: [number === null ? condition : `${number}: ${condition}`] };
  }
  const { events, notices } = readEventRows(getRecords(info, 'ShipmentEvent'), readXmlEvent);
  const handOver = getRecords(info, 'ShipmentEvent').find((event) =>
    /^(OK|DD)$/.test(getText(event, 'ServiceEvent', 'EventCode') ?? ''),
  );
  const pieces = getRecords(awb, 'Pieces', 'PieceInfo');
  return {
    notices,
    shipment: buildShipment({
      carrier: 'dhl_express',
      trackingNumber: number,
      service: findService(getText(info, 'ShipmentDesc'), getText(info, 'GlobalProductCode')),
      events,
      newestFirst: isNewestFirst(events),
      edd: eddFromTimestamp(
        parseTimestamp(getText(info, 'EstDlvyDate')?.replace(/ GMT(?=[+-])/, '') ?? null),
      ),
      // Signatory also holds account numbers and times. With a delivery it is the signer.
      proofOfDelivery: buildProof({
        at: events.find(isDelivered)?.occurredAt ?? null,
        signedBy: getText(handOver, 'Signatory'),
      }),
      relatedNumbers: pieces.map((piece) => getText(piece, 'PieceDetails', 'LicensePlate')),
    }),
  };
}

function readXmlEvent(event: Fields): TrackingEvent | string {
  const code = getText(event, 'ServiceEvent', 'EventCode');
  if (code === null) return 'a ShipmentEvent has no EventCode';
  return buildCheckpoint({
    code,
    date: getText(event, 'Date'),
    time: getText(event, 'Time'),
    offset: getText(event, 'GMTOffset'),
    area: getText(event, 'ServiceArea', 'Description'),
    description: getText(event, 'ServiceEvent', 'Description')?.replaceAll(/\s+/g, ' ') ?? null,
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

/** Times are local. The offset is there only if it was requested. */
function buildCheckpoint({ code, date, time, offset, area, description }: Checkpoint) {
  const place = parsePlace(area, { statesAfterComma: true });
  const written = date !== null && time !== null ? `${date}T${time}` : date;
  const timestamp = parseTimestamp(written, { offsetMinutes: parseOffset(offset), place });
  if (!timestamp) return `event ${code} at ${written ?? 'no date'} is left out: not a time`;
  const reading = findCode(CHECKPOINTS, code.toUpperCase());
  const words = description ?? CHECKPOINTS[reading.code]?.words ?? null;
  return buildEvent({ reading, timestamp, description: words, place });
}

function isDelivered({ status }: TrackingEvent): boolean {
  return status === 'delivered';
}
