/** The pages of accounts in this process, and people with a browser that keeps cookies. */

import pino from 'pino';
import { createApp } from '../../api/app.ts';
import { createRateLimits, type RateLimitSettings } from '../../api/rate-limits.ts';
import { acceptInvitation } from '../../commands/accept-invitation.ts';
import { inviteMember } from '../../commands/invite-member.ts';
import { OPERATOR } from '../../commands/record-audit.ts';
import { allowsPasskeys, type OidcSettings } from '../../commands/sign-in/auth-options.ts';
import { createAuth, type SignIn } from '../../commands/sign-in/create-auth.ts';
import type { AccountEmail, AccountEmailKind } from '../../domain/account-email.ts';
import type { ShopId } from '../../domain/ids.ts';
import type { MemberRole } from '../../domain/member-role.ts';
import { type Api, createApi } from '../api/client.ts';
import type { TestDatabase } from '../database.ts';

export const PASSWORD = 'marigold tram at seven';
export const SECRET = 'a-secret-of-the-tests-0123456789abcdef';

export interface Site {
  readonly api: Api;
  readonly app: ReturnType<typeof createApp>;
  readonly signIn: SignIn;
  readonly shopId: ShopId;
  readonly sql: TestDatabase['sql'];
  /** All emails so far, the newest last. */
  readonly emails: readonly AccountEmail[];
  /** A browser without cookies. */
  browser(): Browser;
  /** Makes an account, and the person a member; with null, an admin of the installation. */
  person(email: string, role: MemberRole | null): Promise<void>;
  /** A browser in which the person has signed in. */
  signedIn(email: string): Promise<Browser>;
  /** The path of the link in the newest email of a kind. Waits for it. */
  linkIn(kind: AccountEmailKind, to: string): Promise<string>;
}

export interface SiteOptions {
  readonly oidc?: OidcSettings;
  readonly publicUrl?: string;
  readonly hasEmail?: boolean;
  /** The address that all requests come from. */
  readonly address?: string;
  /** The pool of the pages, if it is not that of the set-up. */
  readonly sql?: TestDatabase['sql'];
  readonly limits?: RateLimitSettings;
}

export async function createSite(database: TestDatabase, options: SiteOptions = {}): Promise<Site> {
  const { oidc, publicUrl = 'https://wismr.example', hasEmail = true, address = null } = options;
  const { sql } = database;
  const api = await createApi(database, () => null);
  const emails: AccountEmail[] = [];
  const sendEmail = (email: AccountEmail) => void emails.push(email);
  const log = pino({ level: 'silent' });
  const settings = { sql: options.sql ?? sql, secret: SECRET, publicUrl, sendEmail, log };
  const auth = createAuth({ ...settings, oidc: oidc ?? null });
  const hasPasskeys = allowsPasskeys(publicUrl);
  const oidcName = oidc?.name ?? null;
  const signIn: SignIn = { auth, sendEmail, hasEmail, hasPasskeys, oidcName };
  const counter = api.deps.rateLimitCounter;
  const rateLimits = createRateLimits({ counter, log, settings: options.limits ?? {} });
  const addressOf = () => address;
  const deps = { ...api.deps, sql: settings.sql, publicUrl, signIn, rateLimits, addressOf };
  const app = createApp(deps);
  const browser = () => createBrowser(app, publicUrl);
  return {
    api,
    app,
    signIn,
    shopId: api.shopId,
    sql,
    emails,
    browser,
    person: async (email, role) => {
      const shopId = role === null ? null : api.shopId;
      const token = await inviteMember(sql, { email, shopId, role: role ?? 'admin' }, OPERATOR);
      const name = email.split('@')[0] ?? email;
      await acceptInvitation(sql, { token, address: null, by: { name, password: PASSWORD } });
    },
    signedIn: async (email) => {
      const used = browser();
      const answer = await used.post('/account/sign-in', { email, password: PASSWORD });
      if (answer.status !== 303) throw new Error(`${email} could not sign in: ${answer.status}`);
      return used;
    },
    linkIn: async (kind, to) => {
      for (let attempt = 0; attempt < 50; attempt += 1) {
        const found = emails.findLast((email) => email.kind === kind && email.to === to);
        if (found) return new URL(found.url).pathname;
        await new Promise((resolve) => {
          setTimeout(resolve, 20);
        });
      }
      throw new Error(`${to} got no email ${kind}`);
    },
  };
}

export interface Page {
  readonly status: number;
  readonly html: string;
  /** What a reader sees, without tags. */
  readonly text: string;
  readonly location: string | null;
  readonly headers: Headers;
}

export interface Browser {
  readonly cookies: Map<string, string>;
  get(path: string, headers?: Record<string, string>): Promise<Page>;
  /** Sends a form, as a page of this site does. */
  post(
    path: string,
    fields?: Record<string, string>,
    headers?: Record<string, string>,
  ): Promise<Page>;
}

/** What a browser sends with a form of the same site. */
const OWN_FORM = { 'sec-fetch-site': 'same-origin' };
const AGENT = 'Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0';

function createBrowser(app: Site['app'], publicUrl: string): Browser {
  const cookies = new Map<string, string>();
  const send = async (path: string, init: RequestInit & { headers: Record<string, string> }) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { 'user-agent': AGENT, ...init.headers, ...(cookie ? { cookie } : {}) };
    const response = await app.request(`${publicUrl}${path}`, { ...init, headers });
    for (const written of response.headers.getSetCookie()) {
      const [pair = ''] = written.split(';');
      const at = pair.indexOf('=');
      const name = pair.slice(0, at);
      if (/max-age=0/i.test(written)) cookies.delete(name);
      else cookies.set(name, pair.slice(at + 1));
    }
    const html = await response.text();
    const text = html
      .replaceAll(/<(style|script)[^>]*>[\s\S]*?<\/\1>|<[^>]+>/g, ' ')
      .replaceAll(/\s+/g, ' ');
    const location = response.headers.get('location');
    return { status: response.status, html, text, location, headers: response.headers };
  };
  return {
    cookies,
    get: (path, headers = {}) => send(path, { headers }),
    post: (path, fields = {}, headers = OWN_FORM) =>
      send(path, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
        body: new URLSearchParams(fields).toString(),
      }),
  };
}

/** The actions in the audit log, the newest first. */
export async function actionsOf({ sql }: Pick<Site, 'sql'>, email?: string) {
  const rows = await sql<{ action: string; details: Record<string, unknown> }[]>`
    select l.action, l.details from audit_log l left join auth."user" u on u.id = l.user_id
    where ${email ?? null}::text is null or u.email = ${email ?? null} order by l.id desc`;
  return rows.map(({ action }) => action);
}
