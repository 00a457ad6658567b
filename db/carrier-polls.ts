/** The state of polling per account: its pace, its pauses and the result of its last call. */

import type { CallResult } from '../domain/parcel/polling.ts';
import type { AccountRef } from './carrier-accounts.ts';
import type { Queryable } from './connect.ts';

/** Inserts the account's row, or clears its pause and its failures. */
export async function resetCarrierPoll(
  sql: Queryable,
  { shopId, carrier }: AccountRef,
): Promise<void> {
  await sql`
    insert into carrier_poll (shop_id, carrier) values (${shopId}, ${carrier})
    on conflict (shop_id, carrier) do update set
      paused_until = null, failures = 0, failing_since = null, result = null, error = null`;
}

export interface CallLimits {
  readonly perMinute: number;
  readonly perDay: number | null;
}

/**
 * Reserves the next call of an account if a parcel is due and a call is allowed now; else returns
 * false. All workers reserve their calls in one row, so together they stay within the limits.
 */
export async function reserveCall(
  sql: Queryable,
  { shopId, carrier }: AccountRef,
  { perMinute, perDay }: CallLimits,
): Promise<boolean> {
  const gapMs = 60_000 / perMinute;
  const today = sql`(now() at time zone 'UTC')::date`;
  const rows = await sql`
    update carrier_poll p set
      next_call_at = now() + ${gapMs} * interval '1 millisecond',
      calls = case when calls_on = ${today} then calls + 1 else 1 end,
      calls_on = ${today},
      last_call_at = now()
    where shop_id = ${shopId} and carrier = ${carrier}
      and next_call_at <= now()
      and (paused_until is null or paused_until <= now())
      and (${perDay}::int is null or calls_on <> ${today} or calls < ${perDay}::int)
      and exists (
        select 1 from parcel_poll q
        where q.shop_id = p.shop_id and q.account = p.carrier and q.next_at <= now()
          and (q.claimed_until is null or q.claimed_until <= now())
      )
    returning 1`;
  return rows.length > 0;
}

/** Saves the result of a call. Returns how many calls in a row have failed. */
export async function saveCallResult(
  sql: Queryable,
  { shopId, carrier }: AccountRef,
  { result, detail }: { readonly result: CallResult; readonly detail: string | null },
): Promise<number> {
  const [row] = await sql<{ failures: number }[]>`
    update carrier_poll set result = ${result}, error = ${detail},
      failures = case when ${result} = 'ok' then 0 else failures + 1 end,
      failing_since = case when ${result} = 'ok' then null else coalesce(failing_since, now()) end
    where shop_id = ${shopId} and carrier = ${carrier}
    returning failures`;
  return row?.failures ?? 0;
}

/** Pauses an account. Does not shorten a longer pause. */
export async function pauseCalls(
  sql: Queryable,
  { shopId, carrier }: AccountRef,
  pauseMs: number,
): Promise<void> {
  await sql`
    update carrier_poll
    set paused_until = greatest(paused_until, now() + ${pauseMs} * interval '1 millisecond')
    where shop_id = ${shopId} and carrier = ${carrier}`;
}

export interface FailingAccount extends AccountRef {
  readonly result: CallResult;
  readonly error: string | null;
  readonly failingSince: Date;
}

/** Accounts whose credentials are refused, or that have failed for `failingMinutes` or longer. */
export async function readFailingAccounts(
  sql: Queryable,
  failingMinutes: number,
): Promise<readonly FailingAccount[]> {
  return sql<FailingAccount[]>`
    select p.shop_id, p.carrier, p.result, p.error, p.failing_since
    from carrier_poll p
    join carrier_account a on a.shop_id = p.shop_id and a.carrier = p.carrier
    where a.poll_enabled and p.failing_since is not null
      and (p.result = 'auth' or 
        p.failing_since < now() - ${failingMinutes} * interval '1 minute')
    order by p.failing_since, p.shop_id, p.carrier`;
}

export interface Outlook {
  /** Numbers that the account is still polled for. */
  readonly parcels: number;
  /** Epoch milliseconds of the next call; null: nothing is left to poll. */
  readonly nextAt: number | null;
  /** How long it is until then, in milliseconds; 0 or less: it is due. */
  readonly waitMs: number | null;
  readonly result: string | null;
  readonly error: string | null;
  readonly lastCallAt: number | null;
}

/**
 * Computes when the account's workflow must wake, and saves it in the account's row. Pauses an
 * account that has used up its calls of the day until the next day begins (UTC).
 */
export async function saveOutlook(
  sql: Queryable,
  { shopId, carrier }: AccountRef,
  { perDay }: CallLimits,
): Promise<Outlook> {
  const [row] = await sql<Outlook[]>`
    with asked as (
      select count(*)::int as parcels,
        min(greatest(next_at, claimed_until)) as next_at
      from parcel_poll
      where shop_id = ${shopId} and account = ${carrier} and next_at is not null
    ), day as (
      select (date_trunc('day', now() at time zone 'UTC') + interval '1 day 1 minute')
        at time zone 'UTC' as ends, (now() at time zone 'UTC')::date as today
    )
    update carrier_poll p set
      paused_until = case when p.calls_on = day.today and p.calls >= ${perDay}::int
        then greatest(p.paused_until, day.ends) else p.paused_until end,
      wakes_at = case when asked.parcels > 0 then greatest(asked.next_at, p.next_call_at,
        p.paused_until,
        case when p.calls_on = day.today and p.calls >= ${perDay}::int then day.ends end) end
    from asked, day
    where p.shop_id = ${shopId} and p.carrier = ${carrier}
    returning asked.parcels, p.result, p.error,
      (extract(epoch from p.wakes_at) * 1000)::float8 as next_at,
      (extract(epoch from p.wakes_at - now()) * 1000)::float8 as wait_ms,
      (extract(epoch from p.last_call_at) * 1000)::float8 as last_call_at`;
  const none = { nextAt: null, waitMs: null, result: null, error: null, lastCallAt: null };
  return row ?? { parcels: 0, ...none };
}

/** What counts as asleep: the workflow wakes later than `soonMs`, or is late by `lateMs`. */
export interface SleepLimits {
  readonly soonMs: number;
  readonly lateMs: number;
}

/** Accounts with a due parcel whose workflow does not wake soon, or did not wake in time. */
export async function readSleepingAccounts(
  sql: Queryable,
  { soonMs, lateMs }: SleepLimits,
): Promise<readonly AccountRef[]> {
  return sql<AccountRef[]>`
    select p.shop_id, p.carrier from carrier_poll p
    join carrier_account a on a.shop_id = p.shop_id and a.carrier = p.carrier
    where a.poll_enabled and p.next_call_at <= now()
      and (p.paused_until is null or p.paused_until <= now())
      and (p.wakes_at is null or p.wakes_at > now() + ${soonMs} * interval '1 millisecond'
        or p.wakes_at < now() - ${lateMs} * interval '1 millisecond')
      and exists (
        select 1 from parcel_poll q
        where q.shop_id = p.shop_id and q.account = p.carrier and q.next_at <= now()
          and (q.claimed_until is null or q.claimed_until <= now())
      )`;
}
