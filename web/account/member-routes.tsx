import { type Context, Hono } from 'hono';
import { changeMemberRole, removeMember } from '../../commands/change-member.ts';
import { inviteMember, revokeInvitation } from '../../commands/invite-member.ts';
import { WismrError } from '../../domain/error.ts';
import { isMemberRole } from '../../domain/member-role.ts';
import { readAuditLog } from '../../views/audit-log.ts';
import { listInvitations } from '../../views/invitation.ts';
import { listMembers } from '../../views/member.ts';
import { page } from '../customer/not-found.tsx';
import { asSentence } from './as-sentence.ts';
import { AuditLogView } from './audit-log.tsx';
import type { AccountEnv, SignInDeps } from './deps.ts';
import { requireInstallationAdmin, requireMember } from './guard.tsx';
import { countEmail } from './limits.ts';
import { MembersPage } from './members.tsx';
import { readFields } from './read-fields.ts';

type C = Context<AccountEnv>;

const NOTICES: Readonly<Record<string, string>> = {
  invited: 'The invitation is on its way.',
  revoked: 'The invitation is revoked: its link works no more.',
  changed: 'The role is changed.',
  removed: 'The member is removed. The account itself stays.',
};

/** The members of a shop, their invitations, and the audit logs. */
export function memberRoutes(deps: SignInDeps): Hono<AccountEnv> {
  const { sql } = deps;
  const app = new Hono<AccountEnv>();
  const manages = requireMember(deps, 'members.manage');
  const actorOf = (c: C) => ({ userId: c.var.signedIn.userId, address: deps.addressOf(c) });
  const done = (c: C, what: string) =>
    c.redirect(`/account/shops/${c.var.member.shopId}/members?done=${what}`, 303);

  app.get('/account/shops/:shopId/members', manages, async (c) => {
    const notice = NOTICES[c.req.query('done') ?? ''] ?? null;
    return c.html(await membersPage(c, deps, { notice }));
  });

  app.post('/account/shops/:shopId/invitations', manages, async (c) => {
    const { email, role } = await readFields(c, ['email', 'role']);
    if (!isMemberRole(role)) throw new WismrError('invalid', 'choose one of the roles');
    const { shopId, shopName, name } = c.var.member;
    try {
      await countEmail(c, deps, email);
      const token = await inviteMember(sql, { email, shopId, role }, actorOf(c));
      const url = `${deps.publicUrl}/account/invitation/${token}`;
      // Not kept anywhere, so it cannot be behind a redirect.
      if (!deps.signIn.hasEmail) return c.html(await membersPage(c, deps, { link: url }));
      deps.signIn.sendEmail({
        kind: 'invitation',
        to: email.trim().toLowerCase(),
        url,
        expiresIn: '7 days',
        invitation: { shopName, role, invitedBy: name },
        event: null,
      });
      return done(c, 'invited');
    } catch (error) {
      if (!(error instanceof WismrError)) throw error;
      const status = error.code === 'rate_limited' ? 429 : 422;
      return c.html(await membersPage(c, deps, { error: asSentence(error), email }), status);
    }
  });

  app.post('/account/shops/:shopId/invitations/:id/revoke', manages, async (c) => {
    const { shopId } = c.var.member;
    await revokeInvitation(sql, { shopId, id: c.req.param('id') }, actorOf(c));
    return done(c, 'revoked');
  });

  app.post('/account/shops/:shopId/members/:userId/role', manages, async (c) => {
    const { role } = await readFields(c, ['role']);
    if (!isMemberRole(role)) throw new WismrError('invalid', 'choose one of the roles');
    const { shopId } = c.var.member;
    await changeMemberRole(sql, { shopId, userId: c.req.param('userId'), role }, actorOf(c));
    return done(c, 'changed');
  });

  app.post('/account/shops/:shopId/members/:userId/remove', manages, async (c) => {
    const { shopId } = c.var.member;
    await removeMember(sql, { shopId, userId: c.req.param('userId') }, actorOf(c));
    return done(c, 'removed');
  });

  app.get('/account/shops/:shopId/log', requireMember(deps, 'audit.read'), async (c) => {
    const { shopId, shopName } = c.var.member;
    const log = await readAuditLog(sql, { shopId, before: c.req.query('before') });
    const title = `Audit log of ${shopName}`;
    const path = `/account/shops/${shopId}/log`;
    const shown = { signedIn: c.var.signedIn, title, path, log, namesShops: false };
    return c.html(page(<AuditLogView {...shown} />));
  });

  app.get('/account/log', requireInstallationAdmin(deps), async (c) => {
    const log = await readAuditLog(sql, { shopId: null, before: c.req.query('before') });
    const title = 'Audit log of the installation';
    const { signedIn } = c.var;
    const shown = { signedIn, title, path: '/account/log', log, namesShops: true };
    return c.html(page(<AuditLogView {...shown} />));
  });

  return app;
}

/** What the page shows besides the members: the outcome of a form. */
interface Shown {
  readonly notice?: string | null;
  readonly link?: string;
  readonly error?: string;
  readonly email?: string;
}

async function membersPage(c: C, deps: SignInDeps, shown: Shown): Promise<string> {
  const { member } = c.var;
  const { notice = null, link = null, error = null, email = '' } = shown;
  const members = await listMembers(deps.sql, member.shopId);
  const invitations = await listInvitations(deps.sql, member.shopId);
  const { hasEmail } = deps.signIn;
  const props = { member, members, invitations, hasEmail, notice, link, error, email };
  return page(<MembersPage {...props} />);
}
