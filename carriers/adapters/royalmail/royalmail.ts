/**
 * Royal Mail: Tracking API v2, polled. Sources: Royal Mail's developer portal (operations events,
 * summary, signature; error codes), and the samples in its client libraries; see
 * royalmail/codes.ts.
 */

import type { ParseResult, TrackedShipment, TrackingEvent } from '../../../domain/tracking.ts';
import type { CarrierAdapter } from '../../adapter.ts';
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
import { type CodeReading, createOwnCodeReader, findCode } from '../../reading/code-table.ts';
import { dropConditions } from '../../reading/conditions.ts';
import { correctDelivered, findFailure, refineMovement } from '../../reading/correct-by-words.ts';
import {
  type Document,
  describeFields,
  type Fields,
  get,
  getFirstText,
  getRecords,
  getText,
  type Refused,
  refuse,
} from '../../reading/document.ts';
import { preferOwnSentence } from '../../reading/own-sentence.ts';
import { notPushed } from '../../reading/signature.ts';
import { correctHandOvers } from '../../reading/summary-status.ts';
import { parseDate, parseTimestamp, type Timestamp } from '../../reading/timestamp.ts';
import { refuseByMessage } from '../../reading/unknown-error.ts';
import { CODES } from './codes.ts';
import { poll } from './polling.ts';
import { readTerms } from './terms.ts';

export const royalmail = {
  id: 'royalmail',
  name: 'Royal Mail',
  kind: 'carrier',
  delivery: ['poll'],
  webhookAuth: 'no webhooks',
  formats: 'Tracking API v2: events, summary, signature, errors (JSON)',
  verify: () => notPushed('Royal Mail'),
  recognises,
  read,
  poll,
  readOwnCode,
  homeZone: 'Europe/London',
} as const satisfies CarrierAdapter;

const readKnownCode = createOwnCodeReader(CODES);

/** Aggregators pass on Royal Mail's code, or only one of its terms. */
function readOwnCode(code: string | null, words: string | null): CodeReading | null {
  return readKnownCode(code, words) ?? readTerms(code ?? 'other words', [words]);
}

/** Errors about an item. Other errors are about the request or Royal Mail itself. */
const NOT_FOUND = new Set(['E1142', 'E1283']);
const NOT_YET = new Set(['E1144', 'E1284', 'E1307', 'E1308']);

function recognises({ format, root }: Document): boolean {
  if (format !== 'json') return false;
  if (Array.isArray(get(root, 'mailPieces'))) return true;
  if (listPieces(root).some((piece) => get(piece, 'mailPieceId') !== undefined)) return true;
  // Royal Mail's gateway sends only these two fields.
  if (get(root, 'httpCode') !== undefined && get(root, 'httpMessage') !== undefined) return true;
  return getRecords(root, 'errors').some(
    (error) => /^E\d{4}$/.test(getText(error, 'errorCode') ?? '') && 'errorDescription' in error,
  );
}

/** Royal Mail's clients keep only the part of a response that is about one number. */
function listPieces(root: unknown): readonly Fields[] {
  const listed = getRecords(root, 'mailPieces');
  return listed.length > 0 ? listed : getRecords(root).filter(isPiece);
}

function isPiece(value: unknown): boolean {
  return getText(value, 'mailPieceId') !== null;
}

function read({ root }: Document, asked: string | null): ParseResult {
  const shipments: TrackedShipment[] = [];
  const notices: string[] = [];
  const refusals: Refused[] = [];
  for (const piece of listPieces(root)) {
    const error = readRefusal(get(piece, 'error'));
    // If a mail piece has both, the error is about a missing part, not about the piece.
    if (error && get(piece, 'summary') === undefined && get(piece, 'events') === undefined) {
      refusals.push(error);
    } else {
      const { shipment, unread } = readPiece(piece, asked);
      shipments.push(shipment);
      notices.push(...unread);
    }
    if (error) notices.push(`${getText(piece, 'mailPieceId') ?? 'a mail piece'}: ${error.detail}`);
  }
  if (shipments.length > 0) return buildResult(shipments, notices);
  return refusals[0] ?? refuseWhole(root);
}

function refuseWhole(root: unknown): Refused {
  for (const error of getRecords(root, 'errors')) {
    const refusal = readRefusal(error);
    if (refusal) return refusal;
  }
  const message = getFirstText(root, 'moreInformation', 'httpMessage');
  if (message !== null) return refuse('error', message);
  return Array.isArray(get(root, 'mailPieces'))
    ? refuse('not_found', 'the list of mail pieces is empty')
    : refuse('malformed', `no mailPieces and no errors: ${describeFields(root)}`);
}

function readRefusal(error: unknown): Refused | null {
  const code = getText(error, 'errorCode');
  const message = getFirstText(error, 'errorDescription', 'errorCause');
  if (code === null && message === null) return null;
  const detail = [code, message].filter((part) => part !== null).join(': ');
  if (NOT_FOUND.has(code ?? '')) return refuse('not_found', detail);
  if (NOT_YET.has(code ?? '')) return refuse('not_yet', detail);
  return code === null ? refuseByMessage(detail) : refuse('error', detail);
}

const HOME = { homeZone: 'Europe/London' } as const;

function readPiece(piece: Fields, asked: string | null) {
  const summary = get(piece, 'summary');
  const last = readLastScan(summary);
  const words = listSummaryWords(summary);
  const scans = getRecords(piece, 'events')
    .map(readScanFields)
    .map((scan, index) => (isDescribed(scan, index, summary) ? { ...scan, words } : scan));
  // The summary repeats the last event, is newer than the list, or comes without a list.
  const isNewer = last !== null && scans.every((scan) => isBefore(scan, last));
  const { edd, notices: unread } = readEdd(get(piece, 'estimatedDelivery'));
  const signature = get(piece, 'signature');
  const signer = getText(signature, 'recipientName');
  const signed = signer === null ? [] : [`signed for by ${signer}`];
  const { events: read, notices } = readEventRows(
    isNewer ? [last, ...scans] : scans,
    (scan, index) => readScan(scan, index, signed),
  );
  const events = last === null ? read : withdrawBySummary(read, last);
  const barcode = getText(summary, 'oneDBarcode') ?? getText(signature, 'oneDBarcode');
  const pieceId = getText(piece, 'mailPieceId');
  const shipment = buildShipment({
    carrier: 'royalmail',
    trackingNumber: barcode ?? asked ?? pieceId,
    uniqueId: getText(summary, 'uniqueItemId') ?? getText(signature, 'uniqueItemId') ?? pieceId,
    service: getText(summary, 'productName'),
    events,
    newestFirst: true,
    edd,
    // On a return, the signature is the sender's.
    proofOfDelivery: events.some(({ status }) => status === 'return_to_sender')
      ? null
      : buildProof({
          signedBy: signer,
          at: parseTimestamp(getText(signature, 'signatureDateTime'), HOME)?.occurredAt ?? null,
        }),
  });
  return { shipment, unread: [...notices, ...unread] };
}

/** The summary says that the office has the item, or that nobody took it: no delivery before it. */
function withdrawBySummary(events: readonly TrackingEvent[], { code, name, words }: MailpieceScan) {
  const ofItem = readCode(code ?? '', [name, ...words]);
  return WITHDRAWING.includes(ofItem.status) ? correctHandOvers(events, ofItem) : events;
}

const WITHDRAWING: readonly TrackingEvent['status'][] = [
  'exception',
  'attempted',
  'available_for_pickup',
];

interface MailpieceScan {
  readonly code: string | null;
  readonly name: string | null;
  readonly at: string | null;
  readonly location: string | null;
  /** The summary's words about it. */
  readonly words: readonly (string | null)[];
}

/** A summary without a time or a code describes the first event of the list, the newest. */
function isDescribed(scan: MailpieceScan, index: number, summary: unknown): boolean {
  const code = getText(summary, 'lastEventCode');
  if (code !== null && code !== scan.code) return false;
  const at = getText(summary, 'lastEventDateTime');
  return at === null ? index === 0 : at === scan.at;
}

function isBefore(scan: MailpieceScan, last: MailpieceScan): boolean {
  const [at, lastAt] = [parseTimestamp(scan.at, HOME), parseTimestamp(last.at, HOME)];
  return lastAt !== null && (at === null || at.occurredAt < lastAt.occurredAt);
}

function readScanFields(event: Fields): MailpieceScan {
  return {
    code: getText(event, 'eventCode'),
    name: getWords(event, 'eventName'),
    at: getText(event, 'eventDateTime'),
    location: getText(event, 'locationName'),
    words: [],
  };
}

/** Royal Mail's site marks the beginning of a text: `**Delivered by** A NOBLE`. */
function getWords(fields: unknown, key: string): string | null {
  return getText(fields, key)?.replaceAll('**', '').trim() ?? null;
}

function readLastScan(summary: unknown): MailpieceScan | null {
  const code = getText(summary, 'lastEventCode');
  const at = getText(summary, 'lastEventDateTime');
  if (code === null || at === null) return null;
  const name = getWords(summary, 'lastEventName') ?? getWords(summary, 'statusDescription');
  const words = listSummaryWords(summary);
  return { code, name, at, location: getText(summary, 'lastEventLocationName'), words };
}

function listSummaryWords(summary: unknown): readonly (string | null)[] {
  return ['statusCategory', 'statusDescription', 'summaryLine', 'statusHelpText'].map((key) =>
    dropConditions(getWords(summary, key)),
  );
}

function readScan(scan: MailpieceScan, index: number, signed: readonly string[]) {
  const { code, name, at, location, words } = scan;
  const timestamp = parseTimestamp(at, HOME);
  if (!timestamp) return `events[${index}].eventDateTime is not a time: ${at ?? 'nothing'}`;
  return buildEvent({
    // The name says Delivered: the summary's sentences, by themselves, may say something else.
    reading: correctDelivered(readCode(code ?? '', [name, ...words]), ...words),
    timestamp,
    description: name,
    otherWords: [...words, ...signed],
    place: buildPlace({ city: location }),
  });
}

/**
 * The words decide on a code that is not in Royal Mail's list: new codes appear without notice.
 * Royal Mail's own terms also decide against a code for a delivery.
 */
function readCode(code: string, words: readonly (string | null)[]) {
  const reading = findCode(CODES, code);
  if (reading.status === 'delivered') {
    const terms = words.map((text) => readTerms(code, [text]));
    const other = terms.find(({ status }) => status !== null && status !== 'delivered');
    return preferOwnSentence(reading, other ?? null, null);
  }
  if (reading.mapped) return reading;
  const refined = refineMovement(reading, ...words);
  if (refined.mapped) return refined;
  const failure = words.map((text) => findFailure(code, text)).find((found) => found !== null);
  const byTerms = readTerms(code, words);
  return byTerms.mapped ? byTerms : (failure ?? byTerms);
}

function readEdd(estimate: unknown) {
  const written = getText(estimate, 'date');
  const date = parseDate(written);
  const from = parseWindowEnd(date, getText(estimate, 'startOfEstimatedWindow'));
  const until = parseWindowEnd(date, getText(estimate, 'endOfEstimatedWindow'));
  const edd = from || until ? eddFromWindow(from, until) : eddFromDate(date);
  const unread = written !== null && date === null;
  return { edd, notices: unread ? [`estimatedDelivery.date is not a date: ${written}`] : [] };
}

/** `08:00:00+01:00` on the day of the estimate; some bodies give a full timestamp. */
function parseWindowEnd(date: string | null, written: string | null): Timestamp | null {
  if (written === null) return null;
  const whole = parseTimestamp(written, HOME);
  if (whole) return whole;
  return date === null ? null : parseTimestamp(`${date}T${written}`, HOME);
}
