import { type AuditRow, listAuditEntries } from '../db/audit-log.ts';
import type { Queryable } from '../db/connect.ts';
import type { ShopId } from '../domain/ids.ts';

export type { AuditRow };

export interface AuditLogPage {
  readonly entries: readonly AuditRow[];
  /** Where the next page begins; null: this is the last. */
  readonly next: string | null;
}

const PAGE_SIZE = 50;

/** A page of the audit log of a shop, or with null of the installation; the newest first. */
export async function readAuditLog(
  sql: Queryable,
  { shopId, before }: { readonly shopId: ShopId | null; readonly before: string | undefined },
): Promise<AuditLogPage> {
  const from = before !== undefined && /^\d{1,18}$/.test(before) ? before : null;
  const rows = await listAuditEntries(sql, { shopId, before: from, limit: PAGE_SIZE + 1 });
  const entries = rows.slice(0, PAGE_SIZE);
  return { entries, next: rows.length > PAGE_SIZE ? (entries.at(-1)?.id ?? null) : null };
}
