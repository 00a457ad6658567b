/**
 * Dicom, now GLS Canada. Source: the schema of Dicom's tracking responses (activities with a code,
 * a detail code and words), and a response. Dicom does not publish its codes, so wismr reads the
 * words.
 */

import type { ParseResult, TrackingEvent } from '../../domain/tracking.ts';
import type { CarrierAdapter } from '../adapter.ts';
import { refineByAll } from '../reading/all-words.ts';
import { buildEvent, buildProof, buildResult, buildShipment } from '../reading/build-result.ts';
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
  getList,
  getRecords,
  getText,
  isRecord,
  refuse,
} from '../reading/document.ts';
import { combinePieces, type PieceEvent } from '../reading/pieces.ts';
import { notPushed } from '../reading/signature.ts';
import { parseTimestamp } from '../reading/timestamp.ts';
import { readUnknownError, refuseByMessage } from '../reading/unknown-error.ts';

export const CODES: CodeTable = {
  ...codeRows('delivered', { DL: 'Delivered' }),
  ...phraseRows('pre_transit', ['Created', 'Data received', 'Label created']),
  ...phraseRows('in_transit', ['Picked up', 'In transit', 'Arrived', 'Departed', 'Received']),
  ...phraseRows('out_for_delivery', ['Out for delivery', 'On delivery']),
  ...phraseRows('attempted', ['Attempted delivery', 'Delivery attempted']),
  ...phraseRows('available_for_pickup', ['Available for pickup', 'Ready for pickup']),
  ...phraseRows('delivered', ['Delivered']),
  ...phraseRows('exception/refused', ['Refused']),
  ...phraseRows('exception/damage', ['Damaged']),
  ...phraseRows('return_to_sender', ['Return to sender', 'Return to shipper']),
  ...phraseRows('return_to_sender/returned', ['Returned to sender']),
  ...phraseRows('cancelled', ['Cancelled']),
};

const HOME = 'America/Toronto';

export const dicom = {
  id: 'dicom',
  name: 'GLS Canada',
  kind: 'carrier',
  delivery: ['poll'],
  webhookAuth: 'no webhooks',
  formats: 'tracking with activities (JSON)',
  verify: () => notPushed('GLS Canada'),
  recognises,
  read,
  readOwnCode: createOwnCodeReader(CODES),
  homeZone: HOME,
} as const satisfies CarrierAdapter;

function recognises({ format, root }: Document): boolean {
  return format === 'json' && listParcels(root).length > 0;
}

function listParcels(root: unknown): readonly Fields[] {
  return getList(root)
    .filter(isRecord)
    .filter(
      (each) =>
        get(each, 'activities') !== undefined &&
        (get(each, 'trackingNumber') !== undefined || get(each, 'activityImages') !== undefined),
    );
}

function read(document: Document, asked: string | null): ParseResult {
  const { root } = document;
  const parcels = listParcels(root);
  if (parcels.length === 0) {
    const message = getText(root, 'Message') ?? getText(root, 'message');
    if (message !== null) return refuseByMessage(message);
    const detail = `no activities of a trackingNumber: ${describeFields(root)}`;
    return readUnknownError(document) ?? refuse('malformed', detail);
  }
  const parsed = parcels.map((each) => readParcel(each, asked));
  return buildResult(
    parsed.map(({ shipment }) => shipment),
    parsed.flatMap(({ notices }) => notices),
  );
}

function readParcel(parcel: Fields, asked: string | null) {
  const { events, notices } = readActivities(parcel, asked);
  const proof = getRecords(parcel, 'activityImages').find(
    (each) => getText(each, 'imageType') === 'POD',
  );
  const returns = getRecords(parcel, 'parcels').map((each) => getText(each, 'returnWaybill'));
  const shipment = buildShipment({
    carrier: 'dicom',
    trackingNumber: getText(parcel, 'trackingNumber') ?? asked,
    uniqueId: getText(parcel, 'id'),
    service: getText(parcel, 'deliveryType'),
    events,
    newestFirst: true,
    proofOfDelivery: events.some(({ status }) => status === 'delivered')
      ? buildProof({
          at: parseTimestamp(getText(proof, 'imageDate'), { homeZone: HOME })?.occurredAt ?? null,
          signedBy: getText(proof, 'clientName'),
          signatureUrl: getText(proof, 'url'),
        })
      : null,
    returnNumber: returns.find((each) => each !== null) ?? null,
  });
  return { shipment, notices };
}

/** The activities of all parcels of a waybill: the waybill is delivered once all parcels are. */
function readActivities(parcel: Fields, asked: string | null) {
  const rows: PieceEvent[] = [];
  const notices: string[] = [];
  for (const [index, activity] of getRecords(parcel, 'activities').entries()) {
    const event = readActivity(activity, index);
    if (typeof event === 'string') notices.push(event);
    else rows.push({ event, piece: getText(activity, 'parcelId') });
  }
  const parcels = getRecords(parcel, 'parcels').map((each) => getText(each, 'id'));
  const ids = parcels.length > 1 ? parcels : [];
  const number = getText(parcel, 'trackingNumber') ?? asked;
  return { events: combinePieces(rows, { ids, number }), notices };
}

function readActivity(activity: Fields, index: number): TrackingEvent | string {
  const written = getText(activity, 'activityDate');
  const timestamp = parseTimestamp(written, { homeZone: HOME });
  if (!timestamp) return `activities[${index}].activityDate is not a time: ${written ?? 'nothing'}`;
  const status = getText(activity, 'status');
  const detail = getText(activity, 'statusDetail');
  const words = [status, detail].filter((each) => each !== null);
  const reading = findFirstCode(CODES, [...listCodes(activity), normalizePhrase(status ?? '')]);
  return buildEvent({
    reading: refineByAll(reading, [status, detail, getText(activity, 'additionalInformation')]),
    timestamp,
    description: words.length > 0 ? words.join(': ') : null,
  });
}

function listCodes(activity: Fields): [string, ...string[]] {
  const code = getText(activity, 'code') ?? '';
  const detail = getText(activity, 'codeDetail');
  return detail === null ? [code] : [`${code}/${detail}`, code];
}
