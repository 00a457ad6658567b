/**
 * Evri: the answer of its public tracking service, polled. Sources: recorded answers and what other
 * readers of them have found out of its stages (the rail that a parcel is on) and tracking points.
 */

import type { ParseResult, TrackedShipment } from '../../domain/tracking.ts';
import type { CarrierAdapter } from '../adapter.ts';
import {
  eddOfWindow,
  readRows,
  report,
  trackedShipment,
  trackingEvent,
} from '../reading/build-result.ts';
import { type CodeTable, findFirstCode, rows } from '../reading/code-table.ts';
import {
  type Document,
  type Fields,
  fieldsOf,
  firstText,
  flagOf,
  get,
  listOf,
  recordsOf,
  refuse,
  textOf,
} from '../reading/document.ts';
import { notPushed } from '../reading/signature.ts';
import { parseTimestamp } from '../reading/timestamp.ts';
import { refuseByWords } from '../reading/unknown-error.ts';

/** Tracking points that their stage files too broadly, and the stages. */
const CODES: CodeTable = {
  ...rows('attempted/nobody_home', {
    COURIER_REATTEMPT_CUSTOMER_NOT_AVAILABLE: 'Customer not available, courier will try again',
    NOT_DELIVERED_CUSTOMER_NOT_AVAILABLE: 'Not delivered: customer not available',
  }),
  ...rows('attempted/closed', { NOT_DELIVERED_BUSINESS_CLOSED: 'Not delivered: business closed' }),
  ...rows('attempted', { NOT_DELIVERED: 'Not delivered, for one of several reasons' }),
  ...rows('attempted', { REDELIVER_WORKDAY_COURIER: 'Courier will try again next working day' }),
  ...rows('in_transit/delay', { DELAY_FIX_NWD: 'Delayed, next working day' }),
  ...rows('in_transit', {
    ACCEPTED_BY_HERMES: 'Accepted',
    COLLECTED_BY_EVRI: 'Collected by Evri',
    PROCESSING_RETURN: 'Return being processed',
    QUADIENT_LOCKER_DROPOFF: 'Dropped off at a locker',
  }),
  ...rows('pre_transit', { '0': 'Expecting the parcel', '1': 'Expecting the parcel' }),
  ...rows('in_transit', {
    '2': 'We’ve got it',
    '3': 'On its way',
    '3/return': 'Return on its way',
    '4/return': 'Return on its way back to the retailer',
  }),
  ...rows('in_transit', { '4': 'At the local depot' }),
  ...rows('out_for_delivery', { '4_COURIER': 'Out for delivery' }),
  ...rows('available_for_pickup', {
    '4_SHOP': 'Ready to collect from the ParcelShop',
    '4_LOCKER': 'Ready to collect from the locker',
  }),
  ...rows('delivered', {
    '5': 'Delivered',
    '5_COURIER': 'Delivered',
    '5_SHOP': 'Collected from the ParcelShop',
    '5_LOCKER': 'Collected from the locker',
  }),
  ...rows('return_to_sender', { A: 'Returning to the sender' }),
  ...rows('exception/other', {
    '6': 'There is a problem',
    '6_INFO': 'There is a problem',
    '6_ACTION': 'There is a problem: something has to be done',
  }),
};

export const evri = {
  id: 'evri',
  name: 'Evri',
  kind: 'carrier',
  delivery: ['poll'],
  webhookAuth: 'none: it is polled',
  formats: 'Parcel, list of results (JSON)',
  verify: () => notPushed('Evri'),
  recognises,
  read,
  homeZone: 'Europe/London',
} as const satisfies CarrierAdapter;

function recognises({ format, root }: Document): boolean {
  if (format !== 'json') return false;
  if (parcelsIn(root).length > 0) return true;
  return Array.isArray(get(root, 'results')) && Array.isArray(get(root, 'failures'));
}

function parcelsIn(root: unknown): readonly Fields[] {
  const isList = Array.isArray(get(root, 'results'));
  return (isList ? recordsOf(root, 'results') : recordsOf(root)).filter(isParcel);
}

function isParcel(parcel: Fields): boolean {
  if (!Array.isArray(parcel['trackingEvents'])) return false;
  const events = recordsOf(parcel, 'trackingEvents');
  if (events.length === 0) return parcel['returnParcel'] !== undefined;
  return events.some((event) => textOf(event, 'trackingStage', 'trackingStageCode') !== null);
}

function read({ root }: Document, asked: string | null): ParseResult {
  const shipments: TrackedShipment[] = [];
  const notices: string[] = [];
  for (const parcel of parcelsIn(root)) {
    const { shipment, unread } = readParcel(parcel, asked);
    shipments.push(shipment);
    notices.push(...unread);
  }
  const failures = listOf(root, 'failures').map(
    (failure) => textOf(failure) ?? firstText(failure, 'message', 'reason', 'description', 'code'),
  );
  const failed = failures.map((failure) => failure ?? 'a failure without words');
  if (shipments.length > 0) return report(shipments, [...notices, ...failed]);
  const [first] = failed;
  if (first) return refuseByWords(first);
  if (Array.isArray(get(root, 'results')))
    return refuse('not_found', 'the list of results is empty');
  return refuse('malformed', `no trackingEvents: ${fieldsOf(root)}`);
}

function readParcel(parcel: Fields, asked: string | null) {
  const scans = recordsOf(parcel, 'trackingEvents');
  const isReturn = flagOf(parcel, 'returnParcel') === true;
  const { events, notices } = readRows(scans, (scan, index) => {
    const at = textOf(scan, 'dateTime');
    const moment = parseTimestamp(at, { home: 'Europe/London' });
    if (!moment) return `trackingEvents[${index}].dateTime is not a time: ${at ?? 'nothing'}`;
    return trackingEvent({
      reading: readingOf(scan, isReturn),
      moment,
      description: textOf(scan, 'trackingPoint', 'description'),
    });
  });
  const shipment = trackedShipment({
    carrier: 'evri',
    trackingNumber: barcodeOf(parcel) ?? asked,
    uniqueId: textOf(parcel, 'uniqueId'),
    service: textOf(parcel, 'serviceType'),
    events,
    edd: eddIn(scans),
  });
  return { shipment, unread: notices };
}

/**
 * A point says more than its stage, where it is known; the code tells both. All the reasons for which
 * a courier did not deliver begin alike, and keep the stage of the round.
 */
function readingOf(scan: Fields, isReturn: boolean) {
  const stage = textOf(scan, 'trackingStage', 'trackingStageCode') ?? '';
  const point = textOf(scan, 'trackingPoint', 'trackingPointCode') ?? '';
  const code = point === '' ? stage : `${stage}/${point}`;
  const stages = isReturn ? [`${stage}/return`, stage] : [stage];
  const failed = point.startsWith('NOT_DELIVERED_') ? ['NOT_DELIVERED'] : [];
  return findFirstCode(CODES, [code, point, ...failed, ...stages]);
}

function barcodeOf(parcel: Fields): string | null {
  const barcode = recordsOf(parcel, 'parcelIdentifiers').find(
    (identifier) => textOf(identifier, 'type') === 'BARCODE',
  );
  return textOf(barcode, 'value') ?? textOf(parcel, 'barcode');
}

/** The window that the latest scan announces: a later scan withdraws it. */
function eddIn(scans: readonly Fields[]) {
  const dated = scans.flatMap((scan) => {
    const moment = parseTimestamp(textOf(scan, 'dateTime'));
    return moment ? [{ scan, at: moment.occurredAt }] : [];
  });
  const latest = dated.sort((a, b) => b.at - a.at)[0]?.scan;
  return eddOfWindow(
    parseTimestamp(textOf(latest, 'eta', 'start')),
    parseTimestamp(textOf(latest, 'eta', 'end')),
  );
}
