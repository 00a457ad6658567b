import {
  basicAuth,
  encodeFirst,
  getCredential,
  JSON_TYPE,
  type PollSpec,
} from '../../polling/spec.ts';

export const poll: PollSpec = {
  carriers: [],
  credentials: { required: ['apiKey'], optional: [] },
  baseUrl: 'https://api.easypost.com',
  // The key selects the environment: a test key finds only what a test key created.
  testUrl: null,
  limits: { batch: 1, perMinute: 60, perDay: null },
  request: (numbers, { credentials }) => ({
    method: 'GET',
    path: `/v2/trackers?tracking_code=${encodeFirst(numbers)}&page_size=5`,
    headers: {
      authorization: basicAuth(getCredential(credentials, 'apiKey'), ''),
      accept: JSON_TYPE,
    },
  }),
  source: 'EasyPost: API reference, Retrieve a list of Trackers',
};
