/** Deletes personal data that is no longer needed, some rows at a time, so that nobody waits. */

import type { Queryable } from './connect.ts';

export const RETAINED = ['messages', 'scans', 'proofs', 'webhooks'] as const;
/** What is deleted by age. */
export type Retained = (typeof RETAINED)[number];

const BATCH = 1_000;

/** How many rows are older than `days` and still have what is to be deleted. */
export async function countExpired(sql: Queryable, kind: Retained, days: number): Promise<number> {
  const queries = {
    messages: sql`select count(*)::int as count from notification where ${oldMessages(sql, days)}`,
    scans: sql`select count(*)::int as count from tracking_event where ${oldScans(sql, days)}`,
    proofs: sql`select count(*)::int as count from shipment where ${oldProofs(sql, days)}`,
    webhooks: sql`select count(*)::int as count from webhook_body where ${oldBodies(sql, days)}`,
  };
  const [row] = await queries[kind];
  return Number(row?.['count'] ?? 0);
}

/** Deletes it from some rows. Returns how many; fewer than `BATCH` means that none is left. */
export async function deleteExpired(
  sql: Queryable,
  kind: Retained,
  days: number,
): Promise<{ readonly count: number; readonly isLast: boolean }> {
  const queries = {
    messages: sql`
      update notification set payload = null where id in (
        select id from notification where ${oldMessages(sql, days)}
        order by settled_at limit ${BATCH} for update skip locked)
      returning 1`,
    // The rows stay: by them a repeated scan is recognized.
    scans: sql`
      update tracking_event set description = null, place = null where id in (
        select id from tracking_event where ${oldScans(sql, days)}
        limit ${BATCH} for update skip locked)
      returning 1`,
    proofs: sql`
      update shipment set proof = null where ctid in (
        select ctid from shipment where ${oldProofs(sql, days)}
        limit ${BATCH} for update skip locked)
      returning 1`,
    webhooks: sql`
      delete from webhook_body where ctid in (
        select ctid from webhook_body where ${oldBodies(sql, days)}
        order by received_at limit ${BATCH} for update skip locked)
      returning 1`,
  };
  const rows = await queries[kind];
  return { count: rows.length, isLast: rows.length < BATCH };
}

function oldMessages(sql: Queryable, days: number) {
  return sql`payload is not null and settled_at < now() - ${days} * interval '1 day'`;
}

function oldScans(sql: Queryable, days: number) {
  return sql`
    (description is not null or place is not null)
    and received_at < now() - ${days} * interval '1 day'`;
}

function oldProofs(sql: Queryable, days: number) {
  return sql`
    proof is not null and shipped_at < now() - ${days} * interval '1 day'`;
}

function oldBodies(sql: Queryable, days: number) {
  return sql`received_at < now() - ${days} * interval '1 day'`;
}

/** Adds to the counters that `/metrics` shows. */
export async function noteRetention(sql: Queryable, kind: Retained, count: number): Promise<void> {
  await sql`
    insert into retention_count as known (kind, rows, ran_at) values (${kind}, ${count}, now())
    on conflict (kind) do update set rows = known.rows + excluded.rows, ran_at = excluded.ran_at`;
}

export interface RetentionCount {
  readonly kind: Retained;
  /** Over all runs. */
  readonly rows: number;
  readonly ageMs: number;
}

export async function readRetentionCounts(sql: Queryable): Promise<readonly RetentionCount[]> {
  return sql<RetentionCount[]>`
    select kind, rows::float8 as rows,
      (extract(epoch from now() - ran_at) * 1000)::float8 as age_ms
    from retention_count order by kind`;
}
