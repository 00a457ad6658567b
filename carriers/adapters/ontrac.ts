/**
 * OnTrac (once LaserShip). Sources: responses of its public tracking, event codes that other
 * projects have seen, and a delivery partner's codes for failed visits and photos; each row is
 * checked against its words. Fields called Utc contain times with any offset, and that offset
 * applies.
 */

import type { EstimatedDelivery, ParseResult, TrackingEvent } from '../../domain/tracking.ts';
import type { CarrierAdapter } from '../adapter.ts';
import { refineByAll } from '../reading/all-words.ts';
import {
  buildEvent,
  buildPlace,
  buildProof,
  buildResult,
  buildShipment,
  eddFromDate,
  eddFromWindow,
  readEventRows,
} from '../reading/build-result.ts';
import { type CodeTable, codeRows, findCode } from '../reading/code-table.ts';
import {
  type Document,
  describeFields,
  type Fields,
  get,
  getFirstText,
  getList,
  getRecords,
  getText,
  isRecord,
  refuse,
} from '../reading/document.ts';
import { notPushed } from '../reading/signature.ts';
import { parseDate, parseTimestamp, type Timestamp } from '../reading/timestamp.ts';
import { readUnknownError, refuseByMessage } from '../reading/unknown-error.ts';

const CODES: CodeTable = {
  ...codeRows('pre_transit', {
    EXRL: 'On its way to OnTrac',
    INRL: 'Data received',
  }),
  ...codeRows('in_transit', {
    ORIG: 'Origin scan',
    ARRD: 'Arrived at facility',
    FCTF: 'Departed facility',
    SFCT: 'Arrived at final servicing facility',
    LOAD: 'Loaded onto vehicle',
  }),
  ...codeRows('out_for_delivery', { OFDL: 'Out for delivery' }),
  ...codeRows('delivered', { DLVD: 'Package delivered' }),
  ...codeRows('attempted', { UTLV: 'Attempted' }),
  ...codeRows('info', { FOTO: 'Picture taken' }),
  ...codeRows('attempted/closed', { BCLD: 'Delivery attempted; business closed' }),
  ...codeRows('exception/address', { NDMI: 'Incomplete address needs correction' }),
};

export const ontrac = {
  id: 'ontrac',
  name: 'OnTrac',
  kind: 'carrier',
  delivery: ['poll'],
  webhookAuth: 'no webhooks',
  formats: 'public tracking, problem documents (JSON)',
  verify: () => notPushed('OnTrac'),
  recognises,
  read,
} as const satisfies CarrierAdapter;

function recognises({ format, root }: Document): boolean {
  if (format !== 'json') return false;
  return listParcels(root).length > 0 || isProblem(root);
}

function listParcels(root: unknown): readonly Fields[] {
  return getList(root)
    .filter(isRecord)
    .filter(
      (each) =>
        get(each, 'Events') !== undefined &&
        ['UtcOrderPlaced', 'UtcExpectedDeliveryDateTime', 'VpodImageUrl'].some(
          (key) => get(each, key) !== undefined,
        ),
    );
}

/** A problem document (RFC 9457) whose fields begin with capitals. */
function isProblem(root: unknown): boolean {
  return getText(root, 'Title') !== null && getText(root, 'Status') !== null;
}

function read(document: Document, asked: string | null): ParseResult {
  const { root } = document;
  if (isProblem(root)) {
    return refuseByMessage(getFirstText(root, 'Detail', 'Title') ?? 'a problem without a title');
  }
  const parsed = listParcels(root).map((each) => readParcel(each, asked));
  if (parsed.length === 0) {
    const detail = `no Tracking with Events: ${describeFields(root)}`;
    return readUnknownError(document) ?? refuse('malformed', detail);
  }
  return buildResult(
    parsed.map(({ shipment }) => shipment),
    parsed.flatMap(({ notices }) => notices),
  );
}

function readParcel(parcel: Fields, asked: string | null) {
  const { events, notices } = readEventRows(getRecords(parcel, 'Events'), readEvent);
  const shipment = buildShipment({
    carrier: 'ontrac',
    trackingNumber: getText(parcel, 'Tracking') ?? asked,
    service: getFirstText(parcel, 'ServiceDescription', 'ServiceCode'),
    events,
    newestFirst: true,
    edd: readEdd(parcel),
    proofOfDelivery: events.some(({ status }) => status === 'delivered')
      ? buildProof({
          at: readTimestamp(parcel, 'UtcDeliveryDateTime')?.occurredAt ?? null,
          location: getText(parcel, 'PodText'),
          photoUrl: getText(parcel, 'VpodImageUrl'),
        })
      : null,
  });
  return { shipment, notices };
}

function readEvent(event: Fields, index: number): TrackingEvent | string {
  const timestamp = readTimestamp(event, 'UtcEventDateTime');
  if (!timestamp)
    return `Events[${index}].UtcEventDateTime is not a time: ${describeFields(event)}`;
  const keys = ['EventLongDescription', 'EventShortDescription', 'Status'];
  const texts = keys.map((key) => getText(event, key));
  return buildEvent({
    reading: refineByAll(findCode(CODES, getText(event, 'EventCode') ?? ''), texts),
    timestamp,
    description: texts.find((text) => text !== null) ?? null,
    place: buildPlace({
      city: getText(event, 'City'),
      region: getText(event, 'State'),
      postalCode: getText(event, 'PostalCode'),
      country: getText(event, 'Country'),
    }),
  });
}

/** OnTrac writes UTC as `+00:00`. */
function readTimestamp(fields: Fields, key: string): Timestamp | null {
  return parseTimestamp(getText(fields, key)?.replace(/\+00:?00$/, 'Z') ?? null);
}

/** The day at the destination, and the latest hour. */
function readEdd(parcel: Fields): EstimatedDelivery | null {
  const day = eddFromDate(parseDate(getText(parcel, 'ExpectedDeliveryDate')));
  const window = eddFromWindow(null, readTimestamp(parcel, 'UtcExpectedDeliveryDateTime'));
  return day && window ? { ...day, until: window.until } : (day ?? window);
}
