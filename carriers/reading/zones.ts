/**
 * Time zones of places, for carriers that give local times without an offset. Source: the IANA time
 * zone database (zone1970.tab). States and countries that lie in more than one zone have the zone
 * in which most of their people live where it holds for all but a fringe; countries that have no
 * such zone are left out, and the carrier's home zone is assumed.
 */

import type { Place } from '../../domain/tracking.ts';

/** The zone of a place, or null where the place does not tell. */
export function findTimeZone({ country, region }: Place): string | null {
  const code = country?.trim().toUpperCase();
  const state = region?.trim().toUpperCase();
  if (!code) return null;
  const states = STATES[code];
  if (states) return (state && states[state]) || null;
  return COUNTRIES[code] ?? null;
}

function spread(zones: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const pairs = Object.entries(zones).flatMap(([zone, names]) =>
    names.split(' ').map((name) => [name, zone] as const),
  );
  return Object.freeze(Object.assign(Object.create(null), Object.fromEntries(pairs)));
}

const US = spread({
  'America/New_York': 'CT DE DC FL GA IN MA MD ME MI NC NH NJ NY OH PA RI SC VA VT WV KY',
  'America/Chicago': 'AL AR IA IL KS LA MN MO MS ND NE OK SD TN TX WI',
  'America/Denver': 'CO ID MT NM UT WY',
  'America/Phoenix': 'AZ',
  'America/Los_Angeles': 'CA NV OR WA',
  'America/Anchorage': 'AK',
  'Pacific/Honolulu': 'HI',
  'America/Puerto_Rico': 'PR VI',
  'Pacific/Guam': 'GU MP',
});

const CANADA = spread({
  'America/Toronto': 'ON QC',
  'America/Vancouver': 'BC',
  'America/Edmonton': 'AB NT',
  'America/Winnipeg': 'MB',
  'America/Regina': 'SK',
  'America/Halifax': 'NS NB PE',
  'America/St_Johns': 'NL NF',
  'America/Whitehorse': 'YT',
  'America/Iqaluit': 'NU',
});

const AUSTRALIA = spread({
  'Australia/Sydney': 'NSW ACT',
  'Australia/Melbourne': 'VIC',
  'Australia/Brisbane': 'QLD',
  'Australia/Adelaide': 'SA',
  'Australia/Darwin': 'NT',
  'Australia/Perth': 'WA',
  'Australia/Hobart': 'TAS',
});

const STATES: Readonly<Record<string, Readonly<Record<string, string>>>> = Object.assign(
  Object.create(null),
  { US, USA: US, CA: CANADA, CAN: CANADA, AU: AUSTRALIA, AUS: AUSTRALIA },
);

const COUNTRIES = spread({
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
