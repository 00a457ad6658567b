import { basicAuth, encodeFirst, getCredential, type PollSpec } from '../../polling/spec.ts';

export const poll: PollSpec = {
  carriers: ['canadapost'],
  credentials: { required: ['username', 'password'], optional: [] },
  baseUrl: 'https://soa-gw.canadapost.ca',
  testUrl: 'https://ct.soa-gw.canadapost.ca',
  // Twenty a minute for all tracking calls; an upgraded key has five hundred.
  limits: { batch: 1, perMinute: 20, perDay: null },
  request: (numbers, { credentials }) => ({
    method: 'GET',
    path: `/vis/track/pin/${encodeFirst(numbers)}/detail`,
    headers: {
      authorization: basicAuth(
        getCredential(credentials, 'username'),
        getCredential(credentials, 'password'),
      ),
      accept: 'application/vnd.cpc.track-v2+xml',
      'accept-language': 'en-CA',
    },
  }),
  throttled: /rejected by slm monitor/i,
  source: 'Canada Post: Get Tracking Details (REST), throttle limits',
};
