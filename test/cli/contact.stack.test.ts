import { expect, test } from 'vitest';
import { contactErase, contactExport } from '../../cli/contact.ts';
import { anOrder, createApi } from '../api/client.ts';
import { createDatabase, tablesNaming } from '../database.ts';
import { KEYS } from '../keys.ts';

const database = await createDatabase();
const api = await createApi(database, () => null);
await createApi(database, () => null, 'other');

async function run(command: typeof contactErase, options: Readonly<Record<string, string>>) {
  const lines: string[] = [];
  const write = (line: string) => void lines.push(line);
  const code = await command.run({
    args: [],
    options,
    database: async () => database.sql,
    temporal: () => Promise.reject(new Error('no Temporal is needed')),
    input: async () => '',
    encryption: () => null,
    keys: async () => KEYS,
    retention: () => ({ messages: 90, scans: 400, proofs: 400, webhooks: 30 }),
    publicUrl: () => 'https://wismr.example',
    workflowBundle: () => Promise.reject(new Error('no bundle is needed')),
    migrate: async () => [],
    describeApi: async () => ({}),
    print: write,
    fail: write,
  });
  return { code, text: lines.join('\n') };
}

test('an operator exports and erases a customer by email, phone or id', async () => {
  const contact = { name: 'Ada', email: 'Ada@shop.example', phone: '+49 170 1234567' };
  await api.call('PUT', '/v1/orders/C1', anOrder({ contact, customerId: 'ada-1' }));
  const ways = [{ email: 'ada@SHOP.example' }, { phone: '+491701234567' }, { customer: 'ada-1' }];
  for (const way of ways) {
    const { code, text } = await run(contactExport, { shop: 'acme', ...way });
    expect(code).toBe(0);
    expect(JSON.parse(text)).toMatchObject({
      orders: [{ orderId: 'C1', contact: { name: 'Ada' } }],
    });
  }
  const ada = { shop: 'acme', email: 'ada@shop.example' };
  expect(await run(contactErase, ada)).toEqual({
    code: 0,
    text: 'erased the customer from 1 order with its returns',
  });
  expect(await tablesNaming(database.sql, ['ada@shop', '+491701234567'])).toEqual([]);
  const nothing = 'acme holds nothing about this customer';
  expect(await run(contactErase, ada)).toEqual({ code: 0, text: nothing });
  expect(await run(contactExport, ada)).toEqual({ code: 1, text: nothing });
});

test('another shop and another customer stay as they are', async () => {
  const contact = { name: 'Bo', email: 'bo@shop.example', phone: null };
  await api.call('PUT', '/v1/orders/C2', anOrder({ contact }));
  await run(contactErase, { shop: 'other', email: 'bo@shop.example' });
  await run(contactErase, { shop: 'acme', email: 'o@shop.example' });
  expect(await tablesNaming(database.sql, ['bo@shop.example'])).toContain('contact');
});

test('a call that names no shop, no customer or two of them is an error', async () => {
  const wrong = { code: 2, text: 'name the customer with one of --email, --phone and --customer' };
  expect(await run(contactErase, { shop: 'acme' })).toEqual(wrong);
  expect(await run(contactErase, { shop: 'acme', email: 'a@b.example', phone: '+1' })).toEqual(
    wrong,
  );
  expect(await run(contactErase, { email: 'a@b.example' })).toMatchObject({ code: 2 });
});
