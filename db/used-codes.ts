import type { Queryable } from './connect.ts';

/** Longer than a code is valid. */
const KEPT_MINUTES = 5;

/** Notes that a code of the second factor was tried. Returns false if it was tried before. */
export async function insertUsedCode(
  sql: Queryable,
  userId: string,
  codeHash: Buffer,
): Promise<boolean> {
  await sql`
    delete from used_code where used_at < now() - ${KEPT_MINUTES}::int * interval '1 minute'`;
  const rows = await sql`
    insert into used_code (user_id, code_hash) values (${userId}, ${codeHash})
    on conflict (user_id, code_hash) do nothing returning user_id`;
  return rows.length > 0;
}
