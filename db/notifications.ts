/** The ledger: one row per decision about one message to one contact by one channel. */

import type { JourneyId, NotificationKey, ShopId } from '../domain/ids.ts';
import { parseJourneyId } from '../domain/ids.ts';
import type { OutcomeKind } from '../domain/journey/event.ts';
import type { DecisionRecord, PlannedMessage } from '../domain/journey/message-plan.ts';
import type { Channel, MessageKind } from '../domain/message.ts';
import type { Payload } from '../domain/payload.ts';
import { asJson, type Queryable } from './connect.ts';

/**
 * - `planned`: rendered and kept; no attempt is under way. From here it is tried.
 * - `attempting`: given to the provider; no answer is known. Found so by a later attempt, the one
 *   before it died on the way.
 * - the others: what it came to, for good.
 */
export type NotificationState = 'planned' | 'attempting' | OutcomeKind;

export interface NotificationRow {
  readonly id: string;
  readonly shopId: ShopId;
  readonly key: NotificationKey;
  readonly journeyId: JourneyId;
  readonly kind: MessageKind;
  readonly channel: Channel;
  readonly shipmentIds: readonly string[];
  readonly decision: 'send' | 'hold' | 'drop';
  readonly reason: string | null;
  readonly holdUntil: Date | null;
  readonly state: NotificationState | null;
  readonly payload: Payload | null;
  readonly provider: string | null;
  readonly providerId: string | null;
  readonly attempts: number;
  readonly firstAttemptAt: Date | null;
  readonly lastAttemptAt: Date | null;
  readonly lastError: string | null;
  readonly decidedAt: Date;
  readonly settledAt: Date | null;
}

const COLUMNS = [
  'id',
  'shop_id',
  'key',
  'journey_id',
  'kind',
  'channel',
  'shipment_ids',
  'decision',
  'reason',
  'hold_until',
  'state',
  'payload',
  'provider',
  'provider_id',
  'attempts',
  'first_attempt_at',
  'last_attempt_at',
  'last_error',
  'decided_at',
  'settled_at',
] as const;

/** Writes holds and drops. A hold becomes a drop; what was handed to a provider stays as it is. */
export async function recordDecisions(
  sql: Queryable,
  journeyId: JourneyId,
  records: readonly DecisionRecord[],
): Promise<void> {
  const { shopId } = parseJourneyId(journeyId);
  for (const { key, kind, channel, shipmentIds, decision, at } of records) {
    const until = decision.do === 'hold' ? new Date(decision.until) : null;
    await sql`
      insert into notification as n (shop_id, key, journey_id, kind, channel, shipment_ids,
        decision, reason, hold_until, decided_at)
      values (${shopId}, ${key}, ${journeyId}, ${kind}, ${channel}, ${[...shipmentIds]},
        ${decision.do}, ${decision.because}, ${until}, ${new Date(at)})
      on conflict (key) do update set decision = excluded.decision, reason = excluded.reason,
        hold_until = excluded.hold_until, decided_at = excluded.decided_at
      where n.state is null and n.decision = 'hold'`;
  }
}

export async function findNotification(
  sql: Queryable,
  key: NotificationKey,
): Promise<NotificationRow | null> {
  const [row] = await sql<NotificationRow[]>`
    select ${sql(COLUMNS)} from notification where key = ${key}`;
  return row ?? null;
}

export interface Rendered {
  readonly payload: Payload;
  readonly version: string;
  readonly provider: string;
}

/** The row of a message that is to be sent; what was held for it is held no longer. */
export async function openNotification(
  sql: Queryable,
  journeyId: JourneyId,
  planned: PlannedMessage,
): Promise<NotificationRow> {
  const { shopId } = parseJourneyId(journeyId);
  const { key, kind, channel, shipmentIds, notBefore } = planned;
  await sql`
    insert into notification as n
      (shop_id, key, journey_id, kind, channel, shipment_ids, decision, decided_at)
    values (${shopId}, ${key}, ${journeyId}, ${kind}, ${channel}, ${[...shipmentIds]}, 'send',
      ${new Date(notBefore)})
    on conflict (key) do update set decision = 'send', shipment_ids = excluded.shipment_ids
    where n.state is null and n.decision = 'hold'`;
  return readNotification(sql, key);
}

/** Fixes what is sent, once: whoever comes second gets what the first one wrote. */
export async function fixPayload(
  sql: Queryable,
  key: NotificationKey,
  { payload, version, provider }: Rendered,
): Promise<NotificationRow> {
  await sql`
    update notification set state = 'planned', payload = ${asJson(sql, payload)},
      template_version = ${version}, provider = ${provider}
    where key = ${key} and state is null`;
  return readNotification(sql, key);
}

async function readNotification(sql: Queryable, key: NotificationKey): Promise<NotificationRow> {
  const row = await findNotification(sql, key);
  if (!row) throw new Error(`the ledger has no row for ${key}`);
  return row;
}

/** Notes that the provider is about to be asked; false where it is settled, or tried by another. */
export async function markAttempting(
  sql: Queryable,
  { id, state, attempts }: Pick<NotificationRow, 'id' | 'state' | 'attempts'>,
): Promise<boolean> {
  const rows = await sql`
    update notification set state = 'attempting', attempts = attempts + 1,
      first_attempt_at = coalesce(first_attempt_at, now()), last_attempt_at = now()
    where id = ${id} and state = ${state} and attempts = ${attempts}
      and state in ('planned', 'attempting')
    returning id`;
  return rows.length > 0;
}

/** Notes that the provider has certainly not taken it: it may be tried again. */
export async function markNotTaken(sql: Queryable, id: string, error: string): Promise<void> {
  await sql`
    update notification set state = 'planned', last_error = ${error}
    where id = ${id} and state = 'attempting'`;
}

export async function noteError(sql: Queryable, id: string, error: string): Promise<void> {
  await sql`update notification set last_error = ${error} where id = ${id}`;
}

export interface Settlement {
  readonly key: NotificationKey;
  readonly outcome: OutcomeKind;
  readonly providerId: string | null;
  readonly error: string | null;
}

/** Writes what it came to. Returns false where that was written before. */
export async function settleNotification(
  sql: Queryable,
  { key, outcome, providerId, error }: Settlement,
): Promise<boolean> {
  const rows = await sql`
    update notification set state = ${outcome}, provider_id = ${providerId}, settled_at = now(),
      last_error = coalesce(${error}, last_error)
    where key = ${key} and (state is null or state in ('planned', 'attempting'))
    returning id`;
  return rows.length > 0;
}

/** The journey's decisions and messages in the order in which they were made. */
export async function readNotifications(
  sql: Queryable,
  journeyId: JourneyId,
): Promise<readonly NotificationRow[]> {
  return sql<NotificationRow[]>`
    select ${sql(COLUMNS)} from notification
    where journey_id = ${journeyId} order by decided_at, key`;
}
