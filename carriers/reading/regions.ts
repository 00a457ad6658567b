/**
 * States and provinces by their postal abbreviations, each with its IANA time zone. Sources: USPS
 * Publication 28, Canada Post, Australia Post; the IANA time zone database (zone1970.tab). A region
 * with several zones gets the zone of most of its people, if only a fringe lives in another.
 */

type ZoneByRegion = Readonly<Record<string, string>>;

/** The fifty states and the District of Columbia. */
export const US_STATES = byRegion({
  'America/New_York': 'CT DE DC FL GA IN MA MD ME MI NC NH NJ NY OH PA RI SC VA VT WV KY',
  'America/Chicago': 'AL AR IA IL KS LA MN MO MS ND NE OK SD TN TX WI',
  'America/Denver': 'CO ID MT NM UT WY',
  'America/Phoenix': 'AZ',
  'America/Los_Angeles': 'CA NV OR WA',
  'America/Anchorage': 'AK',
  'Pacific/Honolulu': 'HI',
});

export const US_TERRITORIES = byRegion({
  'America/Puerto_Rico': 'PR VI',
  'Pacific/Guam': 'GU MP',
});

export const CANADIAN_PROVINCES = byRegion({
  'America/Toronto': 'ON QC',
  'America/Vancouver': 'BC',
  'America/Edmonton': 'AB NT',
  'America/Winnipeg': 'MB',
  'America/Regina': 'SK',
  'America/Halifax': 'NS NB PE',
  'America/St_Johns': 'NL',
  'America/Whitehorse': 'YT',
  'America/Iqaluit': 'NU',
});

/** Newfoundland until 2002. Elsewhere `NF` is Norfolk Island. */
export const FORMER_CANADIAN_PROVINCES = byRegion({ 'America/St_Johns': 'NF' });

export const AUSTRALIAN_STATES = byRegion({
  'Australia/Sydney': 'NSW ACT',
  'Australia/Melbourne': 'VIC',
  'Australia/Brisbane': 'QLD',
  'Australia/Adelaide': 'SA',
  'Australia/Darwin': 'NT',
  'Australia/Perth': 'WA',
  'Australia/Hobart': 'TAS',
});

/** Turns `zone: 'A B'` into `A: zone, B: zone`. Regions come from bodies: use `Object.hasOwn`. */
export function byRegion(zones: Readonly<Record<string, string>>): ZoneByRegion {
  return Object.fromEntries(
    Object.entries(zones).flatMap(([zone, regions]) =>
      regions.split(' ').map((region) => [region, zone] as const),
    ),
  );
}
