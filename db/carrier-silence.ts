/** Whether a carrier is heard of at all: the silence of one parcel says nothing where all are silent. */

import type { JourneyId, ShopId } from '../domain/ids.ts';
import { parseJourneyId } from '../domain/ids.ts';
import type { Queryable } from './connect.ts';

/** So many parcels under way with one carrier are not all silent for so long by chance. */
const PARCELS_MIN = 20;
const SILENCE_HOURS = 24;

/** Notes that a carrier was heard of; at most once a minute, since all its reports meet in one row. */
export async function recordCarrierActivity(
  sql: Queryable,
  feed: { readonly shopId: ShopId; readonly carrier: string; readonly observedAt: Date },
): Promise<void> {
  await sql`
    insert into carrier_feed as f (shop_id, carrier, observed_at)
    values (${feed.shopId}, ${feed.carrier}, ${feed.observedAt})
    on conflict (shop_id, carrier) do update set observed_at = excluded.observed_at
    where f.observed_at < excluded.observed_at - interval '1 minute'`;
}

/** The carriers of a journey's parcels from which nothing is heard though it should be. */
export async function readSilentCarriers(
  sql: Queryable,
  journeyId: JourneyId,
): Promise<readonly string[]> {
  const { kind, shopId, ref } = parseJourneyId(journeyId);
  const own =
    kind === 'order'
      ? sql`select carrier from shipment where shop_id = ${shopId} and order_id = ${ref}`
      : sql`select carrier from return_parcel where shop_id = ${shopId} and return_id = ${ref}`;
  const rows = await sql<{ carrier: string }[]>`
    select f.carrier from carrier_feed f
    where f.shop_id = ${shopId} and f.carrier in (${own})
      and f.observed_at < now() - ${SILENCE_HOURS} * interval '1 hour'
      and (
        select count(*) from (
          select 1 from shipment s
          where s.shop_id = f.shop_id and s.carrier = f.carrier
            and s.status in ('unknown', 'pre_transit', 'in_transit', 'out_for_delivery')
          limit ${PARCELS_MIN}
        ) under_way
      ) >= ${PARCELS_MIN}
    order by f.carrier`;
  return rows.map(({ carrier }) => carrier);
}
