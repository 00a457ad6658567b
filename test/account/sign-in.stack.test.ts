/** Signing in by email and password, and what keeps others out. */

import { expect, test } from 'vitest';
import { setUserDisabled } from '../../commands/disable-user.ts';
import { OPERATOR } from '../../commands/record-audit.ts';
import { createDatabase } from '../database.ts';
import { actionsOf, createSite, PASSWORD } from './site.ts';

const site = await createSite(await createDatabase());
const { sql } = site;

test('a member signs in, sees the account, and signs out', async () => {
  await site.person('ada@acme.example', 'agent');
  const browser = site.browser();
  const form = await browser.get('/account/sign-in');
  expect([form.status, form.text]).toEqual([200, expect.stringContaining('Forgot your password?')]);
  const answer = await browser.post('/account/sign-in', {
    email: ' Ada@Acme.example ',
    password: PASSWORD,
  });
  expect([answer.status, answer.location]).toEqual([303, '/account']);
  const home = await browser.get('/account');
  expect(home.text).toContain('ada@acme.example');
  expect(home.text).toContain('agent: Works on orders, returns and escalations');
  const out = await browser.post('/account/sign-out');
  expect(out.location).toBe('/account/sign-in?why=signed-out');
  expect((await browser.get('/account')).location).toBe('/account/sign-in?next=%2Faccount');
  expect(await actionsOf(site, 'ada@acme.example')).toEqual([
    'sign_out',
    'sign_in.succeeded',
    'invitation.accepted',
  ]);
});

test('the cookie cannot be read by scripts, sent by other sites, or set by other hosts', async () => {
  await site.person('bea@acme.example', 'viewer');
  const { headers } = await site
    .browser()
    .post('/account/sign-in', { email: 'bea@acme.example', password: PASSWORD });
  const [cookie = ''] = headers.getSetCookie().filter((each) => each.includes('session_token'));
  expect(cookie).toMatch(/^__Host-wismr\.session_token=/);
  for (const attribute of ['HttpOnly', 'Secure', 'SameSite=Lax', 'Path=/', 'Max-Age=43200']) {
    expect(cookie).toContain(attribute);
  }
  expect(cookie).not.toContain('Domain');
});

test('a wrong password, an unknown address and a disabled account get the same answer', async () => {
  await site.person('cy@acme.example', 'viewer');
  await site.person('gone@acme.example', 'viewer');
  const disable = { email: 'gone@acme.example', isDisabled: true };
  await setUserDisabled(sql, disable, OPERATOR);
  const tried = await Promise.all(
    [
      { email: 'cy@acme.example', password: 'not the right words' },
      { email: 'nobody@acme.example', password: PASSWORD },
      { email: 'gone@acme.example', password: PASSWORD },
      { email: 'cy@acme.example', password: 'x'.repeat(5_000) },
      { email: 'no address', password: '' },
    ].map((fields) => site.browser().post('/account/sign-in', fields)),
  );
  const words = tried.map(({ status, text }) => [status, /The email[^.]*\./.exec(text)?.[0]]);
  expect(words).toEqual(tried.map(() => [422, 'The email address or the password is wrong.']));
  expect(tried.flatMap(({ headers }) => headers.getSetCookie())).toEqual([]);
});

test('an unknown address takes about as long as a wrong password', async () => {
  await site.person('dan@acme.example', 'viewer');
  const time = async (email: string) => {
    const since = performance.now();
    await site.browser().post('/account/sign-in', { email, password: 'wrong wrong wrong' });
    return performance.now() - since;
  };
  const known: number[] = [];
  const unknown: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    known.push(await time('dan@acme.example'));
    unknown.push(await time(`stranger-${round}@acme.example`));
  }
  const fastest = [Math.min(...known), Math.min(...unknown)].sort((a, b) => a - b);
  // A hash takes tens of milliseconds: without one, it would be ten times faster.
  expect(Number(fastest[0]) / Number(fastest[1])).toBeGreaterThan(0.4);
});

test('after ten attempts the account waits, with the right password too; others do not', async () => {
  await site.person('eve@acme.example', 'viewer');
  await site.person('fay@acme.example', 'viewer');
  const attempt = (email: string, password: string) =>
    site.browser().post('/account/sign-in', { email, password });
  const wrong = Array.from({ length: 10 }, () => attempt('eve@acme.example', 'wrong wrong wrong'));
  expect((await Promise.all(wrong)).map(({ status }) => status)).toEqual(wrong.map(() => 422));
  const locked = await attempt('EVE@acme.example', PASSWORD);
  expect([locked.status, locked.text]).toEqual([429, expect.stringContaining('Too many attempts')]);
  expect(locked.headers.getSetCookie()).toEqual([]);
  expect((await attempt('fay@acme.example', PASSWORD)).status).toBe(303);
});

test('an address that tries many accounts waits, and is in the log', async () => {
  const limits = { sign_in_address: 4 };
  const office = await createSite(await createDatabase(), { address: '203.0.113.7', limits });
  await office.person('una@acme.example', 'viewer');
  for (const name of ['a', 'b', 'c']) {
    const fields = { email: `${name}@acme.example`, password: 'wrong wrong wrong' };
    expect((await office.browser().post('/account/sign-in', fields)).status).toBe(422);
  }
  const una = await office.signedIn('una@acme.example');
  expect((await una.get('/account/security')).text).toContain('This session, from 203.0.113.7');
  await expect(office.signedIn('una@acme.example')).rejects.toThrow('429');
  const passkey = await office.browser().get('/account/sign-in/passkey');
  expect([passkey.status, passkey.headers.get('retry-after')]).toEqual([
    429,
    expect.stringMatching(/^\d+$/),
  ]);
  const rows = await office.sql<{ action: string; address: string | null }[]>`
    select action, address from audit_log where action like 'sign_in%' order by id`;
  expect([...rows]).toEqual([
    ...['a', 'b', 'c'].map(() => ({ action: 'sign_in.failed', address: '203.0.113.7' })),
    { action: 'sign_in.succeeded', address: '203.0.113.7' },
  ]);
});

test('a form of another site is refused, before anything is looked at', async () => {
  await site.person('gus@acme.example', 'viewer');
  const browser = await site.signedIn('gus@acme.example');
  const fields = { email: 'gus@acme.example', password: PASSWORD };
  const refused = [
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { 'sec-fetch-site': 'none' },
    { 'sec-fetch-site': 'cross-site', origin: 'https://wismr.example' },
    { origin: 'https://evil.example' },
    { origin: 'null' },
    {},
  ];
  for (const headers of refused) {
    for (const path of ['/account/sign-in', '/account/sign-out', '/account/name']) {
      const { status } = await browser.post(path, fields, headers as Record<string, string>);
      expect([path, headers, status]).toEqual([path, headers, 403]);
    }
  }
  expect((await browser.get('/account')).status).toBe(200);
  // A browser without Sec-Fetch-Site.
  const old = { origin: 'https://wismr.example' };
  expect((await browser.post('/account/name', { name: 'Gus' }, old)).status).toBe(303);
});

test.each([
  ['/account/security?x=1', '/account/security?x=1'],
  ['https://evil.example/', '/account'],
  ['//evil.example/', '/account'],
  ['/\\evil.example', '/account'],
  ['/\t/evil.example', '/account'],
  ['javascript:alert(1)', '/account'],
  ['', '/account'],
])('after signing in, next=%s leads to %s', async (next, location) => {
  const email = `next-${Math.random().toString(36).slice(2)}@acme.example`;
  await site.person(email, 'viewer');
  const browser = site.browser();
  const shown = await browser.get(`/account/sign-in?next=${encodeURIComponent(next)}`);
  expect(shown.html).not.toContain('evil.example');
  const answer = await browser.post('/account/sign-in', { email, password: PASSWORD, next });
  expect(answer.location).toBe(location);
});

test('a session ends after 12 hours without use, and after 7 days in any case', async () => {
  await site.person('hal@acme.example', 'viewer');
  const browser = await site.signedIn('hal@acme.example');
  const age = (column: string, interval: string) =>
    sql`update auth.session set ${sql(column)} = ${sql(column)} - ${interval}::interval
      where user_id = (select id from auth."user" where email = 'hal@acme.example')`;
  // In use: it lasts longer.
  await age('expires_at', '1 hour');
  await browser.get('/account');
  const [{ left } = { left: 0 }] = await sql<{ left: number }[]>`
    select extract(epoch from expires_at - now())::int as left from auth.session
    where user_id = (select id from auth."user" where email = 'hal@acme.example')`;
  expect(left).toBeGreaterThan(43_100);
  await age('created_at', '7 days 1 second');
  expect((await browser.get('/account')).status).toBe(303);

  const other = await site.signedIn('hal@acme.example');
  // The one that has ended is gone.
  const kept = await sql`
    select 1 from auth.session s join auth."user" u on u.id = s.user_id
    where u.email = 'hal@acme.example'`;
  expect(kept).toHaveLength(1);
  await age('expires_at', '12 hours 1 second');
  expect((await other.get('/account')).status).toBe(303);
});

test('an account that is disabled is signed out at once, and cannot sign in', async () => {
  await site.person('ida@acme.example', 'admin');
  const browser = await site.signedIn('ida@acme.example');
  await setUserDisabled(sql, { email: 'ida@acme.example', isDisabled: true }, OPERATOR);
  expect((await browser.get('/account')).status).toBe(303);
  await expect(site.signedIn('ida@acme.example')).rejects.toThrow('422');
  await setUserDisabled(sql, { email: 'ida@acme.example', isDisabled: false }, OPERATOR);
  expect((await (await site.signedIn('ida@acme.example')).get('/account')).status).toBe(200);
});

test('without AUTH_SECRET every page says so, and the API works', async () => {
  const { app, call } = site.api;
  for (const path of ['/account', '/account/sign-in', '/account/shops/acme/members']) {
    const answer = await app.request(path);
    expect([path, answer.status]).toEqual([path, 404]);
    expect(await answer.text()).toContain('Sign-in is not set up');
  }
  expect((await call('GET', '/v1/policy')).status).toBe(200);
});

test('nobody can sign up, nor reach the functions of the library', async () => {
  const fields = JSON.stringify({ email: 'x@evil.example', password: PASSWORD, name: 'X' });
  for (const path of ['/account/auth/sign-up/email', '/account/auth/sign-in/email']) {
    const { status } = await site.app.request(`https://wismr.example${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' },
      body: fields,
    });
    expect([path, status]).toEqual([path, 405]);
  }
  await expect(
    site.signIn.auth.api.signUpEmail({
      body: { email: 'x@evil.example', password: PASSWORD, name: 'X' },
    }),
  ).rejects.toThrow();
});
