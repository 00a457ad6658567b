/**
 * Aggregators. What they push comes sooner; to ask them is a backstop, or for those whose webhooks a
 * shop cannot have. They know the numbers that were registered with them, which the shop does.
 */

import { recordsOf, textOf } from '../reading/document.ts';
import { basic, commas, JSON_TYPE, one, type PollSpec, secret } from './spec.ts';

export const easypost: PollSpec = {
  adapter: 'easypost',
  carriers: [],
  credentials: { required: ['apiKey'], optional: [] },
  baseUrl: 'https://api.easypost.com',
  // One address for both: a test key finds what was made with a test key.
  testUrl: null,
  limits: { batch: 1, perMinute: 60, perDay: null },
  request: (numbers, { credentials }) => ({
    method: 'GET',
    path: `/v2/trackers?tracking_code=${one(numbers)}&page_size=5`,
    headers: { authorization: basic(secret(credentials, 'apiKey'), ''), accept: JSON_TYPE },
  }),
  source: 'EasyPost: API reference, Retrieve a list of Trackers',
};

/** Where Shippo's token of a carrier is another name than the directory's. */
const SHIPPO_TOKENS: Readonly<Record<string, string>> = {
  canadapost: 'canada_post',
  royalmail: 'royal_mail',
  australiapost: 'australia_post',
  dhl: 'dhl_express',
  dhl_parcel_de: 'dhl_germany_c2c',
};

export const shippo: PollSpec = {
  adapter: 'shippo',
  carriers: [],
  credentials: { required: ['apiToken'], optional: [] },
  baseUrl: 'https://api.goshippo.com',
  testUrl: null,
  limits: { batch: 1, perMinute: 60, perDay: null },
  request: (numbers, { credentials, carriers: [carrier = ''] }) => ({
    method: 'GET',
    path: `/tracks/${encodeURIComponent(SHIPPO_TOKENS[carrier] ?? carrier)}/${one(numbers)}`,
    headers: {
      authorization: `ShippoToken ${secret(credentials, 'apiToken')}`,
      accept: JSON_TYPE,
    },
  }),
  source: 'Shippo: API reference, Get a tracking status',
};

/** Where ShipEngine's code of a carrier is another name than the directory's. */
const SHIPENGINE_CODES: Readonly<Record<string, string>> = {
  canadapost: 'canada_post',
  royalmail: 'royal_mail',
  australiapost: 'australia_post',
  dhl: 'dhl_express',
  dhl_ecommerce: 'dhl_global_mail',
};

export const shipengine: PollSpec = {
  adapter: 'shipengine',
  carriers: [],
  credentials: { required: ['apiKey'], optional: [] },
  baseUrl: 'https://api.shipengine.com',
  testUrl: null,
  // 200 a minute; a sandbox key has 20.
  limits: { batch: 1, perMinute: 100, perDay: null },
  request: (numbers, { credentials, carriers: [carrier = ''] }) => ({
    method: 'GET',
    path: `/v1/tracking?carrier_code=${encodeURIComponent(SHIPENGINE_CODES[carrier] ?? carrier)}&tracking_number=${one(numbers)}`,
    headers: { 'api-key': secret(credentials, 'apiKey'), accept: JSON_TYPE },
  }),
  source: 'ShipEngine: OpenAPI definition, rate limits',
};

export const aftership: PollSpec = {
  adapter: 'aftership',
  carriers: [],
  credentials: { required: ['apiKey'], optional: [] },
  baseUrl: 'https://api.aftership.com',
  testUrl: null,
  // Six a second for this operation.
  limits: { batch: 50, perMinute: 60, perDay: null },
  request: (numbers, { credentials }) => ({
    method: 'GET',
    path: `/tracking/2025-01/trackings?tracking_numbers=${commas(numbers)}&limit=200`,
    headers: { 'as-api-key': secret(credentials, 'apiKey'), accept: JSON_TYPE },
  }),
  split: (root) =>
    recordsOf(root, 'data', 'trackings').map((tracking) => ({
      number: textOf(tracking, 'tracking_number'),
      root: { meta: { code: 200 }, data: { tracking } },
    })),
  source: 'AfterShip: Tracking API 2025-01, Get trackings, rate limit',
};

export const seventeenTrack: PollSpec = {
  adapter: '17track',
  carriers: [],
  credentials: { required: ['apiKey'], optional: [] },
  baseUrl: 'https://api.17track.net',
  testUrl: null,
  // Three a second.
  limits: { batch: 40, perMinute: 60, perDay: null },
  request: (numbers, { credentials }) => ({
    method: 'POST',
    path: '/track/v2.2/gettrackinfo',
    headers: {
      '17token': secret(credentials, 'apiKey'),
      'content-type': JSON_TYPE,
      accept: JSON_TYPE,
    },
    body: JSON.stringify(numbers.map((number) => ({ number }))),
  }),
  split: (root) =>
    (['accepted', 'rejected'] as const).flatMap((list) =>
      recordsOf(root, 'data', list).map((each) => ({
        number: textOf(each, 'number'),
        root: { code: 0, data: { accepted: [], rejected: [], [list]: [each] } },
      })),
    ),
  source: '17TRACK: API v2.2, gettrackinfo',
};

export const karrio: PollSpec = {
  adapter: 'karrio',
  carriers: [],
  credentials: { required: ['apiKey'], optional: [] },
  // Shops host it themselves.
  baseUrl: null,
  testUrl: null,
  limits: { batch: 1, perMinute: 60, perDay: null },
  request: (numbers, { credentials }) => ({
    method: 'GET',
    path: `/v1/trackers?tracking_number=${one(numbers)}&limit=5`,
    headers: { authorization: `Token ${secret(credentials, 'apiKey')}`, accept: JSON_TYPE },
  }),
  source: 'Karrio: API reference, List all package trackers',
};
