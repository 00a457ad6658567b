import type { Sql } from '../db/connect.ts';
import { saveUserName } from '../db/users.ts';
import { recordAudit } from './record-audit.ts';

/** Saves the name of the person who asks. */
export async function changeName(
  sql: Sql,
  person: { readonly userId: string; readonly address: string | null },
  name: string,
): Promise<void> {
  await sql.begin(async (tx) => {
    await saveUserName(tx, person.userId, name);
    await recordAudit(tx, { ...person, action: 'name.changed', subject: person.userId });
  });
}
