import { type Context, Hono } from 'hono';
import { recordAudit } from '../../commands/record-audit.ts';
import { removePasskey } from '../../commands/remove-passkey.ts';
import { toLocalPath } from '../../domain/local-path.ts';
import { callAuth } from './call-auth.ts';
import type { AccountEnv, SignInDeps } from './deps.ts';
import { requireFresh } from './guard.tsx';
import { notifyChange } from './notify.ts';
import { PASSKEY_SCRIPT } from './passkey-script.ts';
import { cleanName } from './person-name.ts';
import { authHeaders, endFormerSession, readSession, relayCookies } from './session.ts';

const NAME_LENGTH_MAX = 60;

/** What the script for passkeys calls, in JSON. */
export function passkeyRoutes(deps: SignInDeps): Hono<AccountEnv> {
  const { api } = deps.signIn.auth;
  const app = new Hono<AccountEnv>();
  app.get('/account/passkeys.js', (c) =>
    c.body(PASSKEY_SCRIPT, 200, {
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=3600',
    }),
  );

  app.get('/account/sign-in/passkey', async (c) => {
    await countCaller(c, deps);
    const { headers, response } = await api.generatePasskeyAuthenticationOptions({
      // Without the session: any passkey may sign in.
      headers: new Headers(),
      returnHeaders: true,
    });
    relayCookies(c, headers);
    return c.json({ ...response, userVerification: 'required' });
  });

  app.post('/account/sign-in/passkey', async (c) => {
    await countCaller(c, deps);
    const { response, next } = await readJson(c);
    const answer = await callAuth(
      api.verifyPasskeyAuthentication({
        // Whatever it is, the library checks it.
        body: { response: response as never },
        headers: authHeaders(c, deps),
        returnHeaders: true,
      }),
    );
    if (!answer.ok) {
      const address = deps.addressOf(c);
      const details = { method: 'passkey' };
      await recordAudit(deps.sql, { userId: null, address, action: 'sign_in.failed', details });
      return c.json({ error: 'This passkey does not open an account here.' }, 422);
    }
    await endFormerSession(c, deps);
    relayCookies(c, answer.value.headers);
    return c.json({ location: toLocalPath(next, '/account') });
  });

  app.get('/account/passkeys/options', async (c) => {
    const signedIn = await readSession(c, deps);
    if (!signedIn?.isFresh) return c.json({ error: SIGN_IN_AGAIN }, 403);
    const { headers, response } = await api.generatePasskeyRegistrationOptions({
      headers: authHeaders(c, deps),
      returnHeaders: true,
    });
    relayCookies(c, headers);
    return c.json(response);
  });

  app.post('/account/passkeys', async (c) => {
    const signedIn = await readSession(c, deps);
    if (!signedIn?.isFresh) return c.json({ error: SIGN_IN_AGAIN }, 403);
    const { response, name } = await readJson(c);
    const written = cleanName(typeof name === 'string' ? name : '').slice(0, NAME_LENGTH_MAX);
    const answer = await callAuth(
      api.verifyPasskeyRegistration({
        body: { response, ...(written ? { name: written } : {}) },
        headers: authHeaders(c, deps),
      }),
    );
    if (!answer.ok) return c.json({ error: 'This passkey cannot be added.' }, 422);
    const { userId, email } = signedIn;
    await recordAudit(deps.sql, { userId, address: deps.addressOf(c), action: 'passkey.added' });
    notifyChange(c, deps, { to: email, kind: 'second_factor_changed' });
    return c.json({ location: '/account/security?done=added' });
  });

  app.post('/account/passkeys/:id/remove', requireFresh(deps), async (c) => {
    const { userId, email } = c.var.signedIn;
    const person = { userId, address: deps.addressOf(c) };
    const isRemoved = await removePasskey(deps.sql, person, c.req.param('id'));
    if (isRemoved) notifyChange(c, deps, { to: email, kind: 'second_factor_changed' });
    return c.redirect('/account/security?done=removed', 303);
  });
  return app;
}

const SIGN_IN_AGAIN = 'Please sign out and sign in again before you add a passkey.';

/** A passkey cannot be guessed, so only the caller's address counts. */
async function countCaller(c: Context, { rateLimits, addressOf }: SignInDeps): Promise<void> {
  const address = addressOf(c);
  if (address !== null) await rateLimits.count('sign_in_address', address);
}

async function readJson(c: Context): Promise<Readonly<Record<string, unknown>>> {
  const body: unknown = await c.req.json().catch(() => null);
  return typeof body === 'object' && body !== null ? { ...body } : {};
}
