import { type Context, Hono } from 'hono';
import { recordAudit } from '../../commands/record-audit.ts';
import { WismrError } from '../../domain/error.ts';
import { toLocalPath } from '../../domain/local-path.ts';
import { findUserByEmail } from '../../views/user.ts';
import { page } from '../customer/not-found.tsx';
import { callAuth } from './call-auth.ts';
import type { SignInDeps } from './deps.ts';
import { countAttempt } from './limits.ts';
import { readFields } from './read-fields.ts';
import {
  afterFirstFactor,
  authHeaders,
  endFormerSession,
  readSession,
  relayCookies,
} from './session.ts';
import { SecondFactorPage, SignInPage } from './sign-in.tsx';

const HOME = '/account';

/** Why the page to sign in is shown, by the name in its address. Other names show nothing. */
const NOTICES: Readonly<Record<string, string>> = {
  again: 'Please sign in again before you change how you sign in.',
  reset: 'Your new password is saved. Sign in with it.',
  'signed-out': 'You have signed out.',
  expired: 'That took too long. Please sign in again.',
  oidc: 'Your provider did not let you in, or its address has no account here.',
  invited: 'You have an account already. Sign in to accept the invitation.',
};

/** The same for an address without an account, a wrong password and a disabled account. */
const WRONG = 'The email address or the password is wrong.';

export function signInRoutes(deps: SignInDeps): Hono {
  const { auth, oidcName, hasPasskeys } = deps.signIn;
  const app = new Hono();

  const show = (
    c: Context,
    given: { readonly email?: string; readonly next: string; readonly error?: string },
    status: 200 | 422 | 429 = 200,
  ) => {
    const notice = NOTICES[c.req.query('why') ?? ''] ?? null;
    const { email = '', next, error = null } = given;
    const props = { email, next, error, notice, oidcName, hasPasskeys };
    return c.html(page(<SignInPage {...props} />), status);
  };

  app.get('/account/sign-in', async (c) => {
    const next = toLocalPath(c.req.query('next'), HOME);
    const signedIn = await readSession(c, deps);
    if (!signedIn) return show(c, { next });
    return c.req.query('why') === 'again'
      ? show(c, { next, email: signedIn.email })
      : c.redirect(next, 303);
  });

  app.post('/account/sign-in', async (c) => {
    const { password, ...form } = await readFields(c, ['email', 'password', 'next']);
    const email = form.email.trim();
    const next = toLocalPath(form.next, HOME);
    try {
      await countAttempt(c, deps, email);
    } catch (error) {
      if (!(error instanceof WismrError) || error.code !== 'rate_limited') throw error;
      return show(c, { email, next, error: TOO_MANY }, 429);
    }
    const answer = await callAuth(
      auth.api.signInEmail({
        body: { email, password },
        headers: authHeaders(c, deps),
        returnHeaders: true,
      }),
    );
    if (!answer.ok) {
      const user = await findUserByEmail(deps.sql, email);
      const entry = { userId: null, address: deps.addressOf(c), subject: user?.id ?? null };
      await recordAudit(deps.sql, { ...entry, action: 'sign_in.failed' });
      return show(c, { email, next, error: WRONG }, 422);
    }
    await endFormerSession(c, deps);
    relayCookies(c, answer.value.headers);
    return c.redirect(afterFirstFactor(answer.value.response, next), 303);
  });

  app.post('/account/sign-out', async (c) => {
    const signedIn = await readSession(c, deps);
    const { headers } = await auth.api.signOut({
      headers: authHeaders(c, deps),
      returnHeaders: true,
    });
    relayCookies(c, headers);
    if (signedIn) {
      const { userId } = signedIn;
      await recordAudit(deps.sql, { userId, address: deps.addressOf(c), action: 'sign_out' });
    }
    return c.redirect('/account/sign-in?why=signed-out', 303);
  });

  app.route('/', codeRoutes(deps));
  return app;
}

/** Shown to everybody who tries too often: those who know the password, too. */
const TOO_MANY =
  'Too many attempts for this account or from your address. Wait a quarter of an hour, or sign in by a link or a passkey.';

function codeRoutes(deps: SignInDeps): Hono {
  const { api } = deps.signIn.auth;
  const app = new Hono();

  app.get('/account/second-factor', (c) => {
    const next = toLocalPath(c.req.query('next'), HOME);
    const isBackup = c.req.query('kind') === 'backup';
    return c.html(page(<SecondFactorPage next={next} isBackup={isBackup} error={null} />));
  });

  app.post('/account/second-factor', async (c) => {
    const form = await readFields(c, ['code', 'kind', 'next']);
    const next = toLocalPath(form.next, HOME);
    const isBackup = form.kind === 'backup';
    const code = form.code.replaceAll(/\s/g, '');
    const call = { body: { code }, headers: authHeaders(c, deps), returnHeaders: true } as const;
    const answer = await callAuth(isBackup ? api.verifyBackupCode(call) : api.verifyTOTP(call));
    if (answer.ok) {
      relayCookies(c, answer.value.headers);
      return c.redirect(next, 303);
    }
    const address = deps.addressOf(c);
    await recordAudit(deps.sql, { userId: null, address, action: 'second_factor.failed' });
    const error = CODE_FAULTS[answer.code];
    if (!error) return c.redirect('/account/sign-in?why=expired', 303);
    const shown = <SecondFactorPage next={next} isBackup={isBackup} error={error} />;
    return c.html(page(shown), 422);
  });
  return app;
}

/** By better-auth's code. With any other, the person starts again. */
const CODE_FAULTS: Readonly<Record<string, string>> = {
  INVALID_CODE: 'This code is wrong, or was used already. Wait for the next one.',
  INVALID_BACKUP_CODE: 'This backup code is wrong, or was used already.',
  ACCOUNT_TEMPORARILY_LOCKED: 'Too many wrong codes. Wait a quarter of an hour.',
};
