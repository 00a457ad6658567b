/** Journeys and the length of their logs. The queue of the relays is in relay-queue.ts. */

import type postgres from 'postgres';
import { type JourneyId, parseJourneyId, type ShopId } from '../domain/ids.ts';
import type { Queryable } from './connect.ts';

/** Inserts the journey's row unless it exists. Returns whether it was inserted. */
export async function createJourney(sql: Queryable, id: JourneyId): Promise<boolean> {
  const { kind, shopId } = parseJourneyId(id);
  const rows = await sql`
    insert into journey (id, shop_id, kind) values (${id}, ${shopId}, ${kind})
    on conflict (id) do nothing
    returning id`;
  return rows.length > 0;
}

export async function journeyExists(sql: Queryable, id: JourneyId): Promise<boolean> {
  const rows = await sql`select 1 from journey where id = ${id}`;
  return rows.length > 0;
}

/** When the journey ended; null: it is open. */
export async function readClosedAt(sql: Queryable, id: JourneyId): Promise<Date | null> {
  const [row] = await sql<{ closedAt: Date | null }[]>`
    select closed_at from journey where id = ${id}`;
  return row?.closedAt ?? null;
}

export interface JourneyPage {
  readonly after: string;
  readonly limit: number;
  readonly onlyOpen: boolean;
}

export interface JourneyProgress {
  /** Null: it is open. */
  readonly closedAt: Date | null;
  /** The number of the latest event that is not the outcome of a message. */
  readonly factSeq: number;
}

/** Reads how far the journey is, and locks it until the transaction ends. */
export function lockProgress(
  sql: Queryable,
  id: JourneyId,
): postgres.PendingQuery<JourneyProgress[]> {
  return sql<JourneyProgress[]>`
    select closed_at, fact_seq from journey where id = ${id} for update`;
}

/** A page of journeys after an id, in the order of their ids. */
export async function listJourneyIds(
  sql: Queryable,
  { after, limit, onlyOpen }: JourneyPage,
): Promise<readonly JourneyId[]> {
  const rows = await sql<{ id: JourneyId }[]>`
    select id from journey where id > ${after} and (closed_at is null or not ${onlyOpen})
    order by id limit ${limit}`;
  return rows.map(({ id }) => id);
}

/** The number and the hash of the last event; null if there is no such journey. */
export async function readLogEnd(
  sql: Queryable,
  id: JourneyId,
): Promise<Pick<LockedJourney, 'lastSeq' | 'lastHash'> | null> {
  const [row] = await sql<Pick<LockedJourney, 'lastSeq' | 'lastHash'>[]>`
    select last_seq, last_hash from journey where id = ${id}`;
  return row ?? null;
}

/** A journey, with the facts of its shop that decide which policy applies. */
export interface LockedJourney {
  readonly shopId: ShopId;
  readonly lastSeq: number;
  /** The hash of the last event; empty without events. */
  readonly lastHash: string;
  readonly policyKey: string | null;
  /** Null: the journey is open. */
  readonly closedAt: Date | null;
  readonly timeZone: string;
  readonly country: string | null;
  readonly policyVersion: number;
  /** Postgres's clock once the lock is held. */
  readonly now: Date;
}

/** Locks the journey until the transaction ends. */
export async function lockJourney(sql: Queryable, id: JourneyId): Promise<LockedJourney> {
  const [journey] = await sql<LockedJourney[]>`
    select j.shop_id, j.last_seq, j.last_hash, j.policy_key, j.closed_at, clock_timestamp() as now,
      s.time_zone, s.country, s.policy_version
    from journey j join shop s on s.id = j.shop_id
    where j.id = ${id} for update of j`;
  if (!journey) throw new Error(`journey ${id} does not exist`);
  return journey;
}
