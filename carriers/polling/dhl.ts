import { basic, FORM_TYPE, JSON_TYPE, one, type PollSpec, secret } from './spec.ts';

/** A new key has 250 calls a day and one a second; the day is that of UTC. */
export const dhlUnified: PollSpec = {
  adapter: 'dhl_unified',
  carriers: ['dhl', 'dhl_parcel_de', 'dhl_poland'],
  credentials: { required: ['apiKey'], optional: ['service'] },
  baseUrl: 'https://api-eu.dhl.com',
  testUrl: 'https://api-test.dhl.com',
  limits: { batch: 1, perMinute: 12, perDay: 250 },
  request: (numbers, { credentials }) => ({
    method: 'GET',
    path: `/track/shipments?trackingNumber=${one(numbers)}&language=en${
      // Without it DHL may answer with the parcel of another division that has the same number.
      credentials['service'] ? `&service=${encodeURIComponent(credentials['service'])}` : ''
    }`,
    headers: { 'dhl-api-key': secret(credentials, 'apiKey'), accept: JSON_TYPE },
  }),
  source: 'DHL: Shipment Tracking – Unified, its user guide and its help pages on quotas',
};

export const dhlExpress: PollSpec = {
  adapter: 'dhl_express',
  carriers: ['dhl_express'],
  credentials: { required: ['username', 'password'], optional: [] },
  baseUrl: 'https://express.api.dhl.com/mydhlapi',
  testUrl: 'https://express.api.dhl.com/mydhlapi/test',
  limits: { batch: 1, perMinute: 30, perDay: 500 },
  request: (numbers, { credentials }) => ({
    method: 'GET',
    path: `/shipments/${one(numbers)}/tracking?trackingView=all-checkpoints&levelOfDetail=all`,
    headers: {
      authorization: basic(secret(credentials, 'username'), secret(credentials, 'password')),
      accept: JSON_TYPE,
    },
  }),
  source: 'DHL: MyDHL API (OpenAPI definition)',
};

export const dhlEcommerce: PollSpec = {
  adapter: 'dhl_ecommerce',
  carriers: ['dhl_ecommerce'],
  credentials: { required: ['clientId', 'clientSecret'], optional: [] },
  baseUrl: 'https://api.dhlecs.com',
  testUrl: 'https://api-sandbox.dhlecs.com',
  limits: { batch: 1, perMinute: 60, perDay: null },
  token: (credentials) => ({
    method: 'POST',
    path: '/auth/v4/accesstoken',
    headers: {
      authorization: basic(secret(credentials, 'clientId'), secret(credentials, 'clientSecret')),
      'content-type': FORM_TYPE,
    },
    body: 'grant_type=client_credentials',
  }),
  request: (numbers, { token }) => ({
    method: 'GET',
    path: `/tracking/v4/package?trackingId=${one(numbers)}`,
    headers: { authorization: `Bearer ${token}`, accept: JSON_TYPE },
  }),
  source: 'DHL eCommerce Americas: Tracking v4 and access tokens',
};
