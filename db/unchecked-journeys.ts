/** Which open journeys nobody has compared with Temporal for longest. */

import type { JourneyId } from '../domain/ids.ts';
import type { Queryable } from './connect.ts';

/** Longer than a round takes; after a failed round, the journeys are soon claimed again. */
const CLAIM = '2 minutes';

/**
 * Claims open journeys whose workflow has received everything, unchecked for longest. Skips those that
 * other workers have claimed.
 */
export async function claimUnchecked(sql: Queryable, limit: number): Promise<readonly JourneyId[]> {
  const rows = await sql<{ id: JourneyId }[]>`
    with unchecked as materialized (
      select id from journey
      where closed_at is null and delivered_seq >= wake_seq
        and (checked_at is null or checked_at < now() - interval '1 minute')
        and (check_until is null or check_until < now())
      order by checked_at nulls first limit ${limit}
      for update skip locked
    )
    update journey j set check_until = now() + ${CLAIM}::interval
    from unchecked where j.id = unchecked.id
    returning j.id`;
  return rows.map(({ id }) => id);
}

/** Notes that the journeys were compared with their workflows, and ends their claims. */
export async function noteChecked(sql: Queryable, ids: readonly JourneyId[]): Promise<void> {
  await sql`
    update journey set checked_at = now(), check_until = null where id = any(${[...ids]})`;
}

export async function countOpenJourneys(sql: Queryable): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from journey where closed_at is null`;
  return row?.count ?? 0;
}

/** Makes a relay deliver the whole logs again. It starts the workflows that are missing. */
export async function deliverAgain(sql: Queryable, ids: readonly JourneyId[]): Promise<void> {
  await sql`
    update journey set delivered_seq = 0, wake_seq = last_seq, undelivered_since = now(),
      claimed_until = null
    where id = any(${[...ids]}) and last_seq > 0`;
}

/** How many of the given journeys a relay has not delivered yet. */
export async function countUndelivered(sql: Queryable, ids: readonly JourneyId[]): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from journey
    where id = any(${[...ids]}) and delivered_seq < wake_seq`;
  return row?.count ?? 0;
}
