/** Roles, invitations and the audit log. */

import { expect, test } from 'vitest';
import { saveShop } from '../../commands/save-shop.ts';
import type { ShopId } from '../../domain/ids.ts';
import {
  hasPermission,
  MEMBER_ROLES,
  PERMISSIONS,
  type Permission,
} from '../../domain/member-role.ts';
import { requireMember } from '../../web/account/guard.tsx';
import { accountRoutes } from '../../web/account/routes.tsx';
import { createDatabase } from '../database.ts';
import { actionsOf, createSite, PASSWORD } from './site.ts';

const site = await createSite(await createDatabase());
const { sql, shopId } = site;
await saveShop(sql, { id: 'other' as ShopId, name: 'Other' });
await site.person('root@acme.example', null);
await site.person('admin@acme.example', 'admin');

const members = `/account/shops/${shopId}/members`;
const invitations = `/account/shops/${shopId}/invitations`;

async function userId(email: string): Promise<string> {
  const [row] = await sql<{ id: string }[]>`select id from auth."user" where email = ${email}`;
  return row?.id ?? '';
}

test('an invited person creates an account, and is signed in with the role', async () => {
  const admin = await site.signedIn('admin@acme.example');
  const sent = await admin.post(invitations, { email: 'New@Acme.example', role: 'marketer' });
  expect(sent.location).toBe(`${members}?done=invited`);
  expect((await admin.get(members)).text).toContain('new@acme.example');
  const email = site.emails.at(-1);
  expect(email).toMatchObject({
    kind: 'invitation',
    to: 'new@acme.example',
    expiresIn: '7 days',
    invitation: { shopName: 'Acme', role: 'marketer', invitedBy: 'admin' },
  });
  const path = await site.linkIn('invitation', 'new@acme.example');
  const person = site.browser();
  expect((await person.get(path)).text).toContain('Join Acme');
  const weak = await person.post(path, { name: ' ', password: 'short' });
  expect([weak.status, weak.text]).toEqual([422, expect.stringContaining('at least 12')]);
  expect(weak.text).toContain('Give a name');
  const made = await person.post(path, { name: 'Nia New', password: PASSWORD });
  expect([made.status, made.location]).toEqual([303, '/account']);
  expect((await person.get('/account')).text).toMatch(/Nia New.*marketer/);
  // Used: it opens nothing more.
  expect((await site.browser().get(path)).status).toBe(410);
  const again = await site.browser().post(path, { name: 'Eve', password: PASSWORD });
  expect(again.status).toBe(410);
  expect(await actionsOf(site, 'admin@acme.example')).toContain('member.invited');
});

test('two at once use an invitation once', async () => {
  const admin = await site.signedIn('admin@acme.example');
  await admin.post(invitations, { email: 'race@acme.example', role: 'viewer' });
  const path = await site.linkIn('invitation', 'race@acme.example');
  const fields = { name: 'Race', password: PASSWORD };
  const both = await Promise.all([1, 2].map(() => site.browser().post(path, fields)));
  expect(both.map(({ status }) => status).sort()).not.toEqual([303, 303]);
  const rows = await sql`select 1 from auth."user" where email = 'race@acme.example'`;
  expect(rows).toHaveLength(1);
});

test('an invitation that expired, was revoked or was replaced opens nothing', async () => {
  const admin = await site.signedIn('admin@acme.example');
  const invite = async (email: string) => {
    await admin.post(invitations, { email, role: 'viewer' });
    return site.linkIn('invitation', email);
  };
  const expired = await invite('late@acme.example');
  await sql`update invitation set expires_at = now() where email = 'late@acme.example'`;
  const replaced = await invite('twice@acme.example');
  const current = await invite('twice@acme.example');
  expect(current).not.toBe(replaced);
  const revoked = await invite('no@acme.example');
  const [row] = await sql<{ id: string }[]>`
    select id from invitation where email = 'no@acme.example' and revoked_at is null`;
  const answer = await admin.post(`${invitations}/${row?.id}/revoke`);
  expect(answer.location).toBe(`${members}?done=revoked`);
  expect((await admin.post(`${invitations}/${row?.id}/revoke`)).status).toBe(404);
  expect((await admin.post(`${invitations}/nonsense/revoke`)).status).toBe(404);
  for (const path of [expired, replaced, revoked, '/account/invitation/guess']) {
    expect([path, (await site.browser().get(path)).status]).toEqual([path, 410]);
  }
  expect((await site.browser().get(current)).status).toBe(200);
});

test('who has an account signs in to accept; another person cannot', async () => {
  await site.person('two-shops@acme.example', 'viewer');
  const root = await site.signedIn('root@acme.example');
  const fields = { email: 'two-shops@acme.example', role: 'manager' };
  await root.post('/account/shops/other/invitations', fields);
  const path = await site.linkIn('invitation', 'two-shops@acme.example');
  const stranger = site.browser();
  expect((await stranger.get(path)).text).toContain('Sign in to accept');
  // No password can be set by an invitation for an account that exists.
  const taken = await stranger.post(path, { name: 'Eve', password: PASSWORD });
  expect(taken.location).toBe(path);
  const admin = await site.signedIn('admin@acme.example');
  expect((await admin.get(path)).text).toContain('signed in as somebody else');
  expect((await admin.post(path)).status).toBe(403);
  const person = await site.signedIn('two-shops@acme.example');
  expect((await person.post(path)).location).toBe('/account');
  expect((await person.get('/account')).text).toMatch(/Acme viewer.*Other manager/);
});

test('without email, the page shows the link to pass on, once', async () => {
  const quiet = await createSite(await createDatabase(), { hasEmail: false });
  await quiet.person('boss@acme.example', 'admin');
  const boss = await quiet.signedIn('boss@acme.example');
  const path = `/account/shops/${quiet.shopId}/invitations`;
  const shown = await boss.post(path, { email: 'x@acme.example', role: 'agent' });
  const link = /https:\/\/wismr\.example(\/account\/invitation\/[\w-]+)/.exec(shown.text)?.[1];
  expect((await quiet.browser().get(link ?? '')).text).toContain('Join Acme');
  expect((await boss.get(`/account/shops/${quiet.shopId}/members`)).text).not.toContain(link);
});

test('bad addresses and roles, and members, are refused with a reason', async () => {
  const admin = await site.signedIn('admin@acme.example');
  const post = (fields: Record<string, string>) => admin.post(invitations, fields);
  const bad = await post({ email: 'no address', role: 'agent' });
  expect([bad.status, bad.text]).toEqual([422, expect.stringContaining('is no email address')]);
  const known = await post({ email: 'admin@acme.example', role: 'agent' });
  expect([known.status, known.text]).toEqual([422, expect.stringContaining('is a member already')]);
  expect((await post({ email: 'y@acme.example', role: 'owner' })).status).toBe(422);
});

test('an admin changes roles and removes members, but never the own role', async () => {
  await site.person('mo@acme.example', 'viewer');
  const admin = await site.signedIn('admin@acme.example');
  const mo = await userId('mo@acme.example');
  const changed = await admin.post(`${members}/${mo}/role`, { role: 'manager' });
  expect(changed.location).toBe(`${members}?done=changed`);
  const browser = await site.signedIn('mo@acme.example');
  expect((await browser.get(`/account/shops/${shopId}/log`)).status).toBe(200);
  await admin.post(`${members}/${mo}/remove`);
  expect((await browser.get(`/account/shops/${shopId}/log`)).status).toBe(403);
  expect((await browser.get('/account')).text).toContain('You belong to no shop');
  expect((await admin.post(`${members}/${mo}/remove`)).status).toBe(404);
  const self = await userId('admin@acme.example');
  for (const path of [`${members}/${self}/role`, `${members}/${self}/remove`]) {
    expect((await admin.post(path, { role: 'viewer' })).status).toBe(403);
  }
  const entries = await sql<{ action: string; details: unknown }[]>`
    select action, details from audit_log where subject = ${mo} order by id`;
  expect([...entries]).toEqual([
    { action: 'member.role_changed', details: { from: 'viewer', to: 'manager' } },
    { action: 'member.removed', details: { role: 'manager' } },
  ]);
});

test('each role opens what its permissions say, and nothing else', async () => {
  const deps = { ...site.api.deps, publicUrl: 'https://wismr.example', signIn: site.signIn };
  const app = accountRoutes(deps);
  for (const permission of PERMISSIONS) {
    app.get(`/desk/:shopId/${permission}`, requireMember(deps, permission), (c) =>
      c.text(`${c.var.member.role} of ${c.var.member.shopName}`),
    );
  }
  const opens = async (cookies: Map<string, string>, permission: Permission, shop: string) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const { status } = await app.request(`/desk/${shop}/${permission}`, { headers: { cookie } });
    return status;
  };
  for (const role of MEMBER_ROLES) {
    const email = `role-${role}@acme.example`;
    await site.person(email, role);
    const { cookies } = await site.signedIn(email);
    for (const permission of PERMISSIONS) {
      const expected = hasPermission(role, permission) ? 200 : 403;
      const status = await opens(cookies, permission, shopId);
      expect([role, permission, status]).toEqual([role, permission, expected]);
      // Neither another shop, nor one that does not exist.
      expect(await opens(cookies, permission, 'other')).toBe(403);
      expect(await opens(cookies, permission, 'nowhere')).toBe(403);
    }
  }
  const { cookies } = await site.signedIn('root@acme.example');
  for (const permission of PERMISSIONS) {
    expect(await opens(cookies, permission, 'other')).toBe(200);
    expect(await opens(cookies, permission, 'nowhere')).toBe(403);
  }
  expect((await app.request('/desk/acme/desk.read?q=1')).headers.get('location')).toBe(
    '/account/sign-in?next=%2Fdesk%2Facme%2Fdesk.read%3Fq%3D1',
  );
  expect(await actionsOf(site, 'role-viewer@acme.example')).toContain('access.denied');
});

test('members of a shop never see another: members, invitations and log', async () => {
  const admin = await site.signedIn('admin@acme.example');
  for (const page of ['members', 'log']) {
    expect((await admin.get(`/account/shops/other/${page}`)).status).toBe(403);
  }
  const fields = { email: 'z@acme.example', role: 'admin' };
  expect((await admin.post('/account/shops/other/invitations', fields)).status).toBe(403);
  expect((await admin.get('/account/log')).status).toBe(403);
  const root = await site.signedIn('root@acme.example');
  expect((await root.get('/account/log')).status).toBe(200);
});

test('the audit log has pages, and holds no personal data', async () => {
  await sql`
    insert into audit_log (user_id, address, shop_id, action)
    select id, '203.0.113.7', ${shopId}, 'name.changed' from auth."user", generate_series(1, 120)
    where email = 'admin@acme.example'`;
  const admin = await site.signedIn('admin@acme.example');
  const path = `/account/shops/${shopId}/log`;
  const seen: string[] = [];
  let query = '';
  for (let page = 0; page < 10; page += 1) {
    const { html } = await admin.get(`${path}${query}`);
    seen.push(...[...html.matchAll(/<time datetime/g)].map(String));
    const [, next] = /log(\?before=\d+)"/.exec(html) ?? [];
    if (next === undefined) break;
    query = next;
  }
  const [{ count } = { count: 0 }] = await sql<{ count: number }[]>`
    select count(*)::int from audit_log where shop_id = ${shopId}`;
  expect(seen.length).toBe(count);
  expect((await admin.get(`${path}?before=x`)).status).toBe(200);
  const named = await sql`select 1 from audit_log l where l::text like '%@%'`;
  expect(named).toHaveLength(0);
});
