/** Results of carriers' webhooks, per shop, carrier and day. */

import type { ShopId } from '../domain/ids.ts';
import { asJson, type Queryable } from './connect.ts';

export interface WebhookTally {
  readonly shopId: ShopId;
  readonly carrier: string;
  readonly verified: number;
  readonly refused: number;
  readonly unmapped: number;
  /** Scans that change no parcel, such as those of another carrier's parcel. */
  readonly ignored: number;
  /** Why the webhook was refused; null if it was not. */
  readonly refusal: string | null;
}

/** Adds to today's counts: at most one tally per shop and carrier. */
export async function addWebhookCounts(
  sql: Queryable,
  tallies: readonly WebhookTally[],
): Promise<void> {
  // Sorted, so that processes that write the same rows cannot deadlock.
  await sql`
    insert into webhook_count as c
      (shop_id, carrier, day, verified, refused, unmapped, ignored, last_refusal)
    select t."shopId", t.carrier, current_date, t.verified, t.refused, t.unmapped, t.ignored, t.refusal
    from jsonb_to_recordset(${asJson(sql, tallies)}) as t("shopId" text, carrier text,
      verified bigint, refused bigint, unmapped bigint, ignored bigint, refusal text)
    order by 1, 2
    on conflict (shop_id, carrier, day) do update set
      verified = c.verified + excluded.verified,
      refused = c.refused + excluded.refused,
      unmapped = c.unmapped + excluded.unmapped,
      ignored = c.ignored + excluded.ignored,
      last_refusal = coalesce(excluded.last_refusal, c.last_refusal)`;
}

export interface WebhookCounts {
  readonly carrier: string;
  readonly verified: number;
  readonly refused: number;
  readonly unmapped: number;
  readonly ignored: number;
  readonly lastRefusal: string | null;
}

/** The counts of the last days, by carrier. */
export async function readWebhookCounts(
  sql: Queryable,
  shopId: ShopId,
  days: number,
): Promise<readonly WebhookCounts[]> {
  return sql<WebhookCounts[]>`
    select carrier, sum(verified)::int as verified, sum(refused)::int as refused,
      sum(unmapped)::int as unmapped, sum(ignored)::int as ignored,
      (array_agg(last_refusal order by day desc) filter (where last_refusal is not null))[1]
        as last_refusal
    from webhook_count
    where shop_id = ${shopId} and day > current_date - ${days}::int
    group by carrier order by carrier`;
}

export interface TotalCounts extends Omit<WebhookCounts, 'lastRefusal'> {
  readonly shops: number;
}

/** The counts of all shops and all days, by carrier. */
export async function readTotalCounts(sql: Queryable): Promise<readonly TotalCounts[]> {
  return sql<TotalCounts[]>`
    select carrier, count(distinct shop_id)::int as shops, sum(verified)::float8 as verified,
      sum(refused)::float8 as refused, sum(unmapped)::float8 as unmapped,
      sum(ignored)::float8 as ignored
    from webhook_count group by carrier order by carrier`;
}

export interface RefusedFeed {
  readonly shopId: ShopId;
  readonly carrier: string;
  readonly why: string;
}

/** Shops and carriers with refused webhooks and no verified ones in the last `days` days. */
export async function readAllRefused(
  sql: Queryable,
  { days, limit }: { readonly days: number; readonly limit: number },
): Promise<readonly RefusedFeed[]> {
  return sql<RefusedFeed[]>`
    select shop_id, carrier, coalesce(max(last_refusal), 'unknown') as why from webhook_count
    where day > current_date - ${days}::int
    group by shop_id, carrier
    having sum(verified) = 0 and sum(refused) > 0
    order by shop_id, carrier limit ${limit}`;
}

/** Whether a webhook of the carrier was verified in the last `days` days, today included. */
export async function hasVerifiedWebhook(
  sql: Queryable,
  { shopId, carrier }: { readonly shopId: ShopId; readonly carrier: string },
  days: number,
): Promise<boolean> {
  const [row] = await sql`
    select 1 from webhook_count
    where shop_id = ${shopId} and carrier = ${carrier} and verified > 0
      and day > current_date - ${days}::int limit 1`;
  return row !== undefined;
}
