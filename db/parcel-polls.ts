/** Tracking numbers that carriers are polled for: which, when next, and the last answer. */

import type { JourneyId, ShopId, TrackingNumber } from '../domain/ids.ts';
import type { PolledParcel } from '../domain/parcel/polling.ts';
import type { AccountRef } from './carrier-accounts.ts';
import { asJson, type Queryable } from './connect.ts';

/** Which parcels to enrol: those of all shops (null), of a shop, or of some of its numbers. */
export type EnrolScope = {
  readonly shopId: ShopId;
  readonly numbers?: readonly TrackingNumber[];
} | null;

/**
 * Inserts the parcels that are newly under way, for each account that polls their carrier. They are due
 * at once. Shipments that share a number share one row. Called in the transaction that brings a
 * parcel under way or changes an account.
 */
export async function enrolParcels(sql: Queryable, scope: EnrolScope): Promise<void> {
  const ofShop = scope ? sql`and a.shop_id = ${scope.shopId}` : sql``;
  const ofNumbers = scope?.numbers
    ? sql`and u.tracking_number = any(${[...scope.numbers]})`
    : sql``;
  await sql`
    insert into parcel_poll (shop_id, account, tracking_number, carrier, next_at)
    select distinct on (a.shop_id, a.carrier, u.tracking_number)
      a.shop_id, a.carrier, u.tracking_number, u.carrier, now()
    from carrier_account a
    join parcel_under_way u on u.shop_id = a.shop_id
    where a.poll_enabled ${ofShop} ${ofNumbers}
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

/**
 * Locks a shop's polling until the transaction ends: `exclusive` to change its accounts, `shared` to
 * enrol parcels. So of an account and a parcel that are added at the same time, one sees the other.
 */
export async function lockPolling(
  sql: Queryable,
  shopId: ShopId,
  mode: 'exclusive' | 'shared',
): Promise<void> {
  const key = `polling/${shopId}`;
  if (mode === 'exclusive') {
    await sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`;
  } else {
    await sql`select pg_advisory_xact_lock_shared(hashtextextended(${key}, 0))`;
  }
}

/** The tracking numbers of journeys' parcels, by shop. */
export async function readJourneyNumbers(
  sql: Queryable,
  ids: readonly JourneyId[],
): Promise<readonly { readonly shopId: ShopId; readonly numbers: TrackingNumber[] }[]> {
  return sql<{ shopId: ShopId; numbers: TrackingNumber[] }[]>`
    select shop_id, array_agg(tracking_number) as numbers from (
      select s.shop_id, s.tracking_number from customer_order o
      join shipment s on s.shop_id = o.shop_id and s.order_id = o.order_id
      where o.journey_id = any(${[...ids]})
      union
      select p.shop_id, p.tracking_number from customer_return r
      join return_parcel p on p.shop_id = r.shop_id and p.return_id = r.return_id
      where r.journey_id = any(${[...ids]})
    ) parcel group by shop_id order by shop_id`;
}

/** Stops polling for parcels that arrived or whose journey ended. */
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

/**
 * Claims due numbers, the longest overdue first. No other worker gets them until the lease ends.
 */
export async function claimDue(
  sql: Queryable,
  { shopId, carrier }: AccountRef,
  { limit, leaseMs }: { readonly limit: number; readonly leaseMs: number },
): Promise<readonly DueParcel[]> {
  // Materialized: Postgres may run a plain subquery once per row, past its limit.
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

/** Releases claimed numbers that the carrier was not asked about. They stay due. */
export async function releaseDue(
  sql: Queryable,
  { shopId, carrier }: AccountRef,
  numbers: readonly TrackingNumber[],
): Promise<void> {
  await sql`
    update parcel_poll set claimed_until = null
    where shop_id = ${shopId} and account = ${carrier} and tracking_number in ${sql(numbers)}`;
}

/** The parcels that have these numbers and are still under way. */
export async function readPolledParcels(
  sql: Queryable,
  { shopId, carrier }: AccountRef,
  numbers: readonly TrackingNumber[],
): Promise<ReadonlyMap<TrackingNumber, PolledParcel>> {
  if (numbers.length === 0) return new Map();
  const rows = await sql<(PolledParcel & { trackingNumber: TrackingNumber })[]>`
    select distinct on (p.tracking_number) p.tracking_number, u.status, u.reason, u.edd_date,
      u.last_scan_at, u.unconfirmed_until, p.misses, p.failures,
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

/** Due numbers, without claiming them. */
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

export interface PollResult {
  readonly trackingNumber: TrackingNumber;
  readonly askedAt: Date;
  /** Whether the carrier knew the number. */
  readonly observed: boolean;
  readonly result: string;
  readonly detail: string | null;
  readonly misses: number;
  readonly failures: number;
  readonly nextAt: Date | null;
}

/** Saves the carrier's answer about each number, and when to ask next. */
export async function savePollResults(
  sql: Queryable,
  { shopId, carrier }: AccountRef,
  results: readonly PollResult[],
): Promise<void> {
  await sql`
    update parcel_poll p set claimed_until = null, next_at = r."nextAt", asked_at = r."askedAt",
      observed_at = case when r.observed then r."askedAt" else p.observed_at end,
      result = r.result, detail = r.detail, misses = r.misses, failures = r.failures
    from jsonb_to_recordset(${asJson(sql, results)}) as r("trackingNumber" text,
      "askedAt" timestamptz, observed boolean, result text, detail text, misses int, failures int,
      "nextAt" timestamptz)
    where p.shop_id = ${shopId} and p.account = ${carrier}
      and p.tracking_number = r."trackingNumber"`;
}

/** Sets the time of the next poll, except for numbers that a worker has claimed. */
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

/** Makes the polls about a number due at once. */
export async function hastenPolls(
  sql: Queryable,
  shopId: ShopId,
  trackingNumber: TrackingNumber,
): Promise<void> {
  await sql`
    update parcel_poll set next_at = now()
    where shop_id = ${shopId} and tracking_number = ${trackingNumber} and next_at > now()`;
}

/** Whether an account of the shop polls about parcels of the carrier. */
export async function isCarrierPolled(
  sql: Queryable,
  { shopId, carrier }: { readonly shopId: ShopId; readonly carrier: string },
): Promise<boolean> {
  const rows = await sql`
    select 1 from carrier_account
    where shop_id = ${shopId} and poll_enabled and poll_carriers && ${[carrier, '*']}
    limit 1`;
  return rows.length > 0;
}

/** When a carrier was last polled about a number, and when a carrier last reported it. */
export async function readLastPoll(
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
