/**
 * `TrackInfo` of USPS's older services (Track/Confirm, XML) and of the new service's summary (the
 * same as JSON): events in fields or in sentences, or an error about one of several items. Source:
 * USPS's Web Tools guide, recorded responses.
 */

import { ownProperty } from '../../../domain/own-property.ts';
import type { TrackedShipment, TrackingEvent } from '../../../domain/tracking.ts';
import { buildEvent, buildShipment, readEventRows } from '../../reading/build-result.ts';
import { correctDelivered } from '../../reading/correct-by-words.ts';
import {
  type Fields,
  get,
  getList,
  getText,
  isRecord,
  type Refused,
  refuse,
} from '../../reading/document.ts';
import { refuseByMessage } from '../../reading/unknown-error.ts';
import { readEstimates } from './estimate.ts';
import { readEvent } from './events.ts';
import { buildUspsPlace } from './place.ts';
import { readProof } from './proof.ts';
import { parseDateInWords, readSentence } from './prose.ts';
import { keepSolvedAddresses } from './solved-address.ts';
import { correctBySummary, type ItemSummary, readItemSummary } from './summary.ts';
import { toPlainText } from './text.ts';

/** `DeliveryAttributeCode`: where a delivery ended. `01` alone does not say to whom. */
const DELIVERED_TO: Readonly<Record<string, string>> = { '41': 'Delivered, To Original Sender' };

/** Older responses say in the summary that there is no information. */
const NOTHING_KNOWN = /no record|could not locate|not yet available|is not available/i;

export type TrackInfoResult =
  | { readonly shipment: TrackedShipment; readonly notices: readonly string[] }
  | { readonly number: string | null; readonly refused: Refused };

export function readTrackInfo(info: Fields, asked: string | null): TrackInfoResult {
  const number = getText(info, '@ID') ?? getText(info, 'ID') ?? asked;
  const error = get(info, 'Error');
  if (error !== undefined) return { number, refused: refuseError(error) };
  const rows = [...getList(info, 'TrackSummary'), ...getList(info, 'TrackDetail')];
  const listed = readEventRows(rows, readRow);
  const whole = readSummaryFields(info);
  const { events, notices } =
    rows.length > 0
      ? { ...listed, events: keepSolvedAddresses(correctBySummary(whole, listed.events)) }
      : readItemSummary(whole);
  const summary = toPlainText(getText(info, 'TrackSummary'));
  if (events.length === 0 && summary !== null && NOTHING_KNOWN.test(summary)) {
    return { number, refused: refuseByMessage(summary) };
  }
  const shipment = buildShipment({
    carrier: 'usps',
    trackingNumber: number,
    uniqueId: getText(info, 'MPSUFFIX'),
    service: toPlainText(getText(info, 'Class')),
    events,
    newestFirst: true,
    ...readEstimates([info], findDoor(info)),
    proofOfDelivery: readProof(events, listNames(rows)),
  });
  return { shipment, notices };
}

/** Newer responses have these in addition. */
function readSummaryFields(info: Fields): ItemSummary {
  return {
    status: toPlainText(getText(info, 'Status')),
    category: getText(info, 'StatusCategory'),
    sentence: toPlainText(getText(info, 'StatusSummary')),
  };
}

/** `-2147219301`: USPS has no information about this number. */
export function refuseError(error: unknown): Refused {
  const message = toPlainText(getText(error, 'Description')) ?? 'an error without a description';
  return getText(error, 'Number') === '-2147219301'
    ? refuse('not_found', message)
    : refuseByMessage(message);
}

function readRow(row: unknown, index: number): TrackingEvent | string {
  if (!isRecord(row) || !('Event' in row)) {
    const sentence = toPlainText(getText(row));
    return sentence === null ? `event ${index} is empty` : readSentence(sentence);
  }
  const place = buildUspsPlace({
    city: getText(row, 'EventCity'),
    region: getText(row, 'EventState'),
    postalCode: getText(row, 'EventZIPCode'),
    country: getText(row, 'EventCountry'),
  });
  const description = toPlainText(getText(row, 'Event'));
  const timestamp = parseDateInWords(getText(row, 'EventDate'), getText(row, 'EventTime'), place);
  if (!timestamp) return `event ${index} has no EventDate: ${description ?? 'no name'}`;
  const reading = readEvent(getText(row, 'EventCode'), description);
  return buildEvent({
    reading,
    timestamp,
    description,
    otherWords: [ownProperty(DELIVERED_TO, getText(row, 'DeliveryAttributeCode') ?? '') ?? null],
    place,
  });
}

/** The names in the rows of a delivery. */
function listNames(rows: readonly unknown[]): readonly (string | null)[] {
  return rows
    .filter(
      (row) =>
        correctDelivered(
          readEvent(getText(row, 'EventCode'), getText(row, 'Event')),
          getText(row, 'Event'),
        ).status === 'delivered',
    )
    .map((row) => getText(row, 'Name') ?? getText(row, 'FirmName'));
}

function findDoor(info: Fields) {
  return buildUspsPlace({
    city: getText(info, 'DestinationCity'),
    region: getText(info, 'DestinationState'),
    postalCode: getText(info, 'DestinationZip'),
    country: getText(info, 'DestinationCountryCode'),
  });
}
