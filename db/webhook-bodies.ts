/** Hashes of recorded webhook bodies, by which repeated ones are recognized. */

import { createHash } from 'node:crypto';
import type { ShopId } from '../domain/ids.ts';
import type { Queryable } from './connect.ts';

export interface WebhookBody {
  readonly shopId: ShopId;
  readonly carrier: string;
  readonly body: Uint8Array;
}

export async function hasWebhookBody(sql: Queryable, webhook: WebhookBody): Promise<boolean> {
  const { shopId, carrier } = webhook;
  const [row] = await sql`
    select 1 from webhook_body
    where shop_id = ${shopId} and carrier = ${carrier} and hash = ${hashBody(webhook)}`;
  return row !== undefined;
}

export async function insertWebhookBody(sql: Queryable, webhook: WebhookBody): Promise<void> {
  const { shopId, carrier } = webhook;
  await sql`
    insert into webhook_body (shop_id, carrier, hash) values (${shopId}, ${carrier}, ${hashBody(webhook)})
    on conflict do nothing`;
}

export async function deleteWebhookBodies(sql: Queryable, olderThanDays: number): Promise<void> {
  await sql`
    delete from webhook_body where received_at < now() - ${olderThanDays} * interval '1 day'`;
}

export function hashBody({ body }: WebhookBody): Buffer {
  return createHash('sha256').update(body).digest();
}
