import { expect, test } from 'vitest';
import { roadie } from '../../../carriers/adapters/roadie.ts';
import { readBody } from '../read-body.ts';

test('a shipment without events has its state as an event', () => {
  const shipment = {
    id: 1,
    tracking_number: 'RE1',
    state: 'expired',
    updated_at: '2026-11-24T10:00:00.000Z',
    deliver_between: { start: '2026-11-24T12:00:00Z', end: '2026-11-24T20:00:00Z' },
  };
  expect(readBody(roadie, [shipment])).toMatchObject({
    ok: true,
    shipments: [{ edd: { date: '2026-11-24' }, events: [{ status: 'cancelled' }] }],
  });
});
