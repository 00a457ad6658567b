import type { Sql } from '../db/connect.ts';
import { openEscalation, withdrawEscalation } from '../db/escalations.ts';
import type { JourneyId } from '../domain/ids.ts';
import type { EscalationEffect } from '../domain/journey/overdue.ts';

/** Opens, raises and withdraws escalations, all of them or none. Repeating it changes nothing. */
export async function applyEscalations(
  sql: Sql,
  journeyId: JourneyId,
  changes: readonly EscalationEffect[],
): Promise<void> {
  await sql.begin(async (tx) => {
    for (const change of changes) {
      if (change.do === 'escalate') {
        await openEscalation(tx, journeyId, change.opening);
        continue;
      }
      const { expectationId, at } = change;
      await withdrawEscalation(tx, journeyId, { expectationId, at: new Date(at) });
    }
  });
}
