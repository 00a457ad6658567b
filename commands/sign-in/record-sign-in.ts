import { hasSignedInBefore } from '../../db/audit-log.ts';
import { deleteEndedSessions } from '../../db/sessions.ts';
import { findUser } from '../../db/users.ts';
import type { SignInMethod } from '../../domain/audit-action.ts';
import { deviceWords } from '../../domain/device-words.ts';
import { recordAudit } from '../record-audit.ts';
import { type AuthOptions, LIFETIMES } from './auth-options.ts';

interface NewSession {
  readonly userId: string;
  readonly ipAddress?: string | null | undefined;
  readonly userAgent?: string | null | undefined;
}

/** By the path of better-auth that makes the session. */
const METHODS: Readonly<Record<string, SignInMethod>> = {
  '/sign-in/email': 'password',
  '/magic-link/verify': 'link',
  '/passkey/verify-authentication': 'passkey',
  '/callback/:id': 'oidc',
  '/two-factor/verify-totp': 'second_factor',
  '/two-factor/verify-backup-code': 'second_factor',
};

const NEEDS_SECOND_FACTOR: readonly SignInMethod[] = ['password', 'link'];

/**
 * Writes a sign-in to the audit log, and sends a notice if the person has not signed in from such a
 * device and address before. A sign-in that still waits for its second factor is none yet.
 */
export async function recordSignIn(
  { sql, sendEmail, publicUrl }: Pick<AuthOptions, 'sql' | 'sendEmail' | 'publicUrl'>,
  { userId, ipAddress, userAgent }: NewSession,
  path: string,
): Promise<void> {
  const method = METHODS[path];
  const user = method && (await findUser(sql, userId));
  if (!user) return;
  if (user.twoFactorEnabled && NEEDS_SECOND_FACTOR.includes(method)) return;
  await deleteEndedSessions(sql, LIFETIMES.session);
  const address = ipAddress || null;
  const device = deviceWords(userAgent);
  const before = await hasSignedInBefore(sql, { userId, address, device });
  await recordAudit(sql, {
    userId,
    address,
    action: 'sign_in.succeeded',
    details: { method, device },
  });
  if (before !== 'elsewhere') return;
  sendEmail({
    kind: 'new_sign_in',
    to: user.email,
    url: `${publicUrl}/account/security`,
    expiresIn: null,
    invitation: null,
    event: { at: Date.now(), device, address },
  });
}
