import type { Sql } from '../db/connect.ts';
import { hasPosition } from '../db/journey-events.ts';
import { type DecisionRow, upsertDecisions } from '../db/notifications.ts';
import { type JourneyId, parseJourneyId } from '../domain/ids.ts';
import type { Effect } from '../domain/journey/effect.ts';
import type { PlannedMessage } from '../domain/journey/message-plan.ts';
import type { LogPosition } from '../domain/journeys.ts';
import { applyEscalationEffect } from './open-escalation.ts';

export interface Decisions {
  /** The last event that the workflow has processed. */
  readonly after: LogPosition;
  /** Messages to send. */
  readonly planned: readonly PlannedMessage[];
  readonly effects: readonly Effect[];
}

/**
 * Writes decisions into the ledger, and opens and withdraws escalations: all or nothing. A decision
 * replaces a hold, but never a message that was sent or dropped. Safe to repeat. Returns false,
 * without writing anything, if the log has diverged.
 */
export async function recordDecisions(
  sql: Sql,
  journeyId: JourneyId,
  { after, planned, effects }: Decisions,
): Promise<boolean> {
  return sql.begin(async (tx) => {
    if (!(await hasPosition(tx, journeyId, after))) return false;
    await upsertDecisions(tx, finalRows(journeyId, planned, effects));
    for (const effect of effects) {
      if (effect.do !== 'record') await applyEscalationEffect(tx, journeyId, effect);
    }
    return true;
  });
}

/** One row per message: the first decision that is not to wait, else the last one. */
function finalRows(
  journeyId: JourneyId,
  planned: readonly PlannedMessage[],
  effects: readonly Effect[],
): readonly DecisionRow[] {
  const { shopId } = parseJourneyId(journeyId);
  const held = effects.flatMap((effect): readonly DecisionRow[] => {
    if (effect.do !== 'record') return [];
    const { decision, at, key, kind, channel, shipmentIds } = effect.record;
    const about = { shopId, key, journeyId, kind, channel, shipmentIds };
    const holdUntil = decision.do === 'hold' ? new Date(decision.until) : null;
    const { do: what, because: reason } = decision;
    return [{ ...about, decision: what, reason, holdUntil, decidedAt: new Date(at) }];
  });
  const sent = planned.map(({ key, kind, channel, shipmentIds, notBefore }): DecisionRow => {
    const about = { shopId, key, journeyId, kind, channel, shipmentIds };
    return {
      ...about,
      decision: 'send',
      reason: null,
      holdUntil: null,
      decidedAt: new Date(notBefore),
    };
  });
  const rows = new Map<string, DecisionRow>();
  for (const row of [...held, ...sent]) {
    const earlier = rows.get(row.key);
    if (!earlier || earlier.decision === 'hold') rows.set(row.key, row);
  }
  return [...rows.values()];
}
