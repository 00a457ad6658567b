/** Sign-in, by better-auth. Decision 0035 says what the library does, and what wismr does. */

import { passkey } from '@better-auth/passkey';
import { betterAuth } from 'better-auth';
import { APIError } from 'better-auth/api';
import { genericOAuth, magicLink, twoFactor } from 'better-auth/plugins';
import { AUTH_SCHEMA, createAuthDatabase } from '../../db/auth-database.ts';
import { findUser } from '../../db/users.ts';
import type { SendAccountEmail } from '../../domain/account-email.ts';
import {
  ADDRESS_HEADER,
  AUTH_PATH,
  type AuthOptions,
  LIFETIMES,
  OIDC_PROVIDER,
  PASSWORD_LENGTH,
} from './auth-options.ts';
import { codesWorkOnce } from './codes-work-once.ts';
import { recordSignIn } from './record-sign-in.ts';
import { secondFactorAfterLink } from './second-factor-after-link.ts';
import { sendPasswordReset, sendSignInLink } from './send-links.ts';

export type Auth = ReturnType<typeof createAuth>;

/** What the pages need to sign people in. */
export interface SignIn {
  readonly auth: Auth;
  readonly sendEmail: SendAccountEmail;
  /** Whether emails can be sent at all. */
  readonly hasEmail: boolean;
  /** Whether browsers offer passkeys: for a host with a name, and not for an IP address. */
  readonly hasPasskeys: boolean;
  /** How people call their OpenID provider; null: there is none. */
  readonly oidcName: string | null;
}

/** Nobody can sign up: people are invited. The routes of web/account call its functions. */
export function createAuth(options: AuthOptions) {
  const { sql, secret, publicUrl, log } = options;
  const origin = new URL(publicUrl).origin;
  const isHttps = origin.startsWith('https:');
  return betterAuth({
    appName: 'wismr',
    secret,
    baseURL: origin,
    basePath: AUTH_PATH,
    telemetry: { enabled: false },
    database: { db: createAuthDatabase(sql), type: 'postgres', schemaName: AUTH_SCHEMA },
    logger: {
      level: 'error',
      log: (_, message, ...details) => {
        const err = details.find((each) => each instanceof Error);
        log.error({ err }, `sign-in: ${message}`);
      },
    },
    // The routes count attempts: by address and by account.
    rateLimit: { enabled: false },
    advanced: {
      // `__Host-` makes browsers demand https, and no other host can set the cookie.
      cookiePrefix: isHttps ? '__Host-wismr' : 'wismr',
      useSecureCookies: false,
      defaultCookieAttributes: { secure: isHttps, sameSite: 'lax', httpOnly: true, path: '/' },
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] },
      database: { generateId: 'uuid' },
      // The answer does not wait for an email: its time would tell whether the account exists.
      backgroundTasks: { handler: (task) => void Promise.resolve(task).catch(logFailure) },
    },
    user: { additionalFields: { disabledAt: { type: 'date', required: false, input: false } } },
    session: {
      expiresIn: LIFETIMES.idleSession,
      updateAge: 5 * 60,
      freshAge: LIFETIMES.freshSession,
    },
    account: {
      encryptOAuthTokens: true,
      updateAccountOnSignIn: false,
      accountLinking: { trustedProviders: options.oidc?.trustsEmails ? [OIDC_PROVIDER] : [] },
    },
    verification: { storeIdentifier: 'hashed' },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: PASSWORD_LENGTH.min,
      maxPasswordLength: PASSWORD_LENGTH.max,
      revokeSessionsOnPasswordReset: true,
      resetPasswordTokenExpiresIn: LIFETIMES.passwordReset,
      sendResetPassword: async ({ user, token }) => sendPasswordReset(options, user, token),
    },
    databaseHooks: {
      session: {
        create: {
          before: async ({ userId }) => {
            const user = await findUser(sql, userId);
            return user !== null && user.disabledAt === null;
          },
          after: async (session, ctx) => {
            // Somebody who is signed in gets another session after a change, which is no sign-in.
            if (ctx && !ctx.context.session) await recordSignIn(options, session, ctx.path);
          },
        },
      },
    },
    plugins: [
      magicLink({
        disableSignUp: true,
        storeToken: 'hashed',
        expiresIn: LIFETIMES.signInLink,
        sendMagicLink: async ({ email, token }) => sendSignInLink(options, email, token),
      }),
      twoFactor({
        issuer: 'wismr',
        // Asked for by the routes, where the person has a password.
        allowPasswordless: true,
        twoFactorCookieMaxAge: LIFETIMES.secondFactor,
        accountLockout: { enabled: true, maxFailedAttempts: 10, durationSeconds: 15 * 60 },
      }),
      codesWorkOnce(sql),
      secondFactorAfterLink,
      passkeys(origin),
      genericOAuth({ config: oidcProviders(options) }),
    ],
  });

  function logFailure(error: unknown): void {
    log.error({ err: error }, 'sign-in: a task in the background failed');
  }
}

function passkeys(origin: string) {
  return passkey({
    rpName: 'wismr',
    rpID: new URL(origin).hostname,
    origin,
    advanced: { webAuthnChallengeCookie: 'passkey' },
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    schema: { passkey: { fields: { credentialID: 'credentialId' } } },
    // A passkey is both factors, if the device has verified the person.
    authentication: {
      afterVerification: ({ verification }) => {
        if (!verification.authenticationInfo.userVerified) throw new APIError('UNAUTHORIZED');
      },
    },
  });
}

function oidcProviders({ oidc }: AuthOptions) {
  if (!oidc) return [];
  return [
    {
      providerId: OIDC_PROVIDER,
      name: oidc.name,
      clientId: oidc.clientId,
      clientSecret: oidc.clientSecret,
      discoveryUrl: `${oidc.issuer.replace(/\/+$/, '')}/.well-known/openid-configuration`,
      requireIdTokenVerification: true,
      scopes: ['openid', 'email', 'profile'],
      pkce: true,
      disableSignUp: true,
      disableImplicitSignUp: true,
    },
  ];
}
