import { type Context, Hono } from 'hono';
import { toString as toQrCode } from 'qrcode';
import { recordAudit } from '../../commands/record-audit.ts';
import { endFormerSessions } from '../../commands/revoke-session.ts';
import type { AuditAction } from '../../domain/audit-action.ts';
import { hasPassword } from '../../views/user.ts';
import { page } from '../customer/not-found.tsx';
import { callAuth } from './call-auth.ts';
import type { AccountEnv, SignInDeps } from './deps.ts';
import { requireFresh } from './guard.tsx';
import { countAttempt } from './limits.ts';
import { notifyChange } from './notify.ts';
import { readFields } from './read-fields.ts';
import { BackupCodesPage, ConfirmPage, type SetUp, SetUpPage } from './second-factor.tsx';
import { authHeaders, relayCookies } from './session.ts';

type C = Context<AccountEnv>;

const SET_UP = {
  title: 'Set up an authenticator app',
  text: 'You need an app such as Google Authenticator, 1Password or Aegis on your phone.',
  action: '/account/second-factor/set-up',
  button: 'Continue',
};
const REMOVE = {
  title: 'Turn the second factor off',
  text: 'Your password, or a link to your inbox, will then be enough to sign in.',
  action: '/account/second-factor/remove',
  button: 'Turn off',
};
const BACKUP = {
  title: 'New backup codes',
  text: 'The codes that you have now will work no more.',
  action: '/account/backup-codes',
  button: 'Make new codes',
};
const WRONG = 'This is not your password.';

/** Whether a form has brought back what the page gave it. */
function isSetUp(uri: string): boolean {
  return uri.startsWith('otpauth://totp/') && uri.length < 500 && URL.canParse(uri);
}

/** Turning the second factor on and off. Each page wants a fresh session, and the password. */
export function secondFactorRoutes(deps: SignInDeps): Hono<AccountEnv> {
  const { api } = deps.signIn.auth;
  const app = new Hono<AccountEnv>();
  const fresh = requireFresh(deps);

  const confirm = async (c: C, about: typeof SET_UP, error: string | null = null) => {
    const { signedIn } = c.var;
    const shown = {
      ...about,
      signedIn,
      error,
      hasPassword: await hasPassword(deps.sql, signedIn.userId),
    };
    return c.html(page(<ConfirmPage {...shown} />), error ? 422 : 200);
  };
  const done = async (c: C, action: AuditAction) => {
    const { userId, email } = c.var.signedIn;
    await recordAudit(deps.sql, { userId, address: deps.addressOf(c), action });
    notifyChange(c, deps, { to: email, kind: 'second_factor_changed' });
  };
  /** What better-auth's calls take. Somebody without a password sends none. */
  const callOf = async (c: C) => {
    const { password } = await readFields(c, ['password']);
    await countAttempt(c, deps, c.var.signedIn.email);
    const body = password === '' ? {} : { password };
    return { body, headers: authHeaders(c, deps), returnHeaders: true } as const;
  };
  const show = async (c: C, { uri, backupCodes }: SetUp, error: string | null) => {
    const svg = await toQrCode(uri, { type: 'svg', margin: 2 });
    const shown = { signedIn: c.var.signedIn, uri, backupCodes, svg, error };
    return c.html(page(<SetUpPage {...shown} />), error ? 422 : 200);
  };

  app.get('/account/second-factor/set-up', fresh, (c) => confirm(c, SET_UP));
  app.get('/account/second-factor/remove', fresh, (c) => confirm(c, REMOVE));
  app.get('/account/backup-codes', fresh, (c) => confirm(c, BACKUP));

  app.post('/account/second-factor/set-up', fresh, async (c) => {
    const answer = await callAuth(api.enableTwoFactor(await callOf(c)));
    if (!answer.ok) return confirm(c, SET_UP, WRONG);
    const { response } = answer.value;
    if (response.method !== 'totp') throw new Error(`set-up by ${response.method}`);
    return show(c, { uri: response.totpURI, backupCodes: response.backupCodes }, null);
  });

  app.post('/account/second-factor/confirm', fresh, async (c) => {
    const { code, uri, backupCodes } = await readFields(c, ['code', 'uri', 'backupCodes']);
    await countAttempt(c, deps, c.var.signedIn.email);
    const answer = await callAuth(
      api.verifyTOTP({
        body: { code: code.replaceAll(/\s/g, '') },
        headers: authHeaders(c, deps),
        returnHeaders: true,
      }),
    );
    if (!answer.ok) {
      if (!isSetUp(uri)) return confirm(c, SET_UP);
      const error = 'This code is wrong. Type the one that the app shows now.';
      return show(c, { uri, backupCodes: backupCodes.split(' ') }, error);
    }
    relayCookies(c, answer.value.headers);
    // They were opened with one factor.
    await endFormerSessions(deps.sql, c.var.signedIn.userId);
    await done(c, 'second_factor.enabled');
    return c.redirect('/account/security?done=on', 303);
  });

  app.post('/account/second-factor/remove', fresh, async (c) => {
    const answer = await callAuth(api.disableTwoFactor(await callOf(c)));
    if (!answer.ok) return confirm(c, REMOVE, WRONG);
    relayCookies(c, answer.value.headers);
    await done(c, 'second_factor.disabled');
    return c.redirect('/account/security?done=off', 303);
  });

  app.post('/account/backup-codes', fresh, async (c) => {
    const answer = await callAuth(api.generateBackupCodes(await callOf(c)));
    if (!answer.ok) return confirm(c, BACKUP, WRONG);
    const { userId } = c.var.signedIn;
    const address = deps.addressOf(c);
    await recordAudit(deps.sql, { userId, address, action: 'backup_codes.created' });
    const codes = answer.value.response.backupCodes;
    return c.html(page(<BackupCodesPage signedIn={c.var.signedIn} codes={codes} />));
  });
  return app;
}
