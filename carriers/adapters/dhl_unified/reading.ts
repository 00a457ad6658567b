/**
 * What an event of Shipment Tracking – Unified means: its status code, one of five, refined by the code
 * of the division that stands in `status` and by the division's own sentences.
 */

import type { Status } from '../../../domain/tracking.ts';
import {
  type CodeTable,
  findCode,
  phraseOf,
  type Reading,
  rows,
} from '../../reading/code-table.ts';
import { type Fields, firstText, textOf } from '../../reading/document.ts';
import { EVENT_WORDS } from '../dhl_ecommerce/codes.ts';
import { CHECKPOINTS } from '../dhl_express/codes.ts';
import { STANDARD_EVENTS } from '../dhl_parcel_de/codes.ts';
import { STATUSES } from '../dhl_poland/codes.ts';
import { BEGINNINGS } from './phrases.ts';

/** Source: DHL's OpenAPI of Shipment Tracking – Unified, enum statusCode. */
const STATUS_CODES: CodeTable = {
  ...rows('pre_transit', { 'pre-transit': 'currently awaiting shipment' }),
  ...rows('in_transit', { transit: 'the shipment is on the way' }),
  ...rows('delivered', { delivered: 'delivered successfully' }),
  ...rows('exception/other', { failure: 'the shipment could not be delivered' }),
  ...rows('info', { unknown: 'a simplified status code is not available' }),
};

/** DHL Express gives the same five as numbers. */
const BY_NUMBER: ReadonlyMap<string, string> = new Map([
  ['101', 'delivered'] as const,
  ['102', 'transit'] as const,
  ['103', 'failure'] as const,
  ['104', 'pre-transit'] as const,
]);

/** Codes of the divisions that stand in `status`, by `service`. */
const DIVISIONS: ReadonlyMap<string, CodeTable> = new Map([
  ['express', CHECKPOINTS],
  ['parcel-de', STANDARD_EVENTS],
  ['parcel-pl', STATUSES],
]);

/** The words of DHL Parcel Polska's statuses, longer ones first, and the status of each. */
const POLISH: readonly (readonly [string, string])[] = Object.entries(STATUSES)
  .map(([code, { words }]) => [phraseOf(words), code] as const)
  .sort(([a], [b]) => b.length - a.length);

/**
 * What a status code may turn out to be. A sentence that contradicts its status code refines
 * nothing: DHL's own sample is `pre-transit` with the status DELIVERED, and is not delivered.
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

/** Whether an event has one of the five, however it is written. */
export function isStatusCode(event: unknown): boolean {
  return Object.hasOwn(STATUS_CODES, textOf(event, 'statusCode')?.toLowerCase() ?? '');
}

/** Null where an event says nothing at all. */
export function readingOf(event: Fields, service: string): Reading | null {
  const given = textOf(event, 'statusCode')?.toLowerCase() ?? null;
  const statusCode = given === null ? null : (BY_NUMBER.get(given) ?? given);
  const detail = detailOf(event, service);
  const allowed = statusCode === null ? undefined : REFINEMENTS.get(statusCode);
  const refines = detail !== null && (allowed === undefined || allowed.includes(detail.status));
  if (detail?.mapped && refines) {
    return statusCode === null ? detail : { ...detail, code: `${statusCode}/${detail.code}` };
  }
  if (statusCode !== null) return findCode(STATUS_CODES, statusCode);
  const words = firstText(event, 'description', 'status');
  return detail ?? (words === null ? null : findCode(STATUS_CODES, phraseOf(words)));
}

/** A code or words of any DHL division, as an aggregator passes them on. */
export function readOwnDhlCode(code: string | null, words: string | null): Reading | null {
  return readingOf({ statusCode: code ?? '', description: words }, '');
}

function detailOf(event: Fields, service: string): Reading | null {
  const status = textOf(event, 'status');
  const division = DIVISIONS.get(service);
  if (division && status !== null && /^[A-Z][A-Z0-9_]{1,9}$/.test(status)) {
    const byCode = findCode(division, status);
    // `PO` of DHL Paket is many things in the delivery process: its sentence tells which.
    if (byCode.mapped && !(service === 'parcel-de' && sentence(event))) return byCode;
  }
  return sentence(event);
}

/** By the description, then by the status: both hold sentences, and one may hold a name. */
function sentence(event: Fields): Reading | null {
  for (const key of ['description', 'status', 'remark']) {
    // Some divisions write `OUT_FOR_DELIVERY`.
    const words = textOf(event, key)?.replaceAll('_', ' ') ?? null;
    const reading = words === null ? null : readSentence(phraseOf(words));
    if (reading) return reading;
  }
  return null;
}

function readSentence(phrase: string): Reading | null {
  if (phrase === 'delivered') return findCode(rows('delivered', { delivered: phrase }), phrase);
  const whole = findCode(EVENT_WORDS, phrase);
  if (whole.mapped) return whole;
  const [, polish] = POLISH.find(([begins]) => phrase.startsWith(begins)) ?? [];
  if (polish !== undefined) return findCode(STATUSES, polish);
  const [words, meaning] = BEGINNINGS.find(([begins]) => phrase.startsWith(begins)) ?? [];
  if (words === undefined || meaning === undefined) return null;
  return findCode(rows(meaning, { [words]: words }), words);
}
