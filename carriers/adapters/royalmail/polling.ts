import { JSON_TYPE, one, type PollSpec, secret } from '../../polling/spec.ts';

export const poll: PollSpec = {
  carriers: ['royalmail'],
  credentials: { required: ['clientId', 'clientSecret'], optional: [] },
  baseUrl: 'https://api.royalmail.net',
  testUrl: null,
  limits: { batch: 1, perMinute: 60, perDay: null },
  request: (numbers, { credentials }) => ({
    method: 'GET',
    path: `/mailpieces/v2/${one(numbers)}/events`,
    headers: {
      'x-ibm-client-id': secret(credentials, 'clientId'),
      'x-ibm-client-secret': secret(credentials, 'clientSecret'),
      'x-accept-rmg-terms': 'yes',
      accept: JSON_TYPE,
    },
  }),
  source: 'Royal Mail: Tracking API v2, operation events',
};
