import { basic, JSON_TYPE, one, type PollSpec, secret } from '../../polling/spec.ts';

export const poll: PollSpec = {
  carriers: [],
  credentials: { required: ['apiKey'], optional: [] },
  baseUrl: 'https://api.easypost.com',
  // One address for both: a test key finds what was made with a test key.
  testUrl: null,
  limits: { batch: 1, perMinute: 60, perDay: null },
  request: (numbers, { credentials }) => ({
    method: 'GET',
    path: `/v2/trackers?tracking_code=${one(numbers)}&page_size=5`,
    headers: { authorization: basic(secret(credentials, 'apiKey'), ''), accept: JSON_TYPE },
  }),
  source: 'EasyPost: API reference, Retrieve a list of Trackers',
};
