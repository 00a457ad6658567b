/** What a send checks about its journey, its shop and the messages beside it, in one statement. */

import type postgres from 'postgres';
import type { JourneyId } from '../domain/ids.ts';
import type { PlannedMessage } from '../domain/journey/message-plan.ts';
import type { LogPosition } from '../domain/journeys.ts';
import { type MessageKind, STAFF_MESSAGES } from '../domain/message.ts';
import type { Queryable } from './connect.ts';
import { reaches } from './journey-events.ts';
import type { PolicyShop, Shop } from './shops.ts';
import { isTestOf } from './test-mode.ts';

/** With the journey's shop. */
export interface SendState extends Shop, PolicyShop {
  /** The number of the latest event of the log that is not the outcome of a message. */
  readonly seen: number;
  /** Whether the log still has the event that the workflow processed last. */
  readonly hasPosition: boolean;
  /**
   * Whether a message to the customer has left by the same channel that was decided later, or that
   * left long after the decision to send this one.
   */
  readonly hasLaterLeft: boolean;
  /** What may have left by the same channel before the database was restored from a copy. */
  readonly leftBeforeRestore: readonly LeftBeforeRestore[];
  /** Made with a test key: its messages go to the shop's test recipients only. */
  readonly isTest: boolean;
  /** Postgres's clock. */
  readonly readAt: Date;
}

export interface LeftBeforeRestore {
  readonly kind: MessageKind;
  readonly shipmentIds: readonly string[];
}

export interface MessageToSend {
  readonly journeyId: JourneyId;
  readonly planned: PlannedMessage;
  /** The latest event that the journey knew when it decided. */
  readonly after: LogPosition;
}

/** The states of a message that a provider has, or may have. */
export const MAY_HAVE_LEFT = ['attempting', 'accepted', 'unknown'];

/** The other messages by the same channel to the journey's customer, as part of a statement. */
export function fromOthersToCustomer(
  sql: Queryable,
  { journeyId, planned: { key, channel } }: Omit<MessageToSend, 'after'>,
): postgres.PendingQuery<[]> {
  return sql<[]>`from notification other
    where other.journey_id = ${journeyId} and other.key <> ${key} and other.channel = ${channel}
      and not other.kind = any(${[...STAFF_MESSAGES]})`;
}

/**
 * An attempt so long after a decision is one after an outage or a restore. Before that, messages that
 * were decided together leave one after the other.
 */
const LONG_AFTER_SECONDS = 30;

/** Whether another message is later than a decision: see `SendState`. */
export function isLaterThan(
  sql: Queryable,
  decidedAt: Date | postgres.PendingQuery<postgres.Row[]>,
): postgres.PendingQuery<[]> {
  return sql<[]>`(other.is_of_lost_log or other.decided_at >= ${decidedAt}
    or other.last_attempt_at >= ${decidedAt} + ${LONG_AFTER_SECONDS} * interval '1 second')`;
}

/** No row: there is no such journey. */
export function selectSendState(
  sql: Queryable,
  { journeyId, planned, after }: MessageToSend,
): postgres.PendingQuery<SendState[]> {
  const { key, notBefore } = planned;
  const others = fromOthersToCustomer(sql, { journeyId, planned });
  const decidedAt = sql`
    coalesce((select decided_at from notification where key = ${key}), ${new Date(notBefore)})`;
  return sql<SendState[]>`
    select j.fact_seq as seen, clock_timestamp() as read_at,
      ${reaches(sql, journeyId, after)} as has_position,
      exists (
        select ${others} and other.state = any(${MAY_HAVE_LEFT}) and ${isLaterThan(sql, decidedAt)}
      ) as has_later_left,
      (
        select coalesce(json_agg(json_build_object(
          'kind', other.kind, 'shipmentIds', other.shipment_ids)), '[]')
        ${others} and other.state = any(${MAY_HAVE_LEFT}) and other.is_of_lost_log
      ) as left_before_restore,
      ${isTestOf(sql, journeyId)} as is_test,
      s.id, s.name, s.brand, s.locale, s.time_zone, s.country, s.policy_version
    from journey j join shop s on s.id = j.shop_id
    where j.id = ${journeyId}`;
}
