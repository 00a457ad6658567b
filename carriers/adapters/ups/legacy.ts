/**
 * Answers of UPS's older tracking services, XML and SOAP (and SOAP written as JSON): a
 * `TrackResponse` of shipments, packages and activities, without the three digits. Source: recorded
 * answers, UPS's developer guides.
 */

import type { ParseResult, ProofOfDelivery, TrackedShipment } from '../../../domain/tracking.ts';
import {
  eddOfDate,
  placeOf,
  proofOf,
  readRows,
  report,
  trackedShipment,
  trackingEvent,
} from '../../reading/build-result.ts';
import {
  type Fields,
  fieldsOf,
  get,
  isRecord,
  type Refused,
  recordsOf,
  refuse,
  textOf,
} from '../../reading/document.ts';
import { dateOf } from '../../reading/timestamp.ts';
import { refuseByWords } from '../../reading/unknown-error.ts';
import { readStatus } from './codes.ts';
import { momentIn } from './timestamp.ts';

const TIMES = { date: 'Date', time: 'Time', gmtDate: 'GMTDate', gmtTime: 'GMTTime' } as const;

/** The body of a SOAP envelope, or the document itself. */
function bodyOf(root: unknown): unknown {
  return get(root, 'Envelope', 'Body') ?? root;
}

export function isLegacy(root: unknown): boolean {
  const response = get(bodyOf(root), 'TrackResponse');
  if (get(response, 'Response', 'ResponseStatusCode') !== undefined) return true;
  if (get(response, 'Response', 'ResponseStatus') !== undefined) return true;
  if (isRecord(get(response, 'Shipment'))) return true;
  return faultIn(root) !== null;
}

export function readLegacy(root: unknown): ParseResult {
  const fault = faultIn(root);
  if (fault) return fault;
  const response = get(bodyOf(root), 'TrackResponse');
  const error = textOf(response, 'Response', 'Error', 'ErrorDescription');
  if (error !== null) return refuseByWords(error);
  const shipments: TrackedShipment[] = [];
  const notices: string[] = [];
  for (const shipment of recordsOf(response, 'Shipment')) {
    const packages = recordsOf(shipment, 'Package');
    const numbers = packages.map((each) => textOf(each, 'TrackingNumber'));
    for (const each of packages) {
      const read = readPackage(each, shipment, numbers);
      shipments.push(read.shipment);
      notices.push(...read.notices);
    }
  }
  if (shipments.length > 0) return report(shipments, notices);
  return refuse('malformed', `no package in TrackResponse: it has ${fieldsOf(response)}`);
}

function faultIn(root: unknown): Refused | null {
  const fault = get(bodyOf(root), 'Fault');
  const code = get(fault, 'detail', 'Errors', 'ErrorDetail', 'PrimaryErrorCode');
  if (code === undefined) return null;
  return refuseByWords(textOf(code, 'Description') ?? textOf(fault, 'faultstring') ?? 'a fault');
}

function readPackage(
  each: Fields,
  shipment: Fields,
  numbers: readonly (string | null)[],
): { readonly shipment: TrackedShipment; readonly notices: readonly string[] } {
  const activities = recordsOf(each, 'Activity');
  const { events, notices } = readRows(activities, readActivity);
  const [scheduled, rescheduled] = ['ScheduledDeliveryDate', 'RescheduledDeliveryDate'].map((key) =>
    dateOf(textOf(each, key) ?? textOf(shipment, key)),
  );
  const tracked = trackedShipment({
    carrier: 'ups',
    trackingNumber:
      textOf(each, 'TrackingNumber') ?? textOf(shipment, 'ShipmentIdentificationNumber'),
    service: textOf(shipment, 'Service', 'Description'),
    events,
    newestFirst: true,
    edd: eddOfDate(rescheduled ?? scheduled ?? expectedIn(each) ?? expectedIn(shipment)),
    originalEdd: rescheduled ? eddOfDate(scheduled ?? null) : null,
    proofOfDelivery: proofIn(activities),
    relatedNumbers: numbers,
  });
  return { shipment: tracked, notices };
}

/** SOAP has one list of dates: `01` is the delivery, `02` an estimate and `03` the schedule. */
function expectedIn(holder: Fields): string | null {
  const expected = recordsOf(holder, 'DeliveryDetail').find(
    (each) =>
      /^0[23]$/.test(textOf(each, 'Type', 'Code') ?? '') ||
      /^(re)?scheduled|^estimated/i.test(textOf(each, 'Type', 'Description') ?? ''),
  );
  return dateOf(textOf(expected, 'Date'));
}

function readActivity(activity: Fields, index: number) {
  const address = get(activity, 'ActivityLocation', 'Address');
  const place = placeOf({
    city: textOf(address, 'City'),
    region: textOf(address, 'StateProvinceCode'),
    postalCode: textOf(address, 'PostalCode'),
    country: textOf(address, 'CountryCode'),
  });
  const moment = momentIn(activity, TIMES, place);
  if (!moment) return `Activity[${index}] has no Date: ${textOf(activity, 'Date') ?? 'nothing'}`;
  const description = descriptionOf(activity);
  const reading = readStatus({
    type: typeOf(activity),
    code: textOf(activity, 'Status', 'StatusCode', 'Code') ?? textOf(activity, 'Status', 'Code'),
    statusCode: null,
    description,
  });
  return trackingEvent({ reading, moment, description, place });
}

function typeOf(activity: Fields): string | null {
  return textOf(activity, 'Status', 'StatusType', 'Code') ?? textOf(activity, 'Status', 'Type');
}

function descriptionOf(activity: Fields): string | null {
  const ofType = textOf(activity, 'Status', 'StatusType', 'Description');
  return ofType ?? textOf(activity, 'Status', 'Description');
}

function proofIn(activities: readonly Fields[]): ProofOfDelivery | null {
  const delivery = activities.find((activity) => typeOf(activity) === 'D');
  if (!delivery) return null;
  const location = get(delivery, 'ActivityLocation');
  const moment = momentIn(
    delivery,
    TIMES,
    placeOf({
      region: textOf(location, 'Address', 'StateProvinceCode'),
      country: textOf(location, 'Address', 'CountryCode'),
    }),
  );
  return proofOf({
    at: moment?.occurredAt ?? null,
    signedBy: textOf(location, 'SignedForByName'),
    location: textOf(location, 'Description'),
  });
}
