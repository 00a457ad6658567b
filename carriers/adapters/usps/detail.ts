/**
 * Items of the tracking API v3, and events of its webhooks. Source: USPS's OpenAPI documents
 * (tracking 3.2, subscriptions-tracking), recorded answers.
 */

import type { TrackedShipment, TrackingEvent } from '../../../domain/tracking.ts';
import { readRows, trackedShipment, trackingEvent } from '../../reading/build-result.ts';
import {
  type Fields,
  firstText,
  get,
  isRecord,
  recordsOf,
  textOf,
} from '../../reading/document.ts';
import { offsetOf, parseTimestamp, type Timestamp } from '../../reading/timestamp.ts';
import { estimatesIn } from './estimate.ts';
import { readEvent } from './events.ts';
import { HOME, uspsPlace, zoneClue } from './place.ts';
import { proofIn } from './proof.ts';
import { readSentence } from './prose.ts';
import { plainText } from './text.ts';

export interface Read {
  readonly shipment: TrackedShipment;
  readonly notices: readonly string[];
}

export function readDetail(item: Fields, asked: string | null): Read {
  const rows = recordsOf(item, 'trackingEvents');
  const { events, notices } = rows.length > 0 ? readRows(rows, readDetailEvent) : summaryOf(item);
  const expectation = get(item, 'deliveryDateExpectation');
  const shipment = trackedShipment({
    carrier: 'usps',
    trackingNumber: textOf(item, 'trackingNumber') ?? asked,
    uniqueId: firstText(
      item,
      'uniqueMailPieceID',
      'uniqueMailPieceId',
      'uniqueTrackingId',
      'uniqueTrackingID',
    ),
    service: plainText(textOf(item, 'mailClass')),
    events,
    newestFirst: true,
    ...estimatesIn(isRecord(expectation) ? [expectation, item] : [item], doorOf(item)),
    proofOfDelivery: proofIn(events, namesOf(rows)),
    relatedNumbers: [textOf(item, 'associatedLabel')],
  });
  return { shipment, notices };
}

/** Whom the rows of a delivery name. */
function namesOf(rows: readonly Fields[]): readonly (string | null)[] {
  return rows
    .filter(
      (row) => readEvent(textOf(row, 'eventCode'), textOf(row, 'eventType')).status === 'delivered',
    )
    .map((row) => firstText(row, 'name', 'firm'));
}

/** A summary has no events: its sentence tells of the last one. */
function summaryOf(item: Fields): ReturnType<typeof readRows> {
  const sentence = plainText(textOf(item, 'statusSummary'));
  if (sentence === null) return { events: [], notices: [] };
  const event = readSentence(sentence);
  if (typeof event === 'string') return { events: [], notices: [event] };
  const status = textOf(item, 'status');
  const reading = readEvent(null, status, textOf(item, 'statusCategory'));
  return { events: [reading.mapped ? { ...event, ...reading } : event], notices: [] };
}

function readDetailEvent(row: Fields, index: number): TrackingEvent | string {
  const place = uspsPlace({
    city: textOf(row, 'eventCity'),
    region: textOf(row, 'eventState'),
    postalCode: firstText(row, 'eventZIP', 'eventZIPCode'),
    country: textOf(row, 'eventCountry'),
  });
  const zone = zoneClue(place);
  const moment = momentOfEvent(row, { place: zone, home: HOME });
  if (!moment) return `trackingEvents[${index}].eventTimestamp is not a time`;
  const description = plainText(firstText(row, 'eventType', 'eventDescription'));
  const reading = readEvent(textOf(row, 'eventCode'), description);
  return trackingEvent({ reading, moment, description, place });
}

/**
 * `eventTimestamp` is local, also where it ends in `Z`. `GMTTimestamp` has the date of the local
 * clock, a day off in the evening, and is used only where there is nothing else.
 */
function momentOfEvent(row: Fields, clues: Parameters<typeof parseTimestamp>[1]): Timestamp | null {
  const written = textOf(row, 'eventTimestamp');
  if (written === null) return parseTimestamp(textOf(row, 'GMTTimestamp'));
  const local = written.replace(/Z$/i, '');
  const offsetMinutes = offsetOf(textOf(row, 'GMTOffset'));
  if (offsetMinutes !== null) return parseTimestamp(local, { offsetMinutes });
  // What a manifest says has no time of day.
  return parseTimestamp(local.replace(/[T ]00:00(:00)?(\.0+)?$/, ''), clues);
}

/** A webhook's event: the time is UTC, the type a category. */
export function readPush(event: Fields): Read {
  const at = get(event, 'eventLocation');
  const place = uspsPlace({
    city: firstText(at, 'city', 'eventCity') ?? textOf(event, 'eventCity'),
    region: firstText(at, 'state', 'eventState') ?? textOf(event, 'eventState'),
    postalCode:
      firstText(at, 'ZIPCode', 'zipCode', 'zip', 'ZIP', 'postalCode') ??
      firstText(event, 'eventZIP', 'eventZIPCode'),
    country: firstText(at, 'country', 'countryCode') ?? textOf(event, 'eventCountry'),
  });
  const offsetMinutes = offsetOf(textOf(event, 'GMTOffset'));
  const moment =
    offsetMinutes === null
      ? parseTimestamp(textOf(event, 'eventTimestamp'), { place: zoneClue(place), home: HOME })
      : momentOfEvent(event, {});
  const type = textOf(event, 'eventType');
  const code = firstText(event, 'eventCode') ?? (/^[0-9A-Z]{2}$/.test(type ?? '') ? type : null);
  const description = plainText(firstText(event, 'eventDescription', 'eventType'));
  const events = moment
    ? [
        trackingEvent({
          reading: readEvent(code, description, type),
          moment,
          description,
          place,
        }),
      ]
    : [];
  const shipment = trackedShipment({
    carrier: 'usps',
    trackingNumber: textOf(event, 'trackingNumber'),
    uniqueId: firstText(event, 'uniqueMailPieceID', 'uniqueMailPieceId'),
    service: plainText(textOf(event, 'mailClass')),
    events,
    proofOfDelivery: proofIn(events, [firstText(event, 'name', 'firm')]),
  });
  return { shipment, notices: moment ? [] : ['eventTimestamp is not a time'] };
}

function doorOf(item: Fields) {
  return uspsPlace({
    city: textOf(item, 'destinationCity'),
    region: textOf(item, 'destinationState'),
    postalCode: firstText(item, 'destinationZIP', 'destinationZIPCode'),
    country: textOf(item, 'destinationCountryCode'),
  });
}
