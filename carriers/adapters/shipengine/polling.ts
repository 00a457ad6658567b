import { encodeFirst, getCredential, JSON_TYPE, type PollSpec } from '../../polling/spec.ts';

/** ShipEngine's codes that differ from the directory's ids. */
const SHIPENGINE_CODES: Readonly<Record<string, string>> = {
  canadapost: 'canada_post',
  royalmail: 'royal_mail',
  australiapost: 'australia_post',
  dhl: 'dhl_express',
  dhl_ecommerce: 'dhl_global_mail',
};

export const poll: PollSpec = {
  carriers: [],
  credentials: { required: ['apiKey'], optional: [] },
  baseUrl: 'https://api.shipengine.com',
  testUrl: null,
  // 200 calls a minute; a sandbox key allows 20.
  limits: { batch: 1, perMinute: 100, perDay: null },
  request: (numbers, { credentials, carriers: [carrier = ''] }) => ({
    method: 'GET',
    path: `/v1/tracking?carrier_code=${encodeURIComponent(SHIPENGINE_CODES[carrier] ?? carrier)}&tracking_number=${encodeFirst(numbers)}`,
    headers: { 'api-key': getCredential(credentials, 'apiKey'), accept: JSON_TYPE },
  }),
  source: 'ShipEngine: OpenAPI definition, rate limits',
};
