/** Between the pages and better-auth: the caller's headers go in, its cookies come out. */

import type { Context } from 'hono';
import { endSession } from '../../commands/revoke-session.ts';
import { ADDRESS_HEADER, LIFETIMES } from '../../commands/sign-in/auth-options.ts';
import type { AccountDeps, SignedIn, SignIn } from './deps.ts';

type Deps = Pick<AccountDeps, 'addressOf' | 'sql'> & { readonly signIn: SignIn };

/** What better-auth may know of a request. The address is ours: callers can send any header. */
export function authHeaders(c: Context, { addressOf }: Pick<AccountDeps, 'addressOf'>): Headers {
  const headers = new Headers();
  for (const name of ['cookie', 'user-agent', 'origin']) {
    const value = c.req.header(name);
    if (value !== undefined) headers.set(name, value);
  }
  // An IPv6 address stands for its /64.
  const address = addressOf(c)?.replace(/\/\d+$/, '');
  if (address) headers.set(ADDRESS_HEADER, address);
  return headers;
}

/** Passes better-auth's cookies on to the browser. */
export function relayCookies(c: Context, headers: Headers): void {
  for (const cookie of headers.getSetCookie()) c.header('set-cookie', cookie, { append: true });
}

/** Who is signed in, if anybody is. A session that is in use lasts longer, up to its limit. */
export async function readSession(c: Context, deps: Deps): Promise<SignedIn | null> {
  if (!c.req.header('cookie')) return null;
  const { auth } = deps.signIn;
  const { headers, response } = await auth.api.getSession({
    headers: authHeaders(c, deps),
    returnHeaders: true,
  });
  if (!response) return null;
  const age = (Date.now() - response.session.createdAt.getTime()) / 1_000;
  if (age > LIFETIMES.session) return null;
  relayCookies(c, headers);
  const { session, user } = response;
  return {
    userId: user.id,
    name: user.name,
    email: user.email,
    twoFactorEnabled: user.twoFactorEnabled === true,
    sessionId: session.id,
    isFresh: age < LIFETIMES.freshSession,
  };
}

/** The page after a password or a link: the second factor, if the person has one. */
export function afterFirstFactor(response: object, next: string): string {
  const needsCode = 'twoFactorRedirect' in response && response.twoFactorRedirect === true;
  return needsCode ? `/account/second-factor?next=${encodeURIComponent(next)}` : next;
}

/** Who signs in again leaves no session behind. */
export async function endFormerSession(c: Context, deps: Deps): Promise<void> {
  const former = await readSession(c, deps);
  if (former) await endSession(deps.sql, former.userId, former.sessionId);
}
