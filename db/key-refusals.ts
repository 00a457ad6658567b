/** How many requests came without a valid API key, per day. */

import { asJson, type Queryable } from './connect.ts';

export interface KeyRefusalCount {
  readonly reason: string;
  readonly count: number;
}

/** Adds to today's counts: at most one per reason. */
export async function addKeyRefusals(
  sql: Queryable,
  counts: readonly KeyRefusalCount[],
): Promise<void> {
  await sql`
    insert into api_key_refusal as r (day, reason, count)
    select current_date, t.reason, t.count
    from jsonb_to_recordset(${asJson(sql, counts)}) as t(reason text, count bigint)
    order by t.reason
    on conflict (day, reason) do update set count = r.count + excluded.count`;
}

/** The counts of all days. */
export async function readKeyRefusals(sql: Queryable): Promise<readonly KeyRefusalCount[]> {
  return sql<KeyRefusalCount[]>`
    select reason, sum(count)::float8 as count from api_key_refusal group by reason order by reason`;
}
