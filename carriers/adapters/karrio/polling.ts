import { JSON_TYPE, one, type PollSpec, secret } from '../../polling/spec.ts';

export const poll: PollSpec = {
  carriers: [],
  credentials: { required: ['apiKey'], optional: [] },
  // Shops host it themselves.
  baseUrl: null,
  testUrl: null,
  limits: { batch: 1, perMinute: 60, perDay: null },
  request: (numbers, { credentials }) => ({
    method: 'GET',
    path: `/v1/trackers?tracking_number=${one(numbers)}&limit=5`,
    headers: { authorization: `Token ${secret(credentials, 'apiKey')}`, accept: JSON_TYPE },
  }),
  source: 'Karrio: API reference, List all package trackers',
};
