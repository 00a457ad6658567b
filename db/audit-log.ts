import type { AuditAction } from '../domain/audit-action.ts';
import type { ShopId } from '../domain/ids.ts';
import { asJson, type Queryable } from './connect.ts';

export interface AuditEntry {
  /** Who did it; null: an operator by the command line, or somebody who is not signed in. */
  readonly userId: string | null;
  /** The address of the request; null: the command line. */
  readonly address: string | null;
  readonly shopId?: ShopId | null;
  readonly action: AuditAction;
  /** What it was done to, such as the id of a user. */
  readonly subject?: string | null;
  /** No personal data: ids, roles and words of closed lists. */
  readonly details?: Readonly<Record<string, string | number | boolean | null>>;
}

export async function insertAuditEntry(sql: Queryable, entry: AuditEntry): Promise<void> {
  const { userId, address, shopId = null, action, subject = null, details = {} } = entry;
  await sql`
    insert into audit_log (user_id, address, shop_id, action, subject, details)
    values (${userId}, ${address}, ${shopId}, ${action}, ${subject}, ${asJson(sql, details)})`;
}

export interface AuditRow {
  readonly id: string;
  readonly at: Date;
  /** Null: an operator, or somebody who is not signed in. */
  readonly userName: string | null;
  readonly address: string | null;
  readonly shopId: ShopId | null;
  readonly action: AuditAction;
  readonly subject: string | null;
  /** The name of the person it was done to, if it was a person. */
  readonly subjectName: string | null;
  readonly details: Readonly<Record<string, unknown>>;
}

export interface AuditPage {
  /** Null: of the whole installation. */
  readonly shopId: ShopId | null;
  /** Entries before this one; null: from the newest on. */
  readonly before: string | null;
  readonly limit: number;
}

/** The newest first. */
export async function listAuditEntries(
  sql: Queryable,
  { shopId, before, limit }: AuditPage,
): Promise<readonly AuditRow[]> {
  return sql<AuditRow[]>`
    select l.id, l.at, u.name as user_name, l.address, l.shop_id, l.action, l.subject,
      o.name as subject_name, l.details
    from audit_log l
      left join auth."user" u on u.id = l.user_id
      left join auth."user" o on o.id::text = l.subject
    where (${shopId}::text is null or l.shop_id = ${shopId})
      and (${before}::bigint is null or l.id < ${before})
    order by l.id desc limit ${limit}`;
}

/**
 * Whether a person has signed in within 90 days: never, from such a device or address (`here`), or
 * only from others.
 */
export async function hasSignedInBefore(
  sql: Queryable,
  from: { readonly userId: string; readonly address: string | null; readonly device: string },
): Promise<'never' | 'here' | 'elsewhere'> {
  const [row] = await sql<{ total: number; here: number }[]>`
    select count(*)::int as total,
      count(*) filter (where address is not distinct from ${from.address}
        and details->>'device' = ${from.device})::int as here
    from audit_log
    where user_id = ${from.userId} and action = 'sign_in.succeeded'
      and at > now() - interval '90 days'`;
  if (!row || row.total === 0) return 'never';
  return row.here > 0 ? 'here' : 'elsewhere';
}
