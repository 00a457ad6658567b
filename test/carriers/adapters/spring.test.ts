import { expect, test } from 'vitest';
import { spring } from '../../../carriers/adapters/spring.ts';
import { eventLines, finalStatus } from '../read-body.ts';

function aSpringShipment(Code: number, fields: object = {}) {
  const event = { Timestamp: 1704631125, DateTime: '2024-01-07 07:38:45', Code, ...fields };
  return {
    ErrorLevel: 0,
    Error: '',
    Shipment: { TrackingNumber: 'LX210720682NL', Events: [event] },
  };
}

test('the instant and the wall clock give the offset', () => {
  expect(eventLines(spring, aSpringShipment(9301))).toEqual([
    '2024-01-07T07:38:45-05:00 out_for_delivery',
  ]);
  expect(eventLines(spring, aSpringShipment(9301, { DateTime: 'soon' }))).toEqual([
    '2024-01-07T12:38:45Z out_for_delivery',
  ]);
});

test.each([
  [40, 'in_transit'],
  [41, 'exception customs'],
  [92, 'available_for_pickup'],
  [101, 'in_transit'],
  [12501, 'return_to_sender returned'],
  [25, 'unknown'],
])('%i is %s', (code, status) => {
  expect(finalStatus(spring, aSpringShipment(code))).toBe(status);
});
