import type { Queryable } from '../db/connect.ts';
import { listPasskeys } from '../db/passkeys.ts';

export interface PasskeyView {
  readonly id: string;
  readonly name: string;
  readonly createdAt: Date;
}

/** The passkeys of a person, oldest first. One without a name is called by its place. */
export async function readPasskeys(
  sql: Queryable,
  userId: string,
): Promise<readonly PasskeyView[]> {
  const rows = await listPasskeys(sql, userId);
  return rows.map(({ name, ...row }, at) => ({ ...row, name: name || `Passkey ${at + 1}` }));
}
