import type { Sql } from '../db/connect.ts';
import { openEscalation, withdrawEscalation } from '../db/escalations.ts';
import type { JourneyId } from '../domain/ids.ts';
import type { EscalationEffect } from '../domain/journey/overdue.ts';

/** Opens, raises and withdraws escalations, all of them or none. Repeating it changes nothing. */
export async function applyEscalationEffects(
  sql: Sql,
  journeyId: JourneyId,
  effects: readonly EscalationEffect[],
): Promise<void> {
  await sql.begin(async (tx) => {
    for (const effect of effects) {
      if (effect.do === 'escalate') {
        await openEscalation(tx, journeyId, effect.opening);
        continue;
      }
      const { expectationId, at } = effect;
      await withdrawEscalation(tx, journeyId, { expectationId, at: new Date(at) });
    }
  });
}
