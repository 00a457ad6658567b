import { expect, test } from 'vitest';
import { isTimeZone, localDate, quietUntil } from '../../domain/calendar.ts';

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
  ['elsewhere at that time', '2026-11-24T21:00:00+01:00', 'America/New_York', null],
  // The clock goes back on 25 October and forward on 29 March: that night is longer, or shorter.
  ['in the long night', '2026-10-24T22:00:00+02:00', 'Europe/Berlin', '2026-10-25T09:00:00+01:00'],
  ['in the short night', '2026-03-28T22:00:00+01:00', 'Europe/Berlin', '2026-03-29T09:00:00+02:00'],
];

test.each(cases)('%s, quiet hours last as the clock on the wall says', (_, at, zone, until) => {
  expect(quietUntil(Date.parse(at), zone, night)).toBe(until && Date.parse(until));
});

test('quiet hours within a day end on that day', () => {
  const lunch = { from: '12:00', until: '14:00' };
  const at = Date.parse('2026-11-24T13:00:00Z');
  expect(quietUntil(at, 'UTC', lunch)).toBe(Date.parse('2026-11-24T14:00:00Z'));
  expect(quietUntil(at + 3_600_000, 'UTC', lunch)).toBeNull();
});

test('the day of an instant is that of its place', () => {
  const at = Date.parse('2026-11-24T23:30:00Z');
  expect([localDate(at, 'Europe/Berlin'), localDate(at, 'America/New_York')]).toEqual([
    '2026-11-25',
    '2026-11-24',
  ]);
});

test('a time zone is one that is known', () => {
  expect([isTimeZone('Europe/Berlin'), isTimeZone('Mars/Olympus')]).toEqual([true, false]);
});
