/**
 * Hermes Germany: answers of the Shipment Info API (JSON). Sources: Hermes Germany's OpenAPI of
 * Shipment Info and its list of event codes (294 codes of nine digits and the 128 codes of four digits
 * that identify them, kept in hermes_de/codes.json with Hermes' English words).
 */

import type { ParseResult, TrackedShipment, TrackingEvent } from '../../../domain/tracking.ts';
import type { CarrierAdapter } from '../../adapter.ts';
import {
  eddOfDate,
  eddOfWindow,
  placeOf,
  readRows,
  report,
  trackedShipment,
  trackingEvent,
} from '../../reading/build-result.ts';
import { type CodeTable, findCode, type Meaning, rows } from '../../reading/code-table.ts';
import {
  type Document,
  type Fields,
  fieldsOf,
  firstText,
  get,
  isRecord,
  recordsOf,
  refuse,
  textOf,
} from '../../reading/document.ts';
import { beginsWithNewest } from '../../reading/event-order.ts';
import { countryOfWords } from '../../reading/place-words.ts';
import { notPushed } from '../../reading/signature.ts';
import { dateOf, parseTimestamp } from '../../reading/timestamp.ts';
import { refuseByWords } from '../../reading/unknown-error.ts';
import codes from './codes.json' with { type: 'json' };

const HOME = 'Europe/Berlin';

/** A code of four digits means what its default code of nine digits means. */
const CODES: CodeTable = Object.assign(
  {},
  ...codes.map(({ codes: same, meaning, words }) =>
    rows(meaning as Meaning, Object.fromEntries(same.split(' ').map((code) => [code, words]))),
  ),
);

/** ISO 3166-1 alpha-3 of the countries that Hermes delivers to, as it writes them. */
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
  webhookAuth: 'none: Hermes Germany is polled',
  formats: 'Shipment Info (JSON)',
  verify: () => notPushed('Hermes Germany'),
  recognises: ({ format, root }) => format === 'json' && Array.isArray(get(root, 'shipmentinfo')),
  read,
} as const satisfies CarrierAdapter;

function read({ root }: Document): ParseResult {
  const infos = recordsOf(root, 'shipmentinfo');
  if (infos.length === 0) return refuseOther(root);
  const shipments: TrackedShipment[] = [];
  const notices: string[] = [];
  const refusals: ParseResult[] = [];
  for (const info of infos) {
    const refusal = refusalOf(info);
    if (refusal) {
      refusals.push(refusal);
      if (!refusal.ok) notices.push(`${numberOf(info) ?? 'a shipment'}: ${refusal.detail}`);
      continue;
    }
    const { events, notices: unread } = readRows(recordsOf(info, 'status'), readStatus);
    shipments.push(shipmentOf(info, events));
    notices.push(...unread);
  }
  return shipments.length > 0 ? report(shipments, notices) : (refusals[0] ?? refuseOther(root));
}

function refuseOther(root: unknown): ParseResult {
  const message = firstText(root, 'message', 'detail', 'error_description', 'error', 'title');
  if (message !== null) return refuseByWords(message);
  if (Array.isArray(get(root, 'shipmentinfo'))) return refuse('not_found', 'no shipmentinfo');
  return refuse('malformed', `no list shipmentinfo: the body is ${fieldsOf(root)}`);
}

/** Result codes begin with `i` where there is information and with `e` where there is none. */
function refusalOf(info: Fields): ParseResult | null {
  const code = textOf(info, 'result', 'code') ?? '';
  if (!/^e/i.test(code)) return null;
  const message = textOf(info, 'result', 'message') ?? code;
  return /^e001$/i.test(code) || /no information/i.test(message)
    ? refuse('not_found', message)
    : refuseByWords(message);
}

function numberOf(info: Fields): string | null {
  return firstText(info, 'shipmentID', 'internationalShipmentID');
}

function shipmentOf(info: Fields, events: readonly TrackingEvent[]): TrackedShipment {
  return trackedShipment({
    carrier: 'hermes_de',
    trackingNumber: numberOf(info),
    events,
    newestFirst: beginsWithNewest(events),
    edd: forecastIn(get(info, 'deliveryForecast')),
    relatedNumbers: [textOf(info, 'internationalShipmentID')],
  });
}

function forecastIn(forecast: unknown) {
  const date = dateOf(textOf(forecast, 'date'));
  if (!isRecord(forecast) || date === null) return null;
  const at = (time: string | null) =>
    time === null ? null : parseTimestamp(`${date}T${time}`, { home: HOME });
  const slot = get(forecast, 'timeSlot');
  return eddOfWindow(at(textOf(slot, 'from')), at(textOf(slot, 'to'))) ?? eddOfDate(date);
}

function readStatus(status: Fields): TrackingEvent | string {
  // Four digits or nine; a code that was written as a number has lost its zeros.
  const code = textOf(status, 'code')?.replace(/^\d{1,3}$/, (digits) => digits.padStart(4, '0'));
  if (code === undefined) return 'a status has no code';
  const unit = get(status, 'scanningUnit');
  const country = textOf(unit, 'countryCode');
  const place = placeOf({
    city: textOf(unit, 'city'),
    postalCode: textOf(unit, 'zipCode'),
    country: country && (COUNTRIES.get(country) ?? countryOfWords(country) ?? country),
  });
  const written = textOf(status, 'timestamp');
  const moment = parseTimestamp(written, { place, home: HOME });
  if (!moment) return `status ${code} at ${written ?? 'no time'} is left out: not a time`;
  const description = textOf(status, 'description') ?? CODES[code]?.words ?? null;
  return trackingEvent({ reading: findCode(CODES, code), moment, description, place });
}
