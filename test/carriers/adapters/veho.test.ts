import { expect, test } from 'vitest';
import { veho } from '../../../carriers/adapters/veho.ts';
import { readBody } from '../read-body.ts';

test('words count before codes, and a town determines the time zone', () => {
  const event = { code: 'IT', description: 'Out for delivery', location: 'Denver, CO' };
  const events = [{ ...event, date: '2026-11-24', time: '09:15:00' }];
  const trackingInfo = [{ trackingNumber: 'V1', events }];
  expect(readBody(veho, { trackingResponse: { trackingInfo } })).toMatchObject({
    ok: true,
    shipments: [{ events: [{ status: 'out_for_delivery', offsetMinutes: -420, code: 'IT' }] }],
  });
});
