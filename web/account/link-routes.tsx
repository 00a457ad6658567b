import { type Context, Hono } from 'hono';
import { recordAudit } from '../../commands/record-audit.ts';
import { passwordFault } from '../../commands/sign-in/check-password.ts';
import { WismrError } from '../../domain/error.ts';
import { toLocalPath } from '../../domain/local-path.ts';
import { findUser, findUserByEmail, type User } from '../../views/user.ts';
import { page } from '../customer/not-found.tsx';
import { asSentence } from './as-sentence.ts';
import { callAuth } from './call-auth.ts';
import type { SignInDeps } from './deps.ts';
import { messagePage } from './error-pages.tsx';
import { countEmail } from './limits.ts';
import { AskForLinkPage, ConfirmLinkPage, LinkSentPage, NewPasswordPage } from './links.tsx';
import { readNext, saveNext } from './next-cookie.ts';
import { notifyChange } from './notify.ts';
import { readFields } from './read-fields.ts';
import { afterFirstFactor, authHeaders, endFormerSession, relayCookies } from './session.ts';

const SIGN_IN = {
  title: 'Sign in by a link',
  text: 'We send a link to the address of your account. It works for 15 minutes, and once.',
  action: '/account/link',
  button: 'Send the link',
};
const RESET = {
  title: 'Forgot your password?',
  text: 'We send a link to the address of your account, by which you choose a new one.',
  action: '/account/forgot-password',
  button: 'Send the link',
};

const EXPIRED = {
  title: 'This link works no more',
  text: 'It has expired, or was used already. Ask for a new one.',
  href: '/account/sign-in',
  link: 'Sign in',
};

/** Links by email: to sign in, and to choose a new password. */
export function linkRoutes(deps: SignInDeps): Hono {
  const { api } = deps.signIn.auth;
  const isHttps = deps.publicUrl.startsWith('https:');
  const app = new Hono();
  const ask = (c: Context, about: typeof SIGN_IN, error: string | null = null) => {
    const next = toLocalPath(c.req.query('next'), '/account');
    const { hasEmail } = deps.signIn;
    const shown = <AskForLinkPage {...about} next={next} error={error} hasEmail={hasEmail} />;
    return c.html(page(shown), error ? 422 : 200);
  };

  app.get('/account/link', (c) => ask(c, SIGN_IN));
  app.get('/account/forgot-password', (c) => ask(c, RESET));

  app.post('/account/link', async (c) => {
    const { email, next } = await readFields(c, ['email', 'next']);
    return send(c, { email, about: SIGN_IN, next }, () =>
      api.signInMagicLink({ body: { email: email.trim() }, headers: authHeaders(c, deps) }),
    );
  });

  app.post('/account/forgot-password', async (c) => {
    const { email } = await readFields(c, ['email']);
    return send(c, { email, about: RESET, next: '' }, async () => {
      await api.requestPasswordReset({ body: { email: email.trim() } });
      const user = await findUserByEmail(deps.sql, email);
      const entry = { userId: null, address: deps.addressOf(c), subject: user?.id ?? null };
      await recordAudit(deps.sql, { ...entry, action: 'password.reset_requested' });
    });
  });

  /** Answers the same whether the address has an account or not. */
  async function send(
    c: Context,
    asked: { readonly email: string; readonly about: typeof SIGN_IN; readonly next: string },
    request: () => Promise<unknown>,
  ): Promise<Response> {
    try {
      await countEmail(c, deps, asked.email);
    } catch (error) {
      if (!(error instanceof WismrError) || error.code !== 'rate_limited') throw error;
      return ask(c, asked.about, asSentence(error));
    }
    const answer = await callAuth(request());
    if (!answer.ok) return ask(c, asked.about, 'Type an email address, such as ada@acme.example.');
    const next = toLocalPath(asked.next, '/account');
    saveNext(c, next, isHttps);
    return c.redirect(`${asked.about.action}/sent`, 303);
  }

  app.get('/account/link/sent', (c) =>
    c.html(page(<LinkSentPage text="If the address has an account, the link is on its way." />)),
  );
  app.get('/account/forgot-password/sent', (c) =>
    c.html(page(<LinkSentPage text="If the address has an account, the link is on its way." />)),
  );

  app.get('/account/link/:token', (c) =>
    c.html(page(<ConfirmLinkPage token={c.req.param('token')} next={readNext(c, isHttps)} />)),
  );

  app.post('/account/link/:token', async (c) => {
    const { next } = await readFields(c, ['next']);
    const answer = await callAuth(
      api.magicLinkVerify({
        query: { token: c.req.param('token') },
        headers: authHeaders(c, deps),
        returnHeaders: true,
      }),
    );
    if (!answer.ok) return c.html(messagePage(EXPIRED), 410);
    await endFormerSession(c, deps);
    relayCookies(c, answer.value.headers);
    return c.redirect(afterFirstFactor(answer.value.response, toLocalPath(next, '/account')), 303);
  });

  app.route('/', resetRoutes(deps));
  return app;
}

function resetRoutes(deps: SignInDeps): Hono {
  const { auth } = deps.signIn;
  const app = new Hono();

  app.get('/account/reset/:token', async (c) => {
    const token = c.req.param('token');
    const user = await ownerOf(token);
    if (!user) return c.html(messagePage(EXPIRED), 410);
    return c.html(page(<NewPasswordPage token={token} email={user.email} error={null} />));
  });

  app.post('/account/reset/:token', async (c) => {
    const token = c.req.param('token');
    const { password } = await readFields(c, ['password']);
    const user = await ownerOf(token);
    if (!user) return c.html(messagePage(EXPIRED), 410);
    const error = passwordFault(password, user);
    if (error) {
      return c.html(page(<NewPasswordPage token={token} email={user.email} error={error} />), 422);
    }
    const body = { newPassword: password, token };
    const answer = await callAuth(auth.api.resetPassword({ body }));
    if (!answer.ok) return c.html(messagePage(EXPIRED), 410);
    const { id: userId, email } = user;
    const address = deps.addressOf(c);
    await recordAudit(deps.sql, { userId, address, action: 'password.reset' });
    notifyChange(c, deps, { to: email, kind: 'password_changed' });
    return c.redirect('/account/sign-in?why=reset', 303);
  });

  /** Whose password the link changes; null: it works no more. */
  async function ownerOf(token: string): Promise<User | null> {
    const { internalAdapter } = await auth.$context;
    const found = await internalAdapter.findVerificationValue(`reset-password:${token}`);
    if (!found || found.expiresAt.getTime() < Date.now()) return null;
    return findUser(deps.sql, found.value);
  }
  return app;
}
