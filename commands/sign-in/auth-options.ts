import { isIP } from 'node:net';
import type { Logger } from 'pino';
import type { Sql } from '../../db/connect.ts';
import type { SendAccountEmail } from '../../domain/account-email.ts';

/** An OpenID provider of the company, such as Keycloak, Entra ID, Okta or Google. */
export interface OidcSettings {
  /** Its issuer: the part before `/.well-known/openid-configuration`. */
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** How people call it: the button says `Sign in with …`. */
  readonly name: string;
  /** Whether its email addresses count without the claim `email_verified`, which Entra ID omits. */
  readonly trustsEmails: boolean;
}

export interface AuthOptions {
  readonly sql: Sql;
  /** Signs cookies, and encrypts secrets of the second factor. At least 32 characters. */
  readonly secret: string;
  /** The public address of the pages, without a slash at the end. */
  readonly publicUrl: string;
  readonly oidc: OidcSettings | null;
  readonly sendEmail: SendAccountEmail;
  readonly log: Logger;
}

/** Where the provider sends people back: `<public address>/account/auth/callback/oidc`. */
export const AUTH_PATH = '/account/auth';
export const OIDC_PROVIDER = 'oidc';

/** The header in which the routes pass on the caller's address. What callers send in it is dropped. */
export const ADDRESS_HEADER = 'x-wismr-address';

/** Whether browsers offer passkeys at this address: an IP address is no name to bind them to. */
export function allowsPasskeys(publicUrl: string): boolean {
  return isIP(new URL(publicUrl).hostname.replaceAll(/[[\]]/g, '')) === 0;
}

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** In seconds. */
export const LIFETIMES = {
  /** A session ends when it is not used for so long … */
  idleSession: 12 * HOUR,
  /** … and after so long in any case. */
  session: 7 * 24 * HOUR,
  /** For so long after signing in, a person may change how they sign in. */
  freshSession: 15 * MINUTE,
  signInLink: 15 * MINUTE,
  passwordReset: 30 * MINUTE,
  /** From the password to the code. */
  secondFactor: 10 * MINUTE,
} as const;

export const PASSWORD_LENGTH = { min: 12, max: 128 } as const;
