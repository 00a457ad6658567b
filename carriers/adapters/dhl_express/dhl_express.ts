/**
 * DHL Express: the responses of the MyDHL API (JSON) and of XML Services (XML-PI, the older API).
 * Sources: DHL's OpenAPI of MyDHL (Tracking) and the schema of XML Services' TrackingResponse.
 */

import type { TrackingNumber } from '../../../domain/ids.ts';
import type {
  ParseResult,
  Place,
  TrackedShipment,
  TrackingEvent,
} from '../../../domain/tracking.ts';
import type { CarrierAdapter } from '../../adapter.ts';
import {
  buildProof,
  buildResult,
  buildShipment,
  eddFromDate,
  eddFromWindow,
} from '../../reading/build-result.ts';
import { createOwnCodeReader } from '../../reading/code-table.ts';
import {
  type Document,
  describeFields,
  type Fields,
  get,
  getFirstText,
  getList,
  getNumber,
  getRecords,
  getText,
  isRecord,
  refuse,
} from '../../reading/document.ts';
import { isNewestFirst } from '../../reading/event-order.ts';
import { parsePlace } from '../../reading/place-words.ts';
import { notPushed } from '../../reading/signature.ts';
import { parseTimestamp, type Timestamp } from '../../reading/timestamp.ts';
import { refuseByMessage } from '../../reading/unknown-error.ts';
import { type Checkpoint, listCheckpoints, readCheckpoints } from './checkpoints.ts';
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

function read({ format, root }: Document, asked: TrackingNumber | null): ParseResult {
  return format === 'xml' ? readXmlServices(root, asked) : readMyDhl(root, asked);
}

function readMyDhl(root: unknown, asked: TrackingNumber | null): ParseResult {
  const shipments = getRecords(root, 'shipments');
  if (shipments.length > 0) return readAll(shipments.map((each) => readMyDhlShipment(each, asked)));
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

function readMyDhlShipment(shipment: Fields, asked: TrackingNumber | null): ParcelResult {
  const pieces = getRecords(shipment, 'pieces');
  const given = listCheckpoints(
    getRecords(shipment, 'events').map(readMyDhlEvent),
    pieces.map((piece) => ({
      id: getText(piece, 'trackingNumber') ?? getText(piece, 'number'),
      checkpoints: getRecords(piece, 'events').map(readMyDhlEvent),
    })),
  );
  const number = getText(shipment, 'shipmentTrackingNumber');
  const status = getText(shipment, 'status') ?? '';
  if (given.length === 0 && /not? .*found|fail|error/i.test(status)) {
    return { shipment: null, notices: [`${number ?? 'a shipment'}: ${status}`] };
  }
  const receiver = getFirstRecord(get(shipment, 'receiverDetails'), 'serviceArea');
  const destination = parsePlace(getText(receiver, 'description'), { statesAfterComma: true });
  const { events, signedBy, notices } = readCheckpoints(given, destination, {
    ids: pieces.map((piece) => getText(piece, 'trackingNumber')),
    count: getNumber(shipment, 'numberOfPieces'),
    number: asked ?? number,
  });
  return {
    notices,
    shipment: buildShipment({
      carrier: 'dhl_express',
      trackingNumber: number,
      service: findService(getText(shipment, 'description'), getText(shipment, 'productCode')),
      events,
      newestFirst: isNewestFirst(events),
      edd: readEdd(shipment, destination),
      proofOfDelivery: readProof(events, signedBy),
      relatedNumbers: [
        ...pieces.map((piece) => getText(piece, 'trackingNumber')),
        ...getRecords(shipment, 'childrenShipmentIdentificationNumbers').map((child) =>
          getText(child, 'shipmentTrackingNumber'),
        ),
      ],
    }),
  };
}

/** The description is the product's name in some responses, the contents in others. */
function findService(description: string | null, code: string | null): string | null {
  return description !== null && /^(dhl )?(express|economy)\b/i.test(description)
    ? description
    : code;
}

function readMyDhlEvent(event: Fields): Checkpoint {
  return {
    code: getText(event, 'typeCode'),
    date: getText(event, 'date'),
    time: getText(event, 'time'),
    offset: getFirstText(event, 'GMTOffset', 'gmtOffset'),
    area: getText(getFirstRecord(event, 'serviceArea'), 'description'),
    description: getText(event, 'description'),
    signatory: getText(event, 'signedBy'),
    remarks: listRemarks(get(event, 'remark') ?? get(event, 'remarks')),
  };
}

/** `furtherDetails` and `nextSteps`, in either format's spelling. */
function listRemarks(remarks: unknown): readonly (string | null)[] {
  return [
    getText(remarks),
    ...getList(remarks).flatMap((each) =>
      isRecord(each) ? Object.values(each).map((value) => getText(value)) : [],
    ),
  ];
}

function getFirstRecord(value: unknown, key: string): Fields | undefined {
  return getRecords(value, key)[0];
}

function readEdd(shipment: Fields, place: Place | null): ReturnType<typeof eddFromDate> {
  const written = getFirstText(shipment, 'estimatedTimeOfDelivery', 'estimatedDeliveryDate');
  return eddFromTimestamp(parseTimestamp(written, { place }));
}

/** Midnight and 23:59 mean a whole day, as does any time whose zone is unknown. */
function eddFromTimestamp(timestamp: Timestamp | null): ReturnType<typeof eddFromDate> {
  if (!timestamp?.localTime) return null;
  const isDay = timestamp.offsetSource === 'assumed' || /T(00:00|23:59)/.test(timestamp.localTime);
  return isDay ? eddFromDate(timestamp.localTime.slice(0, 10)) : eddFromWindow(null, timestamp);
}

function readXmlServices(root: unknown, asked: TrackingNumber | null): ParseResult {
  const failure = get(root, 'ShipmentTrackingErrorResponse') ?? get(root, 'TrackingResponse');
  const awbs = getRecords(root, 'TrackingResponse', 'AWBInfo');
  if (awbs.length > 0) return readAll(awbs.map((awb) => readAwb(awb, asked)));
  const message = readCondition(get(failure, 'Response', 'Status') ?? get(failure, 'Status'));
  if (message !== null) return refuseSaid(message);
  return refuse('malformed', `no AWBInfo in TrackingResponse: the body is ${describeFields(root)}`);
}

function readCondition(status: unknown): string | null {
  const condition = getFirstRecord(status, 'Condition');
  const words = getText(condition, 'ConditionData') ?? getText(status, 'ActionStatus');
  return words === null ? null : words.replaceAll(/\s+/g, ' ');
}

function readAwb(awb: Fields, asked: TrackingNumber | null): ParcelResult {
  const number = getText(awb, 'AWBNumber');
  const info = getFirstRecord(awb, 'ShipmentInfo');
  if (!info) {
    const condition = readCondition(get(awb, 'Status')) ?? 'no ShipmentInfo';
    return { shipment: null, notices: [number === null ? condition : `${number}: ${condition}`] };
  }
  const pieces = getRecords(awb, 'Pieces', 'PieceInfo').map((piece) => ({
    id: getText(piece, 'PieceDetails', 'LicensePlate'),
    checkpoints: getRecords(piece, 'PieceEvent').map(readXmlEvent),
  }));
  const given = listCheckpoints(getRecords(info, 'ShipmentEvent').map(readXmlEvent), pieces);
  const area = getText(info, 'DestinationServiceArea', 'Description');
  const destination = parsePlace(area, { statesAfterComma: true });
  const { events, signedBy, notices } = readCheckpoints(given, destination, {
    ids: pieces.map(({ id }) => id),
    count: getNumber(info, 'Pieces'),
    number: asked ?? number,
  });
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
      proofOfDelivery: readProof(events, signedBy),
      relatedNumbers: pieces.map(({ id }) => id),
    }),
  };
}

function readXmlEvent(event: Fields): Checkpoint {
  return {
    code: getText(event, 'ServiceEvent', 'EventCode'),
    date: getText(event, 'Date'),
    time: getText(event, 'Time'),
    offset: getText(event, 'GMTOffset'),
    area: getText(event, 'ServiceArea', 'Description'),
    description: getText(event, 'ServiceEvent', 'Description')?.replaceAll(/\s+/g, ' ') ?? null,
    signatory: getText(event, 'Signatory'),
    remarks: listRemarks(get(event, 'EventRemarks')),
  };
}

function readProof(events: readonly TrackingEvent[], signedBy: string | null) {
  const delivery = events.find(({ status }) => status === 'delivered');
  return delivery ? buildProof({ at: delivery.occurredAt, signedBy }) : null;
}
