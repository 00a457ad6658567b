import { encodeFirst, getCredential, JSON_TYPE, type PollSpec } from '../../polling/spec.ts';

/** A new key allows 250 calls a day (UTC) and one call a second. */
export const poll: PollSpec = {
  carriers: ['dhl', 'dhl_parcel_de', 'dhl_poland'],
  credentials: { required: ['apiKey'], optional: ['service'] },
  baseUrl: 'https://api-eu.dhl.com',
  testUrl: 'https://api-test.dhl.com',
  limits: { batch: 1, perMinute: 12, perDay: 250 },
  request: (numbers, { credentials }) => ({
    method: 'GET',
    path: `/track/shipments?trackingNumber=${encodeFirst(numbers)}&language=en${
      // Without it, DHL may return another division's parcel with the same number.
      credentials['service'] ? `&service=${encodeURIComponent(credentials['service'])}` : ''
    }`,
    headers: { 'dhl-api-key': getCredential(credentials, 'apiKey'), accept: JSON_TYPE },
  }),
  source: 'DHL: Shipment Tracking – Unified, its user guide and its help pages on quotas',
};
