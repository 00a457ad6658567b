import type { Sql } from '../db/connect.ts';
import { appendEvents, readEvents } from '../db/journey-events.ts';
import {
  type Settlement,
  settleNotification as settleNotificationRow,
} from '../db/notifications.ts';
import type { JourneyId } from '../domain/ids.ts';
import type { NotificationSettled } from '../domain/journey/event.ts';
import type { JourneyEvent } from '../domain/journeys.ts';

/** Writes the outcome, once, with its event. Returns the journey's events after a number. */
export async function settleNotification(
  sql: Sql,
  { journeyId, after }: { readonly journeyId: JourneyId; readonly after: number },
  settlement: Settlement,
): Promise<readonly JourneyEvent[]> {
  return sql.begin(async (tx) => {
    await settleNotificationRow(tx, settlement);
    const { key, outcome, error: code } = settlement;
    const body: NotificationSettled = { kind: 'notification_settled', key, outcome, code };
    const dedupe = `notification_settled/${key}`;
    await appendEvents(tx, journeyId, [{ body, wakes: false, dedupe }]);
    return readEvents(tx, journeyId, after);
  });
}
