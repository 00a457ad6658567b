/** A bad field of a contact costs the field, not the order; the answer and the order say which. */

import { expect, test } from 'vitest';
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
  const notWeb = [{ name: 'Boots', quantity: 1, imageUrl: 'boots.jpg' }];
  expect(await put('urls', { items: notWeb })).toMatchObject({
    status: 422,
    body: { errors: [{ pointer: '/items/0/imageUrl' }] },
  });
});
