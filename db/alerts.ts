/** Alerts: at most one is open for each kind and key. */

import type { AlertCause, AlertKind, OpenAlert } from '../domain/alert.ts';
import type { Queryable } from './connect.ts';

const LOCK = 7_719_210_419;

/** Locks the alerts until the end of the transaction. False: another worker has them. */
export async function lockAlerts(sql: Queryable): Promise<boolean> {
  const [row] = await sql<{ isLocked: boolean }[]>`
    select pg_try_advisory_xact_lock(${LOCK}) as is_locked`;
  return row?.isLocked ?? false;
}

export async function readOpenAlerts(sql: Queryable): Promise<readonly OpenAlert[]> {
  return sql<OpenAlert[]>`
    select id, kind, key, (extract(epoch from clear_since) * 1000)::float8 as clear_since,
      (extract(epoch from (
        select max(created_at) from alert_email where alert_id = alert.id)) * 1000)::float8
        as emailed_at
    from alert where ended_at is null order by id`;
}

/** Opens the alert, or notes that its cause is still there. Returns whether it is new. */
export async function saveAlert(
  sql: Queryable,
  { kind, key, since, count, lastError }: AlertCause,
): Promise<boolean> {
  const [row] = await sql<{ isNew: boolean }[]>`
    insert into alert (kind, key, since, count, last_error)
    values (${kind}, ${key}, ${new Date(since)}, ${count}, ${lastError})
    on conflict (kind, key) where ended_at is null do update set
      count = excluded.count, last_error = excluded.last_error, clear_since = null
    returning xmax = 0 as is_new`;
  return row?.isNew ?? false;
}

export async function markClear(sql: Queryable, id: string): Promise<void> {
  await sql`update alert set clear_since = now() where id = ${id} and clear_since is null`;
}

export async function endAlert(sql: Queryable, id: string): Promise<void> {
  await sql`update alert set ended_at = now() where id = ${id}`;
}

export interface AlertRow {
  readonly kind: AlertKind;
  readonly key: string;
  readonly since: Date;
  readonly openedAt: Date;
  readonly endedAt: Date | null;
  readonly count: number;
  readonly lastError: string | null;
  /** When a provider took the latest email about it; null: none yet. */
  readonly notifiedAt: Date | null;
}

/** The open ones first, then the latest. */
export async function readAlerts(
  sql: Queryable,
  { ended, limit }: { readonly ended: boolean; readonly limit: number },
): Promise<readonly AlertRow[]> {
  return sql<AlertRow[]>`
    select kind, key, since, opened_at, ended_at, count, last_error,
      (select max(settled_at) from alert_email
        where alert_id = alert.id and outcome <> 'given_up') as notified_at
    from alert where ended_at is null or ${ended}
    order by ended_at is not null, opened_at desc, id desc limit ${limit}`;
}
