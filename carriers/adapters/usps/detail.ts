/**
 * Items of the tracking API v3, and events of its webhooks. Source: USPS's OpenAPI documents
 * (tracking 3.2, subscriptions-tracking), recorded answers.
 */

import type { TrackedShipment, TrackingEvent } from '../../../domain/tracking.ts';
import { buildEvent, buildShipment, readEvents } from '../../reading/build-result.ts';
import {
  type Fields,
  get,
  getFirstText,
  getRecords,
  getText,
  isRecord,
} from '../../reading/document.ts';
import { parseOffset, parseTimestamp, type Timestamp } from '../../reading/timestamp.ts';
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
  const rows = getRecords(item, 'trackingEvents');
  const { events, notices } = rows.length > 0 ? readEvents(rows, readDetailEvent) : summaryOf(item);
  const expectation = get(item, 'deliveryDateExpectation');
  const shipment = buildShipment({
    carrier: 'usps',
    trackingNumber: getText(item, 'trackingNumber') ?? asked,
    uniqueId: getFirstText(
      item,
      ...['uniqueMailPieceID', 'uniqueMailPieceId', 'uniqueTrackingId', 'uniqueTrackingID'],
    ),
    service: plainText(getText(item, 'mailClass')),
    events,
    newestFirst: true,
    ...estimatesIn(isRecord(expectation) ? [expectation, item] : [item], doorOf(item)),
    proofOfDelivery: proofIn(events, namesOf(rows)),
    relatedNumbers: [getText(item, 'associatedLabel')],
  });
  return { shipment, notices };
}

/** Whom the rows of a delivery name. */
function namesOf(rows: readonly Fields[]): readonly (string | null)[] {
  return rows
    .filter(
      (row) =>
        readEvent(getText(row, 'eventCode'), getText(row, 'eventType')).status === 'delivered',
    )
    .map((row) => getFirstText(row, 'name', 'firm'));
}

/** A summary has no events: its sentence tells of the last one. */
function summaryOf(item: Fields): ReturnType<typeof readEvents> {
  const sentence = plainText(getText(item, 'statusSummary'));
  if (sentence === null) return { events: [], notices: [] };
  const event = readSentence(sentence);
  if (typeof event === 'string') return { events: [], notices: [event] };
  const status = getText(item, 'status');
  const reading = readEvent(null, status, getText(item, 'statusCategory'));
  return { events: [reading.mapped ? { ...event, ...reading } : event], notices: [] };
}

function readDetailEvent(row: Fields, index: number): TrackingEvent | string {
  const place = uspsPlace({
    city: getText(row, 'eventCity'),
    region: getText(row, 'eventState'),
    postalCode: getFirstText(row, 'eventZIP', 'eventZIPCode'),
    country: getText(row, 'eventCountry'),
  });
  const zone = zoneClue(place);
  const timestamp = momentOfEvent(row, { place: zone, homeZone: HOME });
  if (!timestamp) return `trackingEvents[${index}].eventTimestamp is no time`;
  const description = plainText(getFirstText(row, 'eventType', 'eventDescription'));
  const reading = readEvent(getText(row, 'eventCode'), description);
  return buildEvent({ reading, timestamp, description, place });
}

/**
 * `eventTimestamp` is local, also where it ends in `Z`. `GMTTimestamp` has the date of the local
 * clock, a day off in the evening, and is used only where there is nothing else.
 */
function momentOfEvent(row: Fields, hints: Parameters<typeof parseTimestamp>[1]): Timestamp | null {
  const written = getText(row, 'eventTimestamp');
  if (written === null) return parseTimestamp(getText(row, 'GMTTimestamp'));
  const local = written.replace(/Z$/i, '');
  const offsetMinutes = parseOffset(getText(row, 'GMTOffset'));
  if (offsetMinutes !== null) return parseTimestamp(local, { offsetMinutes });
  // What a manifest says has no time of day.
  return parseTimestamp(local.replace(/[T ]00:00(:00)?(\.0+)?$/, ''), hints);
}

/** A webhook's event: the time is UTC, the type a category. */
export function readPush(event: Fields): Read {
  const at = get(event, 'eventLocation');
  const place = uspsPlace({
    city: getFirstText(at, 'city', 'eventCity') ?? getText(event, 'eventCity'),
    region: getFirstText(at, 'state', 'eventState') ?? getText(event, 'eventState'),
    postalCode:
      getFirstText(at, 'ZIPCode', 'zipCode', 'zip', 'ZIP', 'postalCode') ??
      getFirstText(event, 'eventZIP', 'eventZIPCode'),
    country: getFirstText(at, 'country', 'countryCode') ?? getText(event, 'eventCountry'),
  });
  const offsetMinutes = parseOffset(getText(event, 'GMTOffset'));
  const timestamp =
    offsetMinutes === null
      ? parseTimestamp(getText(event, 'eventTimestamp'), { place: zoneClue(place), homeZone: HOME })
      : momentOfEvent(event, {});
  const type = getText(event, 'eventType');
  const code = getFirstText(event, 'eventCode') ?? (/^[0-9A-Z]{2}$/.test(type ?? '') ? type : null);
  const description = plainText(getFirstText(event, 'eventDescription', 'eventType'));
  const events = timestamp
    ? [
        buildEvent({
          reading: readEvent(code, description, type),
          timestamp,
          description,
          place,
        }),
      ]
    : [];
  const shipment = buildShipment({
    carrier: 'usps',
    trackingNumber: getText(event, 'trackingNumber'),
    uniqueId: getFirstText(event, 'uniqueMailPieceID', 'uniqueMailPieceId'),
    service: plainText(getText(event, 'mailClass')),
    events,
    proofOfDelivery: proofIn(events, [getFirstText(event, 'name', 'firm')]),
  });
  return { shipment, notices: timestamp ? [] : ['eventTimestamp is no time'] };
}

function doorOf(item: Fields) {
  return uspsPlace({
    city: getText(item, 'destinationCity'),
    region: getText(item, 'destinationState'),
    postalCode: getFirstText(item, 'destinationZIP', 'destinationZIPCode'),
    country: getText(item, 'destinationCountryCode'),
  });
}
