import { FORM_TYPE, getCredential, JSON_TYPE, type PollSpec } from '../../polling/spec.ts';
import { getRecords, getText } from '../../reading/document.ts';

export const poll: PollSpec = {
  carriers: ['fedex', 'fedex_smartpost'],
  credentials: { required: ['clientId', 'clientSecret'], optional: [] },
  baseUrl: 'https://apis.fedex.com',
  testUrl: 'https://apis-sandbox.fedex.com',
  // FedEx allows 1,400 calls in ten seconds and 100,000 a day; wismr needs far fewer.
  limits: { batch: 30, perMinute: 120, perDay: 100_000 },
  token: (credentials) => ({
    method: 'POST',
    path: '/oauth/token',
    headers: { 'content-type': FORM_TYPE },
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: getCredential(credentials, 'clientId'),
      client_secret: getCredential(credentials, 'clientSecret'),
    }).toString(),
  }),
  request: (numbers, { token }) => ({
    method: 'POST',
    path: '/track/v1/trackingnumbers',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': JSON_TYPE,
      'x-locale': 'en_US',
    },
    body: JSON.stringify({
      includeDetailedScans: true,
      trackingInfo: numbers.map((trackingNumber) => ({ trackingNumberInfo: { trackingNumber } })),
    }),
  }),
  split: (root) =>
    getRecords(root, 'output', 'completeTrackResults').map((result) => ({
      number: getText(result, 'trackingNumber'),
      root: { output: { completeTrackResults: [result] } },
    })),
  dayIsOver: /daily transaction quota/i,
  source: 'FedEx: Track API v1, API authorization, quotas and rate limits',
};
