/** Every page in a real browser, which reports what the content security policy blocks. */

import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, expect, test } from 'vitest';
import { createApp } from '../../api/app.ts';
import { readEnvironment } from '../../config.ts';
import { findBrowser } from '../../dev/stack/find-browser.ts';
import { anOrder, aReturn, createApi } from '../api/client.ts';
import { createDatabase } from '../database.ts';

const database = await createDatabase();
const api = await createApi(database, () => null);
// Details and reference of a public installation are closed without a key.
const app = createApp({ ...api.deps, isReferencePublic: true });
const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' });
await once(server, 'listening');
afterAll(() => void server.close());
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

const executablePath = await findBrowser(readEnvironment());
const inBrowser = test.skipIf(executablePath === null);
let browser: Browser | null = null;
afterAll(() => browser?.close());

/** A new page, and what its console says: violations of the policy among it. */
async function openPage(): Promise<{ readonly page: Page; readonly console: readonly string[] }> {
  const args = ['--no-sandbox'];
  browser ??= await chromium.launch({ executablePath: executablePath ?? '', args });
  const page = await browser.newPage();
  const said: string[] = [];
  page.on('console', (message) => {
    if (message.type() !== 'log') said.push(`${message.type()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => said.push(error.message));
  return { page, console: said };
}

const pathOf = (body: Record<string, unknown>) =>
  new URL(String(body['trackingPageUrl'] ?? body['returnPageUrl'])).pathname;

async function pathsOfPages(): Promise<readonly string[]> {
  const order = await api.call('PUT', '/v1/orders/1001', anOrder());
  expect(order.status).toBeLessThan(300);
  await api.call('PUT', '/v1/returns/R-1', aReturn());
  const tracking = pathOf((await api.call('GET', '/v1/orders/1001')).body);
  const returned = pathOf((await api.call('GET', '/v1/returns/R-1')).body);
  return [tracking, returned, `${tracking}/preferences`, `${returned}/preferences`];
}

inBrowser('the policy blocks nothing that a customer’s page needs', async () => {
  for (const path of await pathsOfPages()) {
    const { page, console: said } = await openPage();
    const answer = await page.goto(`${url}${path}`, { waitUntil: 'networkidle' });
    expect([path, answer?.status(), said]).toEqual([path, 200, []]);
    // The style sheet applies.
    const padding = await page.evaluate('getComputedStyle(document.querySelector("main")).padding');
    expect(padding).toBe('24px 16px 48px');
  }
});

inBrowser('the policy lets a customer save preferences', async () => {
  const [tracking = ''] = await pathsOfPages();
  const { page, console: said } = await openPage();
  await page.goto(`${url}${tracking}/preferences`);
  await page.locator('form button').first().click();
  await page.waitForURL(/saved=yes/);
  expect(said).toEqual([]);
});

inBrowser('the policy stops a script and a style within a page', async () => {
  const [tracking = ''] = await pathsOfPages();
  const { page, console: said } = await openPage();
  await page.goto(`${url}${tracking}`);
  await page.evaluate(`
    const script = document.createElement('script');
    script.textContent = 'document.title = "taken over"';
    document.body.append(script);
    document.body.setAttribute('style', 'display: none');`);
  expect(await page.title()).not.toBe('taken over');
  expect(said.filter((line) => line.includes('Content Security Policy'))).toHaveLength(2);
});

inBrowser('Swagger UI works under its own policy', async () => {
  const { page, console: said } = await openPage();
  await page.goto(`${url}/reference`, { waitUntil: 'networkidle' });
  await page.getByText('/v1/orders/{orderId}', { exact: true }).first().click();
  await page.getByText('Try it out').first().click();
  expect(said).toEqual([]);
});
