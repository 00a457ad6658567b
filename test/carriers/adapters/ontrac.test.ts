import { expect, test } from 'vitest';
import { ontrac } from '../../../carriers/adapters/ontrac.ts';
import { parseBody } from '../../../carriers/parse.ts';

function aParcel(eventCode: string, overrides: object = {}) {
  return {
    Tracking: '1LS7',
    UtcExpectedDeliveryDateTime: '2026-03-19T21:00:00-04:00',
    ExpectedDeliveryDate: '2026-03-19',
    Events: [{ UtcEventDateTime: '2026-03-19T01:00:00+00:00', EventCode: eventCode }],
    ...overrides,
  };
}

function readParcel(parcel: object) {
  const result = parseBody(ontrac, JSON.stringify(parcel));
  if (!result.ok) throw new Error(result.detail);
  return result.shipments[0];
}

test.each([
  ['EXRL', 'pre_transit', null],
  ['OFDL', 'out_for_delivery', null],
  ['BCLD', 'attempted', 'closed'],
  ['UTLV', 'attempted', null],
  ['NDMI', 'exception', 'address'],
  ['QQQQ', null, null],
])('%s means %s', (code, status, reason) => {
  expect(readParcel(aParcel(code))?.events[0]).toMatchObject({ status, reason });
});

test('times in Utc fields have their own offset', () => {
  const parcel = aParcel('DLVD', {
    UtcDeliveryDateTime: '2026-03-19T13:08:26-04:00',
    VpodImageUrl: 'https://example.com/1.jpg',
  });
  const shipment = readParcel(parcel);
  expect(shipment?.events[0]).toMatchObject({ offsetSource: 'utc' });
  expect(shipment?.edd).toEqual({
    date: '2026-03-19',
    from: null,
    until: Date.parse('2026-03-20T01:00:00Z'),
  });
  expect(shipment?.proofOfDelivery).toMatchObject({
    at: Date.parse('2026-03-19T17:08:26Z'),
    photoUrl: 'https://example.com/1.jpg',
  });
});

test('a problem document says that the parcel is not found', () => {
  const body = JSON.stringify({ Type: 'about:blank', Title: 'Not Found', Status: 404 });
  expect(parseBody(ontrac, body)).toMatchObject({ ok: false, refusal: 'not_found' });
});
