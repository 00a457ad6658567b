/**
 * Answers of the Track API v1. Source: UPS's OpenAPI document (Tracking.yaml) and recorded answers.
 */

import type {
  EstimatedDelivery,
  ParseResult,
  Place,
  ProofOfDelivery,
  TrackedShipment,
  TrackingEvent,
} from '../../../domain/tracking.ts';
import {
  eddOfDate,
  eddOfWindow,
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
  numberOf,
  recordsOf,
  refuse,
  textOf,
} from '../../reading/document.ts';
import { dateOf } from '../../reading/timestamp.ts';
import { refuseByWords } from '../../reading/unknown-error.ts';
import { readStatus } from './codes.ts';
import { momentAt, momentIn } from './timestamp.ts';

const TIMES = { date: 'date', time: 'time', gmtDate: 'gmtDate', gmtTime: 'gmtTime' } as const;

export function readTrack(trackResponse: unknown, asked: string | null): ParseResult {
  const shipments: TrackedShipment[] = [];
  const notices: string[] = [];
  for (const shipment of recordsOf(trackResponse, 'shipment')) {
    const packages = recordsOf(shipment, 'package');
    const numbers = packages.map((each) => trackingNumberOf(each, shipment, asked));
    for (const [index, each] of packages.entries()) {
      const read = readPackage(each, numbers[index] ?? null, numbers);
      shipments.push(read.shipment);
      notices.push(...read.notices);
    }
    notices.push(...warningsOf(shipment), ...unlistedOf(packages));
  }
  if (shipments.length > 0) return report(shipments, notices);
  const warning = notices[0];
  if (warning !== undefined) return refuseByWords(warning);
  const what = fieldsOf(trackResponse);
  return refuse('malformed', `no shipment with a package in trackResponse: it has ${what}`);
}

/** Large shipments come in pages. */
function unlistedOf(packages: readonly Fields[]): readonly string[] {
  const count = numberOf(packages[0], 'packageCount') ?? 0;
  if (count <= packages.length) return [];
  return [`the shipment has ${count} packages, of which ${packages.length} are listed here`];
}

function warningsOf(shipment: Fields): readonly string[] {
  return recordsOf(shipment, 'warnings').map((warning) => {
    const message = textOf(warning, 'message') ?? 'no message';
    return `${message} (${textOf(warning, 'code') ?? 'no code'})`;
  });
}

/** A number has a digit in it: UPS's sample writes `string` where one would stand. */
function trackingNumberOf(each: Fields, shipment: Fields, asked: string | null): string | null {
  const written = [textOf(each, 'trackingNumber'), textOf(shipment, 'inquiryNumber'), asked];
  return written.find((number) => number !== null && /\d/.test(number)) ?? written[0] ?? null;
}

function readPackage(
  each: Fields,
  trackingNumber: string | null,
  numbers: readonly (string | null)[],
): { readonly shipment: TrackedShipment; readonly notices: readonly string[] } {
  const { events: listed, notices } = readRows(recordsOf(each, 'activity'), readActivity);
  const events = listed.length > 0 ? listed : deliveryIn(each);
  const alternates = recordsOf(each, 'alternateTrackingNumber');
  const shipment = trackedShipment({
    carrier: 'ups',
    trackingNumber,
    service: textOf(each, 'service', 'description'),
    events,
    newestFirst: true,
    ...estimatesIn(each),
    proofOfDelivery: proofIn(each, events),
    relatedNumbers: [...numbers, ...alternates.map((other) => textOf(other, 'number'))],
  });
  return { shipment, notices };
}

function readActivity(activity: Fields, index: number): TrackingEvent | string {
  const place = placeIn(activity);
  const moment = momentIn(activity, TIMES, place);
  if (!moment) {
    const written = [textOf(activity, 'date'), textOf(activity, 'time')].join(' ');
    return `activity[${index}] has no date: ${written.trim() || 'nothing'}`;
  }
  const description = textOf(activity, 'status', 'description');
  const reading = readStatus({
    type: textOf(activity, 'status', 'type'),
    code: textOf(activity, 'status', 'code'),
    statusCode: textOf(activity, 'status', 'statusCode'),
    description,
  });
  return trackingEvent({ reading, moment, description, place });
}

/** Where UPS keeps the activities to itself, a delivery still has its status and its day. */
function deliveryIn(each: Fields): readonly TrackingEvent[] {
  const isTimed = textOf(each, 'deliveryTime', 'type') === 'DEL';
  const time = isTimed ? textOf(each, 'deliveryTime', 'endTime') : null;
  const place = destinationOf(each);
  const moment = momentAt(dayOf(each, 'DEL'), time, place);
  const description = textOf(each, 'currentStatus', 'description');
  const reading = readStatus({
    type: textOf(each, 'currentStatus', 'type'),
    code: null,
    // Some answers have the three digits in `code`.
    statusCode:
      textOf(each, 'currentStatus', 'statusCode') ?? textOf(each, 'currentStatus', 'code'),
    description,
  });
  if (!moment || reading.status !== 'delivered') return [];
  return [trackingEvent({ reading, moment, description, place })];
}

function placeIn(holder: Fields, ...path: readonly string[]): Place | null {
  const at = path.length > 0 ? path : ['location', 'address'];
  return placeOf({
    city: textOf(holder, ...at, 'city'),
    region: textOf(holder, ...at, 'stateProvince'),
    postalCode: textOf(holder, ...at, 'postalCode'),
    country: textOf(holder, ...at, 'countryCode') ?? textOf(holder, ...at, 'country'),
  });
}

/** `RDD` is newer than `SDD`; `DEL` is the day of delivery, and no estimate. */
function estimatesIn(each: Fields): {
  readonly edd: EstimatedDelivery | null;
  readonly originalEdd: EstimatedDelivery | null;
} {
  const rescheduled = dayOf(each, 'RDD');
  const scheduled = dayOf(each, 'SDD');
  const edd = windowOn(each, rescheduled ?? scheduled);
  return { edd, originalEdd: rescheduled === null ? null : eddOfDate(scheduled) };
}

function dayOf(each: Fields, type: string): string | null {
  const found = recordsOf(each, 'deliveryDate').find((date) => textOf(date, 'type') === type);
  return dateOf(textOf(found, 'date'));
}

/** `CMT` is a time by which, `EDW`, `CDW` and `IDW` are windows; all are local to the door. */
function windowOn(each: Fields, date: string | null): EstimatedDelivery | null {
  const type = textOf(each, 'deliveryTime', 'type');
  if (date === null || type === null || !['CMT', 'EDW', 'CDW', 'IDW'].includes(type)) {
    return eddOfDate(date);
  }
  const door = destinationOf(each);
  const [from, until] = ['startTime', 'endTime'].map((key) => {
    const moment = momentAt(date, textOf(each, 'deliveryTime', key), door);
    return moment?.dateOnly ? null : (moment ?? null);
  });
  return eddOfWindow(from ?? null, until ?? null) ?? eddOfDate(date);
}

function destinationOf(each: Fields): Place | null {
  const addresses = recordsOf(each, 'packageAddress');
  const found = addresses.find((address) => textOf(address, 'type') === 'DESTINATION');
  return found ? placeIn(found, 'address') : null;
}

/** UPS names the place of delivery before there was one: only a delivery has a proof. */
function proofIn(each: Fields, events: readonly TrackingEvent[]): ProofOfDelivery | null {
  const delivery = events.find(({ status }) => status === 'delivered');
  if (!delivery) return null;
  return proofOf({
    at: delivery.occurredAt,
    signedBy: textOf(each, 'deliveryInformation', 'receivedBy'),
    location: textOf(each, 'deliveryInformation', 'location'),
  });
}
