/**
 * `TrackInfo` of USPS's older services (Track/Confirm, XML) and of the summary of the new one, which
 * writes the same as JSON: events in fields or in sentences, or an error for one of several items.
 * Source: USPS's Web Tools guide, recorded answers.
 */

import type { TrackedShipment, TrackingEvent } from '../../../domain/tracking.ts';
import { readRows, trackedShipment, trackingEvent } from '../../reading/build-result.ts';
import {
  type Fields,
  get,
  isRecord,
  listOf,
  type Refused,
  refuse,
  textOf,
} from '../../reading/document.ts';
import { refuseByWords } from '../../reading/unknown-error.ts';
import { estimatesIn } from './estimate.ts';
import { readEvent } from './events.ts';
import { uspsPlace } from './place.ts';
import { proofIn } from './proof.ts';
import { momentOfWords, readSentence } from './prose.ts';
import { plainText } from './text.ts';

/** Before there were errors for it, the summary held them. */
const NOTHING_KNOWN = /no record|could not locate|not yet available|is not available/i;

export type TrackInfoResult =
  | { readonly shipment: TrackedShipment; readonly notices: readonly string[] }
  | { readonly number: string | null; readonly refused: Refused };

export function readTrackInfo(info: Fields, asked: string | null): TrackInfoResult {
  const number = textOf(info, '@ID') ?? textOf(info, 'ID') ?? asked;
  const error = get(info, 'Error');
  if (error !== undefined) return { number, refused: refuseError(error) };
  const rows = [...listOf(info, 'TrackSummary'), ...listOf(info, 'TrackDetail')];
  const { events, notices } = readRows(rows, readRow);
  const summary = plainText(textOf(info, 'TrackSummary'));
  if (events.length === 0 && summary !== null && NOTHING_KNOWN.test(summary)) {
    return { number, refused: refuseByWords(summary) };
  }
  const shipment = trackedShipment({
    carrier: 'usps',
    trackingNumber: number,
    uniqueId: textOf(info, 'MPSUFFIX'),
    service: plainText(textOf(info, 'Class')),
    events,
    newestFirst: true,
    ...estimatesIn([info], doorOf(info)),
    proofOfDelivery: proofIn(events, namesOf(rows)),
  });
  return { shipment, notices };
}

/** `-2147219301`: USPS has nothing to tell of this number here. */
export function refuseError(error: unknown): Refused {
  const message = plainText(textOf(error, 'Description')) ?? 'an error without a description';
  return textOf(error, 'Number') === '-2147219301'
    ? refuse('not_found', message)
    : refuseByWords(message);
}

function readRow(row: unknown, index: number): TrackingEvent | string {
  if (!isRecord(row) || !('Event' in row)) {
    const sentence = plainText(textOf(row));
    return sentence === null ? `event ${index} says nothing` : readSentence(sentence);
  }
  const place = uspsPlace({
    city: textOf(row, 'EventCity'),
    region: textOf(row, 'EventState'),
    postalCode: textOf(row, 'EventZIPCode'),
    country: textOf(row, 'EventCountry'),
  });
  const description = plainText(textOf(row, 'Event'));
  const moment = momentOfWords(textOf(row, 'EventDate'), textOf(row, 'EventTime'), place);
  if (!moment) return `event ${index} has no EventDate: ${description ?? 'no name'}`;
  const reading = readEvent(textOf(row, 'EventCode'), description);
  return trackingEvent({ reading, moment, description, place });
}

/** Whom the rows of a delivery name. */
function namesOf(rows: readonly unknown[]): readonly (string | null)[] {
  return rows
    .filter(
      (row) => readEvent(textOf(row, 'EventCode'), textOf(row, 'Event')).status === 'delivered',
    )
    .map((row) => textOf(row, 'Name') ?? textOf(row, 'FirmName'));
}

function doorOf(info: Fields) {
  return uspsPlace({
    city: textOf(info, 'DestinationCity'),
    region: textOf(info, 'DestinationState'),
    postalCode: textOf(info, 'DestinationZip'),
    country: textOf(info, 'DestinationCountryCode'),
  });
}
