import type { Context } from 'hono';
import type { Logger } from 'pino';
import type { SignIn } from '../../commands/sign-in/create-auth.ts';
import type { Sql } from '../../db/connect.ts';
import type { ShopId } from '../../domain/ids.ts';
import type { MemberRole } from '../../domain/member-role.ts';

export type { SignIn };

/** What the limits of sign-in count: attempts and emails, by account and by address. */
export type AccountLimit =
  | 'sign_in_account'
  | 'sign_in_address'
  | 'account_email'
  | 'account_email_address';

export interface AccountDeps {
  readonly sql: Sql;
  /** The public address of the pages, without a slash at the end. */
  readonly publicUrl: string;
  readonly log: Logger;
  readonly addressOf: (c: Context) => string | null;
  readonly rateLimits: {
    /** Counts an attempt. Throws a `WismrError` with `rate_limited` if it is one too many. */
    count(name: AccountLimit, subject: string): Promise<unknown>;
  };
  /** Null: sign-in is off, because AUTH_SECRET is not set. */
  readonly signIn: SignIn | null;
}

/** Those of routes that exist only while sign-in is on. */
export interface SignInDeps extends AccountDeps {
  readonly signIn: SignIn;
}

/** Who is signed in. */
export interface SignedIn {
  readonly userId: string;
  readonly name: string;
  /** In lower case. */
  readonly email: string;
  readonly twoFactorEnabled: boolean;
  readonly sessionId: string;
  /** Signed in so recently that the person may change how they sign in. */
  readonly isFresh: boolean;
}

/** A person who is signed in, in a shop. */
export interface ShopMember extends SignedIn {
  readonly shopId: ShopId;
  readonly shopName: string;
  readonly role: MemberRole;
}

export interface AccountEnv {
  Variables: {
    signedIn: SignedIn;
    member: ShopMember;
  };
}
