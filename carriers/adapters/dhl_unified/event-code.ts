/**
 * Reads the meaning of an event of Shipment Tracking – Unified: one of five status codes, refined
 * by the division's code in `status` and by the division's sentences.
 */

import type { Status } from '../../../domain/tracking.ts';
import {
  type CodeReading,
  type CodeTable,
  codeRows,
  findCode,
  normalizePhrase,
} from '../../reading/code-table.ts';
import { refineMovement } from '../../reading/correct-by-words.ts';
import { type Fields, getFirstText, getText } from '../../reading/document.ts';
import { preferOwnSentence } from '../../reading/own-sentence.ts';
import type { Words } from '../../reading/said-words.ts';
import { EVENT_WORDS } from '../dhl_ecommerce/codes.ts';
import { CHECKPOINTS } from '../dhl_express/codes.ts';
import { STANDARD_EVENTS } from '../dhl_parcel_de/codes.ts';
import { STATUSES } from '../dhl_poland/codes.ts';
import { PARCEL_NL } from './parcel-nl.ts';
import { BEGINNINGS } from './phrases.ts';

/** Source: DHL's OpenAPI of Shipment Tracking – Unified, enum statusCode. */
const STATUS_CODES: CodeTable = {
  ...codeRows('pre_transit', { 'pre-transit': 'currently awaiting shipment' }),
  ...codeRows('in_transit', { transit: 'the shipment is on the way' }),
  ...codeRows('delivered', { delivered: 'delivered successfully' }),
  ...codeRows('exception/other', { failure: 'the shipment could not be delivered' }),
  ...codeRows('info', { unknown: 'a simplified status code is not available' }),
};

/** DHL Express writes status codes as numbers. */
const BY_NUMBER: ReadonlyMap<string, string> = new Map([
  ['101', 'delivered'] as const,
  ['102', 'transit'] as const,
  ['103', 'failure'] as const,
  ['104', 'pre-transit'] as const,
]);

/** The divisions' codes in `status`, by `service`. */
const DIVISIONS: ReadonlyMap<string, CodeTable> = new Map([
  ['express', CHECKPOINTS],
  ['parcel-de', STANDARD_EVENTS],
  ['parcel-nl', PARCEL_NL],
  ['parcel-pl', STATUSES],
]);

/** The words of DHL Parcel Polska's statuses with the status of each, longer words first. */
const POLISH: readonly (readonly [string, string])[] = Object.entries(STATUSES)
  .map(([code, { words }]) => [normalizePhrase(words), code] as const)
  .sort(([a], [b]) => b.length - a.length);

/**
 * The statuses to which each status code can be refined. wismr ignores a sentence that contradicts
 * its status code: DHL's own sample is `pre-transit` with the status DELIVERED, and is not
 * delivered.
 */
const REFINEMENTS: ReadonlyMap<string, readonly (Status | null)[]> = new Map([
  ['pre-transit', ['pre_transit', 'cancelled', null]],
  [
    'transit',
    [
      'pre_transit',
      'in_transit',
      'out_for_delivery',
      'attempted',
      'available_for_pickup',
      'exception',
      'return_to_sender',
      null,
    ],
  ],
  ['delivered', ['delivered', 'available_for_pickup', 'return_to_sender']],
  [
    'failure',
    [
      'in_transit',
      'attempted',
      'available_for_pickup',
      'exception',
      'return_to_sender',
      'cancelled',
    ],
  ],
]);

/** Whether an event has one of the five status codes, in any spelling. */
export function isStatusCode(event: unknown): boolean {
  return Object.hasOwn(STATUS_CODES, getText(event, 'statusCode')?.toLowerCase() ?? '');
}

/** Null if an event has neither a code nor words. */
export function readCode(event: Fields, service: string): CodeReading | null {
  const given = getText(event, 'statusCode')?.toLowerCase() ?? null;
  const statusCode = given === null ? null : (BY_NUMBER.get(given) ?? given);
  const words = listWords(event);
  const detail = refineDetail(readDetailCode(event, service), words);
  const allowed = statusCode === null ? undefined : REFINEMENTS.get(statusCode);
  const refines = detail !== null && (allowed === undefined || allowed.includes(detail.status));
  if (detail?.mapped && refines) {
    return statusCode === null ? detail : { ...detail, code: `${statusCode}/${detail.code}` };
  }
  if (statusCode !== null) {
    const own = refineDetail(readEventSentence(event), words);
    return preferOwnSentence(readCoarseCode(statusCode, words), own, words.join(' '));
  }
  const phrase = getFirstText(event, 'description', 'status');
  return detail ?? (phrase === null ? null : findCode(STATUS_CODES, normalizePhrase(phrase)));
}

/** All texts of an event: the description may contain a name instead. */
export function listWords(event: unknown): readonly Words[] {
  return ['description', 'status', 'remark'].map((key) => getText(event, key));
}

/**
 * A sentence after `could not be delivered` says where the parcel is now. A status such as
 * `IN TRANSIT` says less than the description beside it.
 */
function refineDetail(detail: CodeReading | null, words: readonly Words[]): CodeReading | null {
  if (detail?.status === 'in_transit' || detail?.status === 'exception') {
    return refineMovement(detail, ...words);
  }
  if (detail?.status !== 'attempted') return detail;
  const refined = refineMovement({ ...detail, status: null, reason: null }, ...words);
  return refined.status === null ? detail : refined;
}

/** `transit`, `failure` and `unknown` also cover returns and parcels that wait for collection. */
function readCoarseCode(statusCode: string, words: readonly Words[]): CodeReading {
  const reading = findCode(STATUS_CODES, statusCode);
  if (reading.status === 'delivered' || reading.status === 'pre_transit') return reading;
  const refined = refineMovement({ ...reading, status: null, reason: null }, ...words);
  return refined.status === null ? reading : refined;
}

/** Reads a code or words of any DHL division, as an aggregator passes them on. */
export function readOwnDhlCode(code: string | null, words: string | null): CodeReading | null {
  return readCode({ statusCode: code ?? '', description: words }, '');
}

function readDetailCode(event: Fields, service: string): CodeReading | null {
  const status = getText(event, 'status');
  const division = DIVISIONS.get(service);
  if (division && status !== null && /^[A-Z][A-Z0-9_/]+$/.test(status)) {
    const byCode = findCode(division, status);
    // DHL Paket uses `PO` for many steps of delivery; the sentence says which.
    if (byCode.mapped && !(service === 'parcel-de' && readEventSentence(event))) return byCode;
  }
  return readEventSentence(event);
}

/** Reads the description, then the status: either may contain the sentence, or a name. */
function readEventSentence(event: Fields): CodeReading | null {
  for (const key of ['description', 'status', 'remark']) {
    // Some divisions write `OUT_FOR_DELIVERY`.
    const words = getText(event, key)?.replaceAll('_', ' ') ?? null;
    const reading = words === null ? null : readSentence(normalizePhrase(words));
    if (reading) return reading;
  }
  return null;
}

function readSentence(phrase: string): CodeReading | null {
  if (phrase === 'delivered') return findCode(codeRows('delivered', { delivered: phrase }), phrase);
  const whole = findCode(EVENT_WORDS, phrase);
  if (whole.mapped) return whole;
  const [, polish] = POLISH.find(([begins]) => phrase.startsWith(begins)) ?? [];
  if (polish !== undefined) return findCode(STATUSES, polish);
  const [words, meaning] = BEGINNINGS.find(([begins]) => phrase.startsWith(begins)) ?? [];
  if (words === undefined || meaning === undefined) return null;
  return findCode(codeRows(meaning, { [words]: words }), words);
}
