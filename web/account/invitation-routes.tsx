import { type Context, Hono } from 'hono';
import { acceptInvitation } from '../../commands/accept-invitation.ts';
import { hashInvitationToken } from '../../commands/invite-member.ts';
import { passwordFault } from '../../commands/sign-in/check-password.ts';
import { findInvitation, type InvitationRow } from '../../views/invitation.ts';
import { findUserByEmail } from '../../views/user.ts';
import { page } from '../customer/not-found.tsx';
import { callAuth } from './call-auth.ts';
import type { SignedIn, SignInDeps } from './deps.ts';
import { messagePage } from './error-pages.tsx';
import { InvitationPage, type InvitationStep } from './invitation.tsx';
import { cleanName, nameFault } from './person-name.ts';
import { readFields } from './read-fields.ts';
import { authHeaders, readSession, relayCookies } from './session.ts';

const EXPIRED = {
  title: 'This invitation works no more',
  text: 'It has expired, was used already, or was revoked. Ask for a new one.',
  href: '/account/sign-in',
  link: 'Sign in',
};

const NO_FAULTS = { name: null, password: null };

/** What a link of an invitation opens. The token in it is a secret, like a password. */
export function invitationRoutes(deps: SignInDeps): Hono {
  const { sql } = deps;
  const app = new Hono();

  app.get('/account/invitation/:token', async (c) => {
    const token = c.req.param('token');
    const opened = await open(c, token);
    if (!opened) return c.html(messagePage(EXPIRED), 410);
    return c.html(page(<InvitationPage {...opened} token={token} name="" faults={NO_FAULTS} />));
  });

  app.post('/account/invitation/:token', async (c) => {
    const token = c.req.param('token');
    const opened = await open(c, token);
    if (!opened) return c.html(messagePage(EXPIRED), 410);
    const { signedIn, step, invitation } = opened;
    const address = deps.addressOf(c);
    if (signedIn) {
      await acceptInvitation(sql, { token, address, by: signedIn });
      return c.redirect('/account', 303);
    }
    if (step === 'sign_in') return c.redirect(`/account/invitation/${token}`, 303);
    const form = await readFields(c, ['name', 'password']);
    const name = cleanName(form.name);
    const { password } = form;
    const { email } = invitation;
    const faults = { name: nameFault(name), password: passwordFault(password, { email, name }) };
    if (faults.name ?? faults.password) {
      const shown = <InvitationPage {...opened} token={token} name={name} faults={faults} />;
      return c.html(page(shown), 422);
    }
    await acceptInvitation(sql, { token, address, by: { name, password } });
    await signInAs(c, email, password);
    return c.redirect('/account', 303);
  });

  /** The invitation, and what its reader can do; null: the link works no more. */
  async function open(c: Context, token: string): Promise<Opened | null> {
    const invitation = await findInvitation(sql, hashInvitationToken(token));
    if (!invitation) return null;
    const signedIn = await readSession(c, deps);
    const user = signedIn ? null : await findUserByEmail(sql, invitation.email);
    const isInvited = signedIn?.email === invitation.email;
    const withSession = isInvited ? 'join' : 'other_person';
    const without = user ? 'sign_in' : 'create_account';
    return { invitation, signedIn, step: signedIn ? withSession : without };
  }

  async function signInAs(c: Context, email: string, password: string): Promise<void> {
    const answer = await callAuth(
      deps.signIn.auth.api.signInEmail({
        body: { email, password },
        headers: authHeaders(c, deps),
        returnHeaders: true,
      }),
    );
    if (answer.ok) relayCookies(c, answer.value.headers);
  }
  return app;
}

interface Opened {
  readonly invitation: InvitationRow;
  readonly signedIn: SignedIn | null;
  readonly step: InvitationStep;
}
