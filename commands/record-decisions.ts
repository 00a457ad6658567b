import type { Sql } from '../db/connect.ts';
import { upsertDecision } from '../db/notifications.ts';
import { type JourneyId, parseJourneyId } from '../domain/ids.ts';
import type { DecisionRecord } from '../domain/journey/message-plan.ts';

/** Writes holds and drops into the ledger. Replaces earlier holds, but never a sent message. */
export async function recordDecisions(
  sql: Sql,
  journeyId: JourneyId,
  records: readonly DecisionRecord[],
): Promise<void> {
  const { shopId } = parseJourneyId(journeyId);
  await sql.begin(async (tx) => {
    for (const { decision, at, ...record } of records) {
      await upsertDecision(tx, {
        ...record,
        shopId,
        journeyId,
        decision: decision.do,
        reason: decision.because,
        holdUntil: decision.do === 'hold' ? new Date(decision.until) : null,
        decidedAt: new Date(at),
      });
    }
  });
}
