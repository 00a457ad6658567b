/** The relays' queue: journeys with undelivered events, and the leases on them. */

import type { JourneyId } from '../domain/ids.ts';
import type { Queryable } from './connect.ts';

export interface Claim {
  readonly id: JourneyId;
  readonly deliveredSeq: number;
}

export interface ClaimRequest {
  readonly limit: number;
  /** How long this relay has the journeys to itself. Afterwards another may claim them. */
  readonly leaseMs: number;
}

/**
 * Claims journeys with undelivered events. No other relay gets them meanwhile. Those that have waited
 * longest come first: since their event or, after a claim, since its end.
 */
export async function claimUndelivered(
  sql: Queryable,
  { limit, leaseMs }: ClaimRequest,
): Promise<readonly Claim[]> {
  // Materialized: Postgres may run a plain subquery once per row, past its limit. The index of this
  // expression has the claimed journeys at its end, so that a claim does not walk past them.
  return sql<Claim[]>`
    with waiting as materialized (
      select id from journey
      where delivered_seq < wake_seq and coalesce(claimed_until, undelivered_since) <= now()
      order by coalesce(claimed_until, undelivered_since) limit ${limit}
      for update skip locked
    )
    update journey j set claimed_until = now() + ${leaseMs} * interval '1 millisecond'
    from waiting where j.id = waiting.id
    returning j.id, j.delivered_seq`;
}

/** Records the last delivered event and releases the journey. Returns whether it has more events. */
export async function markDelivered(sql: Queryable, id: JourneyId, seq: number): Promise<boolean> {
  const [row] = await sql<{ hasMore: boolean }[]>`
    update journey
    set delivered_seq = greatest(delivered_seq, ${seq}), claimed_until = null,
      undelivered_since = case when wake_seq > ${seq} then now() end
    where id = ${id}
    returning delivered_seq < wake_seq as has_more`;
  return row?.hasMore ?? false;
}

/** Releases journeys whose delivery failed. Relays retry them after the pause. */
export async function releaseClaims(
  sql: Queryable,
  ids: readonly JourneyId[],
  pauseMs: number,
): Promise<void> {
  if (ids.length === 0) return;
  await sql`
    update journey set claimed_until = now() + ${pauseMs} * interval '1 millisecond'
    where id in ${sql(ids)}`;
}

/** How many journeys wait for a relay, and how long the oldest event has waited. */
export async function readBacklog(
  sql: Queryable,
): Promise<{ readonly journeys: number; readonly oldestMs: number }> {
  const [row] = await sql<{ journeys: number; oldestMs: number | null }[]>`
    select count(*)::int as journeys,
      (extract(epoch from now() - min(undelivered_since)) * 1000)::float8 as oldest_ms
    from journey where delivered_seq < wake_seq`;
  return { journeys: row?.journeys ?? 0, oldestMs: row?.oldestMs ?? 0 };
}
