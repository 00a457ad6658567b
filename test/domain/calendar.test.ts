import { expect, test } from 'vitest';
import {
  addBusinessDays,
  type BusinessCalendar,
  endOfDay,
  isTimeZone,
  localDate,
  quietUntil,
} from '../../domain/calendar.ts';
import { addDuration, durationInWords } from '../../domain/duration.ts';

const night = { from: '21:00', until: '09:00' };

const cases: readonly [string, string, string, string | null][] = [
  ['before the night', '2026-11-24T20:59:00+01:00', 'Europe/Berlin', null],
  [
    'at its first minute',
    '2026-11-24T21:00:00+01:00',
    'Europe/Berlin',
    '2026-11-25T09:00:00+01:00',
  ],
  ['after midnight', '2026-11-25T00:30:00+01:00', 'Europe/Berlin', '2026-11-25T09:00:00+01:00'],
  ['at its end', '2026-11-25T09:00:00+01:00', 'Europe/Berlin', null],
  ['at that time in another zone', '2026-11-24T21:00:00+01:00', 'America/New_York', null],
  // The clock goes back on 25 October and forward on 29 March: that night is longer, or shorter.
  ['in the long night', '2026-10-24T22:00:00+02:00', 'Europe/Berlin', '2026-10-25T09:00:00+01:00'],
  ['in the short night', '2026-03-28T22:00:00+01:00', 'Europe/Berlin', '2026-03-29T09:00:00+02:00'],
];

test.each(cases)('%s, quiet hours follow the local clock', (_, at, zone, until) => {
  expect(quietUntil(Date.parse(at), zone, night)).toBe(until && Date.parse(until));
});

test('quiet hours within a day end on that day', () => {
  const lunch = { from: '12:00', until: '14:00' };
  const at = Date.parse('2026-11-24T13:00:00Z');
  expect(quietUntil(at, 'UTC', lunch)).toBe(Date.parse('2026-11-24T14:00:00Z'));
  expect(quietUntil(at + 3_600_000, 'UTC', lunch)).toBeNull();
});

test('the day of an instant depends on the time zone', () => {
  const at = Date.parse('2026-11-24T23:30:00Z');
  expect([localDate(at, 'Europe/Berlin'), localDate(at, 'America/New_York')]).toEqual([
    '2026-11-25',
    '2026-11-24',
  ]);
});

test('only known time zones are valid', () => {
  expect([isTimeZone('Europe/Berlin'), isTimeZone('Mars/Olympus')]).toEqual([true, false]);
});

const shop: BusinessCalendar = {
  timeZone: 'Europe/Berlin',
  weekdays: [1, 2, 3, 4, 5],
  cutOff: '17:00',
  holidays: ['2026-12-25', '2027-01-01'],
};

const businessDays: readonly [string, string, number, string][] = [
  ['within a week', '2026-11-24T12:00:00+01:00', 3, '2026-11-27T12:00:00+01:00'],
  ['over a weekend', '2026-11-27T12:00:00+01:00', 1, '2026-11-30T12:00:00+01:00'],
  ['from a Saturday', '2026-11-28T12:00:00+01:00', 1, '2026-12-01T12:00:00+01:00'],
  ['from a Sunday night', '2026-11-29T23:59:00+01:00', 1, '2026-12-01T23:59:00+01:00'],
  ['over a holiday', '2026-12-24T12:00:00+01:00', 1, '2026-12-28T12:00:00+01:00'],
  ['from a holiday', '2026-12-25T12:00:00+01:00', 1, '2026-12-29T12:00:00+01:00'],
  ['over the turn of the year', '2026-12-31T12:00:00+01:00', 2, '2027-01-05T12:00:00+01:00'],
  ['at the cut-off', '2026-11-24T17:00:00+01:00', 1, '2026-11-25T17:00:00+01:00'],
  ['after the cut-off', '2026-11-24T17:00:01+01:00', 1, '2026-11-26T17:00:01+01:00'],
  ['after Friday’s cut-off', '2026-11-27T18:00:00+01:00', 1, '2026-12-01T18:00:00+01:00'],
  ['into winter time', '2026-10-23T12:00:00+02:00', 1, '2026-10-26T12:00:00+01:00'],
  ['into summer time', '2027-03-26T12:00:00+01:00', 1, '2027-03-29T12:00:00+02:00'],
  ['as none for zero days', '2026-11-28T12:00:00+01:00', 0, '2026-11-28T12:00:00+01:00'],
];

test.each(businessDays)('business days are counted %s', (_, from, days, until) => {
  expect(addBusinessDays(Date.parse(from), days, shop)).toBe(Date.parse(until));
});

test('business days follow the shop’s time zone', () => {
  const sunday = Date.parse('2026-11-29T23:30:00Z');
  const tokyo = { ...shop, timeZone: 'Asia/Tokyo' };
  // In Tokyo it is Monday morning already.
  expect(addBusinessDays(sunday, 1, tokyo)).toBe(Date.parse('2026-11-30T23:30:00Z'));
  expect(addBusinessDays(sunday, 1, { ...shop, timeZone: 'UTC' })).toBe(
    Date.parse('2026-12-01T23:30:00Z'),
  );
});

test('a calendar without any business day counts every day', () => {
  const never = { ...shop, weekdays: [] };
  const from = Date.parse('2026-11-24T12:00:00+01:00');
  expect(addBusinessDays(from, 2, never)).toBeGreaterThan(from);
});

test('days keep the time of day when the clock changes, hours do not', () => {
  const from = Date.parse('2026-10-24T12:00:00+02:00');
  expect(addDuration(from, '1d', shop)).toBe(Date.parse('2026-10-25T12:00:00+01:00'));
  expect(addDuration(from, '24h', shop)).toBe(Date.parse('2026-10-25T11:00:00+01:00'));
});

test('a day ends with its last millisecond, even if it has 25 hours', () => {
  expect(endOfDay('2026-10-25', 'Europe/Berlin')).toBe(Date.parse('2026-10-25T23:59:59.999+01:00'));
  expect(endOfDay('2026-11-24', 'America/New_York')).toBe(
    Date.parse('2026-11-24T23:59:59.999-05:00'),
  );
});

test('durations read as people say them', () => {
  expect((['3bd', '1bd', '72h', '1d', '15m'] as const).map(durationInWords)).toEqual([
    '3 business days',
    '1 business day',
    '72 hours',
    '1 day',
    '15 minutes',
  ]);
});
