import { JSON_TYPE, one, type PollSpec, secret } from '../../polling/spec.ts';

/** A new key has 250 calls a day and one a second; the day is that of UTC. */
export const poll: PollSpec = {
  carriers: ['dhl', 'dhl_parcel_de', 'dhl_poland'],
  credentials: { required: ['apiKey'], optional: ['service'] },
  baseUrl: 'https://api-eu.dhl.com',
  testUrl: 'https://api-test.dhl.com',
  limits: { batch: 1, perMinute: 12, perDay: 250 },
  request: (numbers, { credentials }) => ({
    method: 'GET',
    path: `/track/shipments?trackingNumber=${one(numbers)}&language=en${
      // Without it DHL may answer with the parcel of another division that has the same number.
      credentials['service'] ? `&service=${encodeURIComponent(credentials['service'])}` : ''
    }`,
    headers: { 'dhl-api-key': secret(credentials, 'apiKey'), accept: JSON_TYPE },
  }),
  source: 'DHL: Shipment Tracking – Unified, its user guide and its help pages on quotas',
};
