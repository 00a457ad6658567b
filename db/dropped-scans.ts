/** Scans that are not kept, because a number has more than anybody reads. */

import type { ShopId, TrackingNumber } from '../domain/ids.ts';
import type { Queryable } from './connect.ts';

interface NumberRef {
  readonly shopId: ShopId;
  readonly trackingNumber: TrackingNumber;
}

export interface DroppedScans {
  /** The ids of stored scans to delete. */
  readonly ids: readonly string[];
  /** How many of them were stored before this report. */
  readonly replaced: number;
  /** How many scans the report has that are not kept. */
  readonly leftOut: number;
}

/** Deletes scans and counts them. */
export async function dropScans(
  sql: Queryable,
  { shopId, trackingNumber }: NumberRef,
  { ids, replaced, leftOut }: DroppedScans,
): Promise<void> {
  if (ids.length > 0) await sql`delete from tracking_event where id = any(${[...ids]}::bigint[])`;
  await sql`
    insert into dropped_scan as d (shop_id, tracking_number, replaced, left_out)
    values (${shopId}, ${trackingNumber}, ${replaced}, ${leftOut})
    on conflict (shop_id, tracking_number) do update set
      replaced = d.replaced + excluded.replaced,
      left_out = greatest(d.left_out, excluded.left_out)
    where excluded.replaced > 0 or excluded.left_out > d.left_out`;
}

/**
 * How many scans of a number are not kept, at least: carriers repeat all scans in each report, and what
 * is not kept cannot be recognized.
 */
export async function countDroppedScans(
  sql: Queryable,
  { shopId, trackingNumber }: NumberRef,
): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select greatest(replaced, left_out) as count from dropped_scan
    where shop_id = ${shopId} and tracking_number = ${trackingNumber}`;
  return row?.count ?? 0;
}
