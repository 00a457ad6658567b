import { PHRASES as ALLIED_EXPRESS } from '../adapters/allied_express.ts';
import { CODES as AMAZON } from '../adapters/amazon_shipping.ts';
import { CODES as ARAMEX } from '../adapters/aramex.ts';
import { CODES as ASENDIA } from '../adapters/asendia.ts';
import { CODES as ASENDIA_US } from '../adapters/asendia_us.ts';
import { PHRASES as AUSTRALIA_POST } from '../adapters/australiapost/phrases.ts';
import { STATUSES as BOXKNIGHT } from '../adapters/boxknight.ts';
import { CODES as CANADA_POST } from '../adapters/canadapost/codes.ts';
import { WAY_BACK } from '../adapters/canadapost/words.ts';
import { CODES as CANPAR } from '../adapters/canpar.ts';
import { CODES as CHRONOPOST, LABELS } from '../adapters/chronopost/codes.ts';
import { OKAPI } from '../adapters/colissimo/codes.ts';
import { CHECKPOINTS } from '../adapters/dhl_express/codes.ts';
import { STATUSES as DHL_POLAND } from '../adapters/dhl_poland/codes.ts';
import { readingOf as readDhl } from '../adapters/dhl_unified/reading.ts';
import { CODES as DICOM } from '../adapters/dicom.ts';
import { STEPS as DPD, SENTENCES as DPD_SENTENCES } from '../adapters/dpd/codes.ts';
import { CODES as EASYPOST } from '../adapters/easypost/statuses.ts';
import { CODES as ESHIPPER } from '../adapters/eshipper.ts';
import { CODES as FEDEX } from '../adapters/fedex/codes.ts';
import { EVENTS as GLS } from '../adapters/gls/codes.ts';
import { CODES as INPOST } from '../adapters/inpost/codes.ts';
import { CODES as LANDMARK } from '../adapters/landmark.ts';
import { CODES as NATIONEX } from '../adapters/nationex.ts';
import { CODES as PARCELONE } from '../adapters/parcelone/codes.ts';
import { CODES as POSTNL } from '../adapters/postnl/codes.ts';
import { NAMES as ROADIE } from '../adapters/roadie.ts';
import { CODES as ROYAL_MAIL } from '../adapters/royalmail/codes.ts';
import { CODES as SEKO } from '../adapters/seko/codes.ts';
import { CODES as SENDLE } from '../adapters/sendle.ts';
import { CODES as SMARTKARGO } from '../adapters/smartkargo.ts';
import { CODES as SPRING } from '../adapters/spring.ts';
import { TABLE as TNT } from '../adapters/tnt.ts';
import { SENTENCES as UPS } from '../adapters/ups/letters.ts';
import { readEvent as readUsps } from '../adapters/usps/events.ts';
import { STATUSES as ZOOM2U } from '../adapters/zoom2u.ts';
import { type CodeTable, findCode, phraseOf, type Reading } from './code-table.ts';

/** By the directory's id of the carrier; the first table that has the code or the words counts. */
const TABLES: Readonly<Record<string, readonly CodeTable[]>> = {
  allied_express: [ALLIED_EXPRESS],
  amazon_shipping: [AMAZON],
  aramex: [ARAMEX],
  asendia: [ASENDIA],
  asendia_us: [ASENDIA_US],
  australiapost: [AUSTRALIA_POST],
  boxknight: [BOXKNIGHT],
  canadapost: [WAY_BACK, CANADA_POST],
  canpar: [CANPAR],
  chronopost: [LABELS, CHRONOPOST],
  colissimo: [OKAPI],
  dhl_express: [CHECKPOINTS],
  dhl_poland: [DHL_POLAND],
  dicom: [DICOM],
  dpd: [DPD_SENTENCES, DPD],
  easypost: [EASYPOST],
  eshipper: [ESHIPPER],
  fedex: [FEDEX],
  gls: [GLS],
  inpost: [INPOST],
  landmark: [LANDMARK],
  nationex: [NATIONEX],
  parcelone: [PARCELONE],
  postnl: [POSTNL],
  roadie: [ROADIE],
  royalmail: [ROYAL_MAIL],
  seko: [SEKO],
  sendle: [SENDLE],
  smartkargo: [SMARTKARGO],
  spring: [SPRING],
  tnt: [TNT],
  zoom2u: [ZOOM2U],
};

/** Where the clocks of a carrier's scans go, if a scan has no place. */
const HOMES: Readonly<Record<string, string>> = {
  australiapost: 'Australia/Sydney',
  canadapost: 'America/Toronto',
  canpar: 'America/Toronto',
  chronopost: 'Europe/Paris',
  colissimo: 'Europe/Paris',
  dhl_parcel_de: 'Europe/Berlin',
  dhl_poland: 'Europe/Warsaw',
  dicom: 'America/Toronto',
  dpd: 'Europe/Berlin',
  evri: 'Europe/London',
  fedex: 'America/New_York',
  gls: 'Europe/Berlin',
  inpost: 'Europe/Warsaw',
  nationex: 'America/Toronto',
  postnl: 'Europe/Amsterdam',
  purolator: 'America/Toronto',
  royalmail: 'Europe/London',
  ups: 'America/New_York',
  usps: 'America/New_York',
};

export function homeZoneOf(carrier: string): string {
  return (Object.hasOwn(HOMES, carrier) ? HOMES[carrier] : undefined) ?? 'UTC';
}

/**
 * What a carrier's code and words say by its own table; null where that has neither. Where there is
 * no code, the event is not kept under its words either: they may name people.
 */
export function readUnderlyingCarrier(
  carrier: string,
  code: string | null,
  words: string | null,
): Reading | null {
  const reading = ownReading(carrier, code ?? '', words);
  return reading?.mapped ? { ...reading, code: code ?? 'other words' } : null;
}

function ownReading(carrier: string, code: string, words: string | null): Reading | null {
  const phrase = phraseOf(words ?? '');
  if (carrier === 'usps') return readUsps(code === '' ? null : code, words);
  // UPS's letters mean nothing without the type, which Karrio does not hand on.
  if (carrier === 'ups') return findCode(UPS, phrase);
  if (carrier === 'dhl' || carrier === 'dhl_parcel_de') {
    return readDhl({ statusCode: code, description: words }, '');
  }
  const keys = [
    `${code}/${phrase}`,
    code,
    code.replace(/^0+(?=\d)/, ''),
    code.toUpperCase(),
    code.toLowerCase(),
    phrase,
  ];
  for (const table of Object.hasOwn(TABLES, carrier) ? (TABLES[carrier] ?? []) : []) {
    const found = keys.map((key) => findCode(table, key)).find(({ mapped }) => mapped);
    if (found) return found;
  }
  return null;
}
