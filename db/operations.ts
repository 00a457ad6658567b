/** What operators watch: whether Postgres takes writes, late messages, journeys without a workflow. */

import type { JourneyId } from '../domain/ids.ts';
import type { Channel } from '../domain/message.ts';
import type { Queryable } from './connect.ts';

/** Throws if Postgres does not take writes: its disk is full, or it is a read-only replica. */
export async function probeWrite(sql: Queryable): Promise<void> {
  await sql`
    insert into write_probe (id, at) values (1, now())
    on conflict (id) do update set at = excluded.at`;
}

export interface UnsettledMessages {
  readonly channel: Channel;
  readonly count: number;
  readonly oldestMs: number;
  /** The code of the newest error; null: none has an error. */
  readonly lastError: string | null;
  /** How many of them have no error: no worker has tried them. */
  readonly untried: number;
}

/** Messages that were decided more than `minutes` ago and have no outcome, by channel. */
export async function readUnsettledMessages(
  sql: Queryable,
  minutes: number,
): Promise<readonly UnsettledMessages[]> {
  return sql<UnsettledMessages[]>`
    select channel, count(*)::int as count,
      (extract(epoch from now() - min(decided_at)) * 1000)::float8 as oldest_ms,
      (array_agg(split_part(last_error, ':', 1) order by decided_at desc)
        filter (where last_error is not null))[1] as last_error,
      (count(*) filter (where last_error is null))::int as untried
    from notification
    where decision = 'send' and settled_at is null
      and decided_at < now() - ${minutes} * interval '1 minute'
    group by channel order by channel`;
}

/** Notes that Temporal had no workflow for these journeys. */
export async function noteLostWorkflows(sql: Queryable, ids: readonly JourneyId[]): Promise<void> {
  await sql`
    insert into lost_workflow (journey_id, found_at)
    select id, now() from unnest(${[...ids]}::text[]) as id
    on conflict (journey_id) do update set found_at = excluded.found_at`;
}

export interface LostWorkflows {
  readonly journeys: number;
  /** The journey that was noticed last, and when; null: none. */
  readonly last: { readonly journeyId: JourneyId; readonly ageMs: number } | null;
}

/** Journeys that a worker found without a workflow in the last `hours`. */
export async function readLostWorkflows(sql: Queryable, hours: number): Promise<LostWorkflows> {
  const [row] = await sql<{ journeys: number; journeyId: JourneyId; ageMs: number }[]>`
    select (count(*) over ())::int as journeys, journey_id,
      (extract(epoch from now() - found_at) * 1000)::float8 as age_ms
    from lost_workflow where found_at > now() - ${hours} * interval '1 hour'
    order by found_at desc limit 1`;
  if (!row) return { journeys: 0, last: null };
  return { journeys: row.journeys, last: { journeyId: row.journeyId, ageMs: row.ageMs } };
}
