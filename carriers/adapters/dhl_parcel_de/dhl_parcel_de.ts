/**
 * DHL Paket (Germany): responses of Sendungsverfolgung, XML with its data in attributes. Source:
 * DHL's description of the operations d-get-piece, d-get-piece-detail, d-get-piece-events and
 * get-status-for-public-user.
 */

import type { ParseResult, TrackedShipment, TrackingEvent } from '../../../domain/tracking.ts';
import type { CarrierAdapter } from '../../adapter.ts';
import {
  buildEvent,
  buildProof,
  buildResult,
  buildShipment,
  readEventRows,
} from '../../reading/build-result.ts';
import { type CodeReading, findCode, findFirstCode } from '../../reading/code-table.ts';
import { refineFailure } from '../../reading/correct-by-words.ts';
import {
  type Document,
  describeFields,
  type Fields,
  get,
  getFirstText,
  getFlag,
  getRecords,
  getText,
  isRecord,
  refuse,
} from '../../reading/document.ts';
import { isNewestFirst } from '../../reading/event-order.ts';
import { parsePlace } from '../../reading/place-words.ts';
import { notPushed } from '../../reading/signature.ts';
import { parseTimestamp, parseTimestampByFormat } from '../../reading/timestamp.ts';
import { RETURNED, WAY_BACK } from '../../reading/turn-back.ts';
import { refuseByMessage } from '../../reading/unknown-error.ts';
import { readOwnDhlCode } from '../dhl_unified/event-code.ts';
import { EVENTS, NO_DELIVERIES, STANDARD_EVENTS } from './codes.ts';

const HOME = 'Europe/Berlin';
const FORMATS = ['dd.MM.yyyy HH:mm:ss', 'dd.MM.yyyy HH:mm', 'dd.MM.yyyy'];
/** DHL's errors write the names of its lists without dashes. */
const PIECES = /^piece-?(shipment|status(-?public)?)$/;
const LISTS = /^piece-?(shipment|status(-?public)?|event)-?list$/;
const WORDS = [
  '@event-text',
  '@event-status',
  '@status',
  '@event-short-status',
  '@short-status',
] as const;
/** Matches the name of the recipient if the sender accepted the parcel. */
const SENDER = /^((an|to) )?((den|the) )?(absender|versender|sender|shipper)\b/i;
const DEPTH_MAX = 4;

export const dhl_parcel_de = {
  id: 'dhl_parcel_de',
  name: 'DHL Paket',
  kind: 'carrier',
  delivery: ['poll'],
  webhookAuth: 'no webhooks of its own: DHL pushes to `dhl_unified`',
  formats: 'Sendungsverfolgung (XML): pieces with events, pieces, events',
  verify: () => notPushed('DHL Paket'),
  recognises: ({ format, root }) =>
    format === 'xml' && LISTS.test(getText(findTop(root), '@name') ?? ''),
  read,
  homeZone: 'Europe/Berlin',
  readOwnCode: readOwnDhlCode,
} as const satisfies CarrierAdapter;

/** The response itself, or the text of a SOAP body. */
function findTop(root: unknown): unknown {
  return get(root, 'data') ?? get(root, 'Envelope', 'Body', 'data');
}

function read({ root }: Document): ParseResult {
  const top = findTop(root);
  const name = getText(top, '@name') ?? '';
  if (!isRecord(top) || !LISTS.test(name)) {
    return refuse(
      'malformed',
      `no data element of a piece list: the body has ${describeFields(root)}`,
    );
  }
  const code = getText(top, '@code') ?? '0';
  if (code !== '0') return refuseCode(code, getText(top, '@error'));
  const pieces = listPieces(top, 0);
  if (pieces.length === 0) {
    return listEvents(top).length > 0
      ? buildResult([readPiece(top).shipment])
      : refuse('not_found', 'the list of pieces is empty');
  }
  return readPieces(pieces);
}

/** 100: DHL has no information about this number. Other codes are about the account. */
function refuseCode(code: string, error: string | null): ParseResult {
  const detail = error ?? `code ${code}`;
  return code === '100' ? refuse('not_found', detail) : refuseByMessage(detail);
}

function listPieces(element: Fields, depth: number): readonly Fields[] {
  if (depth > DEPTH_MAX) return [];
  return getRecords(element, 'data').flatMap((each) =>
    PIECES.test(getText(each, '@name') ?? '') ? [each] : listPieces(each, depth + 1),
  );
}

function readPieces(pieces: readonly Fields[]): ParseResult {
  const shipments: TrackedShipment[] = [];
  const notices: string[] = [];
  for (const piece of pieces) {
    const status = getText(piece, '@error-status') ?? '0';
    const failed =
      status !== '0' && getText(piece, '@ice') === null && listEvents(piece).length === 0;
    if (failed) {
      notices.push(
        `${findNumber(piece) ?? 'a piece'}: ${getFirstText(piece, '@piece-status-desc', '@status') ?? status}`,
      );
      continue;
    }
    const read = readPiece(piece);
    shipments.push(read.shipment);
    notices.push(...read.notices);
  }
  if (shipments.length > 0) return buildResult(shipments, notices);
  return refuse('not_found', notices.join('; '));
}

function listEvents(piece: Fields): readonly Fields[] {
  const lists = [piece, ...getRecords(piece, 'data')];
  return lists.flatMap((list) =>
    getRecords(list, 'data').filter((each) => getText(each, '@name') === 'piece-event'),
  );
}

/** What the piece says about its delivery, which its events do not repeat. */
interface Handover {
  readonly isReturn: boolean;
  /** The carrier may write a place instead of the recipient's name. */
  readonly signed: string | null;
}

function readPiece(piece: Fields): {
  readonly shipment: TrackedShipment;
  readonly notices: readonly string[];
} {
  const isReturn =
    getFlag(piece, '@ruecksendung') === true ||
    SENDER.test(getText(piece, '@recipient-id-text') ?? '');
  const signer = getText(piece, '@recipient-name');
  const handover = { isReturn, signed: signer === null ? null : `signed for by ${signer}` };
  const read = readEventRows(listEvents(piece), (event) => readEvent(event, handover));
  const events = withoutDeleted(withLatest(piece, read.events, handover));
  const { notices } = read;
  const shipment = buildShipment({
    carrier: 'dhl_parcel_de',
    trackingNumber: findNumber(piece),
    uniqueId: getText(piece, '@piece-id'),
    service: getText(piece, '@product-name'),
    events,
    newestFirst: isNewestFirst(events),
    proofOfDelivery: readProof(piece, events),
    relatedNumbers: ['@airway-bill-number', '@domestic-id', '@upu'].map((key) =>
      getText(piece, key),
    ),
  });
  return { shipment, notices };
}

/** The piece's attributes repeat its latest event. Some responses have nothing else. */
function withLatest(
  piece: Fields,
  events: readonly TrackingEvent[],
  handover: Handover,
): readonly TrackingEvent[] {
  if (getText(piece, '@status-timestamp') === null) return events;
  const latest = readEvent(piece, handover);
  if (typeof latest === 'string') return events;
  const isLater = events.every(({ occurredAt }) => occurredAt < latest.occurredAt);
  if (!isLater) return events;
  return isNewestFirst(events) ? [latest, ...events] : [...events, latest];
}

/** `STORN`: the driver cancelled the previous event. It stays in the list and changes no status. */
function withoutDeleted(events: readonly TrackingEvent[]): readonly TrackingEvent[] {
  const ordered = [...events].sort((a, b) => a.occurredAt - b.occurredAt);
  const deleted = new Set(
    ordered.filter((_, index) => ordered[index + 1]?.code.startsWith('STORN/') === true),
  );
  return events.map((event) =>
    deleted.has(event) ? { ...event, status: null, reason: null, responsible: null } : event,
  );
}

function findNumber(piece: Fields): string | null {
  return getFirstText(piece, '@piece-code', '@searched-piece-code', '@piece-identifier');
}

/** `recipient-name` is the person who accepted the parcel; `pan-recipient` is the addressee. */
function readProof(piece: Fields, events: readonly TrackingEvent[]) {
  const delivery = events.findLast(({ status }) => status === 'delivered');
  if (!delivery) return null;
  return buildProof({
    at: delivery.occurredAt,
    signedBy: getText(piece, '@recipient-name'),
    location: getText(piece, '@recipient-id-text'),
  });
}

function readEvent(event: Fields, { isReturn, signed }: Handover): TrackingEvent | string {
  const place = parsePlace(getFirstText(event, '@event-location'), {
    country: getText(event, '@event-country'),
  });
  const written = getFirstText(event, '@event-timestamp', '@status-timestamp');
  const timestamp =
    parseTimestampByFormat(written, FORMATS, { place, homeZone: HOME }) ??
    parseTimestamp(written, { place, homeZone: HOME });
  const reading = readCode(event);
  if (!timestamp) return `event ${reading.code} at ${written ?? 'no time'} is left out: not a time`;
  const delivered = reading.status === 'delivered';
  const onWayBack = getFlag(event, '@ruecksendung') ?? (isReturn && delivered);
  const words = WORDS.map((key) => getText(event, key));
  return buildEvent({
    reading: onWayBack ? asReturn(reading) : refineFailure(reading, ...words),
    timestamp,
    description: words.find((each) => each !== null) ?? null,
    otherWords: [...words, signed],
    place,
  });
}

function readCode(event: Fields): CodeReading {
  const ice = getText(event, '@ice') ?? '-';
  const ric = getText(event, '@ric') ?? '-';
  const standard = getText(event, '@standard-event-code');
  const pair = `${ice}/${ric}`;
  if (standard === null) return findByWords(event) ?? findCode(EVENTS, pair);
  const triple = `${pair}/${standard}`;
  const exact = findFirstCode(EVENTS, [triple, pair]);
  if (exact.mapped) return exact;
  // ZU also covers events that are no delivery.
  const byEvent = standard === 'ZU' ? findCode(NO_DELIVERIES, ice) : null;
  const reading = byEvent?.mapped ? byEvent : findCode(STANDARD_EVENTS, standard);
  return { ...reading, code: triple };
}

/** Responses of the public operation have sentences without codes. */
function findByWords(event: Fields): CodeReading | null {
  if (getText(event, '@ice') !== null) return null;
  const found = WORDS.map((key) => readOwnDhlCode(null, getText(event, key)));
  return found.find((reading) => reading?.mapped) ?? null;
}

/** A delivered return (`ruecksendung`) has arrived at its sender. */
function asReturn(reading: CodeReading): CodeReading {
  if (reading.status === 'delivered') return { ...reading, ...RETURNED };
  const isOnItsWay = reading.status !== null && WAY_BACK.includes(reading.status);
  return isOnItsWay ? { ...reading, status: 'return_to_sender' } : reading;
}
