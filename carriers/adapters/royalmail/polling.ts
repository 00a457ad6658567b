import { encodeFirst, getCredential, JSON_TYPE, type PollSpec } from '../../polling/spec.ts';

export const poll: PollSpec = {
  carriers: ['royalmail'],
  credentials: { required: ['clientId', 'clientSecret'], optional: [] },
  baseUrl: 'https://api.royalmail.net',
  testUrl: null,
  limits: { batch: 1, perMinute: 60, perDay: null },
  request: (numbers, { credentials }) => ({
    method: 'GET',
    path: `/mailpieces/v2/${encodeFirst(numbers)}/events`,
    headers: {
      'x-ibm-client-id': getCredential(credentials, 'clientId'),
      'x-ibm-client-secret': getCredential(credentials, 'clientSecret'),
      'x-accept-rmg-terms': 'yes',
      accept: JSON_TYPE,
    },
  }),
  source: 'Royal Mail: Tracking API v2, operation events',
};
