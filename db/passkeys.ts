import type { Queryable } from './connect.ts';

export interface PasskeyRow {
  readonly id: string;
  readonly name: string | null;
  readonly createdAt: Date;
}

/** Oldest first. */
export async function listPasskeys(sql: Queryable, userId: string): Promise<readonly PasskeyRow[]> {
  return sql<PasskeyRow[]>`
    select id, name, created_at from auth.passkey where user_id = ${userId}
    order by created_at, id`;
}

/** Returns false if the person has no such passkey. */
export async function deletePasskey(
  sql: Queryable,
  { userId, id }: { readonly userId: string; readonly id: string },
): Promise<boolean> {
  const rows = await sql`
    delete from auth.passkey where user_id = ${userId} and id::text = ${id} returning id`;
  return rows.length > 0;
}
