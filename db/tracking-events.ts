import { createHash } from 'node:crypto';
import type { JourneyId, OrderId, ShipmentId, ShopId, TrackingNumber } from '../domain/ids.ts';
import { AHEAD_LIMIT_MS, MISREAD_LIMIT_MS } from '../domain/parcel/future-scan.ts';
import { isFinal } from '../domain/parcel/scan-summary.ts';
import { type ScanWindow, scanWindow } from '../domain/parcel/scan-window.ts';
import type {
  OffsetSource,
  Party,
  Place,
  Reason,
  Status,
  TrackingEvent,
} from '../domain/tracking.ts';
import { asJson, inParts, type Queryable } from './connect.ts';

/** A stored scan: the carrier's words, facts and times. */
export interface TrackingEventRow {
  readonly id: string;
  /** The adapter that parsed it. */
  readonly source: string;
  /** Whether a webhook reported it; else an answer to a poll. */
  readonly pushed: boolean;
  /** True: a final status from senders that sign no body, and from no other. */
  readonly unconfirmed: boolean;
  readonly carrier: string;
  readonly status: Status | null;
  readonly reason: Reason | null;
  /** Who can resolve the problem; null: no problem, or nobody in particular. */
  readonly responsible: Party | null;
  readonly code: string;
  readonly mapped: boolean;
  readonly description: string | null;
  readonly place: Place | null;
  readonly occurredAt: Date;
  readonly localTime: string | null;
  readonly offsetMinutes: number | null;
  readonly offsetSource: OffsetSource;
  readonly dateOnly: boolean;
  readonly receivedAt: Date;
}

export interface ScanSource {
  readonly shopId: ShopId;
  /** The adapter that parsed it. */
  readonly source: string;
  readonly pushed: boolean;
  /** Whether the sender proved that the body is its own. */
  readonly isProven: boolean;
  readonly carrier: string;
  readonly trackingNumber: TrackingNumber;
  /** Null: now, by Postgres's clock. */
  readonly receivedAt: Date | null;
}

/**
 * Inserts the scans that are new. Returns those, oldest first, and those stored before that were dated
 * ahead then and no longer are.
 */
export async function insertTrackingEvents(
  sql: Queryable,
  source: ScanSource,
  events: readonly TrackingEvent[],
): Promise<readonly TrackingEventRow[]> {
  const { shopId, carrier, trackingNumber, receivedAt } = source;
  const distinct = new Map(events.map((event) => [fingerprintOf(event), event]));
  const rows = [...distinct].map(([fingerprint, event], position) => ({
    position,
    fingerprint,
    status: event.status,
    reason: event.reason,
    responsible: event.responsible,
    code: event.code,
    mapped: event.mapped,
    description: event.description,
    place: event.place,
    occurredAt: new Date(event.occurredAt),
    localTime: event.localTime,
    offsetMinutes: event.offsetMinutes,
    offsetSource: event.offsetSource,
    dateOnly: event.dateOnly,
    unconfirmed: !source.isProven && isFinal(event),
  }));
  const inserted: TrackingEventRow[] = [];
  const limit = sql`${AHEAD_LIMIT_MS} * interval '1 millisecond'`;
  const misread = sql`${MISREAD_LIMIT_MS} * interval '1 millisecond'`;
  for (const part of inParts(rows)) {
    // One text for any number of scans, so that Postgres prepares it once. The scans that are stored
    // are left out before the insert: a conflict locks its row, even if nothing changes.
    const fresh = await sql<TrackingEventRow[]>`
      insert into tracking_event (shop_id, source, pushed, carrier, tracking_number, fingerprint,
        status, reason, responsible, code, mapped, description, place, occurred_at, local_time,
        offset_minutes, offset_source, date_only, received_at, unconfirmed)
      select ${shopId}, ${source.source}, ${source.pushed}, ${carrier}, ${trackingNumber},
        decode(g.fingerprint, 'hex'), g.status, g.reason, g.responsible, g.code, g.mapped,
        g.description, g.place, g."occurredAt", g."localTime", g."offsetMinutes",
        g."offsetSource", g."dateOnly", coalesce(${receivedAt}::timestamptz, now()),
        g.unconfirmed
      from jsonb_to_recordset(${asJson(sql, part)}) as g(position integer, fingerprint text,
        status text, reason text, responsible text, code text, mapped boolean, description text,
        place jsonb, "occurredAt" timestamptz, "localTime" text, "offsetMinutes" integer,
        "offsetSource" text, "dateOnly" boolean, unconfirmed boolean)
      where not exists (
        select 1 from tracking_event t
        where t.shop_id = ${shopId} and t.tracking_number = ${trackingNumber}
          and t.fingerprint = decode(g.fingerprint, 'hex')
          and t.occurred_at <= t.received_at + ${limit}
          and (g.unconfirmed or not t.unconfirmed)
      )
      order by g.position
      on conflict (shop_id, tracking_number, fingerprint) do update
        set received_at = excluded.received_at,
          unconfirmed = tracking_event.unconfirmed and excluded.unconfirmed
        where tracking_event.unconfirmed and not excluded.unconfirmed
          or tracking_event.occurred_at > tracking_event.received_at + ${limit}
          and tracking_event.occurred_at <= excluded.received_at + ${limit}
          and (tracking_event.offset_source <> 'assumed'
            or tracking_event.occurred_at > tracking_event.received_at + ${misread})
      returning ${sql(COLUMNS)}`;
    inserted.push(...fresh);
  }
  return inserted.sort(byTime);
}

const COLUMNS = [
  'id',
  'source',
  'pushed',
  'unconfirmed',
  'carrier',
  'status',
  'reason',
  'responsible',
  'code',
  'mapped',
  'description',
  'place',
  'occurred_at',
  'local_time',
  'offset_minutes',
  'offset_source',
  'date_only',
  'received_at',
] as const;

function byTime(a: TrackingEventRow, b: TrackingEventRow): number {
  return a.occurredAt.getTime() - b.occurredAt.getTime() || Number(a.id) - Number(b.id);
}

// Carriers resend a parcel's whole history and give scans no stable id, so facts identify a scan. The
// description is not one of them: carriers reword it.
export function fingerprintOf({ code, occurredAt, status, reason, place }: TrackingEvent): string {
  const facts = [code, occurredAt, status, reason, place?.city ?? null, place?.country ?? null];
  return createHash('sha256').update(JSON.stringify(facts)).digest('hex');
}

/** The scans of a number within a window, oldest first. */
export async function readTrackingEvents(
  sql: Queryable,
  { shopId, trackingNumber }: Pick<ScanSource, 'shopId' | 'trackingNumber'>,
  { from, until }: ScanWindow,
): Promise<readonly TrackingEventRow[]> {
  return sql<TrackingEventRow[]>`
    select ${sql(COLUMNS)} from tracking_event
    where shop_id = ${shopId} and tracking_number = ${trackingNumber}
      and occurred_at between ${new Date(from)} and ${new Date(until)}
    order by occurred_at, id`;
}

/** A stored scan, as far as it decides which ones are kept. */
export interface StoredScanRow
  extends Pick<
    TrackingEventRow,
    | 'id'
    | 'source'
    | 'pushed'
    | 'unconfirmed'
    | 'status'
    | 'reason'
    | 'mapped'
    | 'occurredAt'
    | 'localTime'
    | 'offsetSource'
    | 'receivedAt'
  > {
  /** In hexadecimal. */
  readonly fingerprint: string;
}

/** All scans of a number. */
export async function readStoredScans(
  sql: Queryable,
  { shopId, trackingNumber }: Pick<ScanSource, 'shopId' | 'trackingNumber'>,
): Promise<readonly StoredScanRow[]> {
  return sql<StoredScanRow[]>`
    select id, source, pushed, unconfirmed, status, reason, mapped, occurred_at, local_time,
      offset_source, received_at, encode(fingerprint, 'hex') as fingerprint
    from tracking_event
    where shop_id = ${shopId} and tracking_number = ${trackingNumber}`;
}

export interface ParcelScan extends TrackingEventRow {
  readonly shipmentId: ShipmentId;
}

/** The scans of all shipments of an order, each within its window, oldest first. */
export async function readScansOfOrder(
  sql: Queryable,
  { shopId, orderId }: { readonly shopId: ShopId; readonly orderId: OrderId },
): Promise<readonly ParcelScan[]> {
  const { from, until } = scanWindow(0);
  return sql<ParcelScan[]>`
    select s.shipment_id, ${sql(COLUMNS.map((column) => `t.${column}`))}
    from shipment s
    join tracking_event t on t.shop_id = s.shop_id and t.tracking_number = s.tracking_number
      and t.occurred_at between s.shipped_at + ${from} * interval '1 millisecond'
        and s.shipped_at + ${until} * interval '1 millisecond'
    where s.shop_id = ${shopId} and s.order_id = ${orderId}
    order by t.occurred_at, t.id`;
}

/** The numbers of a journey's parcels with a final status that the carrier has not confirmed. */
export async function readUnconfirmedNumbers(
  sql: Queryable,
  journeyId: JourneyId,
): Promise<readonly Pick<ScanSource, 'shopId' | 'trackingNumber'>[]> {
  return sql<Pick<ScanSource, 'shopId' | 'trackingNumber'>[]>`
    select s.shop_id, s.tracking_number from customer_order o
    join shipment s on s.shop_id = o.shop_id and s.order_id = o.order_id
    where o.journey_id = ${journeyId} and s.scan_summary ? 'unconfirmed'
    union
    select p.shop_id, p.tracking_number from customer_return r
    join return_parcel p on p.shop_id = r.shop_id and p.return_id = r.return_id
    where r.journey_id = ${journeyId} and p.scan_summary ? 'unconfirmed'
    order by 1, 2`;
}

export interface UnmappedCode {
  readonly carrier: string;
  readonly code: string;
  readonly description: string | null;
  readonly count: number;
  readonly lastSeenAt: Date;
}

/** Codes that are in no code table, the most frequent first. */
export async function readUnmappedCodes(
  sql: Queryable,
  shopId: ShopId,
  limit: number,
): Promise<readonly UnmappedCode[]> {
  return sql<UnmappedCode[]>`
    select source as carrier, code, max(description) as description, count(*)::int as count,
      max(received_at) as last_seen_at
    from tracking_event
    where shop_id = ${shopId} and not mapped
    group by source, code order by count desc, source, code limit ${limit}`;
}
