/** Middlewares that let only the right people in. The desk and the studio use them, too. */

import type { Context, MiddlewareHandler } from 'hono';
import { recordAudit } from '../../commands/record-audit.ts';
import type { ShopId } from '../../domain/ids.ts';
import { hasPermission, type Permission } from '../../domain/member-role.ts';
import { findMembership, isInstallationAdmin } from '../../views/member.ts';
import type { AccountDeps, AccountEnv, SignedIn } from './deps.ts';
import { forbiddenPage, notSetUpPage } from './error-pages.tsx';
import { readSession } from './session.ts';

type Guard = MiddlewareHandler<AccountEnv>;

/** Answers whom the page is not for; null: let them in. */
type Refusal = (c: Context<AccountEnv>, signedIn: SignedIn) => Promise<Response | null>;

/** Lets in who is signed in. Others are sent to sign in, and come back afterwards. */
export function requireSignedIn(deps: AccountDeps, refusal?: Refusal): Guard {
  return async (c, next) => {
    const signedIn = await signedInOf(c, deps);
    if (signedIn instanceof Response) return signedIn;
    const refused = await refusal?.(c, signedIn);
    if (refused) return refused;
    c.set('signedIn', signedIn);
    await next();
    return;
  };
}

/** Lets in who has signed in within the last minutes: for changes to how one signs in. */
export function requireFresh(deps: AccountDeps): Guard {
  return requireSignedIn(deps, async (c, { isFresh }) =>
    isFresh ? null : c.redirect(signInPath(c, 'again'), 303),
  );
}

/**
 * Lets in members of the shop `:shopId` whose role has the permission. Whoever is no member cannot
 * tell whether the shop exists. What is refused is in the audit log.
 */
export function requireMember(deps: AccountDeps, permission: Permission): Guard {
  return requireSignedIn(deps, async (c, signedIn) => {
    const { userId } = signedIn;
    const membership = await findMembership(deps.sql, c.req.param('shopId') ?? '', userId);
    if (!membership || !hasPermission(membership.role, permission)) {
      const shopId = membership?.shopId ?? null;
      return deny(c, deps, { signedIn, shopId, details: { permission } });
    }
    c.set('member', { ...signedIn, ...membership });
    return null;
  });
}

/** Lets in admins of the installation. */
export function requireInstallationAdmin(deps: AccountDeps): Guard {
  return requireSignedIn(deps, async (c, signedIn) =>
    (await isInstallationAdmin(deps.sql, signedIn.userId)) ? null : deny(c, deps, { signedIn }),
  );
}

interface Denied {
  readonly signedIn: SignedIn;
  readonly shopId?: ShopId | null;
  readonly details?: { readonly permission: Permission };
}

async function deny(
  c: Context<AccountEnv>,
  { sql, addressOf }: AccountDeps,
  { signedIn, ...about }: Denied,
): Promise<Response> {
  const by = { userId: signedIn.userId, address: addressOf(c) };
  await recordAudit(sql, { ...by, ...about, action: 'access.denied' });
  return c.html(forbiddenPage(signedIn), 403);
}

async function signedInOf(c: Context, deps: AccountDeps): Promise<SignedIn | Response> {
  if (!deps.signIn) return c.html(notSetUpPage(), 404);
  const signedIn = await readSession(c, { ...deps, signIn: deps.signIn });
  return signedIn ?? c.redirect(signInPath(c, null), 303);
}

/** The page to sign in, which leads back to the page that was asked for. A form has none. */
function signInPath(c: Context, why: 'again' | null): string {
  const query = new URLSearchParams();
  const { pathname, search } = new URL(c.req.url);
  query.set('next', c.req.method === 'GET' ? `${pathname}${search}` : '/account/security');
  if (why) query.set('why', why);
  return `/account/sign-in?${query}`;
}

/**
 * Refuses what another site sends. Browsers say where a form comes from: by `Sec-Fetch-Site`, and
 * those that do not, by `Origin`. The cookie is `SameSite=Lax` as a second wall.
 */
export function requireSameOrigin(publicUrl: string): MiddlewareHandler {
  const { origin } = new URL(publicUrl);
  return async (c, next) => {
    if (c.req.method === 'GET' || c.req.method === 'HEAD') return next();
    const site = c.req.header('sec-fetch-site');
    const isOwn = site === undefined ? c.req.header('origin') === origin : site === 'same-origin';
    return isOwn ? next() : c.html(forbiddenPage(null), 403);
  };
}
