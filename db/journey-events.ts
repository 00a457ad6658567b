/** The logs of the journeys. commands/append-events.ts appends to them. */

import type postgres from 'postgres';
import type { JourneyId, NotificationKey, ShopId } from '../domain/ids.ts';
import type { OutcomeKind } from '../domain/journey/event.ts';
import type { JourneyEvent, LogAnswer, LogEvent, LogPosition } from '../domain/journeys.ts';
import type { ScanFact } from '../domain/parcel/scan-summary.ts';
import { asJson, inParts, type Queryable } from './connect.ts';
import { canonicalJson } from './event-hash.ts';

/** Limits of one page of a log. Temporal takes 2 MB. */
const PAGE_EVENTS = 1_000;
const PAGE_BYTES = 1_000_000;

export interface NewEventRow {
  readonly event: LogEvent;
  readonly dedupe: string | null;
}

export interface Appended {
  readonly id: JourneyId;
  readonly shopId: ShopId;
  readonly events: readonly NewEventRow[];
  readonly lastSeq: number;
  readonly lastHash: string;
  /** The last of the events that wakes the workflow; 0: none does. */
  readonly wakeSeq: number;
  readonly policyKey: string | null;
  readonly closedAt: Date | null;
  readonly now: Date;
}

/** Inserts events at the end of a log, and saves where it ends now. */
export async function insertEvents(sql: Queryable, appended: Appended): Promise<void> {
  const { id, shopId, lastSeq, lastHash, wakeSeq, policyKey, closedAt, now } = appended;
  const rows = appended.events.map(({ event, dedupe }) => {
    const { seq, at: _, prev: __, kind, hash, ...data } = event;
    return { seq, kind, data, dedupe, hash };
  });
  const facts = appended.events.filter(({ event }) => event.kind !== 'notification_settled');
  const factSeq = facts.at(-1)?.event.seq ?? 0;
  // One statement, whose text is the same for any number of events, so that Postgres prepares it once.
  for (const part of inParts(rows)) {
    await sql`
      with updated as (
        update journey set
          last_seq = ${lastSeq},
          last_hash = ${lastHash},
          wake_seq = greatest(wake_seq, ${wakeSeq}),
          fact_seq = greatest(fact_seq, ${factSeq}),
          undelivered_since = case
            when ${wakeSeq} = 0 or delivered_seq < wake_seq then undelivered_since
            else ${now} end,
          policy_key = ${policyKey},
          closed_at = ${closedAt}
        where id = ${id}
      )
      insert into journey_event (journey_id, seq, shop_id, kind, data, at, dedupe, hash)
      select ${id}, g.seq, ${shopId}, g.kind, g.data, ${now}, g.dedupe, g.hash
      from jsonb_to_recordset(${asJson(sql, part)}) as g(seq integer, kind text, data jsonb,
        dedupe text, hash text)`;
  }
}

/** Those of the given dedupe keys that are in the journey's log already. */
export async function readKnownDedupes(
  sql: Queryable,
  journeyId: JourneyId,
  keys: readonly string[],
): Promise<readonly string[]> {
  if (keys.length === 0) return [];
  const rows = await sql<{ dedupe: string }[]>`
    select dedupe from journey_event
    where journey_id = ${journeyId} and dedupe = any(${[...keys]})`;
  return rows.map(({ dedupe }) => dedupe);
}

/**
 * Appends the outcome of a message, at Postgres's time, if the log is open, still has the position and
 * does not have the outcome yet. In a transaction that has locked the journey.
 */
export function insertOutcomeEvent(
  sql: Queryable,
  { journeyId, after, seen, dedupe, body }: NewOutcome,
): postgres.PendingQuery<postgres.Row[]> {
  const { kind, ...data } = body;
  // The canonical form sorts the properties: all of the body's are between these two.
  const head = '\n{"at":';
  const tail = `,${canonicalJson(body).slice(1, -1)},"seq":`;
  return sql`
    with clock as materialized (
      select date_trunc('milliseconds', clock_timestamp()) as at
    ), event as (
      select j.id, j.shop_id, j.last_seq + 1 as seq, clock.at,
        rtrim(translate(encode(sha256(convert_to(
          j.last_hash || ${head}::text || (extract(epoch from clock.at) * 1000)::bigint::text
            || ${tail}::text || (j.last_seq + 1)::text || '}',
          'UTF8')), 'base64'), '+/', '-_'), '=') as hash
      from journey j, clock
      where j.id = ${journeyId} and j.closed_at is null and j.fact_seq >= ${seen}
        and ${reaches(sql, journeyId, after)}
        and not exists (
          select from journey_event where journey_id = ${journeyId} and dedupe = ${dedupe})
    ), updated as (
      update journey set last_seq = event.seq, last_hash = event.hash
      from event where journey.id = event.id
    )
    insert into journey_event (journey_id, seq, shop_id, kind, data, at, dedupe, hash)
    select id, seq, shop_id, ${kind}, ${asJson(sql, data)}, at, ${dedupe}, hash from event`;
}

export interface NewOutcome {
  readonly journeyId: JourneyId;
  readonly after: LogPosition;
  /** The log must have an event with this number. 0: any log will do. */
  readonly seen: number;
  readonly dedupe: string;
  readonly body: {
    readonly kind: 'notification_settled';
    readonly key: NotificationKey;
    readonly outcome: OutcomeKind;
    readonly code: string | null;
  };
}

/** One page of the journey's events after a position, oldest first. */
export async function readEvents(
  sql: Queryable,
  journeyId: JourneyId,
  after: LogPosition,
): Promise<LogAnswer> {
  return toAnswer(await selectPage(sql, journeyId, after.seq), after);
}

/** What `selectPage` has read, as `readEvents` returns it. */
export function toAnswer(rows: readonly EventRow[], after: LogPosition): LogAnswer {
  const { events, prev } = toPage(rows, after.seq);
  return prev === after.hash ? events : 'diverged';
}

/** Whether the log still has the event that a workflow processed last. */
export async function hasPosition(
  sql: Queryable,
  journeyId: JourneyId,
  position: LogPosition,
): Promise<boolean> {
  const rows = await sql`select where ${reaches(sql, journeyId, position)}`;
  return rows.length > 0;
}

/** The same as a condition of a statement. */
export function reaches(
  sql: Queryable,
  journeyId: JourneyId,
  { seq, hash }: LogPosition,
): postgres.PendingQuery<[]> {
  return sql<[]>`(${seq} = 0 or exists (
    select from journey_event
    where journey_id = ${journeyId} and seq = ${seq} and hash = ${hash}))`;
}

/** The events after a number, for a reader that has no hash. */
export async function readEventsAfter(
  sql: Queryable,
  journeyId: JourneyId,
  seq: number,
): Promise<readonly LogEvent[]> {
  return (await readPage(sql, journeyId, seq)).events;
}

export interface LoggedScan {
  readonly kind: 'scanned' | 'shipment_corrected';
  readonly data: { readonly scan: ScanFact };
  readonly at: Date;
}

/** The scans of a parcel in its journey's log, oldest first, and the corrections of its number. */
export async function readLoggedScans(
  sql: Queryable,
  journeyId: JourneyId,
  parcelId: string,
): Promise<readonly LoggedScan[]> {
  return sql<LoggedScan[]>`
    select kind, data, at from journey_event
    where journey_id = ${journeyId} and kind in ('scanned', 'shipment_corrected')
      and data ->> 'shipmentId' = ${parcelId}
    order by seq`;
}

/** The number of the latest event that is not the outcome of a message; 0 without events. */
export async function readLatestSeq(sql: Queryable, journeyId: JourneyId): Promise<number> {
  const [row] = await sql<{ seq: number }[]>`
    select fact_seq as seq from journey where id = ${journeyId}`;
  return row?.seq ?? 0;
}

/** The whole log of a journey, oldest first. The caller types it by the journey's kind. */
export async function readLog<Event extends JourneyEvent = JourneyEvent>(
  sql: Queryable,
  journeyId: JourneyId,
): Promise<readonly (Event & LogEvent)[]> {
  const log: (Event & LogEvent)[] = [];
  for (;;) {
    const { events, isLast } = await readPage(sql, journeyId, log.at(-1)?.seq ?? 0);
    log.push(...(events as (Event & LogEvent)[]));
    if (isLast) return log;
  }
}

async function readPage(sql: Queryable, journeyId: JourneyId, after: number) {
  return toPage(await selectPage(sql, journeyId, after), after);
}

/** The event at `after`, and those that follow. */
export function selectPage(
  sql: Queryable,
  journeyId: JourneyId,
  after: number,
): postgres.PendingQuery<EventRow[]> {
  return sql<EventRow[]>`
    select seq, kind, data, at, hash from journey_event
    where journey_id = ${journeyId} and seq >= ${after}
    order by seq limit ${PAGE_EVENTS + 1}`;
}

/**
 * One page within the limits. Has at least one event if there is any, however large it is. `prev`:
 * the hash of the event at `after`; null if there is none.
 */
function toPage(rows: readonly EventRow[], after: number) {
  const first = after === 0 ? '' : rows[0]?.seq === after ? rows[0].hash : null;
  const events: LogEvent[] = [];
  let prev = first ?? '';
  let bytes = 0;
  for (const { seq, kind, data, at, hash } of rows) {
    if (seq <= after) continue;
    const event = { ...data, kind, seq, at: at.getTime(), hash, prev } as LogEvent;
    prev = hash;
    bytes += Buffer.byteLength(JSON.stringify(event));
    if (bytes > PAGE_BYTES && events.length > 0) return { events, prev: first, isLast: false };
    events.push(event);
  }
  return { events, prev: first, isLast: rows.length <= PAGE_EVENTS };
}

export interface EventRow {
  readonly seq: number;
  readonly kind: string;
  readonly data: object;
  readonly at: Date;
  readonly hash: string;
}
