/** Bad parameters: of an address, of its query, and policies. */

import { type Case, DAY, NOT_SEEN, RANGE } from './cases.ts';

/** A cursor of this list, with any content. */
const cursor = (content: string) => Buffer.from(content).toString('base64url');
const ID = '00000000-0000-4000-8000-000000000000';
const NOT_OURS = 'must be the `nextCursor` of a page from this list';

/** Queries of `GET /v1/escalations`. */
export const WRONG_QUERIES: readonly Case[] = [
  ['a cursor of words', 'cursor=next', 'query/cursor', NOT_OURS],
  ['a cursor of symbols', 'cursor=%25%25%25', 'query/cursor', NOT_OURS],
  ['an empty cursor', 'cursor=', 'query/cursor', 'must not be empty'],
  ['a long cursor', `cursor=${'A'.repeat(201)}`, 'query/cursor', 'at most 200 characters'],
  [
    'a cursor without an id',
    `cursor=${cursor('2026-11-24T08:00:00.000Z')}`,
    'query/cursor',
    NOT_OURS,
  ],
  [
    'a cursor of year 0',
    `cursor=${cursor(`0000-01-01T00:00:00.000Z ${ID}`)}`,
    'query/cursor',
    NOT_OURS,
  ],
  [
    'a cursor of 9999',
    `cursor=${cursor(`9999-12-31T00:00:00.000Z ${ID}`)}`,
    'query/cursor',
    NOT_OURS,
  ],
  [
    'a cursor of month 13',
    `cursor=${cursor(`2026-13-01T00:00:00.000Z ${ID}`)}`,
    'query/cursor',
    NOT_OURS,
  ],
  ['a cursor with SQL', `cursor=${cursor("' or 1=1 --")}`, 'query/cursor', NOT_OURS],
  [
    'a cursor with dashes for an id',
    `cursor=${cursor(`2026-11-24T08:00:00.000Z ${'-'.repeat(36)}`)}`,
    'query/cursor',
    NOT_OURS,
  ],
  ['a cursor of two', `cursor=a&cursor=b`, 'query/cursor', 'must be a text'],
  ['limit 0', 'limit=0', 'query/limit', 'must be at least 1'],
  ['limit 201', 'limit=201', 'query/limit', 'must be at most 200'],
  ['limit 10³⁰', `limit=1${'0'.repeat(30)}`, 'query/limit', 'must be'],
  ['limit -1', 'limit=-1', 'query/limit', 'number'],
  ['limit 1.5', 'limit=1.5', 'query/limit', 'number'],
  ['limit 1e1', 'limit=1e1', 'query/limit', 'number'],
  ['limit 0x10', 'limit=0x10', 'query/limit', 'number'],
  ['no limit', 'limit=', 'query/limit', 'number'],
  ['a blank limit', 'limit=%20', 'query/limit', 'number'],
  ['limit twice', 'limit=1&limit=2', 'query/limit', 'number'],
  ['limit NaN', 'limit=NaN', 'query/limit', 'number'],
  ['an unknown state', 'state=closed', 'query/state/0', 'must be one of'],
  ['an unknown kind', 'kind=nothing', 'query/kind', 'must be one of'],
  ['kind twice', 'kind=shipped&kind=movement', 'query/kind', 'must be'],
  ['an unseen owner', 'owner=%E2%80%8B', 'query/owner', 'must not be empty'],
  ['NUL in a journey', 'journey=order%2Facme%2F1%00', 'query/journey', NOT_SEEN],
  ['a journey of words', 'journey=1001', 'query/journey', 'must be a journey such as'],
  ['an unseen carrier', 'carrier=ups%E2%80%AE', 'query/carrier', NOT_SEEN],
];

/** Addresses with a wrong id. All bodies are right. */
export const WRONG_PATHS: readonly (readonly [
  what: string,
  method: string,
  path: string,
  pointer: string,
  words: string,
])[] = [
  ['a slash', 'GET', '/v1/orders/a%2Fb', 'param/orderId', 'must not contain a slash'],
  ['NUL', 'GET', '/v1/orders/a%00b', 'param/orderId', NOT_SEEN],
  ['a line break', 'GET', '/v1/orders/a%0Ab', 'param/orderId', NOT_SEEN],
  ['an override', 'GET', '/v1/orders/%E2%80%AE1001', 'param/orderId', NOT_SEEN],
  ['a zero width', 'GET', '/v1/orders/1001%E2%80%8B', 'param/orderId', NOT_SEEN],
  ['a soft hyphen', 'GET', '/v1/orders/10%C2%AD01', 'param/orderId', NOT_SEEN],
  ['a byte order mark', 'GET', '/v1/returns/%EF%BB%BFR1', 'param/returnId', NOT_SEEN],
  ['a blank', 'GET', '/v1/orders/%201001', 'param/orderId', 'start or end with a space'],
  ['a long id', 'GET', `/v1/orders/${'9'.repeat(101)}`, 'param/orderId', 'at most 100'],
  ['no UUID', 'GET', '/v1/escalations/1', 'param/id', 'UUID'],
  ['NUL in a customer', 'GET', '/v1/customers/a%00', 'param/id', NOT_SEEN],
  [
    'a mark in a customer',
    'DELETE',
    '/v1/customers/email:a%E2%80%8E@b.example',
    'param/id',
    NOT_SEEN,
  ],
  ['a long customer', 'GET', `/v1/customers/${'9'.repeat(301)}`, 'param/id', 'at most 300'],
];

/** Bytes that are no UTF-8, in an address. */
export const WRONG_BYTES = [
  '/v1/orders/%ff',
  '/v1/orders/%c0%af',
  '/v1/orders/%ed%a0%80',
  '/v1/orders/100%',
  '/v1/customers/%fe',
  '/v1/escalations?owner=%ff',
  '/v1/escalations?owner=%',
];

const rule = (change: object) => ({ expectations: { shipped: change } });
const LADDER_STEP = { do: 'notify_shop', to: 'warehouse' };

export const WRONG_POLICIES: readonly Case[] = [
  [
    'a holiday of 1999',
    { calendar: { extraHolidays: ['1999-12-24'] } },
    '/calendar/extraHolidays/0',
    RANGE,
  ],
  [
    'a working day of 2200',
    { calendar: { workingDays: ['2200-12-24'] } },
    '/calendar/workingDays/0',
    RANGE,
  ],
  ['31 June', { calendar: { extraHolidays: ['2026-06-31'] } }, '/calendar/extraHolidays/0', DAY],
  ['weekday 8', { calendar: { weekdays: [8] } }, '/calendar/weekdays/0', 'must be at most 7'],
  ['no weekday', { calendar: { weekdays: [] } }, '/calendar/weekdays', 'at least 1 item'],
  ['25 o’clock', { calendar: { cutOff: '25:00' } }, '/calendar/cutOff', 'a time of day'],
  ['100,000 hours', rule({ within: '100000h' }), '/expectations/shipped/within', 'a duration'],
  ['1,000 business days', rule({ within: '1000bd' }), '/expectations/shipped/within', 'a duration'],
  ['less than nothing', rule({ within: '-1d' }), '/expectations/shipped/within', 'a duration'],
  ['half an hour', rule({ within: '0.5h' }), '/expectations/shipped/within', 'a duration'],
  [
    '21 steps',
    rule({ ladder: Array.from({ length: 21 }, () => ({ after: '1h', ...LADDER_STEP })) }),
    '/expectations/shipped/ladder',
    'at most 20 items',
  ],
  ['no message', { messagesPerDay: 0 }, '/messagesPerDay', 'must be at least 1'],
  ['101 messages', { messagesPerDay: 101 }, '/messagesPerDay', 'must be at most 100'],
  [
    'hours that end before they begin',
    { staffHours: { from: '18:00', until: '08:00' } },
    '/staffHours',
    'must begin before it ends',
  ],
  [
    'an unseen carrier',
    { overrides: [{ when: { carrier: 'ups\u200b' }, expectations: {} }] },
    '/overrides/0/when/carrier',
    NOT_SEEN,
  ],
  ['an address that is none', { staff: { warehouse: ['ada'] } }, '/staff/warehouse/0', 'email'],
];
