/** A bad field of a contact costs the field, not the order; the answer and the order say which. */

import { expect, test } from 'vitest';
import { createApp } from '../../api/app.ts';
import { createDatabase } from '../database.ts';
import { anOrder, createApi } from './client.ts';

const database = await createDatabase();
const api = await createApi(database, () => null);

const put = (id: string, overrides: object) =>
  api.call('PUT', `/v1/orders/${id}`, anOrder(overrides));
const read = async (id: string) => (await api.call('GET', `/v1/orders/${id}`)).body;

test('an order with wrong fields is placed without them', async () => {
  const contact = { email: 'ada', phone: '0170 123', locale: 'x', timeZone: 'Mars', name: ' ' };
  const { status, body } = await put('odd', { contact, country: 'Atlantis' });
  const pointers = ['/contact/email', '/contact/phone', '/contact/locale', '/contact/timeZone'];
  const detail = expect.any(String);
  const warnings = [...pointers, '/country'].map((pointer) => ({ pointer, detail }));
  expect([status, body]).toEqual([201, { orderId: 'odd', result: 'created', warnings }]);
  expect(await read('odd')).toMatchObject({
    contact: { name: null, email: null, phone: null, locale: 'en', timeZone: 'Europe/Berlin' },
    warnings,
  });
});

const picture = (imageUrl: unknown) => ({ items: [{ name: 'Boots', quantity: 1, imageUrl }] });
const LONG = 'is longer than 2000 characters';

test.each([
  ['a number for a name', '/contact/name', 5, 'must be a text'],
  [
    'an object for an email address',
    '/contact/email',
    { address: 'a@b.example' },
    'must be a text',
  ],
  ['a list of phone numbers', '/contact/phone', ['+491701234567'], 'must be a text'],
  ['a number for a phone number', '/contact/phone', 491701234567, 'must be a text such as "+49'],
  ['false for a locale', '/contact/locale', false, 'must be a text'],
  ['a number for a time zone', '/contact/timeZone', 2, 'must be a text'],
  ['a long email address', '/contact/email', `${'a'.repeat(3_000)}@shop.example`, LONG],
  ['a long name', '/contact/name', 'a'.repeat(3_000), 'longer than 200 characters'],
  ['a number for a country', '/country', 49, 'must be a text'],
  ['a list of countries', '/country', ['DE'], 'must be a text'],
  ['a long country', '/country', 'x'.repeat(3_000), LONG],
  [
    'a picture in the request',
    '/items/0/imageUrl',
    `data:image/png;base64,${'A'.repeat(3_000)}`,
    LONG,
  ],
  [
    'a long address of a picture',
    '/items/0/imageUrl',
    `https://shop.example/${'a'.repeat(2_500)}`,
    LONG,
  ],
  [
    'an object for a picture',
    '/items/0/imageUrl',
    { src: 'https://shop.example/a.png' },
    'must be a text',
  ],
  ['a number for a picture', '/items/0/imageUrl', 7, 'must be a text'],
])('%s costs the field, and not the order', async (what, pointer, written, detail) => {
  const [, field = '', name = ''] = pointer.split('/');
  const overrides =
    field === 'country'
      ? { country: written }
      : field === 'items'
        ? picture(written)
        : { contact: { email: 'ada@shop.example', [name]: written } };
  const id = `kept-${what.replaceAll(' ', '-')}`;
  const { status, body } = await put(id, overrides);
  const warnings = [{ pointer, detail: expect.stringContaining(detail) }];
  expect([status, body]).toEqual([201, { orderId: id, result: 'created', warnings }]);
  expect((await read(id))['warnings']).toEqual(body['warnings']);
});

test('a withdrawal counts, whatever its address for the receipt is', async () => {
  for (const [id, email] of [
    ['w1', 5],
    ['w2', 'a'.repeat(3_000)],
    ['w3', { a: 1 }],
  ] as const) {
    await put(id, {});
    const { status, body } = await api.call('POST', `/v1/orders/${id}/withdrawal`, { email });
    expect([status, body['warnings']]).toEqual([
      201,
      [{ pointer: '/email', detail: expect.any(String) }],
    ]);
  }
});

test('the same again changes nothing and repeats its warnings', async () => {
  const first = await put('again', { contact: { email: 'ada' } });
  const second = await put('again', { contact: { email: 'ada' } });
  expect(second.body).toEqual({ ...first.body, result: 'unchanged' });
});

test('a warning stays until its field is given again', async () => {
  await put('fixed', { contact: { email: 'ada', phone: '12' } });
  await put('fixed', { contact: { email: 'ada@shop.example' } });
  const pointers = async () =>
    ((await read('fixed'))['warnings'] as { pointer: string }[]).map(({ pointer }) => pointer);
  expect(await pointers()).toEqual(['/contact/phone']);
  const { body } = await put('fixed', { contact: { phone: null } });
  expect(body).toEqual({ orderId: 'fixed', result: 'changed' });
  expect(await pointers()).toEqual([]);
});

test('an address that cannot be used replaces the old one: that was the wrong one', async () => {
  await put('moved', { contact: { email: 'old@shop.example' } });
  await put('moved', { contact: { email: 'new' } });
  expect(await read('moved')).toMatchObject({ contact: { email: null } });
});

test('a number without a country code is one of the known destination, else of the shop', async () => {
  await put('us', { country: 'United States', contact: { phone: '(415) 555-2671' } });
  expect(await read('us')).toMatchObject({ contact: { phone: '+14155552671' } });
  await put('us', { country: undefined, contact: { phone: '(415) 555-2672' } });
  expect(await read('us')).toMatchObject({ contact: { phone: '+14155552672' } });
  await put('none', { country: undefined, contact: { phone: '0170 1234567' } });
  expect(await read('none')).toMatchObject({ contact: { phone: '+491701234567' } });
});

test('addresses of pictures and links are percent-encoded', async () => {
  const items = [
    {
      name: 'Boots',
      quantity: 1,
      url: 'https://shop.example/my boots',
      imageUrl: "https://cdn.shop.example/women's boots.jpg",
    },
  ];
  expect((await put('urls', { items })).status).toBe(201);
  const encoded = { url: 'https://shop.example/my%20boots' };
  const imageUrl = 'https://cdn.shop.example/women%27s%20boots.jpg';
  expect(await read('urls')).toMatchObject({ items: [{ ...encoded, imageUrl }] });
});

test.each([
  ['boots.jpg', 'http or https'],
  ['javascript:alert(1)', 'http or https'],
  ['https://ada:secret@cdn.shop.example/boots.jpg', 'a password'],
  ['http://10.0.0.1/boots.jpg', 'private network'],
  ['http://localhost:3000/boots.jpg', 'your own machine'],
])('the picture %s is left out with a warning', async (imageUrl, words) => {
  const items = (url: string | null) => [
    { name: 'Laces', quantity: 1 },
    { name: 'Boots', quantity: 1, imageUrl: url },
  ];
  const { body } = await put('pictures', { items: items(imageUrl) });
  const warnings = [{ pointer: '/items/1/imageUrl', detail: expect.stringContaining(words) }];
  expect(body['warnings']).toEqual(warnings);
  expect(await read('pictures')).toMatchObject({ items: [{}, { imageUrl: null }], warnings });
  expect((await put('pictures', { items: items(null) })).body['warnings']).toBeUndefined();
  expect((await read('pictures'))['warnings']).toEqual([]);
});

test('where wismr itself is on this machine, so may the shop be', async () => {
  const app = createApp({ ...api.deps, publicUrl: 'http://127.0.0.1:8080' });
  const url = 'http://localhost:3000/boots';
  const items = [{ name: 'Boots', quantity: 1, url, imageUrl: `${url}.jpg` }];
  const response = await app.request('/v1/orders/local', {
    method: 'PUT',
    headers: { authorization: api.authorization, 'content-type': 'application/json' },
    body: JSON.stringify(anOrder({ items })),
  });
  expect([response.status, await response.json()]).toEqual([
    201,
    { orderId: 'local', result: 'created' },
  ]);
});

test('a withdrawal counts without an address that cannot be used', async () => {
  await put('withdrawn', {});
  const notice = { email: 'ada@', force: true, reason: 'A call', statement: 'I withdraw.' };
  const { status, body } = await api.call('POST', '/v1/orders/withdrawn/withdrawal', notice);
  const warnings = [{ pointer: '/email', detail: 'has no valid domain after the @' }];
  expect([status, body['warnings']]).toEqual([201, warnings]);
});
