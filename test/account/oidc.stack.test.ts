/** Signing in at a real OpenID provider, in this process. */

import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';
import { afterAll, expect, test } from 'vitest';
import { createDatabase } from '../database.ts';
import { actionsOf, type Browser, createSite } from './site.ts';

const PEOPLE: Readonly<Record<string, { email: string; email_verified: boolean }>> = {
  ada: { email: 'Ada@acme.example', email_verified: true },
  unverified: { email: 'bea@acme.example', email_verified: false },
  stranger: { email: 'stranger@evil.example', email_verified: true },
};

/** Signs in whoever the page to sign in names, without asking: `?as=ada`. */
async function startProvider(): Promise<string> {
  const server = createServer((request, response) => void provider.callback()(request, response));
  server.listen(0, '127.0.0.1');
  afterAll(() => void server.close());
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = new Provider(url, {
    clients: [
      {
        client_id: 'wismr',
        client_secret: 'a-secret-of-the-provider',
        redirect_uris: ['https://wismr.example/account/auth/callback/oidc'],
      },
    ],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    conformIdTokenClaims: false,
    features: { devInteractions: { enabled: false } },
    ttl: { AccessToken: 60, Grant: 60, IdToken: 60, Interaction: 60, Session: 60 },
    pkce: { required: () => true },
    cookies: { keys: ['of-this-test'] },
    findAccount: (_, sub) => ({
      accountId: sub,
      claims: () => ({ sub, name: sub, ...PEOPLE[sub] }),
    }),
    interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
  });
  let as = '';
  provider.use(async (ctx, next) => {
    if (!ctx.path.startsWith('/interaction/')) {
      as = String(ctx.query['login_hint'] ?? as);
      return next();
    }
    const { prompt, params } = await provider.interactionDetails(ctx.req, ctx.res);
    if (prompt.name === 'login') {
      await provider.interactionFinished(ctx.req, ctx.res, { login: { accountId: as } });
    } else {
      const { Grant } = provider;
      const grant = new Grant({ accountId: as, clientId: String(params['client_id']) });
      grant.addOIDCScope('openid email profile');
      const consent = { grantId: await grant.save() };
      await provider.interactionFinished(ctx.req, ctx.res, { consent });
    }
    ctx.respond = false;
    return undefined;
  });
  return url;
}

const issuer = await startProvider();
const database = await createDatabase();
const oidc = {
  issuer,
  clientId: 'wismr',
  clientSecret: 'a-secret-of-the-provider',
  name: 'Acme ID',
  trustsEmails: false,
};
const site = await createSite(database, { oidc });
await site.person('ada@acme.example', 'agent');
await site.person('bea@acme.example', 'agent');

/** Follows the redirects at the provider. Returns where it sends the person back to. */
async function atProvider(location: string, as: string): Promise<string> {
  const cookies = new Map<string, string>();
  let url = `${location}&login_hint=${as}`;
  for (let hop = 0; hop < 10; hop += 1) {
    if (url.startsWith('https://wismr.example/')) return url.slice('https://wismr.example'.length);
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(new URL(url, issuer), { redirect: 'manual', headers: { cookie } });
    for (const written of answer.headers.getSetCookie()) {
      const [pair = ''] = written.split(';');
      cookies.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
    }
    const next = answer.headers.get('location');
    if (next === null) throw new Error(`${answer.status} ${await answer.text()}`);
    url = next;
  }
  throw new Error('too many redirects');
}

async function signInAs(browser: Browser, as: string): Promise<string | null> {
  const start = await browser.get('/account/sign-in/oidc?next=/account/security');
  expect([start.status, start.location]).toEqual([303, expect.stringContaining(issuer)]);
  const back = await atProvider(start.location ?? '', as);
  return (await browser.get(back)).location;
}

test('the page offers the provider, and it lets a member in', async () => {
  const browser = site.browser();
  expect((await browser.get('/account/sign-in')).text).toContain('Sign in with Acme ID');
  expect(await signInAs(browser, 'ada')).toBe('/account/security');
  expect((await browser.get('/account')).text).toContain('ada@acme.example');
  // Again, now by the id of the provider.
  expect(await signInAs(site.browser(), 'ada')).toBe('/account/security');
  const rows = await database.sql`
    select 1 from auth.account where provider_id = 'oidc' and account_id = 'ada'`;
  expect(rows).toHaveLength(1);
  expect((await actionsOf(site, 'ada@acme.example'))[0]).toBe('sign_in.succeeded');
});

test('an address that is not verified, and one without an account, are refused', async () => {
  for (const as of ['unverified', 'stranger']) {
    const browser = site.browser();
    expect(await signInAs(browser, as)).toBe('/account/sign-in?why=oidc');
    expect((await browser.get('/account')).status).toBe(303);
    expect((await browser.get('/account/sign-in?why=oidc')).text).toContain('did not let you in');
  }
  const users = await database.sql`select 1 from auth."user" where email like '%evil%'`;
  expect(users).toHaveLength(0);
});

test('the answer of the provider opens nothing in another browser, and nothing twice', async () => {
  const browser = site.browser();
  const start = await browser.get('/account/sign-in/oidc');
  const back = await atProvider(start.location ?? '', 'ada');
  const thief = site.browser();
  expect((await thief.get(back)).location).toBe('/account/sign-in?why=oidc');
  expect((await thief.get('/account')).status).toBe(303);
  for (const path of ['?code=guess&state=guess', '?error=access_denied', '']) {
    const answer = await site.browser().get(`/account/auth/callback/oidc${path}`);
    expect([path, answer.location]).toEqual([path, '/account/sign-in?why=oidc']);
  }
});

test('a provider whose addresses are trusted needs no claim', async () => {
  const trusting = await createSite(database, { oidc: { ...oidc, trustsEmails: true } });
  const browser = trusting.browser();
  expect(await signInAs(browser, 'unverified')).toBe('/account/security');
  expect((await browser.get('/account')).text).toContain('bea@acme.example');
});

test('a provider that does not answer is no fault of the other ways', async () => {
  const away = { ...oidc, issuer: 'http://127.0.0.1:9' };
  const alone = await createSite(database, { oidc: away });
  const answer = await alone.browser().get('/account/sign-in/oidc');
  expect(answer.location).toBe('/account/sign-in?why=oidc');
  const browser = await alone.signedIn('ada@acme.example');
  expect((await browser.get('/account')).status).toBe(200);
});
