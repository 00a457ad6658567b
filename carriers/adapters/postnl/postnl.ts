/**
 * PostNL: Shippingstatus v1 and v2, polled, and the answer of its public tracking page. Sources:
 * PostNL's OpenAPI of Shippingstatus and the bodies that its clients test with; postnl/codes.ts.
 *
 * An empty text is written `{}`, a list of one as the thing itself, and times are those of
 * Amsterdam. A status lies beside its event with the same time; the code 99 says that there is
 * none.
 */

import type { ParseResult, TrackedShipment } from '../../../domain/tracking.ts';
import type { CarrierAdapter } from '../../adapter.ts';
import {
  eddOfDate,
  eddOfWindow,
  readRows,
  report,
  trackedShipment,
  trackingEvent,
} from '../../reading/build-result.ts';
import { findFirstCode, ownCodeReader } from '../../reading/code-table.ts';
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
import { notPushed } from '../../reading/signature.ts';
import {
  dateOf,
  parseTimestamp,
  parseTimestampByFormat,
  type Timestamp,
} from '../../reading/timestamp.ts';
import { readUnknownError, refuseByWords } from '../../reading/unknown-error.ts';
import { CODES } from './codes.ts';
import { poll } from './polling.ts';

export const postnl = {
  id: 'postnl',
  name: 'PostNL',
  kind: 'carrier',
  delivery: ['poll'],
  webhookAuth: 'none: it is polled',
  formats: 'Shippingstatus: current, complete, updated shipments, signature; tracking page (JSON)',
  verify: () => notPushed('PostNL'),
  recognises,
  read,
  poll,
  readOwnCode: ownCodeReader(CODES),
  homeZone: 'Europe/Amsterdam',
} as const satisfies CarrierAdapter;

const ENVELOPES = ['CompleteStatus', 'CurrentStatus', 'Signature'] as const;
const NOT_APPLICABLE = '99';

function recognises({ format, root }: Document): boolean {
  if (format !== 'json') return false;
  if (ENVELOPES.some((name) => isRecord(get(root, name)))) return true;
  if (isUpdate(get(root, 0))) return true;
  return isRecord(get(root, 'colli')) && parcelsOfPage(root).some(isOfPage);
}

function isUpdate(row: unknown): boolean {
  return textOf(row, 'Barcode') !== null && textOf(row, 'Status', 'StatusCode') !== null;
}

function isOfPage(parcel: unknown): boolean {
  return Array.isArray(get(parcel, 'observations')) || isRecord(get(parcel, 'analyticsInfo'));
}

function read(document: Document, asked: string | null): ParseResult {
  const { root } = document;
  const found = shipmentsIn(root);
  const shipments: TrackedShipment[] = [];
  const notices: string[] = [];
  for (const each of found) {
    const { shipment, unread } = isOfPage(each)
      ? readParcelOfPage(each)
      : readShipment(each, asked);
    shipments.push(shipment);
    notices.push(...unread);
  }
  if (shipments.length > 0) return report(shipments, notices);
  const warning = firstText(get(root, 'Warnings', 0) ?? get(root, 'Errors', 0), ...MESSAGES);
  if (warning !== null) {
    return NO_SHIPMENT.test(warning) ? refuse('not_found', warning) : refuseByWords(warning);
  }
  const error = readUnknownError(document);
  if (error) return error;
  if (ENVELOPES.some((name) => get(root, name) !== undefined)) {
    return refuse('not_found', 'the answer has no Shipment');
  }
  return refuse('malformed', `no status and no signature: ${fieldsOf(root)}`);
}

/** Warnings are in the language that was asked for. */
const NO_SHIPMENT = /no shipments? (?:was |were )?found|geen zending/i;
const MESSAGES = ['Message', 'Description', 'ErrorMsg', 'ErrorDescription'] as const;

function shipmentsIn(root: unknown): readonly Fields[] {
  if (Array.isArray(root)) return recordsOf(root).filter(isUpdate);
  const statuses = ENVELOPES.slice(0, 2).flatMap((name) => recordsOf(root, name, 'Shipment'));
  const signatures = recordsOf(root, 'Signature').filter((each) => textOf(each, 'Barcode'));
  return [...statuses, ...signatures, ...parcelsOfPage(root)];
}

function readShipment(shipment: Fields, asked: string | null) {
  const statuses = [...recordsOf(shipment, 'Status'), ...recordsOf(shipment, 'OldStatus')];
  const telling = statuses.filter((status) => statusCode(status) !== NOT_APPLICABLE);
  const scans = recordsOf(shipment, 'Event');
  const byTime = new Map(telling.map((each) => [timeOf(each), statusCode(each)] as const));
  const { events, notices } =
    scans.length > 0
      ? readRows(scans, (scan, index) => readEvent(scan, byTime.get(timeOf(scan)) ?? null, index))
      : readRows(withoutRepeats(telling), readStatus);
  return {
    shipment: trackedShipment({
      carrier: 'postnl',
      trackingNumber: textOf(shipment, 'Barcode') ?? asked,
      service: textOf(shipment, 'ProductDescription'),
      events,
      newestFirst: true,
      edd: eddIn(shipment),
      relatedNumbers: [textOf(shipment, 'MainBarcode')],
    }),
    unread: notices,
  };
}

/** The status of now is also the first of the old ones. */
function withoutRepeats(statuses: readonly Fields[]): readonly Fields[] {
  const keys = statuses.map((status) => `${timeOf(status)}|${statusCode(status)}`);
  return statuses.filter((_, index) => keys.indexOf(keys[index] ?? '') === index);
}

function readEvent(scan: Fields, status: string | null, index: number) {
  const moment = momentIn(scan);
  if (!moment) return `Event[${index}].TimeStamp is not a time: ${timeOf(scan) ?? 'nothing'}`;
  const code = textOf(scan, 'Code') ?? '';
  return trackingEvent({
    reading: findFirstCode(CODES, status === null ? [code] : [code, `S${status}`]),
    moment,
    description: textOf(scan, 'Description'),
  });
}

function readStatus(status: Fields, index: number) {
  const moment = momentIn(status);
  if (!moment) return `Status[${index}].TimeStamp is not a time: ${timeOf(status) ?? 'nothing'}`;
  return trackingEvent({
    reading: findFirstCode(CODES, [`S${statusCode(status) ?? ''}`]),
    moment,
    description: textOf(status, 'StatusDescription'),
  });
}

/** `2` and `02` are the same. */
function statusCode(status: unknown): string | null {
  return textOf(status, 'StatusCode')?.replace(/^0+(?=\d)/, '') ?? null;
}

function timeOf(row: unknown): string | null {
  return firstText(row, 'TimeStamp', 'Timestamp');
}

const HOME = { home: 'Europe/Amsterdam' } as const;

function momentIn(row: unknown): Timestamp | null {
  const written = timeOf(row);
  const formats = ['dd-MM-yyyy HH:mm:ss', 'dd-MM-yyyy HH:mm:ss.SSS', 'dd-MM-yyyy'];
  return parseTimestamp(written, HOME) ?? parseTimestampByFormat(written, formats, HOME);
}

function eddIn(shipment: unknown) {
  const expectation = get(shipment, 'Expectation');
  const from = parseTimestamp(textOf(expectation, 'ETAFrom'), HOME);
  const until = parseTimestamp(textOf(expectation, 'ETATo'), HOME);
  return (
    eddOfWindow(from, until) ?? eddOfDate(dateOf(textOf(shipment, 'DeliveryDate'), ['dd-MM-yyyy']))
  );
}

/** The tracking page answers with parcels by their barcode. */
function parcelsOfPage(root: unknown): readonly Fields[] {
  const colli = get(root, 'colli');
  if (!isRecord(colli)) return [];
  return Object.entries(colli).flatMap(([barcode, parcel]) =>
    isRecord(parcel) ? [{ barcode, ...parcel }] : [],
  );
}

function readParcelOfPage(parcel: Fields) {
  const all = recordsOf(parcel, 'analyticsInfo', 'allObservations');
  const observations = all.length > 0 ? all : recordsOf(parcel, 'observations');
  const { events, notices } = readRows(observations, (row, index) => {
    const moment = parseTimestamp(textOf(row, 'observationDate'), HOME);
    if (!moment) return `observations[${index}].observationDate is not a time`;
    return trackingEvent({
      reading: findFirstCode(CODES, [textOf(row, 'observationCode') ?? '']),
      moment,
      description: textOf(row, 'description'),
    });
  });
  const from = parseTimestamp(textOf(parcel, 'eta', 'start'), HOME);
  const until = parseTimestamp(textOf(parcel, 'eta', 'end'), HOME);
  const shipment = trackedShipment({
    carrier: 'postnl',
    trackingNumber: textOf(parcel, 'barcode'),
    events,
    newestFirst: true,
    edd: eddOfWindow(from, until),
  });
  return { shipment, unread: notices };
}
