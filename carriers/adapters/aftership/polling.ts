import { encodeList, getCredential, JSON_TYPE, type PollSpec } from '../../polling/spec.ts';
import { getRecords, getText } from '../../reading/document.ts';

export const poll: PollSpec = {
  carriers: [],
  credentials: { required: ['apiKey'], optional: [] },
  baseUrl: 'https://api.aftership.com',
  testUrl: null,
  // Six calls a second for this operation.
  limits: { batch: 50, perMinute: 60, perDay: null },
  request: (numbers, { credentials }) => ({
    method: 'GET',
    path: `/tracking/2025-01/trackings?tracking_numbers=${encodeList(numbers)}&limit=200`,
    headers: { 'as-api-key': getCredential(credentials, 'apiKey'), accept: JSON_TYPE },
  }),
  split: (root) =>
    getRecords(root, 'data', 'trackings').map((tracking) => ({
      number: getText(tracking, 'tracking_number'),
      root: { meta: { code: 200 }, data: { tracking } },
    })),
  source: 'AfterShip: Tracking API 2025-01, Get trackings, rate limit',
};
