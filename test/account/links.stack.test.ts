/** Links by email: to sign in, and to choose a new password. */

import { expect, test } from 'vitest';
import { createDatabase } from '../database.ts';
import { actionsOf, createSite, PASSWORD } from './site.ts';

const site = await createSite(await createDatabase());
const { sql } = site;
const NEW_PASSWORD = 'seven plums in a jar';

async function emailsTo(address: string): Promise<number> {
  await new Promise((resolve) => {
    setTimeout(resolve, 150);
  });
  return site.emails.filter(({ to }) => to === address).length;
}

test('a link signs in once, by its button, and leads where the person wanted to go', async () => {
  await site.person('ada@acme.example', 'agent');
  const browser = site.browser();
  const fields = { email: 'Ada@acme.example', next: '/account/security' };
  const asked = await browser.post('/account/link', fields);
  expect([asked.status, asked.location]).toEqual([303, '/account/link/sent']);
  expect((await browser.get('/account/link/sent')).text).toContain('If the address has an account');
  const path = await site.linkIn('sign_in_link', 'ada@acme.example');
  // A mail scanner opens it.
  expect((await site.browser().get(path)).text).toContain('One click more');
  const shown = await browser.get(path);
  expect(shown.html).toContain('value="/account/security"');
  const used = await browser.post(path, { next: '/account/security' });
  expect([used.status, used.location]).toEqual([303, '/account/security']);
  expect((await browser.get('/account/security')).status).toBe(200);
  const replayed = site.browser();
  expect((await replayed.post(path)).status).toBe(410);
  expect((await replayed.get('/account')).status).toBe(303);
  expect((await actionsOf(site, 'ada@acme.example'))[0]).toBe('sign_in.succeeded');
});

test('a link expires, and is stored as a hash', async () => {
  await site.person('bea@acme.example', 'agent');
  await site.browser().post('/account/link', { email: 'bea@acme.example' });
  const path = await site.linkIn('sign_in_link', 'bea@acme.example');
  const token = path.split('/').at(-1) ?? '';
  const rows = await sql`select 1 from auth.verification v where v::text like ${`%${token}%`}`;
  expect(rows).toHaveLength(0);
  await sql`update auth.verification set expires_at = now() - interval '1 second'`;
  expect((await site.browser().post(path)).status).toBe(410);
});

test('asking for a link tells nothing about an address', async () => {
  await site.person('cy@acme.example', 'agent');
  for (const [path, kind] of [
    ['/account/link', 'sign_in_link'],
    ['/account/forgot-password', 'password_reset'],
  ] as const) {
    const known = await site.browser().post(path, { email: 'cy@acme.example' });
    const unknown = await site.browser().post(path, { email: 'nobody@acme.example' });
    expect([unknown.status, unknown.location]).toEqual([known.status, known.location]);
    await site.linkIn(kind, 'cy@acme.example');
    const bad = await site.browser().post(path, { email: 'nonsense' });
    expect([bad.status, bad.text]).toEqual([422, expect.stringContaining('Type an email')]);
  }
  expect(await emailsTo('nobody@acme.example')).toBe(0);
  const users = await sql`select 1 from auth."user" where email = 'nobody@acme.example'`;
  expect(users).toHaveLength(0);
});

test('an address gets five emails in an hour', async () => {
  await site.person('dan@acme.example', 'agent');
  const ask = () => site.browser().post('/account/link', { email: 'dan@acme.example' });
  for (let sent = 0; sent < 5; sent += 1) expect((await ask()).status).toBe(303);
  const refused = await ask();
  expect([refused.status, refused.text]).toEqual([422, expect.stringContaining('Too many emails')]);
  expect(await emailsTo('dan@acme.example')).toBe(5);
});

test('a new password by a link ends all sessions, and works', async () => {
  await site.person('eve@acme.example', 'agent');
  const before = await site.signedIn('eve@acme.example');
  const browser = site.browser();
  await browser.post('/account/forgot-password', { email: 'eve@acme.example' });
  const path = await site.linkIn('password_reset', 'eve@acme.example');
  expect((await browser.get(path)).text).toContain('For eve@acme.example');
  for (const [password, words] of [
    ['short', 'at least 12'],
    ['1q2w3e4r5t6y', 'easy to guess'],
    ['eve@acme.example', 'easy to guess'],
    ['wismrwismrwismr', 'easy to guess'],
    ['aaaaaaaaaaaaaaa', 'easy to guess'],
    ['x'.repeat(129), 'at most 128'],
  ] as const) {
    const refused = await browser.post(path, { password });
    expect([password, refused.status, refused.text]).toEqual([
      password,
      422,
      expect.stringMatching(new RegExp(words, 'i')),
    ]);
  }
  const saved = await browser.post(path, { password: NEW_PASSWORD });
  expect(saved.location).toBe('/account/sign-in?why=reset');
  expect((await before.get('/account')).status).toBe(303);
  await expect(site.signedIn('eve@acme.example')).rejects.toThrow('422');
  const fields = { email: 'eve@acme.example', password: NEW_PASSWORD };
  expect((await browser.post('/account/sign-in', fields)).status).toBe(303);
  expect((await site.browser().get(path)).status).toBe(410);
  expect((await site.browser().post(path, { password: PASSWORD })).status).toBe(410);
  expect(site.emails.filter(({ kind }) => kind === 'password_changed')).toHaveLength(1);
  expect(await actionsOf(site, 'eve@acme.example')).toContain('password.reset');
});

test('changing the password needs the current one and a fresh session, and ends all others', async () => {
  await site.person('fay@acme.example', 'agent');
  const [browser, other] = [
    await site.signedIn('fay@acme.example'),
    await site.signedIn('fay@acme.example'),
  ];
  const change = (current: string, password: string) =>
    browser.post('/account/password', { current, password });
  const wrong = await change('not the right words', NEW_PASSWORD);
  expect([wrong.status, wrong.text]).toEqual([422, expect.stringContaining('not your password')]);
  expect((await change(PASSWORD, 'fay@acme.example')).status).toBe(422);
  expect((await change(PASSWORD, NEW_PASSWORD)).location).toBe('/account/security?done=password');
  expect((await browser.get('/account/security?done=password')).status).toBe(200);
  expect((await other.get('/account')).status).toBe(303);
  await sql`
    update auth.session set created_at = now() - interval '16 minutes'
    where user_id = (select id from auth."user" where email = 'fay@acme.example')`;
  const stale = await browser.get('/account/password');
  expect(stale.location).toBe('/account/sign-in?next=%2Faccount%2Fpassword&why=again');
  expect((await change(NEW_PASSWORD, PASSWORD)).status).toBe(303);
  const again = await browser.get(stale.location ?? '');
  expect(again.text).toContain('Please sign in again');
  expect(again.html).toContain('value="fay@acme.example"');
});

test('a person sees where they are signed in, and ends sessions, but none of others', async () => {
  await site.person('gus@acme.example', 'agent');
  await site.person('hal@acme.example', 'agent');
  const [here, phone] = [
    await site.signedIn('gus@acme.example'),
    await site.signedIn('gus@acme.example'),
  ];
  const stranger = await site.signedIn('hal@acme.example');
  const shown = await here.get('/account/security');
  expect(shown.text).toMatch(/Firefox on Linux This session.*Firefox on Linux Last used/s);
  const [, id = ''] = /sessions\/([\w-]{36})\/revoke/.exec(shown.html) ?? [];
  await stranger.post(`/account/sessions/${id}/revoke`);
  expect((await phone.get('/account')).status).toBe(200);
  await here.post(`/account/sessions/${id}/revoke`);
  expect((await phone.get('/account')).status).toBe(303);
  expect((await here.get('/account')).status).toBe(200);
  const [third, fourth] = [
    await site.signedIn('gus@acme.example'),
    await site.signedIn('gus@acme.example'),
  ];
  await third.post('/account/sessions/revoke-others');
  expect((await third.get('/account')).status).toBe(200);
  for (const ended of [here, fourth]) expect((await ended.get('/account')).status).toBe(303);
  expect((await stranger.get('/account')).status).toBe(200);
  // The token is a secret.
  expect(shown.html).not.toContain([...here.cookies.values()][0]?.split('.')[0] ?? '?');
});

test('a sign-in from another device is notified, the first and a known one are not', async () => {
  await site.person('ida@acme.example', 'agent');
  const notices = () =>
    site.emails.filter(({ kind, to }) => kind === 'new_sign_in' && to[0] === 'i');
  await site.signedIn('ida@acme.example');
  await site.signedIn('ida@acme.example');
  expect(notices()).toHaveLength(0);
  await site.browser().post(
    '/account/sign-in',
    { email: 'ida@acme.example', password: PASSWORD },
    {
      'sec-fetch-site': 'same-origin',
      'user-agent':
        'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Safari/604.1',
    },
  );
  expect(notices()).toHaveLength(1);
  expect(notices()[0]?.event?.device).toBe('Safari on iOS');
});

test('signing in again leaves no session behind', async () => {
  await site.person('jo@acme.example', 'agent');
  const browser = await site.signedIn('jo@acme.example');
  await browser.post('/account/sign-in', { email: 'jo@acme.example', password: PASSWORD });
  const rows = await sql`
    select 1 from auth.session
    where user_id = (select id from auth."user" where email = 'jo@acme.example')`;
  expect(rows).toHaveLength(1);
});
