/** How many requests the rate limits refused, per day. */

import { asJson, type Queryable } from './connect.ts';

export interface RateLimitRefusals {
  /** The name of the limit. */
  readonly limit: string;
  readonly count: number;
}

/** Adds to today's counts: at most one per limit. */
export async function addRateLimitRefusals(
  sql: Queryable,
  counts: readonly RateLimitRefusals[],
): Promise<void> {
  await sql`
    insert into rate_limit_refusal as r (day, rate_limit, count)
    select current_date, t.limit, t.count
    from jsonb_to_recordset(${asJson(sql, counts)}) as t("limit" text, count bigint)
    order by t.limit
    on conflict (day, rate_limit) do update set count = r.count + excluded.count`;
}

/** The counts of all days. */
export async function readRateLimitRefusals(sql: Queryable): Promise<readonly RateLimitRefusals[]> {
  return sql<RateLimitRefusals[]>`
    select rate_limit as "limit", sum(count)::float8 as count
    from rate_limit_refusal group by rate_limit order by rate_limit`;
}
