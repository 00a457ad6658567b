import type { Sql } from '../db/connect.ts';
import { deleteSessions } from '../db/sessions.ts';
import { findUserByEmail, saveUserDisabled, type User } from '../db/users.ts';
import { WismrError } from '../domain/error.ts';
import { type Actor, recordAudit } from './record-audit.ts';

/**
 * Stops a person from signing in, and ends all sessions; or lets a disabled person sign in again.
 * Returns false if nothing changed. Throws `not_found`.
 */
export async function setUserDisabled(
  sql: Sql,
  { email, isDisabled }: { readonly email: string; readonly isDisabled: boolean },
  actor: Actor,
): Promise<{ readonly user: User; readonly hasChanged: boolean }> {
  return sql.begin(async (tx) => {
    const user = await findUserByEmail(tx, email);
    if (!user) throw new WismrError('not_found', `${email} has no account`);
    const hasChanged = await saveUserDisabled(tx, user.id, isDisabled);
    if (isDisabled) await deleteSessions(tx, user.id);
    const action = isDisabled ? 'user.disabled' : 'user.enabled';
    if (hasChanged) await recordAudit(tx, { ...actor, action, subject: user.id });
    return { user, hasChanged };
  });
}
