import { expect, test } from 'vitest';
import { dicom } from '../../../carriers/adapters/dicom.ts';
import { parseBody } from '../../../carriers/parse.ts';

function readParcel(activity: object, overrides: object = {}) {
  const activities = [{ activityDate: '2021-02-10T04:27:31Z', ...activity }];
  const body = JSON.stringify({ trackingNumber: 'W1', activities, ...overrides });
  const result = parseBody(dicom, body);
  if (!result.ok) throw new Error(result.detail);
  return result.shipments[0];
}

test.each([
  [{ code: 'DL', codeDetail: 'NI', status: 'Delivered' }, 'delivered', true],
  [{ code: 'ZZ', status: 'Out for delivery' }, 'out_for_delivery', true],
  [{ code: 'ZZ', status: 'Something else' }, null, false],
])('%j', (activity, status, mapped) => {
  expect(readParcel(activity)?.events[0]).toMatchObject({ status, mapped });
});

test('returned parcels are back, returning ones are not', () => {
  const expected = ['Returned to sender', 'Return to sender'].map(
    (status) => readParcel({ code: 'ZZ', status })?.events[0]?.reason,
  );
  expect(expected).toEqual(['returned', null]);
});

test('the proof and the return’s waybill are kept', () => {
  const shipment = readParcel(
    { code: 'DL' },
    {
      activityImages: [{ imageType: 'POD', clientName: 'Georges', url: 'https://example.com/1' }],
      parcels: [{ returnWaybill: 'Q1' }],
    },
  );
  expect(shipment?.proofOfDelivery).toMatchObject({ signedBy: 'Georges' });
  expect(shipment?.returnNumber).toBe('Q1');
});

test('a refused login is an error', () => {
  const body = JSON.stringify({ Message: 'Authorization has been denied for this request.' });
  expect(parseBody(dicom, body)).toMatchObject({ ok: false, refusal: 'error' });
});
