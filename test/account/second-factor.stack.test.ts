/** The second factor: set up, asked for, used up, turned off. */

import { expect, test } from 'vitest';
import { setUserDisabled } from '../../commands/disable-user.ts';
import { OPERATOR } from '../../commands/record-audit.ts';
import { createDatabase } from '../database.ts';
import { actionsOf, type Browser, createSite, PASSWORD } from './site.ts';
import { totp } from './totp.ts';

const site = await createSite(await createDatabase());
const { sql } = site;

interface SetUp {
  readonly browser: Browser;
  readonly uri: string;
  readonly codes: readonly string[];
}

/** The code of the step before, so that the code of now is still unused. */
async function withSecondFactor(email: string): Promise<SetUp> {
  await site.person(email, 'agent');
  const browser = await site.signedIn(email);
  expect((await browser.get('/account/second-factor/set-up')).text).toContain('Your password');
  const wrong = await browser.post('/account/second-factor/set-up', { password: 'wrong' });
  expect([wrong.status, wrong.text]).toEqual([422, expect.stringContaining('not your password')]);
  const shown = await browser.post('/account/second-factor/set-up', { password: PASSWORD });
  const hidden = (name: string) =>
    new RegExp(`name="${name}" value="([^"]*)"`).exec(shown.html)?.[1]?.replaceAll('&amp;', '&') ??
    '';
  const uri = hidden('uri');
  const backupCodes = hidden('backupCodes');
  expect(shown.html).toContain('<svg');
  expect(uri).toMatch(/^otpauth:\/\/totp\/wismr/);
  const bad = await browser.post('/account/second-factor/confirm', {
    code: '000000',
    uri,
    backupCodes,
  });
  expect([bad.status, bad.html]).toEqual([422, expect.stringContaining('<svg')]);
  const on = await browser.post('/account/second-factor/confirm', {
    code: totp(uri, -1),
    uri,
    backupCodes,
  });
  expect(on.location).toBe('/account/security?done=on');
  return { browser, uri, codes: backupCodes.split(' ') };
}

async function password(email: string): Promise<Browser> {
  const browser = site.browser();
  const fields = { email, password: PASSWORD, next: '/account/security' };
  const answer = await browser.post('/account/sign-in', fields);
  expect(answer.location).toBe('/account/second-factor?next=%2Faccount%2Fsecurity');
  return browser;
}

const enter = (browser: Browser, code: string, kind = 'app') =>
  browser.post('/account/second-factor', { code, kind, next: '/account/security' });

test('after the password comes the code, and only then the account', async () => {
  const { browser: first, uri } = await withSecondFactor('ada@acme.example');
  expect((await first.get('/account/security')).text).toContain('On: after your password');
  const browser = await password('ada@acme.example');
  expect((await browser.get('/account')).status).toBe(303);
  expect((await browser.get('/account/second-factor')).text).toContain('six digits');
  const wrong = await enter(browser, '123456');
  expect([wrong.status, wrong.text]).toEqual([422, expect.stringContaining('This code is wrong')]);
  const answer = await enter(browser, ` ${totp(uri).replace(/^(...)/, '$1 ')}`);
  expect([answer.status, answer.location]).toEqual([303, '/account/security']);
  expect((await browser.get('/account')).status).toBe(200);
  // Enabling is no sign-in: one by the password before, one with the code.
  const actions = await actionsOf(site, 'ada@acme.example');
  expect(actions.filter((action) => action === 'sign_in.succeeded')).toHaveLength(2);
  expect(actions).toContain('second_factor.enabled');
  const stored = await sql<{ secret: string }[]>`
    select secret from auth.two_factor t join auth."user" u on u.id = t.user_id
    where u.email = 'ada@acme.example'`;
  const key = new URL(uri).searchParams.get('secret') ?? '';
  expect(stored[0]?.secret).not.toContain(key);
});

test('turning it on signs all other devices out', async () => {
  await site.person('kim@acme.example', 'agent');
  const phone = await site.signedIn('kim@acme.example');
  const laptop = await site.signedIn('kim@acme.example');
  const shown = await laptop.post('/account/second-factor/set-up', { password: PASSWORD });
  const uri = /name="uri" value="([^"]*)"/.exec(shown.html)?.[1]?.replaceAll('&amp;', '&') ?? '';
  await laptop.post('/account/second-factor/confirm', { code: totp(uri), uri, backupCodes: '' });
  expect((await laptop.get('/account/security?done=on')).text).toContain('are signed out');
  expect((await phone.get('/account')).status).toBe(303);
});

test('a code works once', async () => {
  const { uri } = await withSecondFactor('bea@acme.example');
  const code = totp(uri);
  expect((await enter(await password('bea@acme.example'), code)).status).toBe(303);
  const thief = await password('bea@acme.example');
  expect((await enter(thief, code)).status).toBe(422);
  expect((await thief.get('/account')).status).toBe(303);
});

test('a backup code works once', async () => {
  const { codes } = await withSecondFactor('cy@acme.example');
  expect(codes.length).toBeGreaterThanOrEqual(8);
  const [code = ''] = codes;
  const browser = await password('cy@acme.example');
  expect((await browser.get('/account/second-factor?kind=backup')).text).toContain('backup code');
  expect((await enter(browser, code, 'backup')).location).toBe('/account/security');
  expect((await enter(await password('cy@acme.example'), code, 'backup')).status).toBe(422);
});

test('a link to the inbox is not enough either', async () => {
  const { uri } = await withSecondFactor('dan@acme.example');
  await site.browser().post('/account/link', { email: 'dan@acme.example' });
  const path = await site.linkIn('sign_in_link', 'dan@acme.example');
  const browser = site.browser();
  const answer = await browser.post(path, { next: '/account/security' });
  expect(answer.location).toBe('/account/second-factor?next=%2Faccount%2Fsecurity');
  expect((await browser.get('/account')).status).toBe(303);
  expect((await enter(browser, '000000')).status).toBe(422);
  expect((await enter(browser, totp(uri))).status).toBe(303);
  expect((await browser.get('/account')).status).toBe(200);
});

test('after five wrong codes the password is asked for again; after ten, the account waits', async () => {
  const { uri } = await withSecondFactor('eve@acme.example');
  for (let round = 0; round < 2; round += 1) {
    const browser = await password('eve@acme.example');
    for (let attempt = 0; attempt < 5; attempt += 1) {
      expect((await enter(browser, `00000${attempt + round * 5}`)).status).toBe(422);
    }
    const next = await enter(browser, `99999${round}`);
    // The second time, the account is locked already.
    expect(next.location).toBe(round === 0 ? '/account/sign-in?why=expired' : null);
  }
  const locked = await enter(await password('eve@acme.example'), totp(uri));
  expect([locked.status, locked.text]).toEqual([422, expect.stringContaining('Too many wrong')]);
});

test('a form of the set-up that was changed begins again', async () => {
  await site.person('ivy@acme.example', 'agent');
  const browser = await site.signedIn('ivy@acme.example');
  await browser.post('/account/second-factor/set-up', { password: PASSWORD });
  for (const uri of [
    '',
    'javascript:alert(1)',
    'otpauth://[',
    `otpauth://totp/${'x'.repeat(900)}`,
  ]) {
    const fields = { code: '000000', uri, backupCodes: '' };
    const answer = await browser.post('/account/second-factor/confirm', fields);
    expect([uri, answer.status, answer.text]).toEqual([
      uri,
      200,
      expect.stringContaining('Your password'),
    ]);
  }
});

test('an account that is disabled meanwhile is not opened by the code', async () => {
  const { uri } = await withSecondFactor('lou@acme.example');
  const browser = await password('lou@acme.example');
  await setUserDisabled(sql, { email: 'lou@acme.example', isDisabled: true }, OPERATOR);
  expect((await enter(browser, totp(uri))).location).toBe('/account/sign-in?why=expired');
  expect((await browser.get('/account')).status).toBe(303);
});

test('what is no passkey is refused', async () => {
  await site.person('max@acme.example', 'agent');
  const browser = await site.signedIn('max@acme.example');
  const send = (path: string, body: unknown) =>
    site.app.request(`https://wismr.example${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'sec-fetch-site': 'same-origin',
        cookie: [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
      },
      body: JSON.stringify(body),
    });
  await browser.get('/account/passkeys/options');
  const added = await send('/account/passkeys', { response: { id: 'x', response: {} } });
  expect([added.status, await added.json()]).toEqual([422, { error: expect.any(String) }]);
  await browser.get('/account/sign-in/passkey');
  for (const body of [{ response: { id: 'x' } }, { response: 1 }, {}, 7]) {
    expect((await send('/account/sign-in/passkey', body)).status).toBe(422);
  }
});

test('no code without a password before it', async () => {
  const { uri } = await withSecondFactor('fay@acme.example');
  const answer = await enter(site.browser(), totp(uri));
  expect(answer.location).toBe('/account/sign-in?why=expired');
});

test('new backup codes replace the old ones, and turning it off needs the password', async () => {
  const { browser, codes } = await withSecondFactor('gus@acme.example');
  const made = await browser.post('/account/backup-codes', { password: PASSWORD });
  expect(made.status).toBe(200);
  expect(made.text).not.toContain(codes[0]);
  expect((await enter(await password('gus@acme.example'), codes[0] ?? '', 'backup')).status).toBe(
    422,
  );
  expect((await browser.post('/account/second-factor/remove')).status).toBe(422);
  const off = await browser.post('/account/second-factor/remove', { password: PASSWORD });
  expect(off.location).toBe('/account/security?done=off');
  expect((await (await site.signedIn('gus@acme.example')).get('/account')).status).toBe(200);
  const told = site.emails.filter(
    ({ kind, to }) => kind === 'second_factor_changed' && to.startsWith('gus'),
  );
  expect(told).toHaveLength(2);
  expect(await actionsOf(site, 'gus@acme.example')).toEqual(
    expect.arrayContaining(['backup_codes.created', 'second_factor.disabled']),
  );
});

test('a stale session sets nothing up and turns nothing off', async () => {
  const { browser } = await withSecondFactor('hal@acme.example');
  await sql`
    update auth.session set created_at = now() - interval '16 minutes'
    where user_id = (select id from auth."user" where email = 'hal@acme.example')`;
  const paths = ['/account/second-factor/remove', '/account/backup-codes'];
  for (const path of [...paths, '/account/second-factor/set-up']) {
    const { location } = await browser.post(path, { password: PASSWORD });
    expect(location).toBe('/account/sign-in?next=%2Faccount%2Fsecurity&why=again');
  }
});
