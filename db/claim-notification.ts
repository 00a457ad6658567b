/** The claim of an attempt: what must hold in the moment before a message is given to its provider. */

import type postgres from 'postgres';
import type { JourneyId } from '../domain/ids.ts';
import type { PlannedMessage } from '../domain/journey/message-plan.ts';
import { isForStaff } from '../domain/message.ts';
import type { Payload } from '../domain/payload.ts';
import { asJson, type Queryable, type Sql } from './connect.ts';
import { contactIdOf } from './contacts.ts';
import { notificationIdOf } from './notification-id.ts';
import { findNotification, type NotificationRow, type Rendered } from './notifications.ts';
import { fromOthersToCustomer, isLaterThan, MAY_HAVE_LEFT } from './send-state.ts';
import { transactTogether } from './send-together.ts';

export interface AttemptClaim {
  /** As it was read. */
  readonly row: Pick<NotificationRow, 'journeyId' | 'state' | 'attempts' | 'decidedAt'>;
  readonly planned: PlannedMessage;
  /** What the attempt sends; null: the ledger has it. */
  readonly rendered: Rendered | null;
  /** The provider's name. */
  readonly provider: string;
  /** The latest event of the log by which the message was checked. */
  readonly seen: number;
  /** Whether it was checked knowing that a later message has left: see `SendState`. */
  readonly hasLaterLeft: boolean;
  /** Of the address, if it must not be suppressed: see `addressHashes`. */
  readonly hashes: readonly string[];
}

export interface ClaimedAttempt {
  /** The row's id. */
  readonly id: string;
  /** As Postgres keeps it: every attempt sends the same bytes, or the provider refuses its key. */
  readonly payload: Payload;
}

/**
 * How long a message waits for one that was decided earlier and is at its provider now: two requests
 * at the same time may arrive in any order. One that is tried again and again holds up nothing, because
 * its pauses grow longer than this.
 */
const AT_PROVIDER_SECONDS = 8;

/**
 * Saves the payload and marks the start of an attempt. Returns what to send. Changes nothing and
 * returns null if another attempt has started or settled the message, if the log has an event after
 * `seen`, if the address was suppressed, if the customer was erased, or if another message to the same
 * reader by the same channel would arrive in the wrong order. An append and an erasure wait for its
 * end, and it waits for theirs.
 */
export async function claimNotification(
  sql: Sql,
  claim: AttemptClaim,
): Promise<ClaimedAttempt | null> {
  const lane = `${claim.row.journeyId}/${claim.planned.channel}`;
  const [, [claimed]] = await transactTogether(sql, (tx) => [
    // One claim after the other, so that each sees the one before.
    tx`select pg_advisory_xact_lock(hashtextextended(${lane}, 0))`,
    insertAttempt(tx, claim),
  ]);
  return claimed ?? null;
}

/** The statement of a claim. */
export function insertAttempt(
  sql: Queryable,
  { row, planned, rendered, provider, seen, hasLaterLeft, hashes }: AttemptClaim,
): postgres.PendingQuery<ClaimedAttempt[]> {
  const { journeyId, state, attempts, decidedAt } = row;
  const { key, kind, channel, shipmentIds, notBefore } = planned;
  // The locks go in the order of all writers: contact, message, journey. Postgres checks the
  // conditions on contact and journey again, on the rows as they are once it has the locks.
  return sql<ClaimedAttempt[]>`
    with reader as (
      select from contact
      where id = ${contactIdOf(sql, journeyId)}
        and (erased_at is null or ${isForStaff(kind)})
      for share
    ), known as (
      select from notification where key = ${key} for update
    ), current as (
      select id, shop_id from journey
      where id = ${journeyId} and fact_seq <= ${seen}
        and exists (select from reader) and (select count(*) from known) >= 0
      for share
    )
    insert into notification as n (id, shop_id, key, journey_id, kind, channel, shipment_ids,
      decision, decided_at, state, payload, template_version, provider, attempts, first_attempt_at,
      last_attempt_at)
    select ${notificationIdOf(key)}, shop_id, ${key}, id, ${kind}, ${channel}, ${[...shipmentIds]}, 'send',
      ${new Date(notBefore)}, 'attempting', ${rendered && asJson(sql, rendered.payload)}::jsonb,
      ${rendered?.version ?? null}, ${provider}, 1, now(), now()
    from current
    where not exists (
      select ${fromOthersToCustomer(sql, { journeyId, planned })}
        and not ${isForStaff(kind)}
        and (
          other.decided_at < ${decidedAt} and other.state = 'attempting'
            and other.last_attempt_at > now() - ${AT_PROVIDER_SECONDS} * interval '1 second'
          or not ${hasLaterLeft} and other.state = any(${MAY_HAVE_LEFT})
            and ${isLaterThan(sql, decidedAt)}
        )
    ) and not exists (
      select from suppression
      where (shop_id = current.shop_id or shop_id is null) and channel = ${channel}
        and address_hash = any(
          array(select decode(hash, 'hex') from unnest(${[...hashes]}::text[]) as hash)))
    on conflict (key) do update set
      decision = 'send',
      -- A row without an attempt may be older than the decision: the log was restored in between.
      decided_at = case when n.attempts = 0 and n.decision = 'send'
        then greatest(n.decided_at, excluded.decided_at) else n.decided_at end,
      shipment_ids =
        case n.decision when 'hold' then excluded.shipment_ids else n.shipment_ids end,
      state = 'attempting',
      payload = coalesce(n.payload, excluded.payload),
      template_version =
        case when n.payload is null then excluded.template_version else n.template_version end,
      provider = excluded.provider,
      is_maybe_taken = n.is_maybe_taken or coalesce(n.state = 'attempting', false),
      attempts = n.attempts + 1,
      first_attempt_at = coalesce(n.first_attempt_at, now()),
      last_attempt_at = now(),
      last_error = case when n.state is null then null else n.last_error end
    where n.decision <> 'drop' and n.settled_at is null
      and n.state is not distinct from ${state} and n.attempts = ${attempts}
      and coalesce(n.payload, excluded.payload) is not null
    returning n.id, n.payload`;
}

export interface LostAttempt {
  readonly journeyId: JourneyId;
  readonly planned: PlannedMessage;
  /** Null: the ledger has the payload, or nothing can be sent any more. */
  readonly rendered: Rendered | null;
  /** The provider's name. */
  readonly provider: string;
  readonly attempts: number;
  /** When the latest attempt began, epoch milliseconds. */
  readonly at: number;
}

/**
 * Writes an attempt that the ledger lost when its database was restored from a copy. Returns the row as
 * it is then: a settled one stays. What an erased customer was to get is not kept.
 */
export async function restoreAttempt(sql: Queryable, lost: LostAttempt): Promise<NotificationRow> {
  const { journeyId, planned, rendered, provider, attempts, at } = lost;
  const { key, kind, channel, shipmentIds, notBefore } = planned;
  await sql`
    with reader as (
      select from contact
      where id = ${contactIdOf(sql, journeyId)}
        and (erased_at is null or ${isForStaff(kind)})
      for share
    )
    insert into notification as n (id, shop_id, key, journey_id, kind, channel, shipment_ids,
      decision, decided_at, is_of_lost_log, state, payload, template_version, provider, attempts,
      first_attempt_at, last_attempt_at)
    select ${notificationIdOf(key)}, shop_id, ${key}, id, ${kind}, ${channel}, ${[...shipmentIds]},
      'send', ${new Date(notBefore)}, true, 'attempting',
      case when exists (select from reader)
        then ${rendered && asJson(sql, rendered.payload)}::jsonb end,
      ${rendered?.version ?? null}, ${provider}, ${attempts}::int, ${new Date(at)}, ${new Date(at)}
    from journey where id = ${journeyId}
    on conflict (key) do update set
      decision = 'send', is_of_lost_log = true, state = 'attempting',
      payload = coalesce(n.payload, excluded.payload),
      template_version = coalesce(n.template_version, excluded.template_version),
      provider = excluded.provider, attempts = excluded.attempts,
      first_attempt_at = coalesce(n.first_attempt_at, excluded.first_attempt_at),
      last_attempt_at = excluded.last_attempt_at
    where n.decision <> 'drop' and n.settled_at is null and n.attempts < excluded.attempts`;
  const row = await findNotification(sql, key);
  if (!row) throw new Error(`journey ${journeyId} does not exist`);
  return row;
}

/** Settles a message that the ledger does not have yet, if its customer was erased. */
export async function markErased(
  sql: Queryable,
  journeyId: JourneyId,
  { key, kind, channel, shipmentIds, notBefore }: PlannedMessage,
): Promise<void> {
  if (isForStaff(kind)) return;
  await sql`
    insert into notification (id, shop_id, key, journey_id, kind, channel, shipment_ids, decision,
      decided_at, state, settled_at)
    select ${notificationIdOf(key)}, shop_id, ${key}, ${journeyId}, ${kind}, ${channel}, ${[...shipmentIds]}, 'send',
      ${new Date(notBefore)}, 'erased', now()
    from contact
    where erased_at is not null and id = ${contactIdOf(sql, journeyId)}
    on conflict (key) do nothing`;
}
