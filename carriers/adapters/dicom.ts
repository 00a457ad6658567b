/**
 * Dicom, now GLS Canada. Source: the schema of Dicom's tracking answers (activities with a code, its
 * detail and words), and an answer. Its codes are not published: words that are plain stand in.
 */

import type { ParseResult, TrackingEvent } from '../../domain/tracking.ts';
import type { CarrierAdapter } from '../adapter.ts';
import {
  proofOf,
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
import { parseTimestamp } from '../reading/timestamp.ts';
import { readUnknownError, refuseByWords } from '../reading/unknown-error.ts';

export const CODES: CodeTable = {
  ...rows('delivered', { DL: 'Delivered' }),
  ...phrases('pre_transit', ['Created', 'Data received', 'Label created']),
  ...phrases('in_transit', ['Picked up', 'In transit', 'Arrived', 'Departed', 'Received']),
  ...phrases('out_for_delivery', ['Out for delivery', 'On delivery']),
  ...phrases('attempted', ['Attempted delivery', 'Delivery attempted']),
  ...phrases('available_for_pickup', ['Available for pickup', 'Ready for pickup']),
  ...phrases('delivered', ['Delivered']),
  ...phrases('exception/refused', ['Refused']),
  ...phrases('exception/damage', ['Damaged']),
  ...phrases('return_to_sender', ['Return to sender', 'Return to shipper']),
  ...phrases('return_to_sender/returned', ['Returned to sender']),
  ...phrases('cancelled', ['Cancelled']),
};

export const dicom = {
  id: 'dicom',
  name: 'GLS Canada',
  kind: 'carrier',
  delivery: ['poll'],
  webhookAuth: 'none: it is polled',
  formats: 'tracking with activities (JSON)',
  verify: () => notPushed('GLS Canada'),
  recognises,
  read,
  readOwnCode: ownCodeReader(CODES),
  homeZone: 'America/Toronto',
} as const satisfies CarrierAdapter;

function recognises({ format, root }: Document): boolean {
  return format === 'json' && parcelsIn(root).length > 0;
}

function parcelsIn(root: unknown): readonly Fields[] {
  return listOf(root)
    .filter(isRecord)
    .filter(
      (each) =>
        Array.isArray(get(each, 'activities')) &&
        (get(each, 'trackingNumber') !== undefined || get(each, 'activityImages') !== undefined),
    );
}

function read(document: Document, asked: string | null): ParseResult {
  const { root } = document;
  const parcels = parcelsIn(root);
  if (parcels.length === 0) {
    const message = textOf(root, 'Message') ?? textOf(root, 'message');
    if (message !== null) return refuseByWords(message);
    const detail = `no activities of a trackingNumber: ${fieldsOf(root)}`;
    return readUnknownError(document) ?? refuse('malformed', detail);
  }
  const told = parcels.map((each) => readParcel(each, asked));
  return report(
    told.map(({ shipment }) => shipment),
    told.flatMap(({ notices }) => notices),
  );
}

function readParcel(parcel: Fields, asked: string | null) {
  const { events, notices } = readRows(recordsOf(parcel, 'activities'), readActivity);
  const proof = recordsOf(parcel, 'activityImages').find(
    (each) => textOf(each, 'imageType') === 'POD',
  );
  const returns = recordsOf(parcel, 'parcels').map((each) => textOf(each, 'returnWaybill'));
  const shipment = trackedShipment({
    carrier: 'dicom',
    trackingNumber: textOf(parcel, 'trackingNumber') ?? asked,
    uniqueId: textOf(parcel, 'id'),
    service: textOf(parcel, 'deliveryType'),
    events,
    newestFirst: true,
    proofOfDelivery: proofOf({
      at: parseTimestamp(textOf(proof, 'imageDate'))?.occurredAt ?? null,
      signedBy: textOf(proof, 'clientName'),
      signatureUrl: textOf(proof, 'url'),
    }),
    returnNumber: returns.find((each) => each !== null) ?? null,
  });
  return { shipment, notices };
}

function readActivity(activity: Fields, index: number): TrackingEvent | string {
  const written = textOf(activity, 'activityDate');
  const moment = parseTimestamp(written, { home: 'America/Toronto' });
  if (!moment) return `activities[${index}].activityDate is not a time: ${written ?? 'nothing'}`;
  const status = textOf(activity, 'status');
  const words = [status, textOf(activity, 'statusDetail')].filter((each) => each !== null);
  return trackingEvent({
    reading: findFirstCode(CODES, [...codesOf(activity), phraseOf(status ?? '')]),
    moment,
    description: words.length > 0 ? words.join(': ') : null,
  });
}

function codesOf(activity: Fields): [string, ...string[]] {
  const code = textOf(activity, 'code') ?? '';
  const detail = textOf(activity, 'codeDetail');
  return detail === null ? [code] : [`${code}/${detail}`, code];
}
