import { basic, one, type PollSpec, secret } from '../../polling/spec.ts';

export const poll: PollSpec = {
  carriers: ['canadapost'],
  credentials: { required: ['username', 'password'], optional: [] },
  baseUrl: 'https://soa-gw.canadapost.ca',
  testUrl: 'https://ct.soa-gw.canadapost.ca',
  // Twenty a minute for tracking together; an upgraded key has five hundred.
  limits: { batch: 1, perMinute: 20, perDay: null },
  request: (numbers, { credentials }) => ({
    method: 'GET',
    path: `/vis/track/pin/${one(numbers)}/detail`,
    headers: {
      authorization: basic(secret(credentials, 'username'), secret(credentials, 'password')),
      accept: 'application/vnd.cpc.track-v2+xml',
      'accept-language': 'en-CA',
    },
  }),
  throttled: /rejected by slm monitor/i,
  source: 'Canada Post: Get Tracking Details (REST), throttle limits',
};
