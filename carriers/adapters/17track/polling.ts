import { getCredential, JSON_TYPE, type PollSpec } from '../../polling/spec.ts';
import { getRecords, getText } from '../../reading/document.ts';

export const poll: PollSpec = {
  carriers: [],
  credentials: { required: ['apiKey'], optional: [] },
  baseUrl: 'https://api.17track.net',
  testUrl: null,
  // Three calls a second.
  limits: { batch: 40, perMinute: 60, perDay: null },
  request: (numbers, { credentials }) => ({
    method: 'POST',
    path: '/track/v2.2/gettrackinfo',
    headers: {
      '17token': getCredential(credentials, 'apiKey'),
      'content-type': JSON_TYPE,
      accept: JSON_TYPE,
    },
    body: JSON.stringify(numbers.map((number) => ({ number }))),
  }),
  split: (root) =>
    (['accepted', 'rejected'] as const).flatMap((list) =>
      getRecords(root, 'data', list).map((each) => ({
        number: getText(each, 'number'),
        root: { code: 0, data: { accepted: [], rejected: [], [list]: [each] } },
      })),
    ),
  source: '17TRACK: API v2.2, gettrackinfo',
};
