import type { Sql } from '../db/connect.ts';
import { deleteFormerSessions, deleteSession, deleteSessions } from '../db/sessions.ts';
import { recordAudit } from './record-audit.ts';

interface Person {
  readonly userId: string;
  readonly address: string | null;
}

/** Ends one session of the person who asks. Returns false if there is none. */
export async function revokeSession(sql: Sql, person: Person, id: string): Promise<boolean> {
  return sql.begin(async (tx) => {
    const isEnded = await deleteSession(tx, { userId: person.userId, id });
    if (isEnded) await recordAudit(tx, { ...person, action: 'session.revoked', subject: id });
    return isEnded;
  });
}

/** Ends all sessions of the person who asks, but this one. Returns how many. */
export async function revokeOtherSessions(sql: Sql, person: Person, keepId: string) {
  return sql.begin(async (tx) => {
    const count = await deleteSessions(tx, person.userId, keepId);
    await recordAudit(tx, { ...person, action: 'session.revoked', details: { count } });
    return count;
  });
}

/** Ends a session that the same person has replaced by another. */
export async function endSession(sql: Sql, userId: string, id: string): Promise<void> {
  await deleteSession(sql, { userId, id });
}

/** Ends all sessions but the one that a person has just got in place of another. */
export async function endFormerSessions(sql: Sql, userId: string): Promise<void> {
  await deleteFormerSessions(sql, userId);
}
