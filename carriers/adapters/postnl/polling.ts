import { JSON_TYPE, one, type PollSpec, secret } from '../../polling/spec.ts';

/** PostNL asks for useful intervals: it is no service for asking about everything every minute. */
export const poll: PollSpec = {
  carriers: ['postnl'],
  credentials: { required: ['apiKey'], optional: [] },
  baseUrl: 'https://api.postnl.nl',
  testUrl: 'https://api-sandbox.postnl.nl',
  limits: { batch: 1, perMinute: 60, perDay: null },
  request: (numbers, { credentials }) => ({
    method: 'GET',
    path: `/shipment/v2/status/barcode/${one(numbers)}?detail=true&language=EN`,
    headers: { apikey: secret(credentials, 'apiKey'), accept: JSON_TYPE },
  }),
  source: 'PostNL: Shippingstatus v2, its guidelines; 1,000 calls a minute, 15 in the sandbox',
};
