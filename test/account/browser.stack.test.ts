/** The pages in a real browser: what the policy blocks, passkeys, and axe-like checks of labels. */

import { once } from 'node:events';
import { serve } from '@hono/node-server';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, expect, test } from 'vitest';
import { readEnvironment } from '../../config.ts';
import { findBrowser } from '../../dev/stack/find-browser.ts';
import { freePort } from '../../dev/stack/ports.ts';
import { createDatabase } from '../database.ts';
import { actionsOf, createSite, PASSWORD } from './site.ts';

const port = await freePort(18_090);
const url = `http://localhost:${port}`;
const site = await createSite(await createDatabase(), { publicUrl: url });
const server = serve({ fetch: site.app.fetch, port, hostname: '127.0.0.1' });
await once(server, 'listening');
afterAll(() => void server.close());
await site.person('ada@acme.example', 'admin');

const executablePath = await findBrowser(readEnvironment());
const inBrowser = test.skipIf(executablePath === null);
let browser: Browser | null = null;
afterAll(() => browser?.close());

/** A person with a device that verifies fingerprints, or one that cannot. */
async function openPage({ verifies = true } = {}) {
  browser ??= await chromium.launch({
    executablePath: executablePath ?? '',
    args: ['--no-sandbox', '--host-resolver-rules=MAP localhost 127.0.0.1'],
  });
  const context = await browser.newContext();
  const page = await context.newPage();
  const said: string[] = [];
  page.on('console', (message) => {
    if (message.type() !== 'log') said.push(`${message.type()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => said.push(error.message));
  const devtools = await context.newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  const options = {
    protocol: 'ctap2',
    transport: 'internal',
    hasResidentKey: true,
    hasUserVerification: true,
    isUserVerified: verifies,
    automaticPresenceSimulation: true,
  } as const;
  await devtools.send('WebAuthn.addVirtualAuthenticator', { options });
  return { page, said };
}

async function signIn(page: Page): Promise<void> {
  await page.goto(`${url}/account/sign-in`);
  await page.getByLabel('Email').fill('ada@acme.example');
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.waitForURL(`${url}/account`);
}

inBrowser('a person adds a passkey, and signs in with nothing else', async () => {
  const { page, said } = await openPage();
  await signIn(page);
  await page.goto(`${url}/account/security`);
  await page.getByLabel('Name of the new passkey').fill('Work laptop');
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await page.waitForURL(/done=added/);
  await page.getByText('Work laptop', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Sign out', exact: true }).first().click();
  await page.waitForURL(/signed-out/);
  await page.goto(`${url}/account/sign-in?next=/account/security`);
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await page.waitForURL(`${url}/account/security`);
  expect(await actionsOf(site, 'ada@acme.example')).toEqual(
    expect.arrayContaining(['passkey.added', 'sign_in.succeeded']),
  );
  await page.getByRole('button', { name: 'Remove Work laptop' }).click();
  await page.waitForURL(/done=removed/);
  await page.getByRole('button', { name: 'Sign out', exact: true }).first().click();
  await page.goto(`${url}/account/sign-in`);
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await page.getByText('This passkey does not open an account here.').waitFor();
  // The refusal is a 422, which the browser logs.
  expect(said.filter((line) => !line.includes('422'))).toEqual([]);
});

inBrowser('a device that does not verify the person adds no passkey', async () => {
  const { page } = await openPage({ verifies: false });
  await signIn(page);
  await page.goto(`${url}/account/security`);
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await page.getByText('That did not work.').waitFor();
  const keys = await site.sql`select 1 from auth.passkey`;
  expect(keys).toHaveLength(0);
});

inBrowser('the policy blocks nothing on any page, and every field has a label', async () => {
  const { page, said } = await openPage();
  const paths = ['/account/sign-in', '/account/forgot-password', '/account/second-factor'];
  const inside = ['', '/security', '/password', `/shops/${site.shopId}/members`];
  const check = async (path: string) => {
    const answer = await page.goto(`${url}${path}`, { waitUntil: 'networkidle' });
    const unlabelled = await page.evaluate(
      'Array.from(document.querySelectorAll("input:not([type=hidden], [aria-label]), select")).filter((each) => !each.labels.length).length',
    );
    expect([path, answer?.status(), unlabelled, said]).toEqual([path, 200, 0, []]);
  };
  for (const path of paths) await check(path);
  await signIn(page);
  for (const path of inside) await check(`/account${path}`);
  await page.goto(`${url}/account/second-factor/set-up`);
  await page.getByLabel('Your password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByText('1. Scan the code').waitFor();
  expect(said).toEqual([]);
});
