/**
 * OnTrac (once LaserShip). Sources: answers of its public tracking, event codes that readers of it have
 * seen, and those that a delivery partner's own software has for failed visits and photos. Fields
 * called Utc hold times with any offset, which counts.
 */

import type { EstimatedDelivery, ParseResult, TrackingEvent } from '../../domain/tracking.ts';
import type { CarrierAdapter } from '../adapter.ts';
import {
  eddOfDate,
  eddOfWindow,
  placeOf,
  proofOf,
  readRows,
  report,
  trackedShipment,
  trackingEvent,
} from '../reading/build-result.ts';
import { type CodeTable, findCode, rows } from '../reading/code-table.ts';
import {
  type Document,
  type Fields,
  fieldsOf,
  firstText,
  get,
  isRecord,
  listOf,
  recordsOf,
  refuse,
  textOf,
} from '../reading/document.ts';
import { notPushed } from '../reading/signature.ts';
import { dateOf, parseTimestamp, type Timestamp } from '../reading/timestamp.ts';
import { readUnknownError, refuseByWords } from '../reading/unknown-error.ts';

const CODES: CodeTable = {
  ...rows('pre_transit', {
    EXRL: 'On its way to OnTrac',
    INRL: 'Data received',
  }),
  ...rows('in_transit', {
    ORIG: 'Origin scan',
    ARRD: 'Arrived at facility',
    FCTF: 'Departed facility',
    SFCT: 'Arrived at final servicing facility',
    LOAD: 'Loaded onto vehicle',
  }),
  ...rows('out_for_delivery', { OFDL: 'Out for delivery' }),
  ...rows('delivered', { DLVD: 'Package delivered' }),
  ...rows('attempted', { UTLV: 'Attempted' }),
  ...rows('info', { FOTO: 'Picture taken' }),
  ...rows('attempted/closed', { BCLD: 'Delivery attempted; business closed' }),
  ...rows('exception/address', { NDMI: 'Incomplete address needs correction' }),
};

export const ontrac = {
  id: 'ontrac',
  name: 'OnTrac',
  kind: 'carrier',
  delivery: ['poll'],
  webhookAuth: 'none: it is polled',
  formats: 'public tracking, problem documents (JSON)',
  verify: () => notPushed('OnTrac'),
  recognises,
  read,
} as const satisfies CarrierAdapter;

function recognises({ format, root }: Document): boolean {
  if (format !== 'json') return false;
  return parcelsIn(root).length > 0 || isProblem(root);
}

function parcelsIn(root: unknown): readonly Fields[] {
  return listOf(root)
    .filter(isRecord)
    .filter(
      (each) =>
        Array.isArray(get(each, 'Events')) &&
        ['UtcOrderPlaced', 'UtcExpectedDeliveryDateTime', 'VpodImageUrl'].some(
          (key) => get(each, key) !== undefined,
        ),
    );
}

/** A problem document as others have it, with capitals as nobody else. */
function isProblem(root: unknown): boolean {
  return textOf(root, 'Title') !== null && textOf(root, 'Status') !== null;
}

function read(document: Document, asked: string | null): ParseResult {
  const { root } = document;
  if (isProblem(root)) {
    return refuseByWords(firstText(root, 'Detail', 'Title') ?? 'a problem without a title');
  }
  const told = parcelsIn(root).map((each) => readParcel(each, asked));
  if (told.length === 0) {
    const detail = `no Tracking with Events: ${fieldsOf(root)}`;
    return readUnknownError(document) ?? refuse('malformed', detail);
  }
  return report(
    told.map(({ shipment }) => shipment),
    told.flatMap(({ notices }) => notices),
  );
}

function readParcel(parcel: Fields, asked: string | null) {
  const { events, notices } = readRows(recordsOf(parcel, 'Events'), readEvent);
  const shipment = trackedShipment({
    carrier: 'ontrac',
    trackingNumber: textOf(parcel, 'Tracking') ?? asked,
    service: firstText(parcel, 'ServiceDescription', 'ServiceCode'),
    events,
    newestFirst: true,
    edd: eddIn(parcel),
    proofOfDelivery: proofOf({
      at: momentIn(parcel, 'UtcDeliveryDateTime')?.occurredAt ?? null,
      location: textOf(parcel, 'PodText'),
      photoUrl: textOf(parcel, 'VpodImageUrl'),
    }),
  });
  return { shipment, notices };
}

function readEvent(event: Fields, index: number): TrackingEvent | string {
  const moment = momentIn(event, 'UtcEventDateTime');
  if (!moment) return `Events[${index}].UtcEventDateTime is not a time: ${fieldsOf(event)}`;
  return trackingEvent({
    reading: findCode(CODES, textOf(event, 'EventCode') ?? ''),
    moment,
    description: firstText(event, 'EventLongDescription', 'EventShortDescription'),
    place: placeOf({
      city: textOf(event, 'City'),
      region: textOf(event, 'State'),
      postalCode: textOf(event, 'PostalCode'),
      country: textOf(event, 'Country'),
    }),
  });
}

/** UTC is written as an offset of nothing. */
function momentIn(fields: Fields, key: string): Timestamp | null {
  return parseTimestamp(textOf(fields, key)?.replace(/\+00:?00$/, 'Z') ?? null);
}

/** The day at the door, and the hour by which it should be there. */
function eddIn(parcel: Fields): EstimatedDelivery | null {
  const day = eddOfDate(dateOf(textOf(parcel, 'ExpectedDeliveryDate')));
  const window = eddOfWindow(null, momentIn(parcel, 'UtcExpectedDeliveryDateTime'));
  return day && window ? { ...day, until: window.until } : (day ?? window);
}
