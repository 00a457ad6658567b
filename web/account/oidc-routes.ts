import { Hono } from 'hono';
import { recordAudit } from '../../commands/record-audit.ts';
import { AUTH_PATH, OIDC_PROVIDER } from '../../commands/sign-in/auth-options.ts';
import { toLocalPath } from '../../domain/local-path.ts';
import { callAuth } from './call-auth.ts';
import type { SignInDeps } from './deps.ts';
import { authHeaders, relayCookies } from './session.ts';

const FAILED = '/account/sign-in?why=oidc';

/** Signing in at the company's OpenID provider. */
export function oidcRoutes(deps: SignInDeps): Hono {
  const { auth, oidcName } = deps.signIn;
  const app = new Hono();
  if (oidcName === null) return app;

  // A link and no form: browsers apply `form-action` to the redirect, too.
  app.get('/account/sign-in/oidc', async (c) => {
    const address = deps.addressOf(c);
    if (address !== null) await deps.rateLimits.count('sign_in_address', address);
    const callbackURL = toLocalPath(c.req.query('next'), '/account');
    const answer = await callAuth(
      auth.api.signInSocial({
        body: {
          // The name of the plug-in's provider; the library's type lists its own ones only.
          provider: OIDC_PROVIDER as 'google',
          callbackURL,
          errorCallbackURL: FAILED,
        },
        headers: authHeaders(c, deps),
        returnHeaders: true,
      }),
    );
    if (!answer.ok || !answer.value.response.url) return c.redirect(FAILED, 303);
    relayCookies(c, answer.value.headers);
    return c.redirect(answer.value.response.url, 303);
  });

  app.get(`${AUTH_PATH}/callback/${OIDC_PROVIDER}`, async (c) => {
    const { search } = new URL(c.req.url);
    const url = `${deps.publicUrl}${AUTH_PATH}/callback/${OIDC_PROVIDER}${search}`;
    const answer = await auth.handler(new Request(url, { headers: authHeaders(c, deps) }));
    relayCookies(c, answer.headers);
    const location = answer.headers.get('location') ?? FAILED;
    const target = new URL(location, deps.publicUrl);
    const isRefused = target.searchParams.has('error');
    if (isRefused || target.origin !== new URL(deps.publicUrl).origin) {
      const details = { method: 'oidc' };
      await recordAudit(deps.sql, {
        userId: null,
        address: deps.addressOf(c),
        action: 'sign_in.failed',
        details,
      });
      return c.redirect(FAILED, 303);
    }
    return c.redirect(toLocalPath(`${target.pathname}${target.search}`, '/account'), 303);
  });
  return app;
}
