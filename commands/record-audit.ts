import { type AuditEntry, insertAuditEntry } from '../db/audit-log.ts';
import type { Queryable } from '../db/connect.ts';

export type { AuditEntry };

/**
 * Writes what a person did to the audit log. A command that changes something calls it within its
 * transaction, so that nothing is done without an entry.
 */
export async function recordAudit(sql: Queryable, entry: AuditEntry): Promise<void> {
  await insertAuditEntry(sql, entry);
}

/** Who does something: a person by a page, or an operator by the command line. */
export interface Actor {
  /** Null: an operator. */
  readonly userId: string | null;
  /** Null: the command line. */
  readonly address: string | null;
}

export const OPERATOR: Actor = { userId: null, address: null };
