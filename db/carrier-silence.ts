/** When each carrier last reported anything. If all its parcels are silent, its feed is down. */

import type { JourneyId, ShopId } from '../domain/ids.ts';
import { parseJourneyId } from '../domain/ids.ts';
import type { Queryable } from './connect.ts';

export interface CarrierReportTime {
  readonly shopId: ShopId;
  readonly carrier: string;
  readonly observedAt: Date;
}

/**
 * Records that a carrier reported. All its reports share one row, so this writes only if the row is a
 * minute old: a write, even one that changes nothing, would make all webhooks wait for each other.
 */
export async function recordCarrierActivity(
  sql: Queryable,
  { shopId, carrier, observedAt }: CarrierReportTime,
): Promise<void> {
  await sql`
    insert into carrier_feed as f (shop_id, carrier, observed_at)
    select ${shopId}, ${carrier}, ${observedAt}
    where not exists (
      select 1 from carrier_feed
      where shop_id = ${shopId} and carrier = ${carrier}
        and observed_at >= ${observedAt}::timestamptz - interval '1 minute'
    )
    on conflict (shop_id, carrier) do update
      set observed_at = greatest(f.observed_at, excluded.observed_at)`;
}

export interface SilenceLimits {
  readonly parcelsMin: number;
  readonly silenceHours: number;
}

/**
 * The carriers of a journey's parcels that have reported nothing for `silenceHours`, although at
 * least `parcelsMin` of the shop's shipments are under way with them.
 */
export async function readSilentCarriers(
  sql: Queryable,
  journeyId: JourneyId,
  { parcelsMin, silenceHours }: SilenceLimits,
): Promise<readonly string[]> {
  const { kind, shopId, ref } = parseJourneyId(journeyId);
  const own =
    kind === 'order'
      ? sql`select carrier from shipment where shop_id = ${shopId} and order_id = ${ref}`
      : sql`select carrier from return_parcel where shop_id = ${shopId} and return_id = ${ref}`;
  const rows = await sql<{ carrier: string }[]>`
    select f.carrier from carrier_feed f
    where f.shop_id = ${shopId} and f.carrier in (${own})
      and f.observed_at < now() - ${silenceHours} * interval '1 hour'
      and (
        select count(*) from (
          select 1 from shipment s
          where s.shop_id = f.shop_id and s.carrier = f.carrier and s.voided_at is null
            and s.status in ('unknown', 'pre_transit', 'in_transit', 'out_for_delivery')
          limit ${parcelsMin}
        ) under_way
      ) >= ${parcelsMin}
    order by f.carrier`;
  return rows.map(({ carrier }) => carrier);
}
