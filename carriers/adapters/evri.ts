/**
 * Evri: the response of its public tracking service, polled. Sources: recorded responses, and what
 * other projects have found out about its stages and tracking points.
 */

import type { ParseResult, TrackedShipment } from '../../domain/tracking.ts';
import type { CarrierAdapter } from '../adapter.ts';
import {
  buildEvent,
  buildResult,
  buildShipment,
  eddFromWindow,
  readEventRows,
} from '../reading/build-result.ts';
import {
  type CodeReading,
  type CodeTable,
  codeRows,
  findFirstCode,
} from '../reading/code-table.ts';
import { correctDelivered, refineMovement } from '../reading/correct-by-words.ts';
import {
  type Document,
  describeFields,
  type Fields,
  get,
  getFirstText,
  getFlag,
  getList,
  getRecords,
  getText,
  refuse,
} from '../reading/document.ts';
import type { Words } from '../reading/said-words.ts';
import { notPushed } from '../reading/signature.ts';
import { parseTimestamp } from '../reading/timestamp.ts';
import { refuseByMessage } from '../reading/unknown-error.ts';

/** Stages, and tracking points that say more than their stage. */
const CODES: CodeTable = {
  ...codeRows('attempted/nobody_home', {
    COURIER_REATTEMPT_CUSTOMER_NOT_AVAILABLE: 'Customer not available, courier will try again',
    NOT_DELIVERED_CUSTOMER_NOT_AVAILABLE: 'Not delivered: customer not available',
  }),
  ...codeRows('attempted/closed', {
    NOT_DELIVERED_BUSINESS_CLOSED: 'Not delivered: business closed',
  }),
  ...codeRows('attempted', { NOT_DELIVERED: 'Not delivered, for one of several reasons' }),
  ...codeRows('attempted', {
    REDELIVER_WORKDAY_COURIER: 'Courier will try again next working day',
  }),
  ...codeRows('in_transit/delay', { DELAY_FIX_NWD: 'Delayed, next working day' }),
  ...codeRows('in_transit', {
    ACCEPTED_BY_HERMES: 'Accepted',
    COLLECTED_BY_EVRI: 'Collected by Evri',
    PROCESSING_RETURN: 'Return being processed',
    QUADIENT_LOCKER_DROPOFF: 'Dropped off at a locker',
  }),
  ...codeRows('pre_transit', { '0': 'Expecting the parcel', '1': 'Expecting the parcel' }),
  ...codeRows('in_transit', {
    '2': 'We’ve got it',
    '3': 'On its way',
    '3/return': 'Return on its way',
    '4/return': 'Return on its way back to the retailer',
    '4_COURIER/return': 'Return with the courier, on its way back to the retailer',
  }),
  ...codeRows('in_transit', { '4': 'At the local depot' }),
  ...codeRows('out_for_delivery', { '4_COURIER': 'Out for delivery' }),
  ...codeRows('available_for_pickup', {
    '4_SHOP': 'Ready to collect from the ParcelShop',
    '4_LOCKER': 'Ready to collect from the locker',
  }),
  ...codeRows('delivered', {
    '5': 'Delivered',
    '5_COURIER': 'Delivered',
    '5_SHOP': 'Collected from the ParcelShop',
    '5_LOCKER': 'Collected from the locker',
  }),
  ...codeRows('return_to_sender', { A: 'Returning to the sender' }),
  ...codeRows('return_to_sender/returned', {
    '5/return': 'Delivered to the retailer',
    '5_COURIER/return': 'Delivered to the retailer',
    '5_SHOP/return': 'Collected by the retailer',
    '5_LOCKER/return': 'Collected by the retailer',
  }),
  ...codeRows('exception/other', {
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
  webhookAuth: 'no webhooks',
  formats: 'Parcel, list of results (JSON)',
  verify: () => notPushed('Evri'),
  recognises,
  read,
  homeZone: 'Europe/London',
} as const satisfies CarrierAdapter;

const HOME = { homeZone: 'Europe/London' } as const;

function recognises({ format, root }: Document): boolean {
  if (format !== 'json') return false;
  if (listParcels(root).length > 0) return true;
  return Array.isArray(get(root, 'results')) && Array.isArray(get(root, 'failures'));
}

function listParcels(root: unknown): readonly Fields[] {
  const isList = Array.isArray(get(root, 'results'));
  return (isList ? getRecords(root, 'results') : getRecords(root)).filter(isParcel);
}

function isParcel(parcel: Fields): boolean {
  if (get(parcel, 'trackingEvents') === undefined) return false;
  const events = getRecords(parcel, 'trackingEvents');
  if (events.length === 0) return parcel['returnParcel'] !== undefined;
  return events.some((event) => getText(event, 'trackingStage', 'trackingStageCode') !== null);
}

function read({ root }: Document, asked: string | null): ParseResult {
  const shipments: TrackedShipment[] = [];
  const notices: string[] = [];
  for (const parcel of listParcels(root)) {
    const { shipment, unread } = readParcel(parcel, asked);
    shipments.push(shipment);
    notices.push(...unread);
  }
  const failures = getList(root, 'failures').map(
    (failure) =>
      getText(failure) ?? getFirstText(failure, 'message', 'reason', 'description', 'code'),
  );
  const failed = failures.map((failure) => failure ?? 'a failure without words');
  if (shipments.length > 0) return buildResult(shipments, [...notices, ...failed]);
  const [first] = failed;
  if (first) return refuseByMessage(first);
  if (Array.isArray(get(root, 'results')))
    return refuse('not_found', 'the list of results is empty');
  return refuse('malformed', `no trackingEvents: ${describeFields(root)}`);
}

function readParcel(parcel: Fields, asked: string | null) {
  const scans = getRecords(parcel, 'trackingEvents');
  const isReturn = getFlag(parcel, 'returnParcel') === true;
  const { events, notices } = readEventRows(scans, (scan, index) => {
    const at = getText(scan, 'dateTime');
    const timestamp = parseTimestamp(at, HOME);
    if (!timestamp) return `trackingEvents[${index}].dateTime is not a time: ${at ?? 'nothing'}`;
    const description = getText(scan, 'trackingPoint', 'description');
    const stage = getText(scan, 'trackingStage', 'description');
    const reading = refineRound(readCode(scan, isReturn), description, stage);
    return buildEvent({ reading, timestamp, description, otherWords: [stage] });
  });
  const shipment = buildShipment({
    carrier: 'evri',
    trackingNumber: readBarcode(parcel) ?? asked,
    uniqueId: getText(parcel, 'uniqueId'),
    service: getText(parcel, 'serviceType'),
    events,
    edd: readEdd(scans),
  });
  return { shipment, unread: notices };
}

/** One stage covers both the delivery round and its failed deliveries. */
function refineRound(reading: CodeReading, ...words: readonly Words[]): CodeReading {
  if (reading.status !== 'out_for_delivery') return refineMovement(reading, ...words);
  const refined = correctDelivered({ ...reading, status: 'delivered' }, ...words);
  return refined.status === 'attempted' ? refined : reading;
}

/**
 * A known tracking point says more than its stage; the code contains both. The reasons for a failed
 * delivery all begin with the same words and have the stage of the delivery round.
 */
function readCode(scan: Fields, isReturn: boolean) {
  const stage = getText(scan, 'trackingStage', 'trackingStageCode') ?? '';
  const point = getText(scan, 'trackingPoint', 'trackingPointCode') ?? '';
  const code = point === '' ? stage : `${stage}/${point}`;
  const stages = isReturn ? [`${stage}/return`, stage] : [stage];
  const failed = point.startsWith('NOT_DELIVERED_') ? ['NOT_DELIVERED'] : [];
  return findFirstCode(CODES, [code, point, ...failed, ...stages]);
}

function readBarcode(parcel: Fields): string | null {
  const barcode = getRecords(parcel, 'parcelIdentifiers').find(
    (identifier) => getText(identifier, 'type') === 'BARCODE',
  );
  return getText(barcode, 'value') ?? getText(parcel, 'barcode');
}

/** The window that the latest scan announces. Any later scan cancels it. */
function readEdd(scans: readonly Fields[]) {
  const dated = scans.flatMap((scan) => {
    const timestamp = parseTimestamp(getText(scan, 'dateTime'), HOME);
    return timestamp ? [{ scan, at: timestamp.occurredAt }] : [];
  });
  const latest = dated.sort((a, b) => b.at - a.at)[0]?.scan;
  return eddFromWindow(
    parseTimestamp(getText(latest, 'eta', 'start'), HOME),
    parseTimestamp(getText(latest, 'eta', 'end'), HOME),
  );
}
