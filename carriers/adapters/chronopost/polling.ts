import { encodeFirst, type PollSpec } from '../../polling/spec.ts';

/** Public: no account is needed. */
export const poll: PollSpec = {
  carriers: ['chronopost'],
  credentials: { required: [], optional: [] },
  baseUrl: 'https://ws.chronopost.fr',
  testUrl: null,
  limits: { batch: 1, perMinute: 30, perDay: null },
  request: (numbers) => ({
    method: 'GET',
    path: `/tracking-cxf/TrackingServiceWS/trackSkybillV2?language=fr_FR&skybillNumber=${encodeFirst(numbers)}`,
    headers: { accept: 'text/xml' },
  }),
  source: 'Chronopost: TrackingServiceWS (WSDL)',
};
