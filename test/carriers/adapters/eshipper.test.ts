import { expect, test } from 'vitest';
import { eshipper } from '../../../carriers/adapters/eshipper.ts';
import { eventLines, firstShipment, refusalOf } from '../read-body.ts';

function aTracking(event: readonly object[], over: object = {}) {
  return { trackingNumber: '1Z1', carrierName: 'UPS', shipmentStatus: {}, event, ...over };
}

test('scans are read by whole sentences, in their place’s time', () => {
  const body = [
    aTracking([
      { dateTime: '2026-11-24 10:00:00', description: 'Delivered', location: 'HALIFAX, NS, CA' },
      { dateTime: '2026-11-24 08:00:00', description: 'Out for delivery', location: 'Richmond' },
      { dateTime: '2026-11-24 07:00:00', description: 'Delivered to somebody, perhaps' },
    ]),
  ];
  expect(eventLines(eshipper, body)).toEqual([
    '2026-11-24T07:00:00-05:00 unmapped',
    '2026-11-24T08:00:00-05:00 out_for_delivery',
    '2026-11-24T10:00:00-04:00 delivered',
  ]);
});

test('the details of an order are read in the same way', () => {
  const body = {
    trackingDetails: [
      { dateTime: '2026-11-24T10:00:00Z', description: 'Picked up', signatoryName: 'M. Curie' },
    ],
    orderDetails: { carrier: { carrierName: 'Canada Post', serviceName: 'Expedited' } },
  };
  expect(eventLines(eshipper, body)).toEqual(['2026-11-24T10:00:00Z in_transit']);
  expect(firstShipment(eshipper, body)).toMatchObject({
    carrier: 'canadapost',
    service: 'Expedited',
    proofOfDelivery: { signedBy: 'M. Curie' },
  });
});

test('without events, the current status becomes an event', () => {
  const over = { currentStatus: 'IN TRANSIT', eventTime: '2026-11-24T10:00:00Z' };
  expect(eventLines(eshipper, [aTracking([], over)])).toEqual(['2026-11-24T10:00:00Z in_transit']);
});

test('an empty list and an error are refused', () => {
  expect(refusalOf(eshipper, [])).toContain('not_found');
  const error = { code: '404', message: 'Order not found', fieldErrors: [] };
  expect(refusalOf(eshipper, error)).toBe('not_found: Order not found');
});
