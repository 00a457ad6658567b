/** Writes into the ledger what a workflow knows of sent messages and the database has lost. */

import type { Sql } from '../db/connect.ts';
import { journeyExists } from '../db/journeys.ts';
import { type RestoredRow, restoreOutcomes } from '../db/notification-outcomes.ts';
import { type JourneyId, notificationKey, parseJourneyId } from '../domain/ids.ts';
import type { SentMessage } from '../domain/journey/message-plan.ts';

/**
 * Restores the rows of messages and of all milestones that they cover, so that none of them is sent
 * again. Returns false if the database has lost the journey, too: then it has no place for them yet.
 */
export async function restoreSent(
  sql: Sql,
  journeyId: JourneyId,
  sent: readonly SentMessage[],
): Promise<boolean> {
  if (!(await journeyExists(sql, journeyId))) return false;
  await restoreOutcomes(
    sql,
    sent.flatMap((each) => rowsOf(journeyId, each)),
  );
  return true;
}

function rowsOf(journeyId: JourneyId, message: SentMessage): readonly RestoredRow[] {
  const { milestoneId, covers = [], kind, channel, at, outcome } = message;
  const { shopId } = parseJourneyId(journeyId);
  const time = new Date(at);
  const shared = { shop_id: shopId, journey_id: journeyId, kind, channel, state: outcome };
  return [milestoneId, ...covers].map((id) => ({
    ...shared,
    shipment_ids: shipmentsIn(id),
    key: notificationKey(journeyId, id, channel),
    decided_at: time,
    settled_at: time,
  }));
}

/** `S1/shipped/1` is about the parcel `S1`, `-/order_confirmed/1` about none. */
function shipmentsIn(milestoneId: string): readonly string[] {
  const shipmentId = milestoneId.split('/').slice(0, -2).join('/');
  return shipmentId === '-' ? [] : [shipmentId];
}
