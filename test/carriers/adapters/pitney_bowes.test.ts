import { expect, test } from 'vitest';
import { pitney_bowes } from '../../../carriers/adapters/pitney_bowes.ts';
import { readBody } from '../read-body.ts';

test('labels of USPS are read by USPS’s scan type', () => {
  const scan = {
    standardizedEventCode: 'INF',
    scanType: '21',
    scanDescription: 'No Such Number',
    eventDate: '2026-11-24',
    eventTime: '12:20:26',
    eventTimeOffset: '-07:00',
  };
  const body = { carrier: 'USPS', trackingNumber: '9400', scanDetailsList: [scan] };
  expect(readBody(pitney_bowes, body)).toMatchObject({
    ok: true,
    shipments: [{ carrier: 'usps', events: [{ status: 'return_to_sender', reason: 'address' }] }],
  });
  expect(readBody(pitney_bowes, { ...body, carrier: 'PBCS' })).toMatchObject({
    ok: true,
    shipments: [{ carrier: 'pitney_bowes', events: [{ status: null, mapped: true }] }],
  });
});
