import {
  basicAuth,
  encodeFirst,
  FORM_TYPE,
  getCredential,
  type PollSpec,
} from '../../polling/spec.ts';

/**
 * UPS counts calls per client id and does not publish the limit; one call a second is conservative.
 * An account with several shippers also sends the shipper's number, as `x-merchant-id`.
 */
export const poll: PollSpec = {
  carriers: ['ups', 'ups_mail_innovations'],
  credentials: { required: ['clientId', 'clientSecret'], optional: ['merchantId'] },
  baseUrl: 'https://onlinetools.ups.com',
  testUrl: 'https://wwwcie.ups.com',
  limits: { batch: 1, perMinute: 60, perDay: null },
  token: (credentials) => ({
    method: 'POST',
    path: '/security/v1/oauth/token',
    headers: {
      authorization: basicAuth(
        getCredential(credentials, 'clientId'),
        getCredential(credentials, 'clientSecret'),
      ),
      'content-type': FORM_TYPE,
      ...(credentials['merchantId'] ? { 'x-merchant-id': credentials['merchantId'] } : {}),
    },
    body: 'grant_type=client_credentials',
  }),
  request: (numbers, { token }) => ({
    method: 'GET',
    path: `/api/track/v1/details/${encodeFirst(numbers)}?locale=en_US&returnMilestones=true`,
    headers: {
      authorization: `Bearer ${token}`,
      transId: crypto.randomUUID(),
      transactionSrc: 'wismr',
    },
  }),
  throttled: /"10429"/,
  source: 'UPS: Track API v1 and OAuth client credentials (OpenAPI definitions)',
};
