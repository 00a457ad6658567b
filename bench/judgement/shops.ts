/** The shops of the model, the days on which they and their carriers work, and where they ship. */

import { addDays, instantAt, isBusinessDay } from '../../domain/calendar.ts';
import { DEFAULT_CALENDAR } from '../../domain/policy/default-policy.ts';
import type { ShopCalendar } from '../../domain/policy/policy.ts';
import { MINUTE } from '../../domain/time.ts';

/** The public holidays of all of Germany. */
const GERMAN_HOLIDAYS = [
  '2026-01-01',
  '2026-04-03',
  '2026-04-06',
  '2026-05-01',
  '2026-05-14',
  '2026-05-25',
  '2026-10-03',
  '2026-12-25',
  '2026-12-26',
  '2027-01-01',
  '2027-03-26',
  '2027-03-29',
  '2027-05-01',
  '2027-05-06',
  '2027-05-17',
];

/** The federal holidays of the United States, with the days that replace those on a weekend. */
const AMERICAN_HOLIDAYS = [
  '2026-01-01',
  '2026-01-19',
  '2026-02-16',
  '2026-05-25',
  '2026-06-19',
  '2026-07-03',
  '2026-07-04',
  '2026-09-07',
  '2026-10-12',
  '2026-11-11',
  '2026-11-26',
  '2026-12-25',
  '2027-01-01',
  '2027-01-18',
  '2027-02-15',
  '2027-05-31',
];

/** Where a parcel goes. */
export interface Destination {
  readonly country: string;
  readonly timeZone: string;
  /** Whether parcels from the shop pass customs. */
  readonly customs: boolean;
  readonly holidays: readonly string[];
}

export interface Shop {
  readonly calendar: ShopCalendar;
  readonly carrier: string;
  /** How many working days a parcel takes at home, with weights. */
  readonly daysAtHome: readonly [readonly [number, number], ...(readonly [number, number])[]];
  readonly home: readonly [Destination, ...Destination[]];
  readonly abroad: readonly [Destination, ...Destination[]];
}

function destination(country: string, timeZone: string, customs: boolean): Destination {
  const known: Readonly<Record<string, readonly string[]>> = {
    DE: GERMAN_HOLIDAYS,
    US: AMERICAN_HOLIDAYS,
  };
  return { country, timeZone, customs, holidays: known[country] ?? [] };
}

const GERMAN_SHOP: Shop = {
  calendar: {
    ...DEFAULT_CALENDAR,
    timeZone: 'Europe/Berlin',
    country: 'DE',
    holidays: GERMAN_HOLIDAYS,
  },
  carrier: 'dhl_parcel_de',
  daysAtHome: [
    [1, 50],
    [2, 38],
    [3, 12],
  ],
  home: [destination('DE', 'Europe/Berlin', false)],
  abroad: [
    destination('AT', 'Europe/Vienna', false),
    destination('FR', 'Europe/Paris', false),
    destination('CH', 'Europe/Zurich', true),
    destination('GB', 'Europe/London', true),
    destination('US', 'America/New_York', true),
  ],
};

const AMERICAN_SHOP: Shop = {
  calendar: {
    ...DEFAULT_CALENDAR,
    timeZone: 'America/New_York',
    country: 'US',
    holidays: AMERICAN_HOLIDAYS,
  },
  carrier: 'usps',
  daysAtHome: [
    [2, 30],
    [3, 35],
    [4, 25],
    [5, 10],
  ],
  home: [
    destination('US', 'America/New_York', false),
    destination('US', 'America/Chicago', false),
    destination('US', 'America/Los_Angeles', false),
  ],
  abroad: [
    destination('CA', 'America/Toronto', true),
    destination('GB', 'Europe/London', true),
    destination('DE', 'Europe/Berlin', true),
    destination('AU', 'Australia/Sydney', true),
  ],
};

export const SHOPS = [GERMAN_SHOP, AMERICAN_SHOP] as const;

/** Whether people work on a day `YYYY-MM-DD`. */
export type IsWorkday = (day: string) => boolean;

/** Monday to Friday without the shop's holidays. */
export function businessDays({ calendar }: Shop): IsWorkday {
  return (day) => isBusinessDay(day, calendar);
}

/** Carriers at home also work on Saturdays. */
export function carrierDaysAtHome({ calendar }: Shop): IsWorkday {
  const carrier = { ...calendar, weekdays: [1, 2, 3, 4, 5, 6] };
  return (day) => isBusinessDay(day, carrier);
}

/** A parcel that crosses a border rests on the holidays of both countries. */
export function carrierDaysAbroad({ calendar }: Shop, { holidays }: Destination): IsWorkday {
  const both = { ...calendar, holidays: [...calendar.holidays, ...holidays] };
  return (day) => isBusinessDay(day, both);
}

/** The `count`-th workday after a day. With 0: the day itself, or the next workday. */
export function workdayAfter(day: string, count: number, isWorkday: IsWorkday): string {
  let found = day;
  while (!isWorkday(found)) found = addDays(found, 1);
  const isShifted = found !== day;
  for (let left = isShifted ? count - 1 : count; left > 0; left -= 1) {
    do found = addDays(found, 1);
    while (!isWorkday(found));
  }
  return found;
}

/** The instant of a minute of the day, by clocks in the zone. */
export function minuteOf(day: string, minutes: number, timeZone: string): number {
  return instantAt(day, '00:00', timeZone) + minutes * MINUTE;
}
