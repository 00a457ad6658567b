/**
 * Items of the tracking API v3, and events of its webhooks. Source: USPS's OpenAPI documents
 * (tracking 3.2, subscriptions-tracking) and recorded responses.
 */

import type { TrackedShipment, TrackingEvent } from '../../../domain/tracking.ts';
import { buildEvent, buildShipment, readEventRows } from '../../reading/build-result.ts';
import type { CodeReading } from '../../reading/code-table.ts';
import { correctDelivered, refineMovement } from '../../reading/correct-by-words.ts';
import {
  type Fields,
  get,
  getFirstText,
  getRecords,
  getText,
  isRecord,
} from '../../reading/document.ts';
import { preferOwnSentence } from '../../reading/own-sentence.ts';
import { parseOffset, parseTimestamp, type Timestamp } from '../../reading/timestamp.ts';
import { readEstimates } from './estimate.ts';
import { readEvent } from './events.ts';
import { buildUspsPlace, DEFAULT_ZONE, findZonePlace } from './place.ts';
import { readProof } from './proof.ts';
import { readOwnSentence } from './prose.ts';
import { keepSolvedAddresses } from './solved-address.ts';
import {
  correctByCategory,
  correctBySummary,
  type ItemSummary,
  readItemSummary,
} from './summary.ts';
import { toPlainText } from './text.ts';

export interface ItemResult {
  readonly shipment: TrackedShipment;
  readonly notices: readonly string[];
}

export function readDetail(item: Fields, asked: string | null): ItemResult {
  const rows = getRecords(item, 'trackingEvents');
  const listed = readEventRows(rows, readDetailEvent);
  const summary = readSummaryFields(item);
  const { events, notices } =
    rows.length > 0
      ? { ...listed, events: keepSolvedAddresses(correctBySummary(summary, listed.events)) }
      : readItemSummary(summary);
  const expectation = get(item, 'deliveryDateExpectation');
  const shipment = buildShipment({
    carrier: 'usps',
    trackingNumber: getText(item, 'trackingNumber') ?? asked,
    uniqueId: getFirstText(
      item,
      'uniqueMailPieceID',
      'uniqueMailPieceId',
      'uniqueTrackingId',
      'uniqueTrackingID',
    ),
    service: toPlainText(getText(item, 'mailClass')),
    events,
    newestFirst: true,
    ...readEstimates(isRecord(expectation) ? [expectation, item] : [item], findDoor(item)),
    proofOfDelivery: readProof(events, listNames(rows)),
    relatedNumbers: [getText(item, 'associatedLabel')],
  });
  return { shipment, notices };
}

/** The names in the rows of a delivery. */
function listNames(rows: readonly Fields[]): readonly (string | null)[] {
  return rows
    .filter(
      (row) =>
        correctDelivered(
          readEvent(getText(row, 'eventCode'), getText(row, 'eventType')),
          getText(row, 'eventType'),
        ).status === 'delivered',
    )
    .map((row) => getFirstText(row, 'name', 'firm'));
}

function readSummaryFields(item: Fields): ItemSummary {
  return {
    status: toPlainText(getText(item, 'status')),
    category: getText(item, 'statusCategory'),
    sentence: toPlainText(getText(item, 'statusSummary')),
  };
}

function readDetailEvent(row: Fields, index: number): TrackingEvent | string {
  const place = buildUspsPlace({
    city: getText(row, 'eventCity'),
    region: getText(row, 'eventState'),
    postalCode: getFirstText(row, 'eventZIP', 'eventZIPCode'),
    country: getText(row, 'eventCountry'),
  });
  const zone = findZonePlace(place);
  const timestamp = readTimestamp(row, { place: zone, homeZone: DEFAULT_ZONE });
  if (!timestamp) return `trackingEvents[${index}].eventTimestamp is not a time`;
  const description = toPlainText(getFirstText(row, 'eventType', 'eventDescription'));
  const reading = readEvent(getText(row, 'eventCode'), description);
  return buildEvent({ reading, timestamp, description, place });
}

/**
 * `eventTimestamp` is local, even if it ends in `Z`. `GMTTimestamp` has the local date, so in the
 * evening it is a day off: it counts only if there is nothing else.
 */
function readTimestamp(row: Fields, hints: Parameters<typeof parseTimestamp>[1]): Timestamp | null {
  const written = getText(row, 'eventTimestamp');
  if (written === null) return parseTimestamp(getText(row, 'GMTTimestamp'));
  const local = written.replace(/Z$/i, '');
  const offsetMinutes = parseOffset(getText(row, 'GMTOffset'));
  if (offsetMinutes !== null) return parseTimestamp(local, { offsetMinutes });
  // A manifest has no time of day.
  return parseTimestamp(local.replace(/[T ]00:00(:00)?(\.0+)?$/, ''), hints);
}

/** Reads a webhook's event: its time is UTC, its type is a category. */
export function readPush(event: Fields): ItemResult {
  const at = get(event, 'eventLocation');
  const place = buildUspsPlace({
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
      ? parseTimestamp(getText(event, 'eventTimestamp'), {
          place: findZonePlace(place),
          homeZone: DEFAULT_ZONE,
        })
      : readTimestamp(event, {});
  const type = getText(event, 'eventType');
  const code = getFirstText(event, 'eventCode') ?? (/^[0-9A-Z]{2}$/.test(type ?? '') ? type : null);
  const description = toPlainText(getFirstText(event, 'eventDescription', 'eventType'));
  const events = timestamp
    ? [
        buildEvent({
          reading: correctByCategory(readPushed(code, description, type), type),
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
    service: toPlainText(getText(event, 'mailClass')),
    events,
    proofOfDelivery: readProof(events, [getFirstText(event, 'name', 'firm')]),
  });
  return { shipment, notices: timestamp ? [] : ['eventTimestamp is not a time'] };
}

function readPushed(
  code: string | null,
  description: string | null,
  type: string | null,
): CodeReading {
  const reading = readEvent(code, description, type);
  const own = readOwnSentence(description);
  return refineMovement(preferOwnSentence(reading, own, description), description);
}

function findDoor(item: Fields) {
  return buildUspsPlace({
    city: getText(item, 'destinationCity'),
    region: getText(item, 'destinationState'),
    postalCode: getFirstText(item, 'destinationZIP', 'destinationZIPCode'),
    country: getText(item, 'destinationCountryCode'),
  });
}
