/** The outcomes of messages in the ledger. */

import type postgres from 'postgres';
import type { JourneyId, NotificationKey, ShopId } from '../domain/ids.ts';
import { isOfProvider, type OutcomeKind } from '../domain/journey/event.ts';
import type { PlannedMessage } from '../domain/journey/message-plan.ts';
import type { LogPosition } from '../domain/journeys.ts';
import type { Channel, MessageKind } from '../domain/message.ts';
import { inParts, type Queryable } from './connect.ts';
import { reaches } from './journey-events.ts';
import { notificationIdOf } from './notification-id.ts';

export interface Settlement {
  readonly outcome: OutcomeKind;
  readonly providerId: string | null;
  readonly error: string | null;
}

/**
 * Saves the outcome, unless the message already has one. Ends a hold. Inserts a row that is missing:
 * nobody has tried the message, or the database was restored from an earlier copy. An outcome that
 * follows from the log is saved only if the log still has the events that led to it.
 */
export function saveOutcome(
  sql: Queryable,
  { journeyId, planned, after, seen }: SentRef & LogRef,
  { outcome, providerId, error }: Settlement,
): postgres.PendingQuery<postgres.Row[]> {
  const { key, kind, channel, shipmentIds, notBefore } = planned;
  return sql`
    insert into notification as n (id, shop_id, key, journey_id, kind, channel, shipment_ids, decision,
      decided_at, state, provider_id, settled_at, last_error)
    select ${notificationIdOf(key)}, shop_id, ${key}, id, ${kind}, ${channel}, ${[...shipmentIds]}, 'send',
      ${new Date(notBefore)}, ${outcome}, ${providerId}, now(), ${error}
    from journey where id = ${journeyId}
      and (${isOfProvider(outcome)} or fact_seq >= ${seen} and ${reaches(sql, journeyId, after)})
    on conflict (key) do update set state = excluded.state, provider_id = excluded.provider_id,
      settled_at = excluded.settled_at, last_error = coalesce(excluded.last_error, n.last_error),
      decision = case n.decision when 'hold' then excluded.decision else n.decision end,
      shipment_ids =
        case n.decision when 'hold' then excluded.shipment_ids else n.shipment_ids end
    where n.state is null or n.state in ('planned', 'attempting')`;
}

export interface LogRef {
  /** The workflow's position. */
  readonly after: LogPosition;
  /** The number of the latest event, outcomes aside, that the send has read. */
  readonly seen: number;
}

export interface SentRef {
  readonly journeyId: JourneyId;
  readonly planned: Pick<PlannedMessage, 'key' | 'kind' | 'channel' | 'shipmentIds' | 'notBefore'>;
}

/** Writes the rows of messages whose outcome the database lost. Changes no settled row. */
export async function restoreOutcomes(sql: Queryable, rows: readonly RestoredRow[]): Promise<void> {
  const written = rows.map((row) => ({
    ...row,
    shipment_ids: [...row.shipment_ids],
    id: notificationIdOf(row.key),
    decision: 'send',
    is_of_lost_log: true,
  }));
  for (const part of inParts(written)) {
    await sql`
      insert into notification ${sql(part)}
      on conflict (key) do update set decision = excluded.decision, state = excluded.state,
        settled_at = excluded.settled_at, is_of_lost_log = true
      where notification.settled_at is null`;
  }
}

export interface RestoredRow {
  readonly shop_id: ShopId;
  readonly key: NotificationKey;
  readonly journey_id: JourneyId;
  readonly kind: MessageKind;
  readonly channel: Channel;
  readonly shipment_ids: readonly string[];
  readonly state: OutcomeKind;
  readonly decided_at: Date;
  readonly settled_at: Date;
}
