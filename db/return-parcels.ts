import type { ReturnId, ShopId, TrackingNumber } from '../domain/ids.ts';
import { currentStatus, NO_SCANS, type ScanSummary } from '../domain/parcel/scan-summary.ts';
import type { Reason, Status } from '../domain/tracking.ts';
import { asJson, type Queryable } from './connect.ts';

/** One parcel of a return, with its label and its status. */
export interface ReturnParcelRow {
  readonly shopId: ShopId;
  readonly returnId: ReturnId;
  readonly parcelId: string;
  readonly carrier: string;
  readonly trackingNumber: TrackingNumber;
  readonly service: string | null;
  readonly labelUrl: string | null;
  readonly qrUrl: string | null;
  readonly labelledAt: Date;
  readonly scanSummary: ScanSummary;
  readonly status: Status;
  readonly reason: Reason | null;
  readonly receivedAt: Date | null;
}

export type NewReturnParcel = Omit<
  ReturnParcelRow,
  'scanSummary' | 'status' | 'reason' | 'receivedAt'
>;
type ParcelRef = Pick<ReturnParcelRow, 'shopId' | 'returnId' | 'parcelId'>;

const COLUMNS = [
  'shop_id',
  'return_id',
  'parcel_id',
  'carrier',
  'tracking_number',
  'service',
  'label_url',
  'qr_url',
  'labelled_at',
  'scan_summary',
  'status',
  'reason',
  'received_at',
] as const;

export async function insertParcel(sql: Queryable, parcel: NewReturnParcel): Promise<void> {
  const row = { ...parcel, scanSummary: asJson(sql, NO_SCANS), status: 'unknown' };
  await sql`insert into return_parcel ${sql(row)}`;
}

/** Changes the URLs of the label: a parcel may get a new label. */
export async function saveLabel(
  sql: Queryable,
  parcel: ParcelRef & Pick<ReturnParcelRow, 'labelUrl' | 'qrUrl'>,
): Promise<void> {
  const { shopId, returnId, parcelId, labelUrl, qrUrl } = parcel;
  await sql`
    update return_parcel set label_url = ${labelUrl}, qr_url = ${qrUrl}
    where shop_id = ${shopId} and return_id = ${returnId} and parcel_id = ${parcelId}`;
}

export async function saveParcelScanSummary(
  sql: Queryable,
  { shopId, returnId, parcelId }: ParcelRef,
  scanSummary: ScanSummary,
): Promise<void> {
  const { status, reason } = currentStatus(scanSummary);
  await sql`
    update return_parcel set scan_summary = ${asJson(sql, scanSummary)}, status = ${status},
      reason = ${reason}
    where shop_id = ${shopId} and return_id = ${returnId} and parcel_id = ${parcelId}`;
}

export async function markParcelReceived(
  sql: Queryable,
  { shopId, returnId, parcelId }: ParcelRef,
  at: Date,
): Promise<void> {
  await sql`
    update return_parcel set received_at = coalesce(received_at, ${at})
    where shop_id = ${shopId} and return_id = ${returnId} and parcel_id = ${parcelId}`;
}

/** A return's parcels in the order in which their labels were added. */
export async function readParcels(
  sql: Queryable,
  shopId: ShopId,
  returnId: string,
): Promise<readonly ReturnParcelRow[]> {
  return sql<ReturnParcelRow[]>`
    select ${sql(COLUMNS)} from return_parcel
    where shop_id = ${shopId} and return_id = ${returnId} order by created_at, parcel_id`;
}

/** All return parcels with that number. Sorted by id, for the same reason as shipments. */
export async function findParcelsByNumber(
  sql: Queryable,
  shopId: ShopId,
  trackingNumber: TrackingNumber,
): Promise<readonly ReturnParcelRow[]> {
  return sql<ReturnParcelRow[]>`
    select ${sql(COLUMNS)} from return_parcel
    where shop_id = ${shopId} and tracking_number = ${trackingNumber}
    order by return_id collate "C", parcel_id`;
}
