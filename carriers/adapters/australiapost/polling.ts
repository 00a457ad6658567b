import {
  basicAuth,
  encodeList,
  getCredential,
  JSON_TYPE,
  type PollSpec,
} from '../../polling/spec.ts';
import { getRecords, getText } from '../../reading/document.ts';

export const poll: PollSpec = {
  carriers: ['australiapost'],
  credentials: { required: ['apiKey', 'password', 'accountNumber'], optional: [] },
  baseUrl: 'https://digitalapi.auspost.com.au',
  testUrl: 'https://digitalapi.auspost.com.au/test',
  limits: { batch: 10, perMinute: 10, perDay: null },
  request: (numbers, { credentials }) => ({
    method: 'GET',
    path: `/shipping/v1/track?tracking_ids=${encodeList(numbers)}`,
    headers: {
      authorization: basicAuth(
        getCredential(credentials, 'apiKey'),
        getCredential(credentials, 'password'),
      ),
      'account-number': getCredential(credentials, 'accountNumber'),
      accept: JSON_TYPE,
    },
  }),
  split: (root) =>
    getRecords(root, 'tracking_results').map((result) => ({
      number: getText(result, 'tracking_id'),
      root: { tracking_results: [result] },
    })),
  throttled: /"API_00[12]"|too many requests/i,
  source: 'Australia Post: Shipping & Tracking API, Track Items',
};
