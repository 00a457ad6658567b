import { encodeFirst, getCredential, JSON_TYPE, type PollSpec } from '../../polling/spec.ts';

export const poll: PollSpec = {
  carriers: [],
  credentials: { required: ['apiKey'], optional: [] },
  // Shops host Karrio themselves.
  baseUrl: null,
  testUrl: null,
  limits: { batch: 1, perMinute: 60, perDay: null },
  request: (numbers, { credentials }) => ({
    method: 'GET',
    path: `/v1/trackers?tracking_number=${encodeFirst(numbers)}&limit=5`,
    headers: { authorization: `Token ${getCredential(credentials, 'apiKey')}`, accept: JSON_TYPE },
  }),
  source: 'Karrio: API reference, List all package trackers',
};
