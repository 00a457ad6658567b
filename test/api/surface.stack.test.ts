import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { createApp } from '../../api/app.ts';
import { connect } from '../../db/connect.ts';
import { createDatabase } from '../database.ts';
import { anOrder, createApi } from './client.ts';

const database = await createDatabase();
const api = await createApi(database, () => null);

interface Operation {
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, { description: string; content?: Content }>>;
}
type Content = Readonly<Record<string, { readonly schema: object }>>;
type Paths = Readonly<Record<string, Readonly<Record<string, Operation>>>>;

const document = (await api.call('GET', '/openapi.json')).body;
const paths = document['paths'] as Paths;
const operations = Object.entries(paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
);

/** Validates a value against a schema of the document. Returns the errors. */
function faultsOf(value: unknown, schema: object): readonly unknown[] {
  const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true });
  ajv.addSchema({ ...document, $id: 'openapi' });
  const absolute = JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"openapi#/'));
  const validate = ajv.compile(absolute);
  validate(value);
  return validate.errors ?? [];
}

async function get(path: string): Promise<Response> {
  return api.app.request(path);
}

test('the API reports that it runs, and that it can take requests', async () => {
  expect(await (await get('/healthz')).json()).toEqual({ ok: true });
  const ready = await get('/readyz');
  expect(ready.status).toBe(200);
  expect(await ready.json()).toMatchObject({ ok: true, backlog: { journeys: 0 } });
});

test('without its database, the API reports that it runs but cannot take requests', async () => {
  const nowhere = connect('postgres://wismr@127.0.0.1:1/wismr');
  const app = createApp({ ...api.deps, sql: nowhere });
  expect((await app.request('/healthz')).status).toBe(200);
  const ready = await app.request('/readyz');
  expect([ready.status, await ready.json()]).toEqual([
    503,
    { ok: false, warnings: ['Postgres does not answer'] },
  ]);
  await nowhere.end({ timeout: 0 });
});

test('/readyz warns of events that wait too long, and still returns 200', async () => {
  await api.call('PUT', '/v1/orders/waits', anOrder());
  await database.sql`update journey set undelivered_since = now() - interval '5 minutes'`;
  const ready = await get('/readyz');
  expect(ready.status).toBe(200);
  expect(await ready.json()).toMatchObject({
    warnings: ['events have waited for 300 s: is a worker running?'],
  });
});

test('the OpenAPI document names every route, its parameters and its problems', () => {
  expect(document['openapi']).toBe('3.1.0');
  expect(operations.map(({ path, method }) => `${method} ${path}`)).toEqual(
    expect.arrayContaining([
      'put /v1/orders/{orderId}',
      'get /v1/orders/{orderId}',
      'post /v1/orders/{orderId}/shipments',
      'post /v1/orders/{orderId}/cancel',
      'post /webhooks/carriers/{carrier}/{shop}',
    ]),
  );
  for (const { path, operation } of operations) {
    const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    const declared = (operation.parameters ?? []).filter((each) => each.in === 'path');
    expect([path, declared.map(({ name }) => name)]).toEqual([path, named]);
    expect(Object.keys(operation.responses)).toEqual(expect.arrayContaining(['401', '404', '422']));
  }
});

test('every schema of the OpenAPI document can be resolved', () => {
  for (const { operation } of operations) {
    const contents = [operation.requestBody, ...Object.values(operation.responses)];
    for (const content of contents) {
      const schema = content?.content?.['application/json']?.schema;
      // Only resolves the references. Values are validated below.
      if (schema) expect(() => faultsOf(null, schema)).not.toThrow();
    }
  }
});

test('responses match the OpenAPI document', async () => {
  const schemaOf = (path: string, method: string, status: string) =>
    paths[path]?.[method]?.responses[status]?.content ?? {};
  const path = '/v1/orders/{orderId}';
  const [order, shipment] = [anOrder(), { carrier: 'usps', trackingNumber: 'TNOPEN' }];
  const put = await api.call('PUT', '/v1/orders/open', order);
  const post = await api.call('POST', '/v1/orders/open/shipments', shipment);
  const read = await api.call('GET', '/v1/orders/open');
  const wrong = await api.call('PUT', '/v1/orders/open', {});
  const answers = [
    [put, schemaOf(path, 'put', '201')['application/json']],
    [post, schemaOf(`${path}/shipments`, 'post', '201')['application/json']],
    [read, schemaOf(path, 'get', '200')['application/json']],
    [wrong, schemaOf(path, 'put', '422')['application/problem+json']],
  ] as const;
  for (const [{ body }, content] of answers) {
    expect(content).toBeDefined();
    expect(faultsOf(body, content?.schema ?? {})).toEqual([]);
  }
  const asked = paths[path]?.['put']?.requestBody?.content['application/json'];
  expect(faultsOf(order, asked?.schema ?? {})).toEqual([]);
  expect(faultsOf({ ...order, contcat: {} }, asked?.schema ?? {})).not.toEqual([]);
});

test('the reference page loads everything from the API', async () => {
  const page = await (await get('/reference')).text();
  const loaded = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, link = '']) => link);
  expect(loaded.length).toBeGreaterThan(2);
  for (const link of loaded.filter((each) => !each.startsWith('data:'))) {
    expect(link).toMatch(/^\//);
    expect([link, (await get(link)).status]).toEqual([link, 200]);
  }
});

test.each([
  ['2020-01-02', 'It was expected on <b>Thursday 2 January</b>'],
  ['2099-01-02', 'Expected <b>Friday 2 January</b>'],
])('a tracking page with the expected day %s shows whether it is late', async (date, words) => {
  await api.call('PUT', `/v1/orders/d${date}`, anOrder({ edd: { date } }));
  const { body } = await api.call('GET', `/v1/orders/d${date}`);
  const page = await get(new URL(String(body['trackingPageUrl'])).pathname);
  expect(await page.text()).toContain(words);
});

test('a tracking page shows its order; a guessed address shows none', async () => {
  await api.call('PUT', '/v1/orders/page', anOrder());
  const { body } = await api.call('GET', '/v1/orders/page');
  const path = new URL(String(body['trackingPageUrl'])).pathname;
  const page = await get(path);
  expect(page.headers.get('cache-control')).toContain('no-store');
  const html = await page.text();
  expect(html).toContain('Order page');
  expect(html).not.toMatch(/ada@shop\.example|1234567/);
  const guessed = await get(path.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')));
  expect(guessed.status).toBe(404);
  expect(await guessed.text()).not.toContain('Boots');
});
