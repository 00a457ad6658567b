/** Postal operators, and what belongs to them. */

import { listOf, recordsOf, textOf } from '../reading/document.ts';
import { basic, commas, JSON_TYPE, one, type PollSpec, secret } from './spec.ts';

export const canadapost: PollSpec = {
  adapter: 'canadapost',
  carriers: ['canadapost'],
  credentials: { required: ['username', 'password'], optional: [] },
  baseUrl: 'https://soa-gw.canadapost.ca',
  testUrl: 'https://ct.soa-gw.canadapost.ca',
  // Twenty a minute for tracking together; an upgraded key has five hundred.
  limits: { batch: 1, perMinute: 20, perDay: null },
  request: (numbers, { credentials }) => ({
    method: 'GET',
    path: `/vis/track/pin/${one(numbers)}/detail`,
    headers: {
      authorization: basic(secret(credentials, 'username'), secret(credentials, 'password')),
      accept: 'application/vnd.cpc.track-v2+xml',
      'accept-language': 'en-CA',
    },
  }),
  throttled: /rejected by slm monitor/i,
  source: 'Canada Post: Get Tracking Details (REST), throttle limits',
};

export const royalmail: PollSpec = {
  adapter: 'royalmail',
  carriers: ['royalmail'],
  credentials: { required: ['clientId', 'clientSecret'], optional: [] },
  baseUrl: 'https://api.royalmail.net',
  testUrl: null,
  limits: { batch: 1, perMinute: 60, perDay: null },
  request: (numbers, { credentials }) => ({
    method: 'GET',
    path: `/mailpieces/v2/${one(numbers)}/events`,
    headers: {
      'x-ibm-client-id': secret(credentials, 'clientId'),
      'x-ibm-client-secret': secret(credentials, 'clientSecret'),
      'x-accept-rmg-terms': 'yes',
      accept: JSON_TYPE,
    },
  }),
  source: 'Royal Mail: Tracking API v2, operation events',
};

/** PostNL asks for useful intervals: it is no service for asking about everything every minute. */
export const postnl: PollSpec = {
  adapter: 'postnl',
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

export const australiapost: PollSpec = {
  adapter: 'australiapost',
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

/** La Poste answers one number with an object and several with a list. */
export const colissimo: PollSpec = {
  adapter: 'colissimo',
  carriers: ['colissimo'],
  credentials: { required: ['okapiKey'], optional: [] },
  baseUrl: 'https://api.laposte.fr',
  testUrl: null,
  limits: { batch: 10, perMinute: 60, perDay: null },
  request: (numbers, { credentials }) => ({
    method: 'GET',
    path: `/suivi/v2/idships/${commas(numbers)}?lang=en_GB`,
    headers: { 'x-okapi-key': secret(credentials, 'okapiKey'), accept: JSON_TYPE },
  }),
  split: (root) =>
    listOf(root).map((answer) => ({
      number: textOf(answer, 'shipment', 'idShip') ?? textOf(answer, 'idShip'),
      root: answer,
    })),
  throttled: /max quota reached/i,
  source: 'La Poste: Suivi v2 (Okapi); 100 calls a minute',
};

/** Public: Chronopost asks for no account. */
export const chronopost: PollSpec = {
  adapter: 'chronopost',
  carriers: ['chronopost'],
  credentials: { required: [], optional: [] },
  baseUrl: 'https://ws.chronopost.fr',
  testUrl: null,
  limits: { batch: 1, perMinute: 30, perDay: null },
  request: (numbers) => ({
    method: 'GET',
    path: `/tracking-cxf/TrackingServiceWS/trackSkybillV2?language=fr_FR&skybillNumber=${one(numbers)}`,
    headers: { accept: 'text/xml' },
  }),
  source: 'Chronopost: TrackingServiceWS (WSDL)',
};

/** Public: ShipX tells anyone where a number is. */
export const inpost: PollSpec = {
  adapter: 'inpost',
  carriers: ['inpost'],
  credentials: { required: [], optional: [] },
  baseUrl: 'https://api-shipx-pl.easypack24.net',
  testUrl: 'https://sandbox-api-shipx-pl.easypack24.net',
  limits: { batch: 1, perMinute: 60, perDay: null },
  request: (numbers) => ({
    method: 'GET',
    path: `/v1/tracking/${one(numbers)}`,
    headers: { accept: JSON_TYPE },
  }),
  source: 'InPost: ShipX API, Shipment Tracking',
};
