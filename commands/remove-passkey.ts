import type { Sql } from '../db/connect.ts';
import { deletePasskey } from '../db/passkeys.ts';
import { recordAudit } from './record-audit.ts';

/** Removes a passkey of the person who asks. Returns false if there is none. */
export async function removePasskey(
  sql: Sql,
  person: { readonly userId: string; readonly address: string | null },
  id: string,
): Promise<boolean> {
  return sql.begin(async (tx) => {
    const isRemoved = await deletePasskey(tx, { userId: person.userId, id });
    if (isRemoved) await recordAudit(tx, { ...person, action: 'passkey.removed', subject: id });
    return isRemoved;
  });
}
