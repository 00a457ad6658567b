/** What a report about a parcel depends on, beside the parcel itself. */

import type { JourneyId, ShopId, TrackingNumber } from '../domain/ids.ts';
import type { Queryable } from './connect.ts';
import { hashBody, type WebhookBody } from './webhook-bodies.ts';

export interface ScanContext {
  /** When the report was received. */
  readonly receivedAt: Date;
  /** Whether the body was recorded before. */
  readonly isRepeated: boolean;
  /** Whether a report of the carrier is recorded from the minute before, or from later. */
  readonly isActive: boolean;
  /** How many scans of the number are stored. */
  readonly stored: number;
  /** The journeys with a parcel of the number that have an open escalation. */
  readonly escalated: readonly JourneyId[];
}

export interface ReportOrigin {
  readonly shopId: ShopId;
  readonly carrier: string;
  /** Null: now, by Postgres's clock. */
  readonly receivedAt: Date | null;
}

/** In one statement, because every webhook needs it. */
export async function readScanContext(
  sql: Queryable,
  { shopId, carrier, receivedAt }: ReportOrigin,
  { number, body }: { readonly number: TrackingNumber; readonly body: WebhookBody | null },
): Promise<ScanContext> {
  const at = sql`coalesce(${receivedAt}::timestamptz, now())`;
  const [row] = await sql<ScanContext[]>`
    select ${at} as received_at,
      exists (
        select 1 from webhook_body
        where shop_id = ${shopId} and carrier = ${body?.carrier ?? null}
          and hash = ${body && hashBody(body)}
      ) as is_repeated,
      exists (
        select 1 from carrier_feed
        where shop_id = ${shopId} and carrier = ${carrier}
          and observed_at >= ${at} - interval '1 minute'
      ) as is_active,
      (
        select count(*)::int from tracking_event
        where shop_id = ${shopId} and tracking_number = ${number}
      ) as stored,
      array(
        select j.id from (
          select o.journey_id as id from shipment s
          join customer_order o on o.shop_id = s.shop_id and o.order_id = s.order_id
          where s.shop_id = ${shopId} and s.tracking_number = ${number}
          union
          select r.journey_id from return_parcel p
          join customer_return r on r.shop_id = p.shop_id and r.return_id = p.return_id
          where p.shop_id = ${shopId} and p.tracking_number = ${number}
        ) j
        where exists (
          select 1 from escalation e
          where e.journey_id = j.id and e.state in ('open', 'acknowledged')
        )
      ) as escalated`;
  if (!row) throw new Error('a select without a table returns one row');
  return row;
}
