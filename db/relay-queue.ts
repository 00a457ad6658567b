/** What the relay asks: which journeys have mail, and what of it was handed over. */

import type { JourneyId } from '../domain/ids.ts';
import type { Queryable } from './connect.ts';

export interface Claim {
  readonly id: JourneyId;
  readonly deliveredSeq: number;
}

export interface ClaimRequest {
  readonly limit: number;
  /** How long the journeys are this relay's own; past it another may take them. */
  readonly leaseMs: number;
}

/** Takes journeys with undelivered events, oldest first. No other relay gets them meanwhile. */
export async function claimUndelivered(
  sql: Queryable,
  { limit, leaseMs }: ClaimRequest,
): Promise<readonly Claim[]> {
  // Materialized: as a plain subquery it may be run again for every row, past its limit.
  return sql<Claim[]>`
    with waiting as materialized (
      select id from journey
      where delivered_seq < wake_seq and (claimed_until is null or claimed_until < now())
      order by undelivered_since limit ${limit}
      for update skip locked
    )
    update journey j set claimed_until = now() + ${leaseMs} * interval '1 millisecond'
    from waiting where j.id = waiting.id
    returning j.id, j.delivered_seq`;
}

/** Notes what was handed over, and lets go of the journey. */
export async function markDelivered(sql: Queryable, id: JourneyId, seq: number): Promise<void> {
  await sql`
    update journey
    set delivered_seq = greatest(delivered_seq, ${seq}), claimed_until = null,
      undelivered_since = case when wake_seq > ${seq} then now() end
    where id = ${id}`;
}

/** Lets go of journeys that could not be handed over; they are tried again after the pause. */
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

/** How many journeys wait for the relay, and for how long the oldest event has. */
export async function readBacklog(
  sql: Queryable,
): Promise<{ readonly journeys: number; readonly oldestMs: number }> {
  const [row] = await sql<{ journeys: number; oldestMs: number | null }[]>`
    select count(*)::int as journeys,
      (extract(epoch from now() - min(undelivered_since)) * 1000)::float8 as oldest_ms
    from journey where delivered_seq < wake_seq`;
  return { journeys: row?.journeys ?? 0, oldestMs: row?.oldestMs ?? 0 };
}
