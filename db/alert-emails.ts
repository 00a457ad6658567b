/** The emails about alerts, from the decision to the outcome. */

import type { AlertOccasion, AlertSubject } from '../domain/alert.ts';
import type { Queryable } from './connect.ts';

/** Decides that an email leaves, with the alert's figures of now. An opening or end has one email. */
export async function insertAlertEmail(
  sql: Queryable,
  alertId: string,
  occasion: AlertOccasion,
): Promise<void> {
  await sql`
    insert into alert_email (alert_id, occasion, count, last_error)
    select id, ${occasion}, count, last_error from alert where id = ${alertId}
    on conflict do nothing`;
}

/** Deletes what no provider can have: the email about the end says it all. */
export async function deleteUnsentEmails(sql: Queryable, alertId: string): Promise<void> {
  await sql`
    delete from alert_email
    where alert_id = ${alertId} and settled_at is null and provider is null`;
}

export interface AlertEmail extends AlertSubject {
  readonly id: string;
  readonly occasion: AlertOccasion;
  readonly since: Date;
  readonly openedAt: Date;
  /** Null in an email that is not about the end. */
  readonly endedAt: Date | null;
  readonly count: number;
  readonly lastError: string | null;
  /** The provider that may have it; null: none has. */
  readonly provider: string | null;
  readonly ageMs: number;
}

/** Claims the email that has waited for longest. No other worker gets it within `leaseMs`. */
export async function claimAlertEmail(sql: Queryable, leaseMs: number): Promise<AlertEmail | null> {
  const [row] = await sql<AlertEmail[]>`
    with due as materialized (
      select id from alert_email where settled_at is null and next_attempt_at <= now()
      order by created_at limit 1 for update skip locked
    )
    update alert_email e set next_attempt_at = now() + ${leaseMs} * interval '1 millisecond'
    from due, alert a where e.id = due.id and a.id = e.alert_id
    returning e.id, e.occasion, a.kind, a.key, a.since, a.opened_at, e.count, e.last_error,
      e.provider, case when e.occasion = 'ended' then a.ended_at end as ended_at,
      (extract(epoch from now() - e.created_at) * 1000)::float8 as age_ms`;
  return row ?? null;
}

/** Notes the provider before the attempt. */
export async function bindAlertEmail(sql: Queryable, id: string, provider: string): Promise<void> {
  await sql`update alert_email set provider = ${provider} where id = ${id}`;
}

/** Notes that the provider has not taken it: another one may. */
export async function releaseAlertEmail(sql: Queryable, id: string, code: string): Promise<void> {
  await sql`update alert_email set provider = null, failed_with = ${code} where id = ${id}`;
}

export async function postponeAlertEmail(sql: Queryable, id: string, ms: number): Promise<void> {
  await sql`
    update alert_email set next_attempt_at = now() + ${ms} * interval '1 millisecond'
    where id = ${id}`;
}

export async function settleAlertEmail(
  sql: Queryable,
  id: string,
  outcome: 'accepted' | 'unknown' | 'given_up',
): Promise<void> {
  await sql`update alert_email set outcome = ${outcome}, settled_at = now() where id = ${id}`;
}
