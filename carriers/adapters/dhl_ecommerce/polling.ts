import {
  basicAuth,
  encodeFirst,
  FORM_TYPE,
  getCredential,
  JSON_TYPE,
  type PollSpec,
} from '../../polling/spec.ts';

export const poll: PollSpec = {
  carriers: ['dhl_ecommerce'],
  credentials: { required: ['clientId', 'clientSecret'], optional: [] },
  baseUrl: 'https://api.dhlecs.com',
  testUrl: 'https://api-sandbox.dhlecs.com',
  limits: { batch: 1, perMinute: 60, perDay: null },
  token: (credentials) => ({
    method: 'POST',
    path: '/auth/v4/accesstoken',
    headers: {
      authorization: basicAuth(
        getCredential(credentials, 'clientId'),
        getCredential(credentials, 'clientSecret'),
      ),
      'content-type': FORM_TYPE,
    },
    body: 'grant_type=client_credentials',
  }),
  request: (numbers, { token }) => ({
    method: 'GET',
    path: `/tracking/v4/package?trackingId=${encodeFirst(numbers)}`,
    headers: { authorization: `Bearer ${token}`, accept: JSON_TYPE },
  }),
  source: 'DHL eCommerce Americas: Tracking v4 and access tokens',
};
