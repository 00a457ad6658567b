import { type Context, Hono } from 'hono';
import { recordAudit } from '../../commands/record-audit.ts';
import { revokeOtherSessions, revokeSession } from '../../commands/revoke-session.ts';
import { LIFETIMES } from '../../commands/sign-in/auth-options.ts';
import { passwordFault } from '../../commands/sign-in/check-password.ts';
import { readPasskeys } from '../../views/passkey.ts';
import { readSessions } from '../../views/session.ts';
import { hasPassword } from '../../views/user.ts';
import { page } from '../customer/not-found.tsx';
import { callAuth } from './call-auth.ts';
import type { AccountEnv, SignInDeps } from './deps.ts';
import { requireFresh, requireSignedIn } from './guard.tsx';
import { countAttempt } from './limits.ts';
import { notifyChange } from './notify.ts';
import { readFields } from './read-fields.ts';
import { PasswordPage } from './second-factor.tsx';
import { SecurityPage } from './security.tsx';
import { authHeaders, relayCookies } from './session.ts';

type C = Context<AccountEnv>;

const NOTICES: Readonly<Record<string, string>> = {
  password: 'Your password is changed, and all other devices are signed out.',
  on: 'The second factor is on, and all other devices are signed out.',
  off: 'The second factor is off.',
  added: 'The passkey is added.',
  removed: 'The passkey is removed.',
  revoked: 'The session is ended.',
};

/** The page about security, the password, and the sessions. */
export function securityRoutes(deps: SignInDeps): Hono<AccountEnv> {
  const { sql } = deps;
  const app = new Hono<AccountEnv>();
  const signedIn = requireSignedIn(deps);
  const personOf = (c: C) => ({ userId: c.var.signedIn.userId, address: deps.addressOf(c) });

  app.get('/account/security', signedIn, async (c) => {
    const { userId } = c.var.signedIn;
    const shown = {
      signedIn: c.var.signedIn,
      hasPassword: await hasPassword(sql, userId),
      hasPasskeys: deps.signIn.hasPasskeys,
      passkeys: await readPasskeys(sql, userId),
      sessions: await readSessions(sql, userId, LIFETIMES.session),
      notice: NOTICES[c.req.query('done') ?? ''] ?? null,
    };
    return c.html(page(<SecurityPage {...shown} />));
  });

  app.post('/account/sessions/revoke-others', signedIn, async (c) => {
    await revokeOtherSessions(sql, personOf(c), c.var.signedIn.sessionId);
    return c.redirect('/account/security?done=revoked', 303);
  });

  app.post('/account/sessions/:id/revoke', signedIn, async (c) => {
    await revokeSession(sql, personOf(c), c.req.param('id'));
    return c.redirect('/account/security?done=revoked', 303);
  });

  app.route('/', passwordRoutes(deps));
  return app;
}

function passwordRoutes(deps: SignInDeps): Hono<AccountEnv> {
  const app = new Hono<AccountEnv>();
  const fresh = requireFresh(deps);
  const none = { current: null, password: null };

  app.get('/account/password', fresh, (c) =>
    c.html(page(<PasswordPage signedIn={c.var.signedIn} faults={none} />)),
  );

  app.post('/account/password', fresh, async (c) => {
    const { signedIn } = c.var;
    const { current, password } = await readFields(c, ['current', 'password']);
    const fault = passwordFault(password, signedIn);
    const refuse = (faults: { current: string | null; password: string | null }) =>
      c.html(page(<PasswordPage signedIn={signedIn} faults={faults} />), 422);
    if (fault !== null) return refuse({ current: null, password: fault });
    await countAttempt(c, deps, signedIn.email);
    const answer = await callAuth(
      deps.signIn.auth.api.changePassword({
        body: { currentPassword: current, newPassword: password, revokeOtherSessions: true },
        headers: authHeaders(c, deps),
        returnHeaders: true,
      }),
    );
    if (!answer.ok) return refuse({ current: 'This is not your password.', password: null });
    relayCookies(c, answer.value.headers);
    const { userId, email } = signedIn;
    const address = deps.addressOf(c);
    await recordAudit(deps.sql, { userId, address, action: 'password.changed' });
    notifyChange(c, deps, { to: email, kind: 'password_changed' });
    return c.redirect('/account/security?done=password', 303);
  });
  return app;
}
