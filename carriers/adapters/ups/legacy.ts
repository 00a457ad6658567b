/**
 * Responses of UPS's older tracking services, XML and SOAP (and SOAP as JSON): a `TrackResponse` of
 * shipments, packages and activities, without three-digit codes. Source: recorded responses, UPS's
 * developer guides.
 */

import type {
  ParseResult,
  ProofOfDelivery,
  TrackedShipment,
  TrackingEvent,
} from '../../../domain/tracking.ts';
import {
  buildEvent,
  buildPlace,
  buildProof,
  buildResult,
  buildShipment,
  eddFromDate,
  readEventRows,
} from '../../reading/build-result.ts';
import {
  describeFields,
  type Fields,
  get,
  getRecords,
  getText,
  isRecord,
  type Refused,
  refuse,
} from '../../reading/document.ts';
import { describeLeftAt } from '../../reading/left-at.ts';
import { parseDate } from '../../reading/timestamp.ts';
import { refuseByMessage } from '../../reading/unknown-error.ts';
import { readStatus } from './codes.ts';
import { readTimestamp } from './timestamp.ts';

const TIMES = { date: 'Date', time: 'Time', gmtDate: 'GMTDate', gmtTime: 'GMTTime' } as const;

/** The body of a SOAP envelope, or the document itself. */
function unwrapBody(root: unknown): unknown {
  return get(root, 'Envelope', 'Body') ?? root;
}

export function isLegacy(root: unknown): boolean {
  const response = get(unwrapBody(root), 'TrackResponse');
  if (get(response, 'Response', 'ResponseStatusCode') !== undefined) return true;
  if (get(response, 'Response', 'ResponseStatus') !== undefined) return true;
  if (isRecord(get(response, 'Shipment'))) return true;
  return findFault(root) !== null;
}

export function readLegacy(root: unknown): ParseResult {
  const fault = findFault(root);
  if (fault) return fault;
  const response = get(unwrapBody(root), 'TrackResponse');
  const error = getText(response, 'Response', 'Error', 'ErrorDescription');
  if (error !== null) return refuseByMessage(error);
  const shipments: TrackedShipment[] = [];
  const notices: string[] = [];
  for (const shipment of getRecords(response, 'Shipment')) {
    const packages = getRecords(shipment, 'Package');
    const numbers = packages.map((each) => getText(each, 'TrackingNumber'));
    for (const each of packages) {
      const read = readPackage(each, shipment, numbers);
      shipments.push(read.shipment);
      notices.push(...read.notices);
    }
  }
  if (shipments.length > 0) return buildResult(shipments, notices);
  return refuse('malformed', `no package in TrackResponse: it has ${describeFields(response)}`);
}

function findFault(root: unknown): Refused | null {
  const fault = get(unwrapBody(root), 'Fault');
  const code = get(fault, 'detail', 'Errors', 'ErrorDetail', 'PrimaryErrorCode');
  if (code === undefined) return null;
  return refuseByMessage(
    getText(code, 'Description') ?? getText(fault, 'faultstring') ?? 'a fault',
  );
}

function readPackage(
  each: Fields,
  shipment: Fields,
  numbers: readonly (string | null)[],
): { readonly shipment: TrackedShipment; readonly notices: readonly string[] } {
  const activities = getRecords(each, 'Activity');
  const { events, notices } = readEventRows(activities, readActivity);
  const [scheduled, rescheduled] = ['ScheduledDeliveryDate', 'RescheduledDeliveryDate'].map((key) =>
    parseDate(getText(each, key) ?? getText(shipment, key)),
  );
  const tracked = buildShipment({
    carrier: 'ups',
    trackingNumber:
      getText(each, 'TrackingNumber') ?? getText(shipment, 'ShipmentIdentificationNumber'),
    service: getText(shipment, 'Service', 'Description'),
    events,
    newestFirst: true,
    edd: eddFromDate(
      rescheduled ?? scheduled ?? findExpectedDate(each) ?? findExpectedDate(shipment),
    ),
    originalEdd: rescheduled ? eddFromDate(scheduled ?? null) : null,
    proofOfDelivery: readProof(activities, events),
    relatedNumbers: numbers,
  });
  return { shipment: tracked, notices };
}

/** SOAP lists dates by type: `01` delivery, `02` estimate, `03` schedule. */
function findExpectedDate(holder: Fields): string | null {
  const expected = getRecords(holder, 'DeliveryDetail').find(
    (each) =>
      /^0[23]$/.test(getText(each, 'Type', 'Code') ?? '') ||
      /^(re)?scheduled|^estimated/i.test(getText(each, 'Type', 'Description') ?? ''),
  );
  return parseDate(getText(expected, 'Date'));
}

function readActivity(activity: Fields, index: number) {
  const address = get(activity, 'ActivityLocation', 'Address');
  const place = buildPlace({
    city: getText(address, 'City'),
    region: getText(address, 'StateProvinceCode'),
    postalCode: getText(address, 'PostalCode'),
    country: getText(address, 'CountryCode'),
  });
  const timestamp = readTimestamp(activity, TIMES, place);
  if (!timestamp)
    return `Activity[${index}] has no Date: ${getText(activity, 'Date') ?? 'nothing'}`;
  const description = readDescription(activity);
  const reading = readStatus({
    type: findType(activity),
    code: getText(activity, 'Status', 'StatusCode', 'Code') ?? getText(activity, 'Status', 'Code'),
    statusCode: null,
    description,
  });
  const leftAt = describeLeftAt(
    getText(activity, 'ActivityLocation', 'Description'),
    getText(activity, 'ActivityLocation', 'SignedForByName') !== null,
  );
  return buildEvent({ reading, timestamp, description, otherWords: [leftAt], place });
}

function findType(activity: Fields): string | null {
  return getText(activity, 'Status', 'StatusType', 'Code') ?? getText(activity, 'Status', 'Type');
}

function readDescription(activity: Fields): string | null {
  const ofType = getText(activity, 'Status', 'StatusType', 'Description');
  return ofType ?? getText(activity, 'Status', 'Description');
}

function readProof(
  activities: readonly Fields[],
  events: readonly TrackingEvent[],
): ProofOfDelivery | null {
  const event = events.find(({ status }) => status === 'delivered');
  const delivery = activities.find((activity) => findType(activity) === 'D');
  if (!event || !delivery) return null;
  return buildProof({
    at: event.occurredAt,
    signedBy: getText(delivery, 'ActivityLocation', 'SignedForByName'),
    location: getText(delivery, 'ActivityLocation', 'Description'),
  });
}
