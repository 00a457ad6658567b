/** The receipts in the ledger: what providers report about messages that they have accepted. */

import type { JourneyId, NotificationKey, ShopId } from '../domain/ids.ts';
import type { Channel } from '../domain/message.ts';
import type { Payload } from '../domain/payload.ts';
import type { Receipt, ReceiptKind } from '../domain/receipt.ts';
import type { Queryable } from './connect.ts';

export interface ReceiptRef {
  readonly channel: Channel;
  /** Our id of the message, if the provider returned it. */
  readonly notificationId: string | null;
  readonly providerId: string;
}

export interface ReceiptRow {
  readonly id: string;
  readonly shopId: ShopId;
  readonly journeyId: JourneyId;
  readonly key: NotificationKey;
  readonly payload: Payload | null;
  readonly receipt: ReceiptKind | null;
  readonly receiptAt: Date | null;
  readonly receiptCode: string | null;
}

/** The message that a receipt is about, locked; null: we know none. */
export async function lockReceipt(
  sql: Queryable,
  { channel, notificationId, providerId }: ReceiptRef,
): Promise<ReceiptRow | null> {
  const [row] = await sql<ReceiptRow[]>`
    select id, shop_id, journey_id, key, payload, receipt, receipt_at, receipt_code from notification
    where channel = ${channel} and (id = ${notificationId} or provider_id = ${providerId})
    order by (id = ${notificationId}) desc nulls last, decided_at limit 1
    for update`;
  return row ?? null;
}

/** Also keeps the provider's id: the answer to the send, which had it, may have been lost. */
export async function saveReceipt(
  sql: Queryable,
  { id, providerId }: { readonly id: string; readonly providerId: string },
  { kind, at, code }: Receipt,
): Promise<void> {
  await sql`
    update notification set receipt = ${kind}, receipt_at = ${new Date(at)},
      receipt_code = ${code}, provider_id = coalesce(provider_id, ${providerId})
    where id = ${id}`;
}
