/**
 * USPS: the tracking API v3 (polled), its subscriptions (pushed), and the older XML services. The
 * files in usps/ name their sources.
 */

import type { ParseResult, TrackedShipment } from '../../../domain/tracking.ts';
import type { CarrierAdapter, Verdict, WebhookRequest } from '../../adapter.ts';
import { buildResult } from '../../reading/build-result.ts';
import {
  type Document,
  describeFields,
  type Fields,
  get,
  getFirstText,
  getRecords,
  getText,
  isRecord,
  type Refused,
  refuse,
} from '../../reading/document.ts';
import {
  concatBytes,
  getHeader,
  missingHeader,
  verifyFreshness,
  verifyMac,
} from '../../reading/signature.ts';
import { parseTimestamp } from '../../reading/timestamp.ts';
import { refuseByMessage } from '../../reading/unknown-error.ts';
import { readDetail, readPush } from './detail.ts';
import { poll } from './polling.ts';
import { readOwnCode } from './prose.ts';
import { toPlainText } from './text.ts';
import { readTrackInfo, refuseError } from './track-info.ts';

const TOLERANCE_MS = 5 * 60_000;
const ITEM_MARKS = [
  'statusCategory',
  'statusSummary',
  'uniqueMailPieceID',
  'uniqueMailPieceId',
  'mailPieceIntakeDate',
  'deliveryDateExpectation',
];

export const usps = {
  id: 'usps',
  name: 'USPS',
  kind: 'carrier',
  delivery: ['webhook', 'poll'],
  webhookAuth: 'HMAC-SHA256, base64, in `X-HMAC`, over the timestamp and the raw body; ±5 min',
  webhookSecret: { kind: 'key' },
  formats: 'Tracking API v3 (detail, summary, lists), subscriptions (JSON), TrackResponse (XML)',
  verify,
  recognises,
  read,
  poll,
  homeZone: 'America/New_York',
  readOwnCode,
} as const satisfies CarrierAdapter;

/**
 * The signed timestamp is in a header, whose name differs between USPS's documents, or in the event
 * in the body. A header must be recent; an event need not be.
 */
function verify(request: WebhookRequest, secrets: readonly string[]): Verdict {
  const scheme = { header: 'X-HMAC', encoding: 'base64' } as const;
  const header = getHeader(request, 'X-Timestamp') ?? getHeader(request, 'X-USPS-Timestamp');
  const timestamp = header ?? findTimestamp(request.body);
  if (timestamp === null) {
    const without = verifyMac(request, secrets, scheme);
    return without.ok ? missingHeader('X-Timestamp') : without;
  }
  const signed = ({ body }: WebhookRequest) => concatBytes(timestamp, body);
  const verdict = verifyMac(request, secrets, { ...scheme, signed });
  if (!verdict.ok || header === null) return verdict;
  return verifyFreshness(getInstant(header), request, TOLERANCE_MS);
}

function findTimestamp(body: Uint8Array): string | null {
  const found = /"eventTimestamp"\s*:\s*"([^"\\]{1,40})"/.exec(new TextDecoder().decode(body));
  return found?.[1] ?? null;
}

/** ISO 8601, or epoch seconds or milliseconds. */
function getInstant(written: string): number | null {
  if (!/^\d{9,13}$/.test(written)) return parseTimestamp(written)?.occurredAt ?? null;
  return written.length > 10 ? Number(written) : Number(written) * 1000;
}

function recognises({ format, root }: Document): boolean {
  if (listTrackInfos(root).length > 0) return true;
  if (format === 'xml') return isXmlError(root);
  if (findError(root) !== null && get(root, 'apiVersion') !== undefined) return true;
  if (isSubscription(root)) return true;
  return listItems(root).some((item) => isItem(item) || isPush(item) || isFailure(item));
}

function read({ root }: Document, asked: string | null): ParseResult {
  const shipments: TrackedShipment[] = [];
  const notices: string[] = [];
  const failures: Refused[] = [];
  const fail = (number: string | null, refused: Refused) => {
    failures.push(refused);
    notices.push(`${number ?? 'an item'}: ${refused.detail}`);
  };
  for (const info of listTrackInfos(root)) {
    const result = readTrackInfo(info, asked);
    if ('refused' in result) fail(result.number, result.refused);
    else {
      shipments.push(result.shipment);
      notices.push(...result.notices);
    }
  }
  for (const item of listItems(root)) {
    const error = findError(item);
    if (error) fail(getText(item, 'trackingNumber'), error);
    else if (isItem(item) || isPush(item)) {
      const result = isItem(item) ? readDetail(item, asked) : readPush(item);
      shipments.push(result.shipment);
      notices.push(...result.notices);
    }
  }
  if (shipments.length > 0) return buildResult(shipments, notices);
  if (failures[0]) return failures[0];
  if (isXmlError(root)) return refuseError(get(root, 'Error'));
  if (isSubscription(root)) return refuse('other', 'a message about a subscription');
  const what = describeFields(root);
  return refuse('malformed', `no trackingEvents, statusSummary or TrackInfo: it has ${what}`);
}

/** `TrackInfo` of the older services; it may contain a whole response. */
function listTrackInfos(root: unknown): readonly Fields[] {
  const answer = get(root, 'TrackResponse') ?? get(root, 'TrackResults');
  return getRecords(answer, 'TrackInfo').map((info) => {
    const inner = get(info, 'TrackResponse', 'TrackInfo');
    return isRecord(inner) ? inner : info;
  });
}

/** The items of a response: one, a list, or the payload of a subscription. */
function listItems(root: unknown): readonly Fields[] {
  if (Array.isArray(root)) return root.filter(isRecord);
  const payload = getRecords(root, 'payload');
  if (payload.length > 0) return payload;
  return isRecord(root) ? [root] : [];
}

function isItem(item: Fields): boolean {
  if (ITEM_MARKS.some((mark) => mark in item)) {
    return 'trackingEvents' in item || 'trackingNumber' in item;
  }
  return getRecords(item, 'trackingEvents').some((event) => 'eventTimestamp' in event);
}

function isPush(item: Fields): boolean {
  const marks = ['mailClass', 'MID', 'eventDescription', 'eventLocation', 'eventCode'];
  return (
    'trackingNumber' in item &&
    'eventType' in item &&
    'eventTimestamp' in item &&
    marks.some((mark) => mark in item)
  );
}

/** A failed item in a list. */
function isFailure(item: Fields): boolean {
  return 'trackingNumber' in item && 'statusCode' in item && isRecord(item['error']);
}

/** USPS calls the URL once when a subscription is created. */
function isSubscription(root: unknown): boolean {
  const status = getText(root, 'status') ?? '';
  const isOurs = /^(ENABLED|DISABLED)$/.test(status) || get(root, 'listenerURL') !== undefined;
  return getText(root, 'subscriptionId') !== null && isOurs;
}

function isXmlError(root: unknown): boolean {
  const error = get(root, 'Error');
  return getText(error, 'Number') !== null && get(error, 'Description') !== undefined;
}

/** `150001`: a label exists, but USPS has not scanned the item yet. */
function findError(holder: unknown): Refused | null {
  const error = get(holder, 'error');
  if (!isRecord(error)) return null;
  const [first] = getRecords(error, 'errors');
  const codes = [getText(first, 'code'), getText(error, 'code'), getText(holder, 'statusCode')];
  const written =
    getFirstText(first, 'title', 'detail', 'message') ?? getFirstText(error, 'message', 'code');
  const message = toPlainText(written) ?? 'an error without a message';
  if (codes.includes('150001')) return refuse('not_yet', message);
  if (codes.includes('404')) return refuse('not_found', message);
  return refuseByMessage(message);
}
