/** Tracking numbers that carriers are asked about: which, when, and what came of it. */

import type { ShopId, TrackingNumber } from '../domain/ids.ts';
import type { PolledParcel } from '../domain/parcel/polling.ts';
import { asJson, type Queryable } from './connect.ts';
import type { AccountRef, CallLimits } from './poll-accounts.ts';

/**
 * Takes up the parcels that have come under way since, for one account or for all: they are due at
 * once. Numbers that two shipments share are asked about once.
 */
export async function enrolParcels(sql: Queryable, ref: AccountRef | null): Promise<void> {
  const which = ref ? sql`and a.shop_id = ${ref.shopId} and a.carrier = ${ref.carrier}` : sql``;
  await sql`
    insert into parcel_poll (shop_id, account, tracking_number, carrier, next_at)
    select distinct on (a.shop_id, a.carrier, u.tracking_number)
      a.shop_id, a.carrier, u.tracking_number, u.carrier, now()
    from carrier_account a
    join parcel_under_way u on u.shop_id = a.shop_id
    where a.poll_enabled ${which}
      and (
        u.carrier = any(a.poll_carriers)
        or '*' = any(a.poll_carriers) and not exists (
          select 1 from carrier_account b
          where b.shop_id = a.shop_id and b.poll_enabled and u.carrier = any(b.poll_carriers)
        )
      )
      and not exists (
        select 1 from parcel_poll p
        where p.shop_id = a.shop_id and p.account = a.carrier
          and p.tracking_number = u.tracking_number and p.next_at is not null
      )
    order by a.shop_id, a.carrier, u.tracking_number, u.since desc
    on conflict (shop_id, account, tracking_number) do update set
      carrier = excluded.carrier, next_at = excluded.next_at, misses = 0, failures = 0
    where parcel_poll.next_at is null`;
}

/** Lets go of what has arrived or whose journey is over. */
export async function releaseFinished(
  sql: Queryable,
  { shopId, carrier }: AccountRef,
): Promise<void> {
  await sql`
    update parcel_poll p set next_at = null
    where p.shop_id = ${shopId} and p.account = ${carrier} and p.next_at is not null
      and not exists (
        select 1 from parcel_under_way u
        where u.shop_id = p.shop_id and u.tracking_number = p.tracking_number
          and u.carrier = p.carrier
      )`;
}

export interface DueParcel {
  readonly trackingNumber: TrackingNumber;
  readonly carrier: string;
  readonly misses: number;
  readonly failures: number;
}

/** Takes numbers that are due, the longest due first. Nobody else gets them until the lease ends. */
export async function claimDue(
  sql: Queryable,
  { shopId, carrier }: AccountRef,
  { limit, leaseMs }: { readonly limit: number; readonly leaseMs: number },
): Promise<readonly DueParcel[]> {
  // Materialized: joined as it is, the limited part may be run again for every row, and take all.
  return sql<DueParcel[]>`
    with due as materialized (
      select d.tracking_number from parcel_poll d
      where d.shop_id = ${shopId} and d.account = ${carrier} and d.next_at <= now()
        and (d.claimed_until is null or d.claimed_until <= now())
        and exists (
          select 1 from parcel_under_way u
          where u.shop_id = d.shop_id and u.tracking_number = d.tracking_number
            and u.carrier = d.carrier
        )
      order by d.next_at, d.tracking_number limit ${limit}
      for update of d skip locked
    )
    update parcel_poll p set claimed_until = now() + ${leaseMs} * interval '1 millisecond'
    from due
    where p.shop_id = ${shopId} and p.account = ${carrier}
      and p.tracking_number = due.tracking_number
    returning p.tracking_number, p.carrier, p.misses, p.failures`;
}

/** Gives numbers back that were not asked about. They stay due. */
export async function releaseDue(
  sql: Queryable,
  { shopId, carrier }: AccountRef,
  numbers: readonly TrackingNumber[],
): Promise<void> {
  await sql`
    update parcel_poll set claimed_until = null
    where shop_id = ${shopId} and account = ${carrier} and tracking_number in ${sql(numbers)}`;
}

/** Where the parcels are that have these numbers. Those that are over are left out. */
export async function readPolledParcels(
  sql: Queryable,
  { shopId, carrier }: AccountRef,
  numbers: readonly TrackingNumber[],
): Promise<ReadonlyMap<TrackingNumber, PolledParcel>> {
  if (numbers.length === 0) return new Map();
  const rows = await sql<(PolledParcel & { trackingNumber: TrackingNumber })[]>`
    select distinct on (p.tracking_number) p.tracking_number, u.status, u.reason, u.edd_date,
      u.last_scan_at, p.misses, p.failures,
      (extract(epoch from p.asked_at) * 1000)::float8 as asked_at,
      (extract(epoch from greatest(p.observed_at, (
        select max(t.received_at) from tracking_event t
        where t.shop_id = p.shop_id and t.tracking_number = p.tracking_number
      ))) * 1000)::float8 as observed_at
    from parcel_poll p
    join parcel_under_way u on u.shop_id = p.shop_id and u.tracking_number = p.tracking_number
      and u.carrier = p.carrier
    where p.shop_id = ${shopId} and p.account = ${carrier} and p.tracking_number in ${sql(numbers)}
    order by p.tracking_number, u.since desc`;
  return new Map(rows.map(({ trackingNumber, ...parcel }) => [trackingNumber, parcel]));
}

/** Numbers that are due, without taking them. */
export async function listDue(
  sql: Queryable,
  { shopId, carrier }: AccountRef,
  limit: number,
): Promise<readonly TrackingNumber[]> {
  const rows = await sql<{ trackingNumber: TrackingNumber }[]>`
    select tracking_number from parcel_poll
    where shop_id = ${shopId} and account = ${carrier} and next_at <= now()
      and (claimed_until is null or claimed_until <= now())
    order by next_at limit ${limit}`;
  return rows.map(({ trackingNumber }) => trackingNumber);
}

export interface Settled {
  readonly trackingNumber: TrackingNumber;
  readonly askedAt: Date;
  /** Whether the carrier knew it. */
  readonly observed: boolean;
  readonly result: string;
  readonly detail: string | null;
  readonly misses: number;
  readonly failures: number;
  readonly nextAt: Date | null;
}

/** Notes what the carrier said of each number, and when it is asked next. */
export async function settlePolls(
  sql: Queryable,
  { shopId, carrier }: AccountRef,
  settled: readonly Settled[],
): Promise<void> {
  await sql`
    update parcel_poll p set claimed_until = null, next_at = r."nextAt", asked_at = r."askedAt",
      observed_at = case when r.observed then r."askedAt" else p.observed_at end,
      result = r.result, detail = r.detail, misses = r.misses, failures = r.failures
    from jsonb_to_recordset(${asJson(sql, settled)}) as r("trackingNumber" text,
      "askedAt" timestamptz, observed boolean, result text, detail text, misses int, failures int,
      "nextAt" timestamptz)
    where p.shop_id = ${shopId} and p.account = ${carrier}
      and p.tracking_number = r."trackingNumber"`;
}

/** Puts numbers off that need not be asked about yet. */
export async function postponePolls(
  sql: Queryable,
  { shopId, carrier }: AccountRef,
  later: readonly { readonly trackingNumber: TrackingNumber; readonly nextAt: Date }[],
): Promise<void> {
  await sql`
    update parcel_poll p set next_at = r."nextAt"
    from jsonb_to_recordset(${asJson(sql, later)}) as r("trackingNumber" text,
      "nextAt" timestamptz)
    where p.shop_id = ${shopId} and p.account = ${carrier}
      and p.tracking_number = r."trackingNumber" and p.claimed_until is null`;
}

export interface Outlook {
  /** Numbers that are still asked about. */
  readonly parcels: number;
  /** When to look again; null: nothing is asked about any more. */
  readonly nextAt: number | null;
  readonly result: string | null;
  readonly error: string | null;
  readonly lastCallAt: number | null;
}

/** What is to come, noted as the time at which the account's workflow looks by itself. */
export async function readOutlook(
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
      (extract(epoch from p.last_call_at) * 1000)::float8 as last_call_at`;
  return row ?? { parcels: 0, nextAt: null, result: null, error: null, lastCallAt: null };
}

/** Accounts with something due whose workflow does not look by itself soon, or has not. */
export async function listSleepers(sql: Queryable): Promise<readonly AccountRef[]> {
  return sql<AccountRef[]>`
    select p.shop_id, p.carrier from carrier_poll p
    join carrier_account a on a.shop_id = p.shop_id and a.carrier = p.carrier
    where a.poll_enabled and p.next_call_at <= now()
      and (p.paused_until is null or p.paused_until <= now())
      and (p.wakes_at is null or p.wakes_at > now() + interval '5 seconds'
        or p.wakes_at < now() - interval '2 minutes')
      and exists (
        select 1 from parcel_poll q
        where q.shop_id = p.shop_id and q.account = p.carrier and q.next_at <= now()
          and (q.claimed_until is null or q.claimed_until <= now())
      )`;
}

/** When the carriers of a shop's number were last asked about it, and last said anything. */
export async function readAsked(
  sql: Queryable,
  shopId: ShopId,
  trackingNumber: TrackingNumber,
): Promise<{ readonly askedAt: Date | null; readonly observedAt: Date | null }> {
  const [row] = await sql<{ askedAt: Date | null; observedAt: Date | null }[]>`
    select max(asked_at) as asked_at, greatest(max(observed_at), (
      select max(received_at) from tracking_event
      where shop_id = ${shopId} and tracking_number = ${trackingNumber}
    )) as observed_at
    from parcel_poll where shop_id = ${shopId} and tracking_number = ${trackingNumber}`;
  return row ?? { askedAt: null, observedAt: null };
}
