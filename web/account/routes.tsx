import { type Context, Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { changeName } from '../../commands/change-name.ts';
import { WismrError } from '../../domain/error.ts';
import { isUnavailable } from '../../views/health.ts';
import { isInstallationAdmin, listMemberships } from '../../views/member.ts';
import { page } from '../customer/not-found.tsx';
import { AccountPage } from './account.tsx';
import { asSentence } from './as-sentence.ts';
import type { AccountDeps, AccountEnv, SignedIn, SignInDeps } from './deps.ts';
import { messagePage, notSetUpPage } from './error-pages.tsx';
import { requireSameOrigin, requireSignedIn } from './guard.tsx';
import { invitationRoutes } from './invitation-routes.tsx';
import { linkRoutes } from './link-routes.tsx';
import { memberRoutes } from './member-routes.tsx';
import { oidcRoutes } from './oidc-routes.ts';
import { passkeyRoutes } from './passkey-routes.ts';
import { cleanName, nameFault } from './person-name.ts';
import { readFields } from './read-fields.ts';
import { secondFactorRoutes } from './second-factor-routes.tsx';
import { securityRoutes } from './security-routes.tsx';
import { signInRoutes } from './sign-in-routes.tsx';
import { ACCOUNT_STYLE } from './style.ts';

/** Sign-in, and what people do with their own account and with the members of their shops. */
export function accountRoutes(deps: AccountDeps): Hono<AccountEnv> {
  const app = new Hono<AccountEnv>();
  app.onError((error, c) => errorPage(error, c, deps));

  app.get('/account/account.css', (c) =>
    c.body(ACCOUNT_STYLE, 200, {
      'content-type': 'text/css; charset=utf-8',
      'cache-control': 'public, max-age=3600',
    }),
  );
  app.use('/account/*', async (c, next) => {
    c.header('cache-control', 'private, no-store');
    await next();
  });
  app.use('/account/*', requireSameOrigin(deps.publicUrl));

  const { signIn } = deps;
  if (!signIn) {
    for (const path of ['/account', '/account/*']) {
      app.on(['GET', 'POST'], path, (c) => c.html(notSetUpPage(), 404));
    }
    return app;
  }
  const withSignIn = { ...deps, signIn };
  app.route('/', signInRoutes(withSignIn));
  app.route('/', linkRoutes(withSignIn));
  app.route('/', passkeyRoutes(withSignIn));
  app.route('/', oidcRoutes(withSignIn));
  app.route('/', securityRoutes(withSignIn));
  app.route('/', secondFactorRoutes(withSignIn));
  app.route('/', invitationRoutes(withSignIn));
  app.route('/', memberRoutes(withSignIn));
  app.route('/', homeRoutes(withSignIn));
  app.get('/account/*', (c) => c.html(messagePage(NOT_FOUND), 404));
  return app;
}

function homeRoutes(deps: SignInDeps): Hono<AccountEnv> {
  const { sql } = deps;
  const app = new Hono<AccountEnv>();
  const signedIn = requireSignedIn(deps);

  const home = async (person: SignedIn, shown: { notice?: string; nameFault?: string }) => {
    const { notice = null, nameFault: fault = null } = shown;
    const memberships = await listMemberships(sql, person.userId);
    const isAdmin = await isInstallationAdmin(sql, person.userId);
    const props = { memberships, isInstallationAdmin: isAdmin, notice, nameFault: fault };
    return page(<AccountPage signedIn={person} {...props} />);
  };

  app.get('/account', signedIn, async (c) => {
    const isSaved = c.req.query('done') === 'name';
    return c.html(await home(c.var.signedIn, isSaved ? { notice: 'Your name is saved.' } : {}));
  });

  app.post('/account/name', signedIn, async (c) => {
    const name = cleanName((await readFields(c, ['name'])).name);
    const fault = nameFault(name);
    if (fault !== null) return c.html(await home(c.var.signedIn, { nameFault: fault }), 422);
    const { userId } = c.var.signedIn;
    await changeName(sql, { userId, address: deps.addressOf(c) }, name);
    return c.redirect('/account?done=name', 303);
  });
  return app;
}

const NOT_FOUND = {
  title: 'We cannot find this page',
  text: 'The address is wrong, or what it showed is gone.',
};

const STATUSES = {
  invalid: 422,
  not_found: 404,
  conflict: 409,
  forbidden: 403,
  rate_limited: 429,
} as const satisfies Partial<Record<WismrError['code'], number>>;

/** Those of a limit: when to try again. */
function sendHeaders(c: Context, headers: unknown): void {
  for (const [name, value] of Object.entries(headers ?? {})) c.header(name, String(value));
}

/** An error as a page: expected ones in their own words, others without any. */
function errorPage(error: Error, c: Context, { log }: Pick<AccountDeps, 'log'>): Response {
  c.header('cache-control', 'private, no-store');
  if (error instanceof WismrError && error.code in STATUSES) {
    const status = STATUSES[error.code as keyof typeof STATUSES];
    if ('headers' in error) sendHeaders(c, error.headers);
    const title = status === 429 ? 'Please wait' : 'This did not work';
    return c.html(messagePage({ title, text: asSentence(error) }), status);
  }
  if (error instanceof HTTPException) {
    return c.html(
      messagePage({ title: 'This did not work', text: asSentence(error) }),
      error.status,
    );
  }
  if (isUnavailable(error)) {
    c.header('retry-after', '5');
    const text = 'The database does not answer now.';
    return c.html(messagePage({ title: 'Please try again', text }), 503);
  }
  log.error({ err: error }, 'a page of an account failed');
  const text = 'wismr failed, and logged the error. Try again later.';
  return c.html(messagePage({ title: 'This did not work', text }), 500);
}
