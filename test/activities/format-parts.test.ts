import { expect, test } from 'vitest';
import { formatPlace, toDay, toUpcomingDay } from '../../activities/format-parts.ts';

const NIGHT_IN_BERLIN = Date.parse('2026-11-26T23:30:00Z');

test.each([
  ['Europe/Berlin', '2026-11-26', null],
  ['Europe/Berlin', '2026-11-27', { text: 'Friday 27 November' }],
  ['America/New_York', '2026-11-26', { text: 'Thursday 26 November' }],
  ['Europe/Berlin', null, null],
])('in %s, %s is an upcoming day only until it ends', (timeZone, date, expected) => {
  expect(toUpcomingDay(date, NIGHT_IN_BERLIN, { locale: 'en', timeZone })).toEqual(expected);
});

test('what a carrier leaves empty, or writes wrong, is left out', () => {
  const settings = { locale: 'en', timeZone: 'UTC' };
  expect(toDay('2026-13-45', settings)).toBeNull();
  const place = (city: string | null, country: string | null) => ({
    city,
    region: null,
    postalCode: null,
    country,
  });
  expect(formatPlace(place('', null), settings)).toBeNull();
  expect(formatPlace(place(' ', 'IE'), settings)).toBe('Ireland');
});
