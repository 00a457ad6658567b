/**
 * Shippo: an aggregator that pushes and returns whole tracks. Source: Shippo's tracking guide
 * (event definitions), its API reference and the types of its SDKs. The API of 2017 had no
 * substatus and called a parcel with only a label UNKNOWN. Before 2018-02-08, a webhook contained
 * the Transaction (the purchase of a label) with the tracking in it.
 */

import type { ParseResult, TrackingEvent } from '../../../domain/tracking.ts';
import type { CarrierAdapter, UnderlyingCarriers, Verdict, WebhookRequest } from '../../adapter.ts';
import { findCarrier } from '../../directory.ts';
import {
  buildEvent,
  buildPlace,
  buildProofOf,
  buildResult,
  buildShipment,
  eddFromDate,
  readEventRows,
} from '../../reading/build-result.ts';
import {
  type CodeReading,
  findFirstCode,
  normalizePhrase,
  readCodeRow,
} from '../../reading/code-table.ts';
import { refineFailure } from '../../reading/correct-by-words.ts';
import {
  type Document,
  describeFields,
  type Fields,
  get,
  getFirstText,
  getList,
  getNumber,
  getRecords,
  getText,
  isRecord,
  refuse,
} from '../../reading/document.ts';
import { preferOwnWords, type Underlying } from '../../reading/own-sentence.ts';
import { readPlainEnglish } from '../../reading/plain-english-phrases.ts';
import {
  concatBytes,
  getHeader,
  missingHeader,
  verifyFreshness,
  verifyMac,
  verifySharedSecret,
} from '../../reading/signature.ts';
import { correctHandOvers } from '../../reading/summary-status.ts';
import { parseDate, parseTimestamp } from '../../reading/timestamp.ts';
import { refuseByMessage } from '../../reading/unknown-error.ts';
import { poll } from './polling.ts';
import { CODES, SENTENCES } from './statuses.ts';

const TOLERANCE_MS = 5 * 60_000;
const SIGNATURE = 'Shippo-Auth-Signature';

export const shippo = {
  id: 'shippo',
  name: 'Shippo',
  kind: 'aggregator',
  delivery: ['webhook', 'poll'],
  webhookAuth:
    'HMAC-SHA256, hex, in `Shippo-Auth-Signature`, over `time.body`, 5 min; unsigned: `?token=`',
  webhookSecret: { kind: 'token' },
  formats: 'Webhook `track_updated`, Track, Transaction (JSON, 2017 to now)',
  verify,
  recognises,
  read,
  poll,
} as const satisfies CarrierAdapter;

/** `t=<epoch seconds>,v1=<hex>`; if Shippo does not sign, a token in the URL. */
function verify(request: WebhookRequest, secrets: readonly string[]): Verdict {
  const given = getHeader(request, SIGNATURE);
  if (given === null) {
    const token = request.query['token'] ?? null;
    if (token === null) return missingHeader(`${SIGNATURE}, and \`token\` in the URL,`);
    return verifySharedSecret(token, secrets, 'token');
  }
  const parts = new Map(given.split(',').map((part) => splitOnce(part.trim())));
  const time = parts.get('t') ?? '';
  const mac = { [SIGNATURE.toLowerCase()]: parts.get('v1') ?? '-' };
  const verdict = verifyMac({ ...request, headers: mac }, secrets, {
    header: SIGNATURE,
    encoding: 'hex',
    signed: ({ body }) => concatBytes(`${time}.`, body),
    isToken: true,
  });
  if (!verdict.ok) return verdict;
  const signedAt = /^\d{1,12}$/.test(time) ? Number(time) * 1000 : null;
  const fresh = verifyFreshness(signedAt, request, TOLERANCE_MS);
  return fresh.ok ? verdict : fresh;
}

function splitOnce(part: string): readonly [string, string] {
  const at = part.indexOf('=');
  return [part.slice(0, Math.max(at, 0)), part.slice(at + 1)];
}

/** The event types of webhooks. */
const EVENT = /^(track|transaction|batch)_(created|updated|purchased)$/;

function recognises({ format, root }: Document): boolean {
  if (format !== 'json') return false;
  if (isTrack(root) || isTransaction(root)) return true;
  if (EVENT.test(getText(root, 'event') ?? '')) return true;
  if (!isRecord(root)) return false;
  const keys = Object.keys(root).join();
  return (keys === 'detail' && getText(root, 'detail') !== null) || keys === '__all__';
}

function isTrack(value: unknown): boolean {
  return (
    getText(value, 'tracking_number') !== null &&
    getText(value, 'carrier') !== null &&
    (get(value, 'tracking_status') !== undefined || get(value, 'tracking_history') !== undefined)
  );
}

function isTransaction(value: unknown): boolean {
  return (
    get(value, 'tracking_status') !== undefined &&
    (getText(value, 'object_id') !== null || get(value, 'tracking_url_provider') !== undefined) &&
    get(value, 'rate') !== undefined
  );
}

function read(
  { root }: Document,
  _asked: string | null,
  carriers: UnderlyingCarriers,
): ParseResult {
  const track = [get(root, 'data'), root].find(
    (value): value is Fields => isTrack(value) || isTransaction(value),
  );
  if (!track || isAboutLabel(root, track)) return refuseOther(root);
  const number = getText(track, 'tracking_number');
  const messages = listMessages(track);
  if (number === null) {
    const event = getText(root, 'event');
    if (event !== null) return refuse('other', `${event}, without a tracking_number`);
    if (messages.length > 0) return refuse('error', messages.join('; '));
    return refuse('malformed', `a transaction without a tracking_number: ${describeFields(track)}`);
  }
  const carrier = findCarrier(
    getText(track, 'carrier') ?? getText(track, 'rate', 'provider') ?? 'unknown',
  ).id;
  const { events: scanned, notices } = readEventRows(listScans(track), (scan, index) =>
    readScan(scan, index, { carrier, carriers }),
  );
  const latest = get(track, 'tracking_status');
  const events = isRecord(latest) ? correctHandOvers(scanned, readScanCode(latest)) : scanned;
  const shipment = buildShipment({
    carrier,
    trackingNumber: number,
    uniqueId:
      getText(track, 'transaction') ?? (isTrack(track) ? null : getText(track, 'object_id')),
    service: getFirstText(get(track, 'servicelevel'), 'name', 'token'),
    events,
    edd: eddFromDate(parseDate(getText(track, 'eta'))),
    originalEdd: eddFromDate(parseDate(getText(track, 'original_eta'))),
    proofOfDelivery: buildProofOf(events, { signedBy: getText(track, 'signed_by') }),
  });
  return buildResult([shipment], [...messages, ...notices]);
}

/**
 * The event is about the purchase of a label. Before 2018-02-08, a Transaction with a history is how
 * Shippo reports a track.
 */
function isAboutLabel(root: unknown, transaction: Fields): boolean {
  const isLabel = getText(root, 'event')?.startsWith('transaction_') === true;
  return isLabel && getRecords(transaction, 'tracking_history').length === 0;
}

/** The history, plus the latest status if the history lacks it. */
function listScans(track: Fields): readonly Fields[] {
  const history = getRecords(track, 'tracking_history');
  const latest = get(track, 'tracking_status');
  if (isRecord(latest)) {
    const same = (scan: Fields) =>
      getText(scan, 'status') === getText(latest, 'status') &&
      getText(scan, 'status_date') === getText(latest, 'status_date');
    const says = getText(latest, 'status_date') !== null && !history.some(same);
    return says ? [...history, latest] : history;
  }
  // A transaction has a status, and only the time of the transaction's own last change.
  const status = getText(latest);
  const changed = getText(track, 'object_updated');
  if (status === null || status === 'UNKNOWN' || changed === null) return history;
  return history.length > 0 ? history : [{ status, status_date: changed }];
}

/** Shippo's own text for `delivered`. It vouches for nothing that the carrier says. */
const DELIVERED_LABEL = 'Package has been delivered.';

function readScan(scan: Fields, index: number, underlying: Underlying): TrackingEvent | string {
  const written = getText(scan, 'status_date');
  // Times are UTC; test trackings omit the Z.
  const timestamp = parseTimestamp(written);
  if (!timestamp)
    return `tracking_history[${index}].status_date is not a time: ${written ?? 'nothing'}`;
  const words = getText(scan, 'status_details');
  const label = getText(scan, 'substatus', 'text');
  const known = readByWords(readScanCode(scan), words);
  return buildEvent({
    reading: refineFailure(preferOwnWords(known, underlying, words), words),
    timestamp,
    description: words ?? label,
    otherWords: [label === DELIVERED_LABEL ? null : label],
    place: buildPlace({
      city: getText(scan, 'location', 'city'),
      region: getText(scan, 'location', 'state'),
      postalCode: getText(scan, 'location', 'zip'),
      country: getText(scan, 'location', 'country'),
    }),
  });
}

/** Shippo does not know the scan, but the carrier's words may be clear. */
function readByWords(reading: CodeReading, words: string | null): CodeReading {
  if (reading.status !== null) return reading;
  const byWords = readPlainEnglish(words, reading.code);
  return byWords.mapped ? byWords : reading;
}

function readScanCode(scan: Fields): CodeReading {
  const status = getText(scan, 'status')?.toUpperCase() ?? '';
  const substatus = getText(scan, 'substatus', 'code') ?? getText(scan, 'substatus');
  const sentence = normalizePhrase(getText(scan, 'status_details') ?? '');
  const row = Object.hasOwn(SENTENCES, sentence) ? SENTENCES[sentence] : undefined;
  // Shippo's own sentence about a movement contradicts the delivery.
  if (row && status === 'DELIVERED') return readCodeRow(status, row);
  if (substatus !== null) {
    return findFirstCode(CODES, [`${status}/${substatus}`, ...listKeys(status, substatus), status]);
  }
  const isVague = status === 'UNKNOWN' || status === 'TRANSIT';
  return row && isVague ? readCodeRow(status, row) : findFirstCode(CODES, [status]);
}

/** A substatus beside another status than its own says more than that status. */
function listKeys(status: string, substatus: string): readonly string[] {
  if (status === 'DELIVERED') return [];
  return ['TRANSIT', 'RETURNED', 'FAILURE'].map((each) => `${each}/${substatus}`);
}

/** Strings, or objects with a text; in a transaction, the reason why there is no label. */
function listMessages(track: Fields): readonly string[] {
  return getList(track, 'messages')
    .map((each) => getFirstText(each, 'text', 'message') ?? getText(each))
    .filter((each) => each !== null);
}

function refuseOther(root: unknown): ParseResult {
  const detail = getText(root, 'detail') ?? getText(root, '__all__', 0) ?? getText(root, 'error');
  if (detail !== null) return refuseByMessage(detail);
  const event = getText(root, 'event');
  const data = get(root, 'data');
  if (event !== null && isRecord(data) && !event.startsWith('track_'))
    return refuse('other', `${event}, not a tracking`);
  const about = event === null ? describeFields(root) : `${event}, with ${describeFields(data)}`;
  const code = getNumber(root, 'status');
  if (code !== null && code >= 400) return refuse('error', `status ${code}`);
  return refuse('malformed', `no track with a tracking_number and a tracking_status: ${about}`);
}
