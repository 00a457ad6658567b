import type { Sql } from '../db/connect.ts';
import { appendEvents, readEvents } from '../db/journey-events.ts';
import {
  type Settlement,
  settleNotification as settleNotificationRow,
} from '../db/notifications.ts';
import type { JourneyId } from '../domain/ids.ts';
import type { NotificationSettled } from '../domain/journey/event.ts';
import type { JourneyEvent } from '../domain/journeys.ts';

export interface SettleRequest {
  readonly journeyId: JourneyId;
  /** The last number that the workflow has read. */
  readonly after: number;
  readonly settlement: Settlement;
}

export interface SettledNotification {
  /** False: an earlier call settled it. */
  readonly isNew: boolean;
  /** The events after `after`, `notification_settled` among them. */
  readonly events: readonly JourneyEvent[];
}

/** Writes the outcome of a message into the ledger and the journey's log. The first outcome stays. */
export async function settleNotification(
  sql: Sql,
  { journeyId, after, settlement }: SettleRequest,
): Promise<SettledNotification> {
  return sql.begin(async (tx) => {
    const { key, outcome, error } = settlement;
    const isNew = await settleNotificationRow(tx, settlement);
    const body: NotificationSettled = { kind: 'notification_settled', key, outcome, code: error };
    const dedupe = `notification_settled/${key}`;
    await appendEvents(tx, journeyId, [{ body, wakes: false, dedupe }]);
    return { isNew, events: await readEvents(tx, journeyId, after) };
  });
}
