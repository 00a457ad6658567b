/**
 * Responses of the Track API v1. Source: UPS's OpenAPI document (Tracking.yaml) and recorded
 * responses.
 */

import type {
  EstimatedDelivery,
  ParseResult,
  Place,
  ProofOfDelivery,
  TrackedShipment,
  TrackingEvent,
} from '../../../domain/tracking.ts';
import { findNewest, withdrawDeliveries } from '../../reading/all-words.ts';
import {
  buildEvent,
  buildPlace,
  buildProof,
  buildResult,
  buildShipment,
  eddFromDate,
  eddFromWindow,
  readEventRows,
} from '../../reading/build-result.ts';
import type { CodeReading } from '../../reading/code-table.ts';
import { correctDelivered } from '../../reading/correct-by-words.ts';
import {
  describeFields,
  type Fields,
  get,
  getNumber,
  getRecords,
  getText,
  refuse,
} from '../../reading/document.ts';
import { describeLeftAt } from '../../reading/left-at.ts';
import { parseDate } from '../../reading/timestamp.ts';
import { refuseByMessage } from '../../reading/unknown-error.ts';
import { readStatus } from './codes.ts';
import { readTimestamp, resolveTimestamp } from './timestamp.ts';

const TIMES = { date: 'date', time: 'time', gmtDate: 'gmtDate', gmtTime: 'gmtTime' } as const;

export function readTrack(trackResponse: unknown, asked: string | null): ParseResult {
  const shipments: TrackedShipment[] = [];
  const notices: string[] = [];
  for (const shipment of getRecords(trackResponse, 'shipment')) {
    const packages = getRecords(shipment, 'package');
    const numbers = packages.map((each) => findTrackingNumber(each, shipment, asked));
    for (const [index, each] of packages.entries()) {
      const read = readPackage(each, numbers[index] ?? null, numbers);
      shipments.push(read.shipment);
      notices.push(...read.notices);
    }
    notices.push(...listWarnings(shipment), ...describeUnlisted(packages));
  }
  if (shipments.length > 0) return buildResult(shipments, notices);
  const warning = notices[0];
  if (warning !== undefined) return refuseByMessage(warning);
  const what = describeFields(trackResponse);
  return refuse('malformed', `no shipment with a package in trackResponse: it has ${what}`);
}

/** UPS splits large shipments into pages. */
function describeUnlisted(packages: readonly Fields[]): readonly string[] {
  const count = getNumber(packages[0], 'packageCount') ?? 0;
  if (count <= packages.length) return [];
  return [`the shipment has ${count} packages, of which ${packages.length} are listed here`];
}

function listWarnings(shipment: Fields): readonly string[] {
  return getRecords(shipment, 'warnings').map((warning) => {
    const message = getText(warning, 'message') ?? 'no message';
    return `${message} (${getText(warning, 'code') ?? 'no code'})`;
  });
}

/** A tracking number contains a digit: UPS's sample has the word `string` instead. */
function findTrackingNumber(each: Fields, shipment: Fields, asked: string | null): string | null {
  const written = [getText(each, 'trackingNumber'), getText(shipment, 'inquiryNumber'), asked];
  return written.find((number) => number !== null && /\d/.test(number)) ?? written[0] ?? null;
}

function readPackage(
  each: Fields,
  trackingNumber: string | null,
  numbers: readonly (string | null)[],
): { readonly shipment: TrackedShipment; readonly notices: readonly string[] } {
  const activities = getRecords(each, 'activity');
  const { events: read, notices } = readEventRows(activities, readActivity);
  const valid = withdrawDeliveries(read, readCurrentStatus(each).status);
  const listed = undoPickups(activities, valid);
  const events = listed.length > 0 ? correctByCurrent(each, listed) : readSummary(each);
  const alternates = getRecords(each, 'alternateTrackingNumber');
  const shipment = buildShipment({
    carrier: 'ups',
    trackingNumber,
    service: getText(each, 'service', 'description'),
    events,
    newestFirst: true,
    ...readEstimates(each),
    proofOfDelivery: readProof(each, events),
    relatedNumbers: [...numbers, ...alternates.map((other) => getText(other, 'number'))],
  });
  return { shipment, notices };
}

function readActivity(activity: Fields, index: number): TrackingEvent | string {
  const place = readPlace(activity);
  const timestamp = readTimestamp(activity, TIMES, place);
  if (!timestamp) {
    const written = [getText(activity, 'date'), getText(activity, 'time')].join(' ');
    return `activity[${index}] has no date: ${written.trim() || 'nothing'}`;
  }
  const description = getText(activity, 'status', 'description');
  const reading = readStatus({
    type: getText(activity, 'status', 'type'),
    code: getText(activity, 'status', 'code'),
    statusCode: getText(activity, 'status', 'statusCode'),
    description,
  });
  return buildEvent({ reading, timestamp, description, place });
}

/** `8I` takes back an earlier scan: nobody has picked the package up at the Access Point. */
function undoPickups(
  activities: readonly Fields[],
  events: readonly TrackingEvent[],
): readonly TrackingEvent[] {
  const undone = activities
    .filter((activity) => getText(activity, 'status', 'code') === '8I')
    .map((activity) => readTimestamp(activity, TIMES, readPlace(activity))?.occurredAt ?? 0);
  const until = Math.max(0, ...undone);
  return events.map((event) =>
    event.status === 'delivered' && event.occurredAt <= until
      ? { ...event, status: 'available_for_pickup', reason: null, responsible: null }
      : event,
  );
}

/** Without activities, a package that arrived still has its status and its day. */
function readSummary(each: Fields): readonly TrackingEvent[] {
  const isTimed = getText(each, 'deliveryTime', 'type') === 'DEL';
  const time = isTimed ? getText(each, 'deliveryTime', 'endTime') : null;
  const place = readDestination(each);
  const timestamp = resolveTimestamp(getDay(each, 'DEL'), time, place);
  const reading = readCurrentStatus(each);
  if (!timestamp || reading.status === null) return [];
  const description = getText(each, 'currentStatus', 'description');
  return [buildEvent({ reading, timestamp, description, place })];
}

function readCurrentStatus(each: Fields): CodeReading {
  const current = get(each, 'currentStatus');
  const [code, statusCode] = [getText(current, 'code'), getText(current, 'statusCode')];
  // In most responses, `code` contains the three digits.
  const isDigits = /^\d{3}$/.test(code ?? '');
  return readStatus({
    type: getText(current, 'type'),
    code: isDigits ? null : code,
    statusCode: statusCode ?? (isDigits ? code : null),
    description: getText(current, 'description'),
  });
}

/**
 * An activity may say only "Delivered" while the current status or the place of delivery says to
 * whom: the sender, a shop. The current status of a return also says in which direction the package
 * moves.
 */
function correctByCurrent(
  each: Fields,
  events: readonly TrackingEvent[],
): readonly TrackingEvent[] {
  const { status, reason, responsible, code } = readCurrentStatus(each);
  const isBack = status === 'return_to_sender';
  const isElsewhere = isBack || status === 'available_for_pickup' || code.endsWith('/143');
  const words = describeLeftAt(
    getText(each, 'deliveryInformation', 'location'),
    getText(each, 'deliveryInformation', 'receivedBy') !== null,
  );
  const newest = findNewest(events);
  return events.map((event) => {
    if (event.occurredAt !== newest) return event;
    if (event.status === 'delivered' ? isElsewhere : isBack) {
      return { ...event, status, reason: reason ?? event.reason, responsible };
    }
    return { ...event, ...correctDelivered(toReading(event), event.description, words) };
  });
}

function toReading({ status, reason, responsible, code, mapped }: TrackingEvent): CodeReading {
  return { status, reason, responsible, code, mapped };
}

function readPlace(holder: Fields, ...path: readonly string[]): Place | null {
  const at = path.length > 0 ? path : ['location', 'address'];
  return buildPlace({
    city: getText(holder, ...at, 'city'),
    region: getText(holder, ...at, 'stateProvince'),
    postalCode: getText(holder, ...at, 'postalCode'),
    country: getText(holder, ...at, 'countryCode') ?? getText(holder, ...at, 'country'),
  });
}

/** `RDD` is newer than `SDD`; `DEL` is the day of delivery, not an estimate. */
function readEstimates(each: Fields): {
  readonly edd: EstimatedDelivery | null;
  readonly originalEdd: EstimatedDelivery | null;
} {
  const rescheduled = getDay(each, 'RDD');
  const scheduled = getDay(each, 'SDD');
  const edd = readWindow(each, rescheduled ?? scheduled);
  return { edd, originalEdd: rescheduled === null ? null : eddFromDate(scheduled) };
}

function getDay(each: Fields, type: string): string | null {
  const found = getRecords(each, 'deliveryDate').find((date) => getText(date, 'type') === type);
  return parseDate(getText(found, 'date'));
}

/**
 * `CMT` is the latest time; `EDW`, `CDW` and `IDW` are windows. All are local to the destination.
 */
function readWindow(each: Fields, date: string | null): EstimatedDelivery | null {
  const type = getText(each, 'deliveryTime', 'type');
  if (date === null || type === null || !['CMT', 'EDW', 'CDW', 'IDW'].includes(type)) {
    return eddFromDate(date);
  }
  const door = readDestination(each);
  const [from, until] = ['startTime', 'endTime'].map((key) => {
    const timestamp = resolveTimestamp(date, getText(each, 'deliveryTime', key), door);
    return timestamp?.dateOnly ? null : (timestamp ?? null);
  });
  return eddFromWindow(from ?? null, until ?? null) ?? eddFromDate(date);
}

function readDestination(each: Fields): Place | null {
  const addresses = getRecords(each, 'packageAddress');
  const found = addresses.find((address) => getText(address, 'type') === 'DESTINATION');
  return found ? readPlace(found, 'address') : null;
}

/** UPS names the place of delivery in advance, so only a delivery has a proof. */
function readProof(each: Fields, events: readonly TrackingEvent[]): ProofOfDelivery | null {
  const delivery = events.find(({ status }) => status === 'delivered');
  if (!delivery) return null;
  return buildProof({
    at: delivery.occurredAt,
    signedBy: getText(each, 'deliveryInformation', 'receivedBy'),
    location: getText(each, 'deliveryInformation', 'location'),
  });
}
