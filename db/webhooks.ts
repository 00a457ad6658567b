/** What became of carriers' webhooks: which were seen, how many were verified and refused. */

import { createHash } from 'node:crypto';
import type { ShopId } from '../domain/ids.ts';
import type { Queryable } from './connect.ts';

/** A body is remembered for so long: longer than any sender repeats one. */
const REMEMBERED_DAYS = 30;
/** One in so many bodies takes the old ones away. */
const CLEANED_EACH = 500;

interface WebhookBody {
  readonly shopId: ShopId;
  readonly carrier: string;
  readonly body: Uint8Array;
}

/** Whether the very same body was taken in before. */
export async function isRepeated(
  sql: Queryable,
  { shopId, carrier, body }: WebhookBody,
): Promise<boolean> {
  const [row] = await sql`
    select 1 from webhook_body
    where shop_id = ${shopId} and carrier = ${carrier} and hash = ${hash(body)}`;
  return row !== undefined;
}

/** Remembers a body. Called after all of it is kept: one that failed half-way may come again. */
export async function rememberBody(
  sql: Queryable,
  { shopId, carrier, body }: WebhookBody,
): Promise<void> {
  const digest = hash(body);
  await sql`
    insert into webhook_body (shop_id, carrier, hash) values (${shopId}, ${carrier}, ${digest})
    on conflict do nothing`;
  if (digest.readUInt16BE() % CLEANED_EACH !== 0) return;
  await sql`
    delete from webhook_body where received_at < now() - ${REMEMBERED_DAYS} * interval '1 day'`;
}

function hash(body: Uint8Array): Buffer {
  return createHash('sha256').update(body).digest();
}

export interface WebhookCounts {
  readonly carrier: string;
  readonly verified: number;
  readonly refused: number;
  readonly unmapped: number;
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
      sum(unmapped)::int as unmapped,
      (array_agg(last_refusal order by day desc) filter (where last_refusal is not null))[1]
        as last_refusal
    from webhook_count
    where shop_id = ${shopId} and day > current_date - ${days}::int
    group by carrier order by carrier`;
}

export interface TotalCounts extends Omit<WebhookCounts, 'lastRefusal'> {
  readonly shops: number;
}

/** Of all shops together, since the beginning, by carrier. */
export async function readTotalCounts(sql: Queryable): Promise<readonly TotalCounts[]> {
  return sql<TotalCounts[]>`
    select carrier, count(distinct shop_id)::int as shops, sum(verified)::float8 as verified,
      sum(refused)::float8 as refused, sum(unmapped)::float8 as unmapped
    from webhook_count group by carrier order by carrier`;
}

/** Shops and carriers of which every webhook of the last two days was refused. */
export async function readAllRefused(
  sql: Queryable,
): Promise<readonly { readonly shopId: ShopId; readonly carrier: string; readonly why: string }[]> {
  return sql`
    select shop_id, carrier, coalesce(max(last_refusal), 'unknown') as why from webhook_count
    where day >= current_date - 1
    group by shop_id, carrier
    having sum(verified) = 0 and sum(refused) > 0
    order by shop_id, carrier limit 20`;
}

export interface UnmappedCode {
  readonly carrier: string;
  readonly code: string;
  readonly description: string | null;
  readonly count: number;
  readonly lastSeenAt: Date;
}

/** Codes that no table has, the most frequent first. */
export async function readUnmappedCodes(
  sql: Queryable,
  shopId: ShopId,
  limit = 200,
): Promise<readonly UnmappedCode[]> {
  return sql<UnmappedCode[]>`
    select source as carrier, code, max(description) as description, count(*)::int as count,
      max(received_at) as last_seen_at
    from tracking_event
    where shop_id = ${shopId} and not mapped
    group by source, code order by count desc, source, code limit ${limit}`;
}
