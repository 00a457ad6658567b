import { basic, commas, JSON_TYPE, type PollSpec, secret } from '../../polling/spec.ts';
import { recordsOf, textOf } from '../../reading/document.ts';

export const poll: PollSpec = {
  carriers: ['australiapost'],
  credentials: { required: ['apiKey', 'password', 'accountNumber'], optional: [] },
  baseUrl: 'https://digitalapi.auspost.com.au',
  testUrl: 'https://digitalapi.auspost.com.au/test',
  limits: { batch: 10, perMinute: 10, perDay: null },
  request: (numbers, { credentials }) => ({
    method: 'GET',
    path: `/shipping/v1/track?tracking_ids=${commas(numbers)}`,
    headers: {
      authorization: basic(secret(credentials, 'apiKey'), secret(credentials, 'password')),
      'account-number': secret(credentials, 'accountNumber'),
      accept: JSON_TYPE,
    },
  }),
  split: (root) =>
    recordsOf(root, 'tracking_results').map((result) => ({
      number: textOf(result, 'tracking_id'),
      root: { tracking_results: [result] },
    })),
  throttled: /"API_00[12]"|too many requests/i,
  source: 'Australia Post: Shipping & Tracking API, Track Items',
};
