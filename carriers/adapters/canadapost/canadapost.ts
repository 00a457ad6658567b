/**
 * Canada Post. Sources: Canada Post's developer site (tracking: summary and detail, in XML and in
 * the later JSON), and its responses.
 */

import type { ParseResult, TrackedShipment, TrackingEvent } from '../../../domain/tracking.ts';
import type { CarrierAdapter } from '../../adapter.ts';
import { parseAddressLine } from '../../reading/address-line.ts';
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
  type CodeReading,
  createOwnCodeReader,
  findCode,
  findFirstCode,
  normalizePhrase,
} from '../../reading/code-table.ts';
import { refineMovement } from '../../reading/correct-by-words.ts';
import {
  type Document,
  describeFields,
  type Fields,
  get,
  getList,
  getRecords,
  getText,
  isRecord,
  type Refused,
  refuse,
} from '../../reading/document.ts';
import { preferOwnSentence } from '../../reading/own-sentence.ts';
import { notPushed } from '../../reading/signature.ts';
import { parseDate, parseTimestamp } from '../../reading/timestamp.ts';
import { readUnknownError, refuseByMessage } from '../../reading/unknown-error.ts';
import { CODES } from './codes.ts';
import { poll } from './polling.ts';
import { ABROAD, SUMMARY, WAY_BACK } from './words.ts';

export const canadapost = {
  id: 'canadapost',
  name: 'Canada Post',
  kind: 'carrier',
  delivery: ['poll'],
  webhookAuth: 'no webhooks',
  formats: 'tracking detail and summary (XML, JSON), messages (XML)',
  verify: () => notPushed('Canada Post'),
  recognises,
  read,
  poll,
  readOwnCode,
  homeZone: 'America/Toronto',
} as const satisfies CarrierAdapter;

const readKnownCode = createOwnCodeReader(WAY_BACK, CODES);

function readOwnCode(code: string | null, words: string | null): CodeReading | null {
  const own = findCode(SUMMARY, normalizePhrase(words ?? ''));
  const known = readKnownCode(code, words);
  if (known) return preferOwnSentence(known, own, words);
  return own.mapped ? own : null;
}

/** Canada Post's zone abbreviations, in minutes east of UTC. */
const OFFSETS: Readonly<Record<string, number>> = {
  NST: -210,
  NDT: -150,
  AST: -240,
  ADT: -180,
  EST: -300,
  EDT: -240,
  CST: -360,
  CDT: -300,
  MST: -420,
  MDT: -360,
  PST: -480,
  PDT: -420,
};
const HOME = 'America/Toronto';

function recognises({ format, root }: Document): boolean {
  if (format === 'json') return listParcels(root).length > 0;
  const answer = get(root, 'wrapper') ?? root;
  return (
    isRecord(get(answer, 'tracking-detail')) ||
    isRecord(get(answer, 'tracking-summary')) ||
    isRecord(get(answer, 'messages', 'message')) ||
    Array.isArray(get(answer, 'messages', 'message'))
  );
}

function read(document: Document, asked: string | null): ParseResult {
  const parcels = listParcels(document.root);
  const refusal = readRefusal(document);
  if (parcels.length === 0) {
    return refusal ?? refuse('malformed', `no tracking-detail: ${describeFields(document.root)}`);
  }
  const shipments: TrackedShipment[] = [];
  const notices = refusal ? [refusal.detail] : [];
  for (const parcel of parcels) {
    const { events, notices: unread } = listEvents(parcel);
    shipments.push(buildParcel(parcel, events, asked));
    notices.push(...unread);
  }
  return buildResult(shipments, notices);
}

/** Details and summaries; in JSON they have no wrapper. */
function listParcels(root: unknown): readonly Fields[] {
  const answer = get(root, 'wrapper') ?? root;
  const inXml = [
    ...getRecords(answer, 'tracking-detail'),
    ...getList(answer, 'tracking-summary').flatMap((each) => getRecords(each, 'pin-summary')),
  ];
  const inJson = getRecords(root).filter(
    (each) =>
      Array.isArray(get(each, 'significantEvents')) ||
      (get(each, 'pin') !== undefined && get(each, 'eventDescription') !== undefined),
  );
  return inXml.length > 0 ? inXml : inJson;
}

function readRefusal(document: Document): Refused | null {
  const answer = get(document.root, 'wrapper') ?? document.root;
  const [message] = getRecords(answer, 'messages', 'message');
  const words = getText(message, 'description');
  if (words === null) return readUnknownError(document);
  // The number is valid, but Canada Post has no event for it yet.
  if (normalizePhrase(words) === 'no pin history') return refuse('not_yet', words);
  return refuseByMessage(words);
}

/** XML writes names with dashes; JSON writes the same names without. */
function say(fields: Fields, name: string): string | null {
  const joined = name.replaceAll(/-([a-z\d])/g, (_, letter: string) => letter.toUpperCase());
  return getText(fields, name) ?? getText(fields, joined);
}

function buildParcel(
  parcel: Fields,
  events: readonly TrackingEvent[],
  asked: string | null,
): TrackedShipment {
  const planned = eddFromDate(parseDate(say(parcel, 'expected-delivery-date')));
  const changed = eddFromDate(parseDate(say(parcel, 'changed-expected-date')));
  return buildShipment({
    carrier: 'canadapost',
    trackingNumber: say(parcel, 'pin') ?? asked,
    service: say(parcel, 'service-name'),
    events,
    newestFirst: true,
    edd: changed ?? planned,
    originalEdd: planned,
    proofOfDelivery: events.some(({ status }) => status === 'delivered') ? readProof(parcel) : null,
    relatedNumbers: [say(parcel, 'original-pin')],
    returnNumber: say(parcel, 'return-pin'),
  });
}

/** The signer's name arrives with the signature image, and its time is the delivery's. */
function readProof(parcel: Fields) {
  const signed = listScans(parcel).find((scan) => say(scan, 'signatory-name') !== null);
  if (!signed) return buildProof({ signedBy: say(parcel, 'signatory-name') });
  const event = readScan(signed, 0);
  const at = typeof event === 'string' || event.dateOnly ? null : event.occurredAt;
  return buildProof({ at, signedBy: say(signed, 'signatory-name') });
}

function listScans(parcel: Fields): readonly Fields[] {
  const scans = getRecords(parcel, 'significant-events', 'occurrence');
  return scans.length > 0 ? scans : getRecords(parcel, 'significantEvents');
}

function listEvents(parcel: Fields) {
  const scans = listScans(parcel);
  if (scans.length > 0) return readEventRows(scans, readScan);
  return say(parcel, 'event-description') === null
    ? { events: [], notices: [] }
    : readEventRows(listSummaries(parcel), readSummary);
}

/**
 * The latest event may be a notice after the delivery (a signature was recorded), while the
 * delivery date has a field of its own. If the latest event has a status of its own, the date does
 * not count as a delivery.
 */
function listSummaries(summary: Fields): readonly Fields[] {
  const latest = refineMovement(readSummaryCode(summary), say(summary, 'event-description'));
  const deliveredOn = say(summary, 'actual-delivery-date');
  if (latest.status !== null || deliveredOn === null) return [summary];
  const delivery = { 'actual-delivery-date': deliveredOn, 'event-type': 'DELIVERED' };
  return [summary, { ...delivery, 'event-location': say(summary, 'event-location') }];
}

function readSummaryCode(summary: Fields): CodeReading {
  const type = say(summary, 'event-type')?.toUpperCase() ?? '';
  const words = say(summary, 'event-description');
  return words === null
    ? findCode(SUMMARY, type)
    : findFirstCode(SUMMARY, [normalizePhrase(words), type]);
}

function readScan(scan: Fields, index: number): TrackingEvent | string {
  const date = say(scan, 'event-date');
  const time = say(scan, 'event-time');
  const place = buildPlace({
    city: say(scan, 'event-site'),
    region: say(scan, 'event-province'),
    country: say(scan, 'event-province') === null ? null : 'CA',
  });
  const zone = say(scan, 'event-time-zone');
  const written = date !== null && time !== null ? `${date}T${time}` : date;
  const timestamp = parseTimestamp(written, {
    offsetMinutes: OFFSETS[zone?.toUpperCase() ?? ''] ?? null,
    place,
    homeZone: HOME,
  });
  if (!timestamp) return `occurrence ${index} has no time: ${written ?? 'nothing'}`;
  const description = say(scan, 'event-description');
  return buildEvent({
    reading: refineMovement(
      readCode(say(scan, 'event-identifier') ?? '', description ?? ''),
      description,
    ),
    timestamp,
    description,
    place,
  });
}

/** Identifiers come with or without leading zeros. */
function readCode(identifier: string, words: string): CodeReading {
  const code = identifier.replace(/^0+(?=\d)/, '');
  const phrase = normalizePhrase(words);
  const byWords = findCode(code === '4700' ? { ...ABROAD, ...WAY_BACK } : WAY_BACK, phrase);
  if (byWords.mapped) return { ...byWords, code };
  return preferOwnSentence(findCode(CODES, code), findCode(SUMMARY, phrase), words);
}

/** A summary has only the latest event: `20110203:115959`, or a date. */
function readSummary(summary: Fields): TrackingEvent | string {
  const written = (say(summary, 'event-date-time') ?? '').replace(
    /^(\d{8}):(\d{6})$/,
    (_, date: string, time: string) => `${date}T${time}`,
  );
  const time = written === '' ? say(summary, 'actual-delivery-date') : written;
  const place = parseAddressLine(say(summary, 'event-location'));
  const timestamp = parseTimestamp(time, { place, homeZone: HOME });
  if (!timestamp) return `the summary has no event-date-time: ${describeFields(summary)}`;
  const description = say(summary, 'event-description');
  const reading = refineMovement(readSummaryCode(summary), description);
  return buildEvent({ reading, timestamp, description, place });
}
