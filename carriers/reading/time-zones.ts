/**
 * Time zones of places, for carriers that send local times without an offset. Source: the IANA time
 * zone database (zone1970.tab). A country with several zones gets the zone of most of its people,
 * if only a fringe lives in another. Other countries are left out: the carrier's home zone applies.
 */

import { ownProperty } from '../../domain/own-property.ts';
import type { Place } from '../../domain/tracking.ts';
import {
  AUSTRALIAN_STATES,
  byRegion,
  CANADIAN_PROVINCES,
  FORMER_CANADIAN_PROVINCES,
  US_STATES,
  US_TERRITORIES,
} from './regions.ts';

/** The time zone of a place; null if the place does not determine one. */
export function findTimeZone({ country, region }: Place): string | null {
  const code = country?.trim().toUpperCase();
  const state = region?.trim().toUpperCase();
  if (!code) return null;
  const zones = ownProperty(ZONES_BY_COUNTRY, code);
  if (!zones) return ownProperty(ZONE_BY_COUNTRY, code) ?? null;
  return state ? (ownProperty(zones, state) ?? null) : null;
}

/**
 * The time zone to assume for a country: its only one, or one where many of its people live. Null
 * for a country that no table lists. Source: the IANA time zone database (zone1970.tab).
 */
export function findMainZone(country: string): string | null {
  const code = country.trim().toUpperCase();
  return ownProperty(MAIN_ZONES, code) ?? ownProperty(ZONE_BY_COUNTRY, code) ?? null;
}

/** Whether a zone belongs to a country in these tables. */
export function isZoneOf(zone: string, country: string): boolean {
  const code = country.trim().toUpperCase();
  const zones = ownProperty(ZONES_BY_COUNTRY, code);
  if (zones) return Object.values(zones).includes(zone);
  return findMainZone(code) === zone;
}

const US = { ...US_STATES, ...US_TERRITORIES };
const CANADA = { ...CANADIAN_PROVINCES, ...FORMER_CANADIAN_PROVINCES };

const ZONES_BY_COUNTRY: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  US,
  USA: US,
  CA: CANADA,
  CAN: CANADA,
  AU: AUSTRALIAN_STATES,
  AUS: AUSTRALIAN_STATES,
};

const ZONE_BY_COUNTRY = byRegion({
  'Europe/London': 'GB UK GG JE IM GBR',
  'Europe/Dublin': 'IE IRL',
  'Europe/Berlin': 'DE DEU',
  'Europe/Vienna': 'AT AUT',
  'Europe/Zurich': 'CH LI CHE',
  'Europe/Paris': 'FR MC FRA',
  'Europe/Brussels': 'BE BEL',
  'Europe/Amsterdam': 'NL NLD',
  'Europe/Luxembourg': 'LU LUX',
  'Europe/Madrid': 'ES AD ESP',
  'Europe/Lisbon': 'PT PRT',
  'Europe/Rome': 'IT SM VA ITA',
  'Europe/Copenhagen': 'DK DNK',
  'Europe/Stockholm': 'SE SWE',
  'Europe/Oslo': 'NO SJ NOR',
  'Europe/Helsinki': 'FI AX FIN',
  'Europe/Warsaw': 'PL POL',
  'Europe/Prague': 'CZ CZE',
  'Europe/Bratislava': 'SK SVK',
  'Europe/Budapest': 'HU HUN',
  'Europe/Ljubljana': 'SI SVN',
  'Europe/Zagreb': 'HR HRV',
  'Europe/Belgrade': 'RS ME BA MK',
  'Europe/Bucharest': 'RO ROU',
  'Europe/Sofia': 'BG BGR',
  'Europe/Athens': 'GR GRC',
  'Europe/Istanbul': 'TR TUR',
  'Europe/Tallinn': 'EE EST',
  'Europe/Riga': 'LV LVA',
  'Europe/Vilnius': 'LT LTU',
  'Europe/Kyiv': 'UA UKR',
  'Europe/Malta': 'MT MLT',
  'Asia/Nicosia': 'CY CYP',
  'Atlantic/Reykjavik': 'IS ISL',
  'Asia/Shanghai': 'CN CHN',
  'Asia/Hong_Kong': 'HK HKG',
  'Asia/Macau': 'MO MAC',
  'Asia/Taipei': 'TW TWN',
  'Asia/Tokyo': 'JP JPN',
  'Asia/Seoul': 'KR KOR',
  'Asia/Singapore': 'SG SGP',
  'Asia/Kuala_Lumpur': 'MY MYS',
  'Asia/Bangkok': 'TH THA',
  'Asia/Ho_Chi_Minh': 'VN VNM',
  'Asia/Manila': 'PH PHL',
  'Asia/Kolkata': 'IN IND',
  'Asia/Karachi': 'PK PAK',
  'Asia/Dhaka': 'BD BGD',
  'Asia/Colombo': 'LK LKA',
  'Asia/Dubai': 'AE ARE',
  'Asia/Riyadh': 'SA SAU',
  'Asia/Qatar': 'QA QAT',
  'Asia/Kuwait': 'KW KWT',
  'Asia/Jerusalem': 'IL ISR',
  'Asia/Yerevan': 'AM ARM',
  'Africa/Johannesburg': 'ZA ZAF',
  'Africa/Cairo': 'EG EGY',
  'Africa/Casablanca': 'MA MAR',
  'Africa/Lagos': 'NG NGA',
  'Africa/Nairobi': 'KE KEN',
  'Pacific/Auckland': 'NZ NZL',
  'America/Argentina/Buenos_Aires': 'AR ARG',
  'America/Bogota': 'CO COL',
  'America/Lima': 'PE PER',
  'America/Puerto_Rico': 'PR PRI',
});

/** Countries with several zones: the middle zone, or the zone of the largest cities. */
const MAIN_ZONES = byRegion({
  'America/Chicago': 'US USA',
  'America/Toronto': 'CA CAN',
  'Australia/Sydney': 'AU AUS',
  'America/Sao_Paulo': 'BR BRA',
  'America/Mexico_City': 'MX MEX',
  'America/Santiago': 'CL CHL',
  'Europe/Moscow': 'RU RUS',
  'Asia/Jakarta': 'ID IDN',
  'Asia/Almaty': 'KZ KAZ',
});
