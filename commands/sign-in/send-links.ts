import { findUserByEmail } from '../../db/users.ts';
import type { AuthOptions } from './auth-options.ts';

type Deps = Pick<AuthOptions, 'sql' | 'publicUrl' | 'sendEmail' | 'log'>;

/**
 * Sends a link to sign in, if the address has an account. It looks the account up in the background,
 * so that the answer takes as long for an address without one.
 */
export function sendSignInLink(deps: Deps, email: string, token: string): void {
  const { sql, publicUrl, sendEmail, log } = deps;
  void findUserByEmail(sql, email).then(
    (user) => {
      if (user?.disabledAt !== null) return;
      sendEmail({
        kind: 'sign_in_link',
        to: user.email,
        url: `${publicUrl}/account/link/${token}`,
        expiresIn: '15 minutes',
        invitation: null,
        event: null,
      });
    },
    (error: unknown) => log.error({ err: error }, 'a link to sign in could not be sent'),
  );
}

/** Sends a link to choose a new password. */
export function sendPasswordReset(deps: Deps, { email }: { email: string }, token: string): void {
  deps.sendEmail({
    kind: 'password_reset',
    to: email,
    url: `${deps.publicUrl}/account/reset/${token}`,
    expiresIn: '30 minutes',
    invitation: null,
    event: null,
  });
}
