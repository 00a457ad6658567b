/** How many requests the API refused, per day. */

import { asJson, type Queryable } from './connect.ts';

/** `api_key`: without a valid one. `rate_limit`: too many, and the reason is the name of the limit. */
export type RefusalKind = 'api_key' | 'rate_limit';

export interface RefusalCount {
  readonly reason: string;
  readonly count: number;
}

/** Adds to today's counts: at most one per reason. */
export async function addRefusals(
  sql: Queryable,
  kind: RefusalKind,
  counts: readonly RefusalCount[],
): Promise<void> {
  await sql`
    insert into request_refusal as r (day, kind, reason, count)
    select current_date, ${kind}, t.reason, t.count
    from jsonb_to_recordset(${asJson(sql, counts)}) as t(reason text, count bigint)
    order by t.reason
    on conflict (day, kind, reason) do update set count = r.count + excluded.count`;
}

/** The counts of all days. */
export async function readRefusals(
  sql: Queryable,
  kind: RefusalKind,
): Promise<readonly RefusalCount[]> {
  return sql<RefusalCount[]>`
    select reason, sum(count)::float8 as count from request_refusal
    where kind = ${kind} group by reason order by reason`;
}
