/**
 * Records a carrier's webhook: its scans, its counts, and its body, to recognize a repeated one.
 */

import { createHash } from 'node:crypto';
import type { CarrierAdapter } from '../carriers/adapter.ts';
import { parseBody } from '../carriers/parse.ts';
import type { Sql } from '../db/connect.ts';
import { deleteWebhookBodies, hasWebhookBody, insertWebhookBody } from '../db/webhook-bodies.ts';
import { addWebhookCounts, type WebhookTally } from '../db/webhook-counts.ts';
import type { ShopId } from '../domain/ids.ts';
import type { ParseResult } from '../domain/tracking.ts';
import { type Recorded, recordScans } from './record-scans.ts';

/** No sender repeats a body after this long. */
const BODY_DAYS = 30;
/** On average, one body in this many triggers the deletion of old ones. */
const DELETE_EVERY = 500;

export interface WebhookSource {
  readonly shopId: ShopId;
  /** The adapter's name. */
  readonly carrier: string;
}

export interface ReceivedWebhook {
  readonly shopId: ShopId;
  readonly adapter: CarrierAdapter;
  readonly body: Uint8Array;
  readonly receivedAt: Date;
}

export type WebhookResult =
  | { readonly kind: 'recorded'; readonly recorded: Recorded; readonly unmapped: string[] }
  /** The same body was recorded before. */
  | { readonly kind: 'repeated' }
  /** The body reports no parcel, or cannot be read. */
  | { readonly kind: 'refused'; readonly refusal: string; readonly detail: string };

/** Adds to the counts of a shop's webhooks from a carrier. */
export async function countWebhook(
  sql: Sql,
  counts: WebhookSource & Partial<WebhookTally>,
): Promise<void> {
  await addWebhookCounts(sql, { verified: 0, refused: 0, unmapped: 0, refusal: null, ...counts });
}

/** Records a webhook whose signature was verified. A repeated body changes nothing. */
export async function recordWebhook(
  sql: Sql,
  { shopId, adapter, body, receivedAt }: ReceivedWebhook,
): Promise<WebhookResult> {
  const source = { shopId, carrier: adapter.id };
  // Few senders sign a time, so anyone who has seen a body can replay it. That changes nothing.
  if (await hasWebhookBody(sql, { ...source, body })) {
    await countWebhook(sql, { ...source, verified: 1 });
    return { kind: 'repeated' };
  }
  const parsed = parseBody(adapter, new TextDecoder().decode(body));
  if (!parsed.ok && parsed.refusal === 'malformed') {
    await countWebhook(sql, { ...source, refused: 1, refusal: 'malformed' });
  } else {
    await countWebhook(sql, { ...source, verified: 1, unmapped: countUnmapped(parsed) });
  }
  if (!parsed.ok) return { kind: 'refused', refusal: parsed.refusal, detail: parsed.detail };
  const { shipments } = parsed;
  const recorded = await recordScans(sql, { shopId, source: adapter.id, shipments, receivedAt });
  // An unclaimed number has only its scans stored, so a repeated body may still add facts.
  if (recorded.unclaimed.length === 0) await rememberBody(sql, source, body);
  const unmapped = [...new Set(shipments.flatMap((shipment) => shipment.unmapped))];
  return { kind: 'recorded', recorded, unmapped };
}

/** Called last, so that a body that failed half-way does not count as repeated. */
async function rememberBody(sql: Sql, source: WebhookSource, body: Uint8Array): Promise<void> {
  await insertWebhookBody(sql, { ...source, body });
  const sample = createHash('sha256').update(body).digest().readUInt16BE();
  if (sample % DELETE_EVERY === 0) await deleteWebhookBodies(sql, BODY_DAYS);
}

function countUnmapped(parsed: ParseResult): number {
  if (!parsed.ok) return 0;
  const events = parsed.shipments.flatMap((shipment) => shipment.events);
  return events.filter(({ mapped }) => !mapped).length;
}
