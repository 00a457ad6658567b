import { encodeFirst, getCredential, JSON_TYPE, type PollSpec } from '../../polling/spec.ts';

export const poll: PollSpec = {
  carriers: ['usps'],
  credentials: { required: ['clientId', 'clientSecret'], optional: [] },
  baseUrl: 'https://apis.usps.com',
  testUrl: 'https://apis-tem.usps.com',
  // A new application has 60 calls an hour across all of USPS's APIs; USPS raises it on request.
  limits: { batch: 1, perMinute: 1, perDay: null },
  token: (credentials) => ({
    method: 'POST',
    path: '/oauth2/v3/token',
    headers: { 'content-type': JSON_TYPE },
    body: JSON.stringify({
      grant_type: 'client_credentials',
      client_id: getCredential(credentials, 'clientId'),
      client_secret: getCredential(credentials, 'clientSecret'),
    }),
  }),
  request: (numbers, { token }) => ({
    method: 'GET',
    path: `/tracking/v3/tracking/${encodeFirst(numbers)}?expand=DETAIL`,
    headers: { authorization: `Bearer ${token}`, accept: JSON_TYPE },
  }),
  source: 'USPS: Tracking 3.2 and OAuth 3 (OpenAPI definitions); quota by its support',
};
