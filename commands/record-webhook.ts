/**
 * Records a carrier's webhook: its scans, its counts, and its body, to recognize a repeated one.
 */

import { createHash } from 'node:crypto';
import type { CarrierAdapter } from '../carriers/adapter.ts';
import { parseBody } from '../carriers/parse.ts';
import type { Sql } from '../db/connect.ts';
import { deleteWebhookBodies } from '../db/webhook-bodies.ts';
import type { ShopId } from '../domain/ids.ts';
import type { TrackedShipment } from '../domain/tracking.ts';
import type { Recorded } from './carrier-report.ts';
import type { WebhookCounter, WebhookSource } from './count-webhooks.ts';
import { recordBody } from './record-scans.ts';

/** No sender repeats a body after this long. */
const BODY_DAYS = 30;
/** On average, one body in this many triggers the deletion of old ones. */
const DELETE_EVERY = 500;

export interface ReceivedWebhook {
  readonly shopId: ShopId;
  readonly adapter: CarrierAdapter;
  readonly body: Uint8Array;
  /** True: its sender signs no body. */
  readonly isUnproven: boolean;
}

export type WebhookResult =
  | { readonly kind: 'recorded'; readonly recorded: Recorded; readonly unmapped: string[] }
  /** The same body was recorded before. */
  | { readonly kind: 'repeated' }
  /** The body reports no parcel, or cannot be read. */
  | { readonly kind: 'refused'; readonly refusal: string; readonly detail: string };

/** Records a webhook whose signature was verified. A repeated body changes nothing. */
export async function recordWebhook(
  { sql, counter }: { readonly sql: Sql; readonly counter: WebhookCounter },
  { shopId, adapter, body, isUnproven }: ReceivedWebhook,
): Promise<WebhookResult> {
  const source: WebhookSource = { shopId, carrier: adapter.id };
  const parsed = parseBody(adapter, new TextDecoder().decode(body));
  if (!parsed.ok) {
    const isMalformed = parsed.refusal === 'malformed';
    if (isMalformed) counter.count({ ...source, refused: 1, refusal: 'malformed' });
    else counter.count({ ...source, verified: 1 });
    return { kind: 'refused', refusal: parsed.refusal, detail: parsed.detail };
  }
  const { shipments } = parsed;
  const report = { shopId, source: adapter.id, shipments, receivedAt: null, isUnproven };
  // Few senders sign a time, so anyone who has seen a body can replay it. That changes nothing.
  const recorded = await recordBody(sql, report, { ...source, body });
  counter.count({
    ...source,
    verified: 1,
    unmapped: recorded ? countUnmapped(shipments) : 0,
    ignored: recorded ? recorded.ignored.reduce((sum, { scans }) => sum + scans, 0) : 0,
  });
  if (!recorded) return { kind: 'repeated' };
  await forgetOldBodies(sql, body);
  const unmapped = [...new Set(shipments.flatMap((shipment) => shipment.unmapped))];
  return { kind: 'recorded', recorded, unmapped };
}

async function forgetOldBodies(sql: Sql, body: Uint8Array): Promise<void> {
  const sample = createHash('sha256').update(body).digest().readUInt16BE();
  if (sample % DELETE_EVERY === 0) await deleteWebhookBodies(sql, BODY_DAYS);
}

function countUnmapped(shipments: readonly TrackedShipment[]): number {
  const events = shipments.flatMap((shipment) => shipment.events);
  return events.filter(({ mapped }) => !mapped).length;
}
