import { encodeFirst, getCredential, JSON_TYPE, type PollSpec } from '../../polling/spec.ts';

/** Shippo's carrier tokens that differ from the directory's ids. */
const SHIPPO_TOKENS: Readonly<Record<string, string>> = {
  canadapost: 'canada_post',
  royalmail: 'royal_mail',
  australiapost: 'australia_post',
  dhl: 'dhl_express',
  dhl_parcel_de: 'dhl_germany_c2c',
};

export const poll: PollSpec = {
  carriers: [],
  credentials: { required: ['apiToken'], optional: [] },
  baseUrl: 'https://api.goshippo.com',
  testUrl: null,
  limits: { batch: 1, perMinute: 60, perDay: null },
  request: (numbers, { credentials, carriers: [carrier = ''] }) => ({
    method: 'GET',
    path: `/tracks/${encodeURIComponent(SHIPPO_TOKENS[carrier] ?? carrier)}/${encodeFirst(numbers)}`,
    headers: {
      authorization: `ShippoToken ${getCredential(credentials, 'apiToken')}`,
      accept: JSON_TYPE,
    },
  }),
  source: 'Shippo: API reference, Get a tracking status',
};
