/** The ledger: one row per decision about one message to one contact by one channel. */

import type { JourneyId, NotificationKey, ShopId } from '../domain/ids.ts';
import { parseJourneyId } from '../domain/ids.ts';
import type { OutcomeKind } from '../domain/journey/event.ts';
import type { PlannedMessage } from '../domain/journey/message-plan.ts';
import { type Channel, type MessageKind, STAFF_MESSAGES } from '../domain/message.ts';
import type { Payload } from '../domain/payload.ts';
import type { ReceiptKind } from '../domain/receipt.ts';
import { asJson, inParts, type Queryable } from './connect.ts';
import { notificationIdOf } from './notification-id.ts';

/**
 * - `planned`: rendered and saved; no attempt is under way.
 * - `attempting`: given to the provider; no answer yet. An attempt that finds this state knows that
 *   the previous one died or is still running.
 * - the others: the final outcome.
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
  readonly isMaybeTaken: boolean;
  readonly attempts: number;
  readonly firstAttemptAt: Date | null;
  readonly lastAttemptAt: Date | null;
  readonly lastError: string | null;
  readonly decidedAt: Date;
  readonly settledAt: Date | null;
  /** What the provider reported after it had accepted the message. */
  readonly receipt: ReceiptKind | null;
  readonly receiptAt: Date | null;
  readonly receiptCode: string | null;
  /** Postgres's clock when the row was read. Ages count from it, because workers' clocks differ. */
  readonly readAt: Date;
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
  'is_maybe_taken',
  'attempts',
  'first_attempt_at',
  'last_attempt_at',
  'last_error',
  'decided_at',
  'settled_at',
  'receipt',
  'receipt_at',
  'receipt_code',
] as const;

export type DecisionRow = Pick<
  NotificationRow,
  | 'shopId'
  | 'key'
  | 'journeyId'
  | 'kind'
  | 'channel'
  | 'shipmentIds'
  | 'decision'
  | 'reason'
  | 'holdUntil'
  | 'decidedAt'
>;

/** The activity's timeout: an attempt that began earlier is no longer under way. */
export const ATTEMPT_MS = 30_000;

/**
 * Inserts decisions, or replaces holds. A drop also replaces the decision to send what no provider
 * has: after the log was restored, nothing else ends it. What a provider may have becomes `unknown`.
 * Changes no row that was settled or dropped.
 */
export async function upsertDecisions(
  sql: Queryable,
  decisions: readonly DecisionRow[],
): Promise<void> {
  const rows = decisions.map((row) => {
    return { ...row, id: notificationIdOf(row.key), shipmentIds: [...row.shipmentIds] };
  });
  for (const part of inParts(rows)) {
    await sql`
      insert into notification ${sql(part)}
      on conflict (key) do update set
        decision = case notification.state when 'attempting' then 'send' else excluded.decision end,
        reason = case notification.state when 'attempting' then null else excluded.reason end,
        shipment_ids = excluded.shipment_ids, hold_until = excluded.hold_until,
        decided_at = case notification.state when 'attempting' then notification.decided_at else excluded.decided_at end,
        state = case notification.state when 'attempting' then 'unknown' end,
        settled_at = case notification.state when 'attempting' then now() end
      where (notification.state is null and notification.decision = 'hold')
        or (excluded.decision = 'drop' and notification.decision = 'send'
          and notification.settled_at is null
          and (coalesce(notification.state, 'planned') = 'planned'
            or (notification.state = 'attempting'
              and notification.last_attempt_at < now() - ${ATTEMPT_MS} * interval '1 millisecond')))`;
  }
}

export async function findNotification(
  sql: Queryable,
  key: NotificationKey,
): Promise<NotificationRow | null> {
  const [row] = await sql<NotificationRow[]>`
    select ${sql(COLUMNS)}, clock_timestamp() as read_at from notification where key = ${key}`;
  return row ?? null;
}

export interface Rendered {
  readonly payload: Payload;
  readonly version: string;
  readonly provider: string;
}

/**
 * Returns the row of a message that cannot leave yet. Inserts the row if there is none, and ends a
 * hold.
 */
export async function openNotification(
  sql: Queryable,
  journeyId: JourneyId,
  planned: PlannedMessage,
): Promise<NotificationRow> {
  const { shopId } = parseJourneyId(journeyId);
  const { key, kind, channel, shipmentIds, notBefore } = planned;
  const known = await findNotification(sql, key);
  if (known && known.decision !== 'hold') return known;
  await sql`
    insert into notification as n
      (id, shop_id, key, journey_id, kind, channel, shipment_ids, decision, decided_at)
    values (${notificationIdOf(key)}, ${shopId}, ${key}, ${journeyId}, ${kind}, ${channel}, ${[...shipmentIds]}, 'send',
      ${new Date(notBefore)})
    on conflict (key) do update set decision = 'send', shipment_ids = excluded.shipment_ids
    where n.state is null and n.decision = 'hold'`;
  return readNotification(sql, key);
}

/**
 * Saves the payload of a message that may have to wait for its provider, once: a second call returns
 * the payload of the first. Saves none to a customer who is erased meanwhile, and makes an erasure
 * wait for its end.
 */
export async function savePayload(
  sql: Queryable,
  key: NotificationKey,
  { payload, version, provider }: Rendered,
): Promise<NotificationRow> {
  await sql`
    with reader as (
      select 1 from contact where erased_at is null and id = (
        select coalesce(o.contact_id, r.contact_id) from notification n
        left join customer_order o on o.journey_id = n.journey_id
        left join customer_return r on r.journey_id = n.journey_id
        where n.key = ${key})
      for share
    )
    update notification set state = 'planned', payload = ${asJson(sql, payload)},
      template_version = ${version}, provider = ${provider}, last_error = null
    where key = ${key} and state is null
      and (kind = any(${[...STAFF_MESSAGES]}) or exists (select from reader))`;
  return readNotification(sql, key);
}

async function readNotification(sql: Queryable, key: NotificationKey): Promise<NotificationRow> {
  const row = await findNotification(sql, key);
  if (!row) throw new Error(`the ledger has no row with the key ${key}`);
  return row;
}

/**
 * Marks that the provider has not taken the message, so that another attempt is safe. What it may have
 * from an earlier attempt stays as if that were still under way.
 */
export async function markNotTaken(sql: Queryable, id: string, error: string): Promise<void> {
  await sql`
    update notification set last_error = ${error},
      state = case when is_maybe_taken then 'attempting' else 'planned' end
    where id = ${id} and state = 'attempting'`;
}

/**
 * Puts a message back that the provider certainly has not. Returns null if another attempt has begun
 * or settled it meanwhile.
 */
export async function markNotFound(
  sql: Queryable,
  { id, key, attempts }: Pick<NotificationRow, 'id' | 'key' | 'attempts'>,
): Promise<NotificationRow | null> {
  const rows = await sql`
    update notification set state = 'planned'
    where id = ${id} and state = 'attempting' and attempts = ${attempts} returning id`;
  return rows.length === 0 ? null : readNotification(sql, key);
}

/** The provider's ids that belong to no other message. */
export async function filterClaimed(
  sql: Queryable,
  id: string,
  providerIds: readonly string[],
): Promise<readonly string[]> {
  const claimed = await sql<{ providerId: string }[]>`
    select provider_id from notification where provider_id = any(${[...providerIds]}) and id <> ${id}`;
  const taken = new Set(claimed.map(({ providerId }) => providerId));
  return providerIds.filter((each) => !taken.has(each));
}

export async function saveError(sql: Queryable, id: string, error: string): Promise<void> {
  await sql`update notification set last_error = ${error} where id = ${id}`;
}

/** Notes until when quiet hours or the day's budget hold a message back that was to leave now. */
export async function saveHold(sql: Queryable, id: string, until: Date): Promise<void> {
  await sql`update notification set hold_until = ${until} where id = ${id}`;
}

/** Notes why a message cannot be rendered yet. */
export async function saveRenderError(
  sql: Queryable,
  key: NotificationKey,
  error: string,
): Promise<void> {
  await sql`
    update notification set last_error = ${error} where key = ${key} and state is null`;
}

/** The error of a message whose channel has no settings. */
export const CHANNEL_NOT_SET_UP = 'channel_not_set_up';

/** Messages that fail for one reason, and do not go out. */
export interface FailingMessages {
  readonly channel: Channel;
  /** Null: they cannot be rendered. */
  readonly provider: string | null;
  /** The provider's code, or the start of ours. */
  readonly code: string;
  readonly count: number;
  readonly since: Date;
}

/**
 * Messages that cannot be rendered (those given up count for a day) or whose channel is not set up,
 * and messages that a provider has not taken for `minutes`.
 */
export async function readFailingMessages(
  sql: Queryable,
  { minutes, limit }: { readonly minutes: number; readonly limit: number },
): Promise<readonly FailingMessages[]> {
  return sql<FailingMessages[]>`
    select channel, provider, split_part(last_error, ':', 1) as code, count(*)::int as count,
      min(decided_at) as since
    from notification
    where last_error is not null and decision = 'send' and (
      (settled_at is null and (state is null or last_error = ${CHANNEL_NOT_SET_UP}
        or first_attempt_at < now() - ${minutes} * interval '1 minute'))
      or (provider is null and state = 'refused' and settled_at > now() - interval '1 day'))
    group by 1, 2, 3 order by count desc, since limit ${limit}`;
}

/** The journey's decisions and messages in the order in which they were decided. */
export async function readNotifications(
  sql: Queryable,
  journeyId: JourneyId,
): Promise<readonly NotificationRow[]> {
  return sql<NotificationRow[]>`
    select ${sql(COLUMNS)}, clock_timestamp() as read_at from notification
    where journey_id = ${journeyId} order by decided_at, key`;
}
