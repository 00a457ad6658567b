/** Journeys whose workflow tasks fail. */

import type { JourneyId } from '../domain/ids.ts';
import type { Queryable } from './connect.ts';

export interface StuckJourney {
  readonly journeyId: JourneyId;
  /** When its task failed first, by Temporal's clock. */
  readonly since: Date;
  readonly error: string;
}

/** Returns whether nobody has noted it before. */
export async function noteStuck(
  sql: Queryable,
  { journeyId, since, error }: StuckJourney,
): Promise<boolean> {
  const [row] = await sql<{ isNew: boolean }[]>`
    insert into stuck_journey (journey_id, since, error)
    select id, ${since}, ${error} from journey where id = ${journeyId}
    on conflict (journey_id) do update set since = excluded.since, error = excluded.error
    returning xmax = 0 as is_new`;
  return row?.isNew ?? false;
}

export async function forgetStuck(sql: Queryable, journeyId: JourneyId): Promise<void> {
  await sql`delete from stuck_journey where journey_id = ${journeyId}`;
}

export async function readStuckIds(sql: Queryable, limit: number): Promise<readonly JourneyId[]> {
  const rows = await sql<{ journeyId: JourneyId }[]>`
    select journey_id from stuck_journey order by since limit ${limit}`;
  return rows.map(({ journeyId }) => journeyId);
}

export interface StuckJourneys {
  readonly journeys: number;
  /** The journey that has been stuck for longest; null: none. */
  readonly oldest: {
    readonly journeyId: JourneyId;
    readonly ageMs: number;
    readonly error: string;
  } | null;
}

export async function readStuckJourneys(sql: Queryable): Promise<StuckJourneys> {
  const [row] = await sql<
    { journeys: number; journeyId: JourneyId; ageMs: number; error: string }[]
  >`
    select (count(*) over ())::int as journeys, journey_id, error,
      (extract(epoch from now() - since) * 1000)::float8 as age_ms
    from stuck_journey order by since limit 1`;
  if (!row) return { journeys: 0, oldest: null };
  const { journeys, ...oldest } = row;
  return { journeys, oldest };
}
