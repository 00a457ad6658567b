import type { Sql } from '../db/connect.ts';
import { recordDecisions as writeDecisions } from '../db/notifications.ts';
import type { JourneyId } from '../domain/ids.ts';
import type { DecisionRecord } from '../domain/journey/message-plan.ts';

/** Writes holds and drops into the ledger, all of them or none. Repeating it changes nothing. */
export async function recordDecisions(
  sql: Sql,
  journeyId: JourneyId,
  records: readonly DecisionRecord[],
): Promise<void> {
  await sql.begin((tx) => writeDecisions(tx, journeyId, records));
}
