import { expect, test } from 'vitest';
import { asendia } from '../../../carriers/adapters/asendia.ts';
import { statusLines } from '../read-body.ts';

test('a known code is mapped, and an unknown one is kept', () => {
  const event = (code: string) => ({
    code,
    time: '2026-04-12T14:30:00Z',
    carrierEventDescription: 'x',
  });
  const body = { trackingNumber: 'A1', trackingEvents: [event('PU'), event('??')] };
  expect(statusLines(asendia, body)).toEqual(['in_transit', 'unmapped']);
});
