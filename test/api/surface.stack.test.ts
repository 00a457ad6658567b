import { expect, test } from 'vitest';
import { createApp } from '../../api/app.ts';
import { connect } from '../../db/connect.ts';
import { createDatabase } from '../database.ts';
import { anOrder, createApi } from './client.ts';

const database = await createDatabase();
const api = await createApi(database, () => null);

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

test('HTML in the words of a shop appears as text', async () => {
  const items = [
    { name: '<img src=x onerror=alert(1)>', quantity: 1, url: 'https://a.example/?"><b>' },
  ];
  await api.call('PUT', '/v1/orders/html', anOrder({ items }));
  const { body } = await api.call('GET', '/v1/orders/html');
  const html = await (await get(new URL(String(body['trackingPageUrl'])).pathname)).text();
  expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;');
  expect(html).not.toMatch(/<img src=x|"><b>/);
});

test('no address lists files, and no file of the program can be read', async () => {
  for (const path of [
    '/',
    '/reference/',
    '/.git/config',
    '/.env',
    '/package.json',
    '/api/main.ts',
  ]) {
    expect([path, (await get(path)).status]).toEqual([path, 404]);
  }
  const climbs = ['/reference/..%2f..%2fpackage.json', '/reference/%2e%2e/package.json'];
  for (const path of climbs) expect([path, (await get(path)).status]).toEqual([path, 404]);
});
