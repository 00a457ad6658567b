/** What operators watch: whether Postgres takes writes, late messages, journeys without a workflow. */

import type { JourneyId } from '../domain/ids.ts';
import { type Channel, MESSAGE_KINDS, type Urgency, urgencyOf } from '../domain/message.ts';
import { WAIT_MAX_MS } from '../domain/stuck-message.ts';
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

/** Messages that have waited for an outcome for longer than `WAIT_MAX_MS`, by channel. */
export async function readUnsettledMessages(sql: Queryable): Promise<readonly UnsettledMessages[]> {
  return sql<UnsettledMessages[]>`
    select channel, count(*)::int as count,
      (extract(epoch from now() - min(${waitsSince(sql)})) * 1000)::float8 as oldest_ms,
      (array_agg(split_part(last_error, ':', 1) order by decided_at desc)
        filter (where last_error is not null))[1] as last_error,
      (count(*) filter (where last_error is null))::int as untried
    from notification where ${isStuck(sql)}
    group by channel order by channel`;
}

export interface StuckMessages {
  readonly channel: Channel;
  readonly urgency: Urgency;
  readonly count: number;
  /** When the oldest began to wait. */
  readonly since: Date;
  /** The code of the newest error; null: none has an error. */
  readonly lastError: string | null;
}

/** The same by channel and urgency, without those whose error starts with one of `otherErrors`. */
export async function readStuckMessages(
  sql: Queryable,
  otherErrors: readonly string[],
): Promise<readonly StuckMessages[]> {
  return sql<StuckMessages[]>`
    select channel, ${urgency(sql)} as urgency, count(*)::int as count,
      min(${waitsSince(sql)}) as since,
      (array_agg(split_part(last_error, ':', 1) order by decided_at desc)
        filter (where last_error is not null))[1] as last_error
    from notification
    where ${isStuck(sql)}
      and split_part(coalesce(last_error, ''), ':', 1) <> all(${[...otherErrors]})
    group by 1, 2 order by 1, 2`;
}

/** A hold before the send, or quiet hours that had begun, is no wait for an outcome. */
function waitsSince(sql: Queryable) {
  return sql`greatest(decided_at, hold_until)`;
}

function isStuck(sql: Queryable) {
  const { urgent, staff, ordinary } = WAIT_MAX_MS;
  return sql`decision = 'send' and settled_at is null
    and ${waitsSince(sql)} < now() - interval '1 millisecond' * case ${urgency(sql)}
      when 'urgent' then ${urgent}::int when 'staff' then ${staff}::int else ${ordinary}::int end`;
}

function urgency(sql: Queryable) {
  return sql`case when kind = any(${kindsOf('urgent')}) then 'urgent'
    when kind = any(${kindsOf('staff')}) then 'staff' else 'ordinary' end`;
}

function kindsOf(wanted: Urgency): string[] {
  return MESSAGE_KINDS.filter((kind) => urgencyOf(kind) === wanted);
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
