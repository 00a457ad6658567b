/**
 * Canada Post. Sources: Canada Post's developer site (tracking: summary and detail, in XML and in
 * the JSON after it), and its answers.
 */

import type { ParseResult, TrackedShipment, TrackingEvent } from '../../../domain/tracking.ts';
import type { CarrierAdapter } from '../../adapter.ts';
import { placeOfLine } from '../../reading/address-line.ts';
import {
  eddOfDate,
  placeOf,
  proofOf,
  readRows,
  report,
  trackedShipment,
  trackingEvent,
} from '../../reading/build-result.ts';
import {
  findCode,
  findFirstCode,
  ownCodeReader,
  phraseOf,
  type Reading,
} from '../../reading/code-table.ts';
import {
  type Document,
  type Fields,
  fieldsOf,
  get,
  isRecord,
  listOf,
  type Refused,
  recordsOf,
  refuse,
  textOf,
} from '../../reading/document.ts';
import { notPushed } from '../../reading/signature.ts';
import { dateOf, parseTimestamp } from '../../reading/timestamp.ts';
import { readUnknownError, refuseByWords } from '../../reading/unknown-error.ts';
import { CODES } from './codes.ts';
import { poll } from './polling.ts';
import { SUMMARY, WAY_BACK } from './words.ts';

export const canadapost = {
  id: 'canadapost',
  name: 'Canada Post',
  kind: 'carrier',
  delivery: ['poll'],
  webhookAuth: 'none: it is polled',
  formats: 'tracking detail and summary (XML, JSON), messages (XML)',
  verify: () => notPushed('Canada Post'),
  recognises,
  read,
  poll,
  readOwnCode: ownCodeReader(WAY_BACK, CODES),
  homeZone: 'America/Toronto',
} as const satisfies CarrierAdapter;

/** Canada Post's abbreviations of zones, in minutes east of UTC. */
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
  if (format === 'json') return parcelsIn(root).length > 0;
  const answer = get(root, 'wrapper') ?? root;
  return (
    isRecord(get(answer, 'tracking-detail')) ||
    isRecord(get(answer, 'tracking-summary')) ||
    isRecord(get(answer, 'messages', 'message')) ||
    Array.isArray(get(answer, 'messages', 'message'))
  );
}

function read(document: Document, asked: string | null): ParseResult {
  const parcels = parcelsIn(document.root);
  const refusal = refusalIn(document);
  if (parcels.length === 0) {
    return refusal ?? refuse('malformed', `no tracking-detail: ${fieldsOf(document.root)}`);
  }
  const shipments: TrackedShipment[] = [];
  const notices = refusal ? [refusal.detail] : [];
  for (const parcel of parcels) {
    const { events, notices: unread } = eventsOf(parcel);
    shipments.push(shipmentOf(parcel, events, asked));
    notices.push(...unread);
  }
  return report(shipments, notices);
}

/** Details and summaries; in JSON they stand by themselves. */
function parcelsIn(root: unknown): readonly Fields[] {
  const answer = get(root, 'wrapper') ?? root;
  const inXml = [
    ...recordsOf(answer, 'tracking-detail'),
    ...listOf(answer, 'tracking-summary').flatMap((each) => recordsOf(each, 'pin-summary')),
  ];
  const inJson = recordsOf(root).filter(
    (each) =>
      Array.isArray(get(each, 'significantEvents')) ||
      (get(each, 'pin') !== undefined && get(each, 'eventDescription') !== undefined),
  );
  return inXml.length > 0 ? inXml : inJson;
}

function refusalIn(document: Document): Refused | null {
  const answer = get(document.root, 'wrapper') ?? document.root;
  const [message] = recordsOf(answer, 'messages', 'message');
  const words = textOf(message, 'description');
  if (words === null) return readUnknownError(document);
  // The number is known, or looks as if it were, and nothing has been reported for it.
  if (phraseOf(words) === 'no pin history') return refuse('not_yet', words);
  return refuseByWords(words);
}

/** XML has names with dashes, JSON the same names in one word. */
function say(fields: Fields, name: string): string | null {
  const joined = name.replaceAll(/-([a-z\d])/g, (_, letter: string) => letter.toUpperCase());
  return textOf(fields, name) ?? textOf(fields, joined);
}

function shipmentOf(
  parcel: Fields,
  events: readonly TrackingEvent[],
  asked: string | null,
): TrackedShipment {
  const planned = eddOfDate(dateOf(say(parcel, 'expected-delivery-date')));
  const changed = eddOfDate(dateOf(say(parcel, 'changed-expected-date')));
  return trackedShipment({
    carrier: 'canadapost',
    trackingNumber: say(parcel, 'pin') ?? asked,
    service: say(parcel, 'service-name'),
    events,
    newestFirst: true,
    edd: changed ?? planned,
    originalEdd: planned,
    proofOfDelivery: proofIn(parcel),
    relatedNumbers: [say(parcel, 'original-pin')],
    returnNumber: say(parcel, 'return-pin'),
  });
}

/** Who signed is given with the image of the signature, at the time of the delivery. */
function proofIn(parcel: Fields) {
  const signed = scansOf(parcel).find((scan) => say(scan, 'signatory-name') !== null);
  if (!signed) return proofOf({ signedBy: say(parcel, 'signatory-name') });
  const event = readScan(signed, 0);
  const at = typeof event === 'string' || event.dateOnly ? null : event.occurredAt;
  return proofOf({ at, signedBy: say(signed, 'signatory-name') });
}

function scansOf(parcel: Fields): readonly Fields[] {
  const scans = recordsOf(parcel, 'significant-events', 'occurrence');
  return scans.length > 0 ? scans : recordsOf(parcel, 'significantEvents');
}

function eventsOf(parcel: Fields) {
  const scans = scansOf(parcel);
  if (scans.length > 0) return readRows(scans, readScan);
  return say(parcel, 'event-description') === null
    ? { events: [], notices: [] }
    : readRows(summariesIn(parcel), readSummary);
}

/**
 * The latest event may be a notice that came after the delivery (a signature was recorded): the day of
 * the delivery is read from itself.
 */
function summariesIn(summary: Fields): readonly Fields[] {
  const isTold = summaryReading(summary).status === 'delivered';
  const deliveredOn = say(summary, 'actual-delivery-date');
  if (isTold || deliveredOn === null) return [summary];
  const delivery = { 'actual-delivery-date': deliveredOn, 'event-type': 'DELIVERED' };
  return [summary, { ...delivery, 'event-location': say(summary, 'event-location') }];
}

function summaryReading(summary: Fields): Reading {
  const type = say(summary, 'event-type')?.toUpperCase() ?? '';
  const words = say(summary, 'event-description');
  return words === null ? findCode(SUMMARY, type) : findFirstCode(SUMMARY, [phraseOf(words), type]);
}

function readScan(scan: Fields, index: number): TrackingEvent | string {
  const date = say(scan, 'event-date');
  const time = say(scan, 'event-time');
  const place = placeOf({
    city: say(scan, 'event-site'),
    region: say(scan, 'event-province'),
    country: say(scan, 'event-province') === null ? null : 'CA',
  });
  const zone = say(scan, 'event-time-zone');
  const written = date !== null && time !== null ? `${date}T${time}` : date;
  const moment = parseTimestamp(written, {
    offsetMinutes: OFFSETS[zone?.toUpperCase() ?? ''] ?? null,
    place,
    home: HOME,
  });
  if (!moment) return `occurrence ${index} has no time: ${written ?? 'nothing'}`;
  const description = say(scan, 'event-description');
  return trackingEvent({
    reading: readingOf(say(scan, 'event-identifier') ?? '', description ?? ''),
    moment,
    description,
    place,
  });
}

/** Identifiers come with and without leading zeros. */
function readingOf(identifier: string, words: string): Reading {
  const code = identifier.replace(/^0+(?=\d)/, '');
  const back = findCode(WAY_BACK, phraseOf(words));
  return back.mapped ? { ...back, code } : findCode(CODES, code);
}

/** A summary tells the latest event alone: `20110203:115959`, or a date. */
function readSummary(summary: Fields): TrackingEvent | string {
  const written = (say(summary, 'event-date-time') ?? '').replace(
    /^(\d{8}):(\d{6})$/,
    (_, date: string, time: string) => `${date}T${time}`,
  );
  const time = written === '' ? say(summary, 'actual-delivery-date') : written;
  const place = placeOfLine(say(summary, 'event-location'));
  const moment = parseTimestamp(time, { place, home: HOME });
  if (!moment) return `the summary has no event-date-time: ${fieldsOf(summary)}`;
  return trackingEvent({
    reading: summaryReading(summary),
    moment,
    description: say(summary, 'event-description'),
    place,
  });
}
