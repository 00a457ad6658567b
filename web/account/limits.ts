import { createHash } from 'node:crypto';
import type { Context } from 'hono';
import type { AccountDeps } from './deps.ts';

type Deps = Pick<AccountDeps, 'rateLimits' | 'addressOf'>;

/**
 * Counts an attempt to sign in, by address and by account, whether the account exists or not. Throws
 * `rate_limited`. Every attempt counts, the right ones too, so that many at once are no way around.
 */
export async function countAttempt(c: Context, deps: Deps, email: string): Promise<void> {
  const address = deps.addressOf(c);
  if (address !== null) await deps.rateLimits.count('sign_in_address', address);
  await deps.rateLimits.count('sign_in_account', subjectOf(email));
}

/** Counts an email that somebody asks for. Throws `rate_limited`. */
export async function countEmail(c: Context, deps: Deps, email: string): Promise<void> {
  const address = deps.addressOf(c);
  if (address !== null) await deps.rateLimits.count('account_email_address', address);
  await deps.rateLimits.count('account_email', subjectOf(email));
}

/** The limits log their subjects, so an address is hashed. */
function subjectOf(email: string): string {
  return createHash('sha256').update(email.trim().toLowerCase()).digest('hex').slice(0, 16);
}
