/**
 * The ledger's row of one message, from its first attempt to its outcome. Each step before the
 * outcome is a single statement, so that only one of two attempts can take it.
 */

import type { Sql } from '../db/connect.ts';
import { readEvents } from '../db/journey-events.ts';
import { type Settlement, saveOutcome } from '../db/notifications.ts';
import type { JourneyId } from '../domain/ids.ts';
import type { JourneyEvent } from '../domain/journeys.ts';
import { appendEvents } from './append-events.ts';

export {
  countSent,
  markAttempting,
  markNotTaken,
  type NotificationRow,
  openNotification,
  type Rendered,
  type Settlement,
  saveError,
  savePayload,
  saveRenderError,
} from '../db/notifications.ts';

/**
 * Saves the outcome and appends it to the log, once. Returns the journey's events after `after`.
 */
export async function settleNotification(
  sql: Sql,
  { journeyId, after }: { readonly journeyId: JourneyId; readonly after: number },
  settlement: Settlement,
): Promise<readonly JourneyEvent[]> {
  return sql.begin(async (tx) => {
    await saveOutcome(tx, settlement);
    const { key, outcome, error: code } = settlement;
    const body = { kind: 'notification_settled', key, outcome, code } as const;
    const dedupe = `notification_settled/${key}`;
    await appendEvents(tx, journeyId, [{ body, wakes: false, dedupe }]);
    return readEvents(tx, journeyId, after);
  });
}
