import { expect, test } from 'vitest';
import {
  dueAt,
  type PolledParcel,
  type PollTerms,
  pauseAfter,
  phaseOf,
  stretchOf,
} from '../../domain/parcel/polling.ts';
import { DAY, HOUR, MINUTE } from '../../domain/time.ts';
import { STATUSES } from '../../domain/tracking.ts';

const NOW = Date.parse('2026-11-24T10:00:00Z');

const aParcel = (overrides: Partial<PolledParcel> = {}): PolledParcel => ({
  status: 'in_transit',
  reason: null,
  eddDate: null,
  lastScanAt: NOW - 5 * HOUR,
  observedAt: NOW - 5 * HOUR,
  askedAt: NOW,
  misses: 0,
  failures: 0,
  ...overrides,
});

const theTerms = (overrides: Partial<PollTerms> = {}): PollTerms => ({
  now: NOW,
  today: '2026-11-24',
  isPushed: false,
  stretch: 1,
  ...overrides,
});

const wait = (parcel: Partial<PolledParcel>, terms: Partial<PollTerms> = {}) => {
  const due = dueAt(aParcel(parcel), theTerms(terms));
  return due === null ? null : due - NOW;
};

test.each<[string, Partial<PolledParcel>, number | null]>([
  ['not scanned yet', { status: 'unknown', lastScanAt: null }, 6 * HOUR],
  ['a label', { status: 'pre_transit' }, 6 * HOUR],
  ['moving', {}, 3 * HOUR],
  ['moving, expected tomorrow', { eddDate: '2026-11-25' }, 3 * HOUR],
  ['moving, expected today', { eddDate: '2026-11-24' }, 30 * MINUTE],
  ['moving, expected the day before yesterday', { eddDate: '2026-11-22' }, 30 * MINUTE],
  ['moving, long overdue', { eddDate: '2026-11-21' }, 3 * HOUR],
  ['moving, without a scan for five days', { lastScanAt: NOW - 5 * DAY }, 8 * HOUR],
  ['out for delivery', { status: 'out_for_delivery' }, 30 * MINUTE],
  ['out since last week', { status: 'out_for_delivery', lastScanAt: NOW - 6 * DAY }, 8 * HOUR],
  ['nobody was home', { status: 'attempted' }, 2 * HOUR],
  ['to be collected', { status: 'available_for_pickup' }, 6 * HOUR],
  ['held by customs', { status: 'exception', reason: 'customs' }, 2 * HOUR],
  ['lost', { status: 'exception', reason: 'loss' }, DAY],
  ['on its way back', { status: 'return_to_sender' }, 6 * HOUR],
  ['back at the sender', { status: 'return_to_sender', reason: 'returned' }, null],
  ['delivered', { status: 'delivered' }, null],
  ['cancelled', { status: 'cancelled' }, null],
])('a parcel that is %s has its own polling interval', (_, parcel, expected) => {
  expect(wait(parcel)).toBe(expected);
});

test('every status has a phase, except those at rest', () => {
  const over = STATUSES.filter((status) => phaseOf(aParcel({ status }), theTerms()) === null);
  expect(over).toEqual(['delivered', 'cancelled']);
});

test('a parcel that was never polled is due at once', () => {
  expect(wait({ askedAt: null })).toBe(0);
});

test('a number that the carrier does not know is polled less and less often', () => {
  const hours = [1, 2, 3, 4, 5, 6, 50].map((misses) => (wait({ misses }) ?? 0) / HOUR);
  expect(hours).toEqual([1, 2, 4, 8, 12, 24, 24]);
});

test('a number whose poll fails waits longer each time, up to a limit', () => {
  const minutes = [1, 2, 3, 99].map((failures) => (wait({ failures }) ?? 0) / MINUTE);
  expect(minutes).toEqual([5, 10, 20, 360]);
});

test('a carrier that pushes is polled only about parcels it has not reported for a day', () => {
  const pushed = { isPushed: true };
  expect(wait({ observedAt: NOW - HOUR, askedAt: null }, pushed)).toBe(23 * HOUR);
  expect(wait({ observedAt: NOW - 30 * HOUR, askedAt: null }, pushed)).toBeLessThan(0);
  expect(wait({ observedAt: null, askedAt: null }, pushed)).toBe(0);
});

test('a carrier that pushes is still polled once a day about a parcel near delivery', () => {
  const near = { status: 'out_for_delivery', observedAt: NOW } as const;
  expect(wait({ ...near, askedAt: null }, { isPushed: true })).toBe(0);
  expect(wait({ ...near, askedAt: NOW }, { isPushed: true })).toBe(DAY);
});

test('a day’s calls are spread over all parcels', () => {
  expect(stretchOf(10, 250, 1)).toBe(1);
  expect(stretchOf(100, 250, 1)).toBe(3.2);
  expect(stretchOf(100, 250, 10)).toBe(1);
  expect(stretchOf(1_000_000, null, 1)).toBe(1);
  expect(wait({}, { stretch: 2 })).toBe(6 * HOUR);
});

test.each([
  ['ok', 0, null, null],
  ['ok', 0, 5_000, 5_000],
  ['rate_limited', 1, 90_000, 90_000],
  ['rate_limited', 1, 12 * HOUR, 12 * HOUR],
  ['rate_limited', 1, null, MINUTE],
  ['rate_limited', 3, null, 4 * MINUTE],
  ['rate_limited', 99, null, HOUR],
  ['auth', 1, null, HOUR],
  ['server_error', 1, null, null],
  ['server_error', 3, null, MINUTE],
  ['server_error', 99, null, 30 * MINUTE],
  ['server_error', 1, 7_000, 7_000],
] as const)('after %s (%i in a row, asked to wait %s) an account pauses for %s', (...row) => {
  const [result, failures, asked, expected] = row;
  expect(pauseAfter(result, failures, asked)).toBe(expected);
});
