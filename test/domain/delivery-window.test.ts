import { expect, test } from 'vitest';
import { describeWindow } from '../../domain/delivery-window.ts';

const BERLIN = { locale: 'en', timeZone: 'Europe/Berlin' };
const MORNING = Date.parse('2026-11-26T06:00:00Z');

/** Times of 26 November in Berlin (UTC+1) unless they have a date. */
function windowOf(from: string | null, until: string | null, settings = BERLIN, now = MORNING) {
  const instant = (time: string) =>
    Date.parse(time.includes('T') ? time : `2026-11-26T${time}+01:00`);
  const edd = {
    date: '2026-11-26',
    from: from === null ? null : instant(from),
    until: until === null ? null : instant(until),
  };
  return describeWindow(edd, now, settings);
}

test.each([
  ['10:00', '12:00', { from: '10:00', until: '12:00' }],
  [null, '12:00', { from: null, until: '12:00' }],
  ['10:00', null, { from: '10:00', until: null }],
  ['12:00', '12:00', { from: null, until: '12:00' }],
  ['00:00', '20:00', { from: null, until: '20:00' }],
  ['2026-11-25T20:00+01:00', '12:00', { from: null, until: '12:00' }],
])('%s to %s is %o', (from, until, expected) => {
  expect(windowOf(from, until)).toEqual(expected);
});

test.each([
  ['no hours', null, null],
  ['the whole day', '00:00', '23:59'],
  ['nearly the whole day', '06:00', '22:00'],
  ['a window that ends before it begins', '14:00', '12:00'],
  ['another day', '2026-11-27T10:00+01:00', '2026-11-27T12:00+01:00'],
])('%s: no window', (_, from, until) => {
  expect(windowOf(from, until)).toBeNull();
});

test('a window that is over is none', () => {
  const after = Date.parse('2026-11-26T12:30:00+01:00');
  expect(windowOf('10:00', '12:00', BERLIN, after)).toBeNull();
});

test('the hours are those of the reader’s zone and locale', () => {
  const settings = { locale: 'en-US', timeZone: 'America/New_York' };
  const [from, until] = ['2026-11-26T14:00-05:00', '2026-11-26T16:30-05:00'];
  expect(windowOf(from, until, settings)).toEqual({ from: '2:00 PM', until: '4:30 PM' });
});

test('a reader in a zone where the hours fall on another day reads none', () => {
  const settings = { locale: 'en', timeZone: 'Pacific/Auckland' };
  expect(windowOf('14:00', '16:00', settings)).toBeNull();
});
