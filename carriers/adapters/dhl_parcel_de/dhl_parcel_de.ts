/**
 * DHL Paket (Germany): answers of Sendungsverfolgung, XML whose facts are attributes. Source: DHL's
 * description of the operations d-get-piece, d-get-piece-detail, d-get-piece-events and
 * get-status-for-public-user.
 */

import type { ParseResult, TrackedShipment, TrackingEvent } from '../../../domain/tracking.ts';
import type { CarrierAdapter } from '../../adapter.ts';
import {
  proofOf,
  readRows,
  report,
  trackedShipment,
  trackingEvent,
} from '../../reading/build-result.ts';
import { findCode, findFirstCode, type Reading } from '../../reading/code-table.ts';
import {
  type Document,
  type Fields,
  fieldsOf,
  firstText,
  flagOf,
  get,
  isRecord,
  recordsOf,
  refuse,
  textOf,
} from '../../reading/document.ts';
import { beginsWithNewest } from '../../reading/event-order.ts';
import { placeOfWords } from '../../reading/place-words.ts';
import { notPushed } from '../../reading/signature.ts';
import { parseTimestamp, parseTimestampByFormat } from '../../reading/timestamp.ts';
import { refuseByWords } from '../../reading/unknown-error.ts';
import { readOwnDhlCode } from '../dhl_unified/reading.ts';
import { EVENTS, STANDARD_EVENTS } from './codes.ts';

const HOME = 'Europe/Berlin';
const FORMATS = ['dd.MM.yyyy HH:mm:ss', 'dd.MM.yyyy HH:mm', 'dd.MM.yyyy'];
/** DHL's errors write the names of its lists without dashes. */
const PIECES = /^piece-?(shipment|status(-?public)?)$/;
const LISTS = /^piece-?(shipment|status(-?public)?|event)-?list$/;
const DEPTH_MAX = 4;

export const dhl_parcel_de = {
  id: 'dhl_parcel_de',
  name: 'DHL Paket',
  kind: 'carrier',
  delivery: ['poll'],
  webhookAuth: 'none: Sendungsverfolgung is polled (its pushes come by `dhl_unified`)',
  formats: 'Sendungsverfolgung (XML): pieces with events, pieces alone, events alone',
  verify: () => notPushed('DHL Paket'),
  recognises: ({ format, root }) =>
    format === 'xml' && LISTS.test(textOf(topOf(root), '@name') ?? ''),
  read,
  homeZone: 'Europe/Berlin',
  readOwnCode: readOwnDhlCode,
} as const satisfies CarrierAdapter;

/** Answers come alone or as the text of a SOAP answer's body. */
function topOf(root: unknown): unknown {
  return get(root, 'data') ?? get(root, 'Envelope', 'Body', 'data');
}

function read({ root }: Document): ParseResult {
  const top = topOf(root);
  const name = textOf(top, '@name') ?? '';
  if (!isRecord(top) || !LISTS.test(name)) {
    return refuse('malformed', `no data element of a piece list: the body has ${fieldsOf(root)}`);
  }
  const code = textOf(top, '@code') ?? '0';
  if (code !== '0') return refuseCode(code, textOf(top, '@error'));
  const pieces = piecesIn(top, 0);
  if (pieces.length === 0) {
    return eventsOf(top).length > 0
      ? report([readPiece(top).shipment])
      : refuse('not_found', 'the list of pieces is empty');
  }
  return readPieces(pieces);
}

/** 100: there is nothing of this number. The others are about the sender of the request. */
function refuseCode(code: string, error: string | null): ParseResult {
  const said = error ?? `code ${code}`;
  return code === '100' ? refuse('not_found', said) : refuseByWords(said);
}

function piecesIn(element: Fields, depth: number): readonly Fields[] {
  if (depth > DEPTH_MAX) return [];
  return recordsOf(element, 'data').flatMap((each) =>
    PIECES.test(textOf(each, '@name') ?? '') ? [each] : piecesIn(each, depth + 1),
  );
}

function readPieces(pieces: readonly Fields[]): ParseResult {
  const shipments: TrackedShipment[] = [];
  const notices: string[] = [];
  for (const piece of pieces) {
    const status = textOf(piece, '@error-status') ?? '0';
    const failed = status !== '0' && textOf(piece, '@ice') === null && eventsOf(piece).length === 0;
    if (failed) {
      notices.push(
        `${numberOf(piece) ?? 'a piece'}: ${firstText(piece, '@piece-status-desc', '@status') ?? status}`,
      );
      continue;
    }
    const read = readPiece(piece);
    shipments.push(read.shipment);
    notices.push(...read.notices);
  }
  if (shipments.length > 0) return report(shipments, notices);
  return refuse('not_found', notices.join('; '));
}

function eventsOf(piece: Fields): readonly Fields[] {
  const lists = [piece, ...recordsOf(piece, 'data')];
  return lists.flatMap((list) =>
    recordsOf(list, 'data').filter((each) => textOf(each, '@name') === 'piece-event'),
  );
}

function readPiece(piece: Fields): {
  readonly shipment: TrackedShipment;
  readonly notices: readonly string[];
} {
  const isReturn = flagOf(piece, '@ruecksendung') === true;
  const listed = eventsOf(piece);
  // d-get-piece tells the latest event alone, in the attributes of the piece.
  const given = listed.length > 0 || textOf(piece, '@ice') === null ? listed : [piece];
  const { events, notices } = readRows(given, (event) => readEvent(event, isReturn));
  const shipment = trackedShipment({
    carrier: 'dhl_parcel_de',
    trackingNumber: numberOf(piece),
    uniqueId: textOf(piece, '@piece-id'),
    service: textOf(piece, '@product-name'),
    events,
    newestFirst: beginsWithNewest(events),
    proofOfDelivery: proofIn(piece, events),
    relatedNumbers: ['@airway-bill-number', '@domestic-id', '@upu'].map((key) =>
      textOf(piece, key),
    ),
  });
  return { shipment, notices };
}

function numberOf(piece: Fields): string | null {
  return firstText(piece, '@piece-code', '@searched-piece-code', '@piece-identifier');
}

/** `recipient-name` is who took it; the addressee is the `pan-recipient`. */
function proofIn(piece: Fields, events: readonly TrackingEvent[]) {
  const delivery = events.findLast(({ status }) => status === 'delivered');
  if (!delivery) return null;
  return proofOf({
    at: delivery.occurredAt,
    signedBy: textOf(piece, '@recipient-name'),
    location: textOf(piece, '@recipient-id-text'),
  });
}

function readEvent(event: Fields, isReturn: boolean): TrackingEvent | string {
  const place = placeOfWords(firstText(event, '@event-location'), {
    country: textOf(event, '@event-country'),
  });
  const written = firstText(event, '@event-timestamp', '@status-timestamp');
  const moment =
    parseTimestampByFormat(written, FORMATS, { place, home: HOME }) ??
    parseTimestamp(written, { place, home: HOME });
  const reading = readingIn(event);
  if (!moment) return `event ${reading.code} at ${written ?? 'no time'} is left out: not a time`;
  const delivered = reading.status === 'delivered';
  const onWayBack = flagOf(event, '@ruecksendung') ?? (isReturn && delivered);
  return trackingEvent({
    reading: onWayBack ? backwards(reading) : reading,
    moment,
    description: firstText(event, '@event-text', '@event-status', '@status', '@event-short-status'),
    place,
  });
}

function readingIn(event: Fields): Reading {
  const ice = textOf(event, '@ice') ?? '-';
  const ric = textOf(event, '@ric') ?? '-';
  const standard = textOf(event, '@standard-event-code');
  const pair = `${ice}/${ric}`;
  if (standard === null) return findCode(EVENTS, pair);
  const triple = `${pair}/${standard}`;
  const exact = findFirstCode(EVENTS, [triple, pair]);
  return exact.mapped ? exact : { ...findCode(STANDARD_EVENTS, standard), code: triple };
}

/** A parcel on its way back (`ruecksendung`) that is delivered has arrived at its sender. */
function backwards(reading: Reading): Reading {
  if (reading.status === 'delivered') {
    return { ...reading, status: 'return_to_sender', reason: 'returned', responsible: 'shop' };
  }
  const moves = reading.status === 'in_transit' || reading.status === 'out_for_delivery';
  return moves ? { ...reading, status: 'return_to_sender' } : reading;
}
