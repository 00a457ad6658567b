import { expect, test } from 'vitest';
import { locate2u } from '../../../carriers/adapters/locate2u.ts';
import { firstShipment, statusLines } from '../read-body.ts';

test.each([
  ['Pending', ['pre_transit']],
  ['Enroute', ['out_for_delivery']],
  ['Complete', ['delivered']],
  ['Failed', ['attempted']],
  ['Lunch', ['unmapped']],
])('a stop that is %s is read as %s', (status, expected) => {
  const stop = {
    stopId: 1,
    status,
    tripDate: '2026-09-08',
    lastModifiedDate: '2026-09-08T13:07:24Z',
  };
  expect(statusLines(locate2u, stop)).toEqual(expected);
});

test('the window is on the day of the trip, in the stop’s local time', () => {
  const stop = {
    stopId: 1,
    status: 'Pending',
    lastModifiedDate: '2026-09-07T13:07:24Z',
    tripDate: '2026-09-08',
    timeWindowStart: '09:00',
    timeWindowEnd: '11:00',
    address: '55 Miller St, Pyrmont NSW 2009, Australia',
  };
  expect(firstShipment(locate2u, stop).edd).toMatchObject({
    date: '2026-09-08',
    from: Date.parse('2026-09-07T23:00:00Z'),
  });
});
