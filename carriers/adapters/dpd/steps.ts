/** The steps of a parcel's life cycle, and what steps and scans share: texts, places, times. */

import type { Place, TrackingEvent } from '../../../domain/tracking.ts';
import { withdrawDeliveries } from '../../reading/all-words.ts';
import { buildEvent, buildPlace, readEventRows } from '../../reading/build-result.ts';
import {
  type CodeReading,
  type CodeTable,
  findCode,
  normalizePhrase,
} from '../../reading/code-table.ts';
import { refineFailure } from '../../reading/correct-by-words.ts';
import { type Fields, get, getFlag, getList, getText, isRecord } from '../../reading/document.ts';
import { parseTimestamp, parseTimestampByFormat, type Timestamp } from '../../reading/timestamp.ts';
import { NOT_YET_DELIVERED, SENTENCES, STEPS } from './codes.ts';

export function readSteps(steps: readonly Fields[]) {
  const reached = steps.filter(
    (step) =>
      getFlag(step, 'statusHasBeenReached') !== false && findText(get(step, 'date')) !== null,
  );
  const current = listCurrentWords(steps);
  const { events, notices } = readEventRows(reached, (step, index) =>
    readStep(step, index, current),
  );
  return { events: withdrawByStep(events, steps), notices };
}

/** The current step can lie before a delivery: DPD has then taken the delivery back. */
export function withdrawByStep(events: readonly TrackingEvent[], steps: readonly Fields[]) {
  const current = steps.findLast((step) => getFlag(step, 'isCurrentStatus') === true);
  return withdrawDeliveries(events, findCode(STEPS, current ? getStepName(current) : '').status);
}

function getStepName(step: Fields): string {
  return getText(step, 'status')?.toUpperCase().replaceAll('_', '') ?? '';
}

function readStep(
  step: Fields,
  index: number,
  current: readonly (string | null)[],
): TrackingEvent | string {
  const place = readPlace(findText(get(step, 'location')));
  const written = findText(get(step, 'date'));
  const timestamp = readTimestamp(written, place);
  if (!timestamp) return `statusInfo[${index}].date is not a time: ${written ?? 'nothing'}`;
  const status = getText(step, 'status') ?? '';
  const words = findText(get(step, 'description'));
  const reading = readCode(words, STEPS, getStepName(step));
  const label = findText(get(step, 'label'));
  return buildEvent({
    reading: { ...reading, code: status },
    timestamp,
    description: words ?? label,
    otherWords: [label, ...listRemarks(step), ...current],
    place,
  });
}

/** A step's remarks: who has the parcel, or why the delivery failed. */
function listRemarks(step: Fields): readonly (string | null)[] {
  return [findText(get(step, 'importantItems')), findText(get(step, 'errorItems'))];
}

/** Only the sentence distinguishes a handover at a parcel shop from one at the door. */
export function readCode(words: string | null, table: CodeTable, code: string): CodeReading {
  const phrase = normalizePhrase(words ?? '');
  const sentence = findCode(SENTENCES, phrase);
  if (sentence.mapped) return sentence;
  const reading = findCode(table, code);
  if (!reading.mapped || reading.status === 'delivered') {
    const under = findCode(NOT_YET_DELIVERED, phrase);
    if (under.mapped) return under;
  }
  // A sentence about a failed delivery may say where the parcel is now, or why it failed.
  return refineFailure(reading, words);
}

/** The text is in `content` within `content`; a list is one text in several lines. */
export function findText(value: unknown, depth = 0): string | null {
  const text = getText(value);
  if (text !== null || depth > 5) return text;
  if (Array.isArray(value)) {
    const lines = getList(value)
      .map((each) => findText(each, depth + 1))
      .filter((line) => line !== null);
    return lines.length > 0 ? lines.join(' ') : null;
  }
  return isRecord(value) ? findText(value['content'], depth + 1) : null;
}

/** `Mechelen (BE)`, `Mechelen, BE`. */
export function readPlace(written: string | null): Place | null {
  const parts = /^([^()]*?)(?:,? ?\(([A-Z]{2})\)|, ([A-Z]{2}))?$/.exec(written ?? '');
  const city = parts?.[1]?.trim() ?? written;
  return buildPlace({ city: city === '' ? null : city, country: parts?.[2] ?? parts?.[3] ?? null });
}

const FORMATS = [
  'M/d/yyyy h:mm:ss a',
  'M/d/yyyy h:mm a',
  'dd.MM.yyyy, HH:mm',
  'dd.MM.yyyy HH:mm:ss',
  'dd.MM.yyyy HH:mm',
  'dd/MM/yyyy HH:mm:ss',
  'dd/MM/yyyy, HH:mm',
  'ddMMyyyyHHmmss',
  'dd.MM.yyyy',
];

export function readTimestamp(written: string | null, place: Place | null): Timestamp | null {
  const hints = { place, homeZone: 'Europe/Berlin' };
  return parseTimestamp(written, hints) ?? parseTimestampByFormat(written, FORMATS, hints);
}

/** The words of the current step: the parcel may be in a shop even if a scan says `delivered`. */
export function listCurrentWords(steps: readonly Fields[]): readonly (string | null)[] {
  const current = steps.filter((step) => getFlag(step, 'isCurrentStatus') === true);
  return current.flatMap((step) => {
    const name = getStepName(step);
    const words = Object.hasOwn(STEPS, name) ? (STEPS[name]?.words ?? null) : null;
    return [
      words,
      findText(get(step, 'label')),
      findText(get(step, 'description')),
      ...listRemarks(step),
    ];
  });
}
