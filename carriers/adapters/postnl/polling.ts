import { encodeFirst, getCredential, JSON_TYPE, type PollSpec } from '../../polling/spec.ts';

/** PostNL asks clients not to poll all parcels every minute. */
export const poll: PollSpec = {
  carriers: ['postnl'],
  credentials: { required: ['apiKey'], optional: [] },
  baseUrl: 'https://api.postnl.nl',
  testUrl: 'https://api-sandbox.postnl.nl',
  limits: { batch: 1, perMinute: 60, perDay: null },
  request: (numbers, { credentials }) => ({
    method: 'GET',
    path: `/shipment/v2/status/barcode/${encodeFirst(numbers)}?detail=true&language=EN`,
    headers: { apikey: getCredential(credentials, 'apiKey'), accept: JSON_TYPE },
  }),
  source: 'PostNL: Shippingstatus v2, its guidelines; 1,000 calls a minute, 15 in the sandbox',
};
