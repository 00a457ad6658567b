/**
 * Royal Mail: Tracking API v2, polled. Sources: Royal Mail's developer portal (operations events,
 * summary, signature; error codes), and the samples of its clients; see royalmail/codes.ts.
 */

import type { ParseResult, TrackedShipment } from '../../../domain/tracking.ts';
import type { CarrierAdapter } from '../../adapter.ts';
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
import { findCode, ownCodeReader } from '../../reading/code-table.ts';
import {
  type Document,
  type Fields,
  fieldsOf,
  firstText,
  get,
  type Refused,
  recordsOf,
  refuse,
  textOf,
} from '../../reading/document.ts';
import { notPushed } from '../../reading/signature.ts';
import { dateOf, parseTimestamp, type Timestamp } from '../../reading/timestamp.ts';
import { refuseByWords } from '../../reading/unknown-error.ts';
import { CODES } from './codes.ts';
import { poll } from './polling.ts';

export const royalmail = {
  id: 'royalmail',
  name: 'Royal Mail',
  kind: 'carrier',
  delivery: ['poll'],
  webhookAuth: 'none: it is polled',
  formats: 'Tracking API v2: events, summary, signature, errors (JSON)',
  verify: () => notPushed('Royal Mail'),
  recognises,
  read,
  poll,
  readOwnCode: ownCodeReader(CODES),
  homeZone: 'Europe/London',
} as const satisfies CarrierAdapter;

/** Royal Mail's errors about an item. Others are about the request, or Royal Mail's own. */
const NOT_FOUND = new Set(['E1142', 'E1283']);
const NOT_YET = new Set(['E1144', 'E1284', 'E1307', 'E1308']);

function recognises({ format, root }: Document): boolean {
  if (format !== 'json') return false;
  if (Array.isArray(get(root, 'mailPieces'))) return true;
  if (pieces(root).some((piece) => get(piece, 'mailPieceId') !== undefined)) return true;
  // Royal Mail's gateway answers before its API does: with these and nothing else.
  if (get(root, 'httpCode') !== undefined && get(root, 'httpMessage') !== undefined) return true;
  return recordsOf(root, 'errors').some(
    (error) => /^E\d{4}$/.test(textOf(error, 'errorCode') ?? '') && 'errorDescription' in error,
  );
}

/** A piece by itself is what clients of Royal Mail's keep of an answer about one. */
function pieces(root: unknown): readonly Fields[] {
  const listed = recordsOf(root, 'mailPieces');
  return listed.length > 0 ? listed : recordsOf(root).filter(isPiece);
}

function isPiece(value: unknown): boolean {
  return textOf(value, 'mailPieceId') !== null;
}

function read({ root }: Document, asked: string | null): ParseResult {
  const shipments: TrackedShipment[] = [];
  const notices: string[] = [];
  const refusals: Refused[] = [];
  for (const piece of pieces(root)) {
    const error = refusalIn(get(piece, 'error'));
    // Where a piece has both, the error is about a part that is missing, not about the piece.
    if (error && get(piece, 'summary') === undefined && get(piece, 'events') === undefined) {
      refusals.push(error);
    } else {
      const { shipment, unread } = readPiece(piece, asked);
      shipments.push(shipment);
      notices.push(...unread);
    }
    if (error) notices.push(`${textOf(piece, 'mailPieceId') ?? 'a mail piece'}: ${error.detail}`);
  }
  if (shipments.length > 0) return report(shipments, notices);
  return refusals[0] ?? refuseWhole(root);
}

function refuseWhole(root: unknown): Refused {
  for (const error of recordsOf(root, 'errors')) {
    const refusal = refusalIn(error);
    if (refusal) return refusal;
  }
  const message = firstText(root, 'moreInformation', 'httpMessage');
  if (message !== null) return refuse('error', message);
  return Array.isArray(get(root, 'mailPieces'))
    ? refuse('not_found', 'the list of mail pieces is empty')
    : refuse('malformed', `no mailPieces, and no errors: ${fieldsOf(root)}`);
}

function refusalIn(error: unknown): Refused | null {
  const code = textOf(error, 'errorCode');
  const message = firstText(error, 'errorDescription', 'errorCause');
  if (code === null && message === null) return null;
  const detail = [code, message].filter((part) => part !== null).join(': ');
  if (NOT_FOUND.has(code ?? '')) return refuse('not_found', detail);
  if (NOT_YET.has(code ?? '')) return refuse('not_yet', detail);
  return code === null ? refuseByWords(detail) : refuse('error', detail);
}

function readPiece(piece: Fields, asked: string | null) {
  const summary = get(piece, 'summary');
  const scans = recordsOf(piece, 'events').map(scanOf);
  const last = lastScanOf(summary);
  // The summary repeats the last event; it stands for it where the list is not given.
  const { events, notices } = readRows(scans.length === 0 && last ? [last] : scans, readScan);
  const { edd, notices: unread } = eddIn(get(piece, 'estimatedDelivery'));
  const signature = get(piece, 'signature');
  const barcode = textOf(summary, 'oneDBarcode') ?? textOf(signature, 'oneDBarcode');
  const pieceId = textOf(piece, 'mailPieceId');
  const shipment = trackedShipment({
    carrier: 'royalmail',
    trackingNumber: barcode ?? asked ?? pieceId,
    uniqueId: textOf(summary, 'uniqueItemId') ?? textOf(signature, 'uniqueItemId') ?? pieceId,
    service: textOf(summary, 'productName'),
    events,
    newestFirst: true,
    edd,
    proofOfDelivery: proofOf({
      signedBy: textOf(signature, 'recipientName'),
      at: parseTimestamp(textOf(signature, 'signatureDateTime'))?.occurredAt ?? null,
    }),
  });
  return { shipment, unread: [...notices, ...unread] };
}

interface Scan {
  readonly code: string | null;
  readonly name: string | null;
  readonly at: string | null;
  readonly location: string | null;
}

function scanOf(event: Fields): Scan {
  return {
    code: textOf(event, 'eventCode'),
    name: textOf(event, 'eventName'),
    at: textOf(event, 'eventDateTime'),
    location: textOf(event, 'locationName'),
  };
}

function lastScanOf(summary: unknown): Scan | null {
  const code = textOf(summary, 'lastEventCode');
  const at = textOf(summary, 'lastEventDateTime');
  if (code === null || at === null) return null;
  const name = textOf(summary, 'lastEventName') ?? textOf(summary, 'statusDescription');
  return { code, name, at, location: textOf(summary, 'lastEventLocationName') };
}

function readScan({ code, name, at, location }: Scan, index: number) {
  const moment = parseTimestamp(at, { home: 'Europe/London' });
  if (!moment) return `events[${index}].eventDateTime is not a time: ${at ?? 'nothing'}`;
  return trackingEvent({
    reading: findCode(CODES, code ?? ''),
    moment,
    description: name,
    place: placeOf({ city: location }),
  });
}

function eddIn(estimate: unknown) {
  const written = textOf(estimate, 'date');
  const date = dateOf(written);
  const from = windowEnd(date, textOf(estimate, 'startOfEstimatedWindow'));
  const until = windowEnd(date, textOf(estimate, 'endOfEstimatedWindow'));
  const edd = from || until ? eddOfWindow(from, until) : eddOfDate(date);
  const unread = written !== null && date === null;
  return { edd, notices: unread ? [`estimatedDelivery.date is no date: ${written}`] : [] };
}

/** `08:00:00+01:00` on the day of the estimate; some bodies give the whole time. */
function windowEnd(date: string | null, written: string | null): Timestamp | null {
  if (written === null) return null;
  const whole = parseTimestamp(written, { home: 'Europe/London' });
  if (whole) return whole;
  return date === null ? null : parseTimestamp(`${date}T${written}`, { home: 'Europe/London' });
}
