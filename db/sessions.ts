import type { Queryable } from './connect.ts';

/** Where a person is signed in. The token is never part of it. */
export interface SessionRow {
  readonly id: string;
  readonly ipAddress: string | null;
  readonly userAgent: string | null;
  readonly createdAt: Date;
  /** Five minutes old at most. */
  readonly updatedAt: Date;
}

/** The sessions of a person that have not ended, the last used first. */
export async function listSessions(
  sql: Queryable,
  userId: string,
  maxSeconds: number,
): Promise<readonly SessionRow[]> {
  return sql<SessionRow[]>`
    select id, nullif(ip_address, '') as ip_address, nullif(user_agent, '') as user_agent,
      created_at, updated_at
    from auth.session
    where user_id = ${userId} and expires_at > now()
      and created_at > now() - ${maxSeconds}::int * interval '1 second'
    order by updated_at desc, id`;
}

/** Deletes the sessions that have ended by themselves: they have addresses of people. */
export async function deleteEndedSessions(sql: Queryable, maxSeconds: number): Promise<void> {
  await sql`
    delete from auth.session
    where expires_at < now() or created_at < now() - ${maxSeconds}::int * interval '1 second'`;
}

/** Returns false if the person has no such session. */
export async function deleteSession(
  sql: Queryable,
  { userId, id }: { readonly userId: string; readonly id: string },
): Promise<boolean> {
  const rows = await sql`
    delete from auth.session where user_id = ${userId} and id::text = ${id} returning id`;
  return rows.length > 0;
}

/** All sessions of a person, but the one that was made last. */
export async function deleteFormerSessions(sql: Queryable, userId: string): Promise<void> {
  await sql`
    delete from auth.session
    where user_id = ${userId} and id <> (
      select id from auth.session where user_id = ${userId} order by created_at desc limit 1)`;
}

/** All sessions of a person, but the one to keep. Returns how many there were. */
export async function deleteSessions(
  sql: Queryable,
  userId: string,
  keepId: string | null = null,
): Promise<number> {
  const rows = await sql`
    delete from auth.session
    where user_id = ${userId} and (${keepId}::uuid is null or id <> ${keepId}) returning id`;
  return rows.length;
}
