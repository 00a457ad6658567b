/**
 * USPS's responses in sentences: `TrackSummary` and `TrackDetail` of the older services, and
 * `statusSummary` alone in the new one. Source: recorded responses, USPS's Customer Daily Extract
 * ("first level scripting").
 */

import type { Place, TrackingEvent } from '../../../domain/tracking.ts';
import { buildEvent } from '../../reading/build-result.ts';
import {
  type CodeMeaning,
  type CodeReading,
  codeRows,
  readCodeRow,
} from '../../reading/code-table.ts';
import { parseTimestampByFormat, type Timestamp } from '../../reading/timestamp.ts';
import { readEvent } from './events.ts';
import { buildUspsPlace, DEFAULT_ZONE } from './place.ts';

const MONTHS =
  'January|February|March|April|May|June|July|August|September|October|November|December';
const DATE = new RegExp(`(?:${MONTHS}) \\d{1,2}, \\d{4}`, 'i');
const TIME = /\b\d{1,2}:\d{2} ?[ap]\.?m\b/i;
const DETAIL = new RegExp(
  `^(.*?), ((?:${MONTHS}) \\d{1,2}, \\d{4})(?:, (\\d{1,2}:\\d{2} ?[ap]m))?(?:, (.+))?$`,
  'i',
);
/** `in DES MOINES, IA 50311`, `DES MOINES, IA 50311`; the ZIP code is optional. */
const TOWN = /(?:^|\bin )([A-Z][A-Z .'-]*), ([A-Z]{2})(?: (\d{5}(?:-\d{4})?))?\b/;

/** USPS's sentences have about 300 characters. */
const SENTENCE_MAX = 1000;

const UNKNOWN_SENTENCE: CodeReading = {
  code: 'sentence',
  mapped: false,
  status: null,
  reason: null,
  responsible: null,
};

type Sentences = readonly (readonly [RegExp, CodeMeaning])[];

/**
 * Fixed texts at the beginning of USPS's sentences, or within them; the first match counts. No other
 * carrier's sentence means something else by them.
 */
const OWN_SENTENCES: Sentences = [
  [/^your item (was|has been) delivered to the original sender/, 'return_to_sender/returned'],
  [/^your item (was|has been) delivered to an? agent for final delivery/, 'in_transit'],
  [/^your item (was|has been) delivered to the (college|university)\b/, 'in_transit'],
  [/^your item (was|has been) tendered to (a|an|the) \w+ agent/, 'in_transit'],
  [/\b(ready|available) for pickup by (the|an?) (\w+ )?agent\b/, 'in_transit'],
  [/^the return on your item was processed/, 'return_to_sender'],
  [/^your item (was|has been) delivered/, 'delivered'],
  [/^your item was picked up at (the|a) (post office|postal facility)/, 'delivered'],
  [/^your item is (now )?out for delivery/, 'out_for_delivery'],
  [/^your item was refused\b.*\breturned to (the )?sender/, 'return_to_sender/refused'],
  [/^your item was refused/, 'exception/refused'],
  [/held for the required number of days and is being returned/, 'return_to_sender/unclaimed'],
  // Its acceptance is still to come.
  [/^your shipment was received at \d/, 'in_transit'],
  [/was undeliverable as addressed\b.*\bis being returned/, 'return_to_sender/address'],
  [/was undeliverable as addressed/, 'exception/address'],
  [
    /^your item was returned to the sender .* because .*(address|vacant)/,
    'return_to_sender/address',
  ],
  [
    /is being held at (the|your|a) post office at (the|your) (customer's|customer) request/,
    'exception/held',
  ],
  [
    /^your item (arrived|has arrived) .* and is (ready|available) for pickup/,
    'available_for_pickup',
  ],
  [/^your item is (ready|available|being held) (for pickup|at)/, 'available_for_pickup'],
  [/^your item (was|has been) received by (the )?mail recovery cent/, 'exception/loss'],
];

/** Sentences that also fit another carrier's news: a parcel that was left is perhaps delivered. */
const SENTENCES: Sentences = [
  ...OWN_SENTENCES,
  [/^this is a reminder/, 'info'],
  [/^your shipment was received/, 'in_transit'],
  [/^your item (was|is being) returned to (the )?sender/, 'return_to_sender'],
  [/^we (attempted|were unable) to deliver .* business was closed/, 'attempted/closed'],
  [/^we attempted to deliver .* (no access|could not access)/, 'attempted/no_access'],
  [/^we attempted to deliver .* recipient was not available/, 'attempted/nobody_home'],
  [/^we attempted to deliver .* (receptacle|location) was blocked/, 'attempted/no_access'],
  [/^we attempted to deliver/, 'attempted'],
  [/^a shipping label has been (prepared|created)/, 'pre_transit'],
  [/^the u\.?s\.? postal service was electronically notified/, 'pre_transit'],
  [/^(a )?pre-?shipment/, 'pre_transit'],
  [/^this item has been intercepted|^your item is not mailable/, 'exception/other'],
  [/^we were unable to attempt delivery/, 'in_transit/delay'],
  [/^your item (was|has been) received by/, 'in_transit'],
  [/^usps is now in possession/, 'in_transit'],
  [/^your (item|package) will arrive later than expected/, 'in_transit/delay'],
  [/^your (item|package) is moving within the usps network/, 'in_transit'],
  [
    /^your (item|package) (was )?(arrived|departed|accepted|processed|picked up|forwarded|left)/,
    'in_transit',
  ],
  [
    /^your (item|package) (is in transit|is currently in transit|has left|has been processed)/,
    'in_transit',
  ],
];

/** Reads a sentence as an event, or returns a notice if it has no date. */
export function readSentence(written: string): TrackingEvent | string {
  const sentence = written.slice(0, SENTENCE_MAX).replace(/\s+/g, ' ').trim();
  const detail = DETAIL.exec(sentence);
  const where = parseTown(detail ? (detail[4] ?? '') : sentence);
  const date = detail?.[2] ?? DATE.exec(sentence)?.[0] ?? null;
  const time = detail ? (detail[3] ?? null) : (TIME.exec(sentence)?.[0] ?? null);
  const timestamp = parseDateInWords(date, time, where);
  if (!timestamp) return `no date in "${sentence.slice(0, 120)}"`;
  const reading = detail ? readEvent(null, detail[1] ?? null) : readSentenceCode(sentence);
  return buildEvent({ reading, timestamp, description: detail?.[1] ?? sentence, place: where });
}

/** `November 22, 2024` and `1:58 pm`, local to the place. */
export function parseDateInWords(
  date: string | null,
  time: string | null,
  place: Place | null,
): Timestamp | null {
  if (date === null) return null;
  const hints = { place, homeZone: DEFAULT_ZONE };
  if (time === null) return parseTimestampByFormat(date, ['MMMM d, yyyy', 'yyyy-MM-dd'], hints);
  const hours = time
    .toLowerCase()
    .replaceAll('.', '')
    .replace(/\s*([ap]m)/, ' $1');
  return parseTimestampByFormat(
    `${date} ${hours}`,
    ['MMMM d, yyyy h:mm a', 'MMMM d, yyyy h:mm:ss a'],
    hints,
  );
}

function readSentenceCode(sentence: string): CodeReading {
  return findSentence(SENTENCES, sentence) ?? UNKNOWN_SENTENCE;
}

/** What one of USPS's own sentences says, whatever stands beside it: an event's code or a status. */
export function readOwnSentence(sentence: string | null): CodeReading | null {
  return sentence === null ? null : findSentence(OWN_SENTENCES, sentence);
}

/** Reads an event's code and name, or a sentence in place of the name. */
export function readOwnCode(code: string | null, words: string | null): CodeReading {
  const reading = readEvent(code, words);
  return reading.mapped ? reading : (readOwnSentence(words) ?? reading);
}

function findSentence(sentences: Sentences, sentence: string): CodeReading | null {
  const lower = sentence.slice(0, SENTENCE_MAX).replace(/\s+/g, ' ').trim().toLowerCase();
  const meaning = sentences.find(([pattern]) => pattern.test(lower))?.[1];
  const row = meaning ? codeRows(meaning, { words: sentence })['words'] : undefined;
  return row ? readCodeRow(row.status ?? 'info', row) : null;
}

function parseTown(written: string): Place | null {
  const found = TOWN.exec(written);
  if (!found) return null;
  const [, city = null, region = null, postalCode = null] = found;
  return buildUspsPlace({ city, region, postalCode, country: null });
}
