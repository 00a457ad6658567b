import {
  basicAuth,
  encodeFirst,
  getCredential,
  JSON_TYPE,
  type PollSpec,
} from '../../polling/spec.ts';

export const poll: PollSpec = {
  carriers: ['dhl_express'],
  credentials: { required: ['username', 'password'], optional: [] },
  baseUrl: 'https://express.api.dhl.com/mydhlapi',
  testUrl: 'https://express.api.dhl.com/mydhlapi/test',
  limits: { batch: 1, perMinute: 30, perDay: 500 },
  request: (numbers, { credentials }) => ({
    method: 'GET',
    path: `/shipments/${encodeFirst(numbers)}/tracking?trackingView=all-checkpoints&levelOfDetail=all`,
    headers: {
      authorization: basicAuth(
        getCredential(credentials, 'username'),
        getCredential(credentials, 'password'),
      ),
      accept: JSON_TYPE,
    },
  }),
  source: 'DHL: MyDHL API (OpenAPI definition)',
};
