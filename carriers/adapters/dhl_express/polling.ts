import { basic, JSON_TYPE, one, type PollSpec, secret } from '../../polling/spec.ts';

export const poll: PollSpec = {
  carriers: ['dhl_express'],
  credentials: { required: ['username', 'password'], optional: [] },
  baseUrl: 'https://express.api.dhl.com/mydhlapi',
  testUrl: 'https://express.api.dhl.com/mydhlapi/test',
  limits: { batch: 1, perMinute: 30, perDay: 500 },
  request: (numbers, { credentials }) => ({
    method: 'GET',
    path: `/shipments/${one(numbers)}/tracking?trackingView=all-checkpoints&levelOfDetail=all`,
    headers: {
      authorization: basic(secret(credentials, 'username'), secret(credentials, 'password')),
      accept: JSON_TYPE,
    },
  }),
  source: 'DHL: MyDHL API (OpenAPI definition)',
};
