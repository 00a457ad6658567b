import { encodeFirst, JSON_TYPE, type PollSpec } from '../../polling/spec.ts';

/** Public: no account is needed. */
export const poll: PollSpec = {
  carriers: ['inpost'],
  credentials: { required: [], optional: [] },
  baseUrl: 'https://api-shipx-pl.easypack24.net',
  testUrl: 'https://sandbox-api-shipx-pl.easypack24.net',
  limits: { batch: 1, perMinute: 60, perDay: null },
  request: (numbers) => ({
    method: 'GET',
    path: `/v1/tracking/${encodeFirst(numbers)}`,
    headers: { accept: JSON_TYPE },
  }),
  source: 'InPost: ShipX API, Shipment Tracking',
};
