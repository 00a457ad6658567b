/**
 * Hermes Germany: responses of the Shipment Info API (JSON). Sources: Hermes Germany's OpenAPI of
 * Shipment Info and its list of event codes: 294 codes of nine digits, and 128 codes of four digits
 * that abbreviate them (in hermes_de/codes.json with Hermes's English words). Each code is checked
 * against its words.
 */

import type { ParseResult, TrackedShipment, TrackingEvent } from '../../../domain/tracking.ts';
import type { CarrierAdapter } from '../../adapter.ts';
import {
  buildEvent,
  buildPlace,
  buildResult,
  buildShipment,
  eddFromDate,
  eddFromWindow,
  readEventRows,
} from '../../reading/build-result.ts';
import {
  type CodeMeaning,
  type CodeTable,
  codeRows,
  createOwnCodeReader,
  findCode,
  phraseRows,
} from '../../reading/code-table.ts';
import { refineMovement } from '../../reading/correct-by-words.ts';
import {
  type Document,
  describeFields,
  type Fields,
  get,
  getFirstText,
  getRecords,
  getText,
  isRecord,
  refuse,
} from '../../reading/document.ts';
import { isNewestFirst } from '../../reading/event-order.ts';
import { parseCountryName } from '../../reading/place-words.ts';
import { notPushed } from '../../reading/signature.ts';
import { parseDate, parseTimestamp } from '../../reading/timestamp.ts';
import { refuseByMessage } from '../../reading/unknown-error.ts';
import codes from './codes.json' with { type: 'json' };

const HOME = 'Europe/Berlin';

/** A four-digit code means the same as its default nine-digit code. */
const CODES: CodeTable = Object.assign(
  {},
  ...codes.map(({ codes: same, meaning, words }) =>
    codeRows(
      meaning as CodeMeaning,
      Object.fromEntries(same.split(' ').map((code) => [code, words])),
    ),
  ),
);

/**
 * The rows by Hermes's sentences, without the name of the step before some of them:
 * `Delivered (…): The …`. Sentences that stand in rows with different meanings are left out.
 */
const SENTENCES: CodeTable = Object.assign(
  {},
  ...[...Map.groupBy(codes, ({ words }) => words.replace(/^[^:.]*: /, ''))]
    .filter(([, rows]) => new Set(rows.map(({ meaning }) => meaning)).size === 1)
    .map(([words, [row]]) => (row ? phraseRows(row.meaning as CodeMeaning, [words]) : {})),
);

/** ISO 3166-1 alpha-3 codes of the countries that Hermes delivers to. */
const COUNTRIES: ReadonlyMap<string, string> = new Map(
  `DEU DE AUT AT CHE CH FRA FR NLD NL BEL BE LUX LU GBR GB ITA IT ESP ES PRT PT DNK DK SWE SE NOR NO
   FIN FI IRL IE POL PL CZE CZ SVK SK SVN SI HUN HU HRV HR ROU RO BGR BG GRC GR EST EE LVA LV LTU LT
   LIE LI MCO MC USA US CHN CN`
    .match(/[A-Z]{3}\s+[A-Z]{2}/g)
    ?.map((pair) => [pair.slice(0, 3), pair.slice(-2)] as const),
);

export const hermes_de = {
  id: 'hermes_de',
  name: 'Hermes Germany',
  kind: 'carrier',
  delivery: ['poll'],
  webhookAuth: 'no webhooks',
  formats: 'Shipment Info (JSON)',
  verify: () => notPushed('Hermes Germany'),
  recognises: ({ format, root }) => format === 'json' && get(root, 'shipmentinfo') !== undefined,
  read,
  readOwnCode: createOwnCodeReader(CODES, SENTENCES),
  homeZone: HOME,
} as const satisfies CarrierAdapter;

function read({ root }: Document): ParseResult {
  const infos = getRecords(root, 'shipmentinfo');
  if (infos.length === 0) return refuseOther(root);
  const shipments: TrackedShipment[] = [];
  const notices: string[] = [];
  const refusals: ParseResult[] = [];
  for (const info of infos) {
    const refusal = readRefusal(info);
    if (refusal) {
      refusals.push(refusal);
      if (!refusal.ok) notices.push(`${findNumber(info) ?? 'a shipment'}: ${refusal.detail}`);
      continue;
    }
    const { events, notices: unread } = readEventRows(getRecords(info, 'status'), readStatus);
    shipments.push(buildParcel(info, events));
    notices.push(...unread);
  }
  return shipments.length > 0
    ? buildResult(shipments, notices)
    : (refusals[0] ?? refuseOther(root));
}

function refuseOther(root: unknown): ParseResult {
  const message = getFirstText(root, 'message', 'detail', 'error_description', 'error', 'title');
  if (message !== null) return refuseByMessage(message);
  if (Array.isArray(get(root, 'shipmentinfo'))) return refuse('not_found', 'no shipmentinfo');
  return refuse('malformed', `no list shipmentinfo: the body is ${describeFields(root)}`);
}

/** Result codes begin with `i` if there is information, with `e` if there is none. */
function readRefusal(info: Fields): ParseResult | null {
  const code = getText(info, 'result', 'code') ?? '';
  if (!/^e/i.test(code)) return null;
  const message = getText(info, 'result', 'message') ?? code;
  return /^e001$/i.test(code) || /no information/i.test(message)
    ? refuse('not_found', message)
    : refuseByMessage(message);
}

function findNumber(info: Fields): string | null {
  return getFirstText(info, 'shipmentID', 'internationalShipmentID');
}

function buildParcel(info: Fields, events: readonly TrackingEvent[]): TrackedShipment {
  return buildShipment({
    carrier: 'hermes_de',
    trackingNumber: findNumber(info),
    events,
    newestFirst: isNewestFirst(events),
    edd: readForecast(get(info, 'deliveryForecast')),
    relatedNumbers: [getText(info, 'internationalShipmentID')],
  });
}

function readForecast(forecast: unknown) {
  const date = parseDate(getText(forecast, 'date'));
  if (!isRecord(forecast) || date === null) return null;
  const at = (time: string | null) =>
    time === null ? null : parseTimestamp(`${date}T${time}`, { homeZone: HOME });
  const slot = get(forecast, 'timeSlot');
  return eddFromWindow(at(getText(slot, 'from')), at(getText(slot, 'to'))) ?? eddFromDate(date);
}

function readStatus(status: Fields): TrackingEvent | string {
  // Codes have four or nine digits; a code written as a number has lost its leading zeros.
  const code = getText(status, 'code')?.replace(/^\d{1,3}$/, (digits) => digits.padStart(4, '0'));
  if (code === undefined) return 'a status has no code';
  const unit = get(status, 'scanningUnit');
  const country = getText(unit, 'countryCode');
  const place = buildPlace({
    city: getText(unit, 'city'),
    postalCode: getText(unit, 'zipCode'),
    country: country && (COUNTRIES.get(country) ?? parseCountryName(country) ?? country),
  });
  const written = getText(status, 'timestamp');
  const timestamp = parseTimestamp(written, { place, homeZone: HOME });
  if (!timestamp) return `status ${code} at ${written ?? 'no time'} is left out: not a time`;
  const row = Object.hasOwn(CODES, code) ? CODES[code] : undefined;
  const description = getText(status, 'description') ?? row?.words ?? null;
  const reading = findCode(CODES, code);
  return buildEvent({
    reading: reading.mapped ? reading : refineMovement(reading, description),
    timestamp,
    description,
    place,
  });
}
