/** Opens and withdraws escalations as the machines decide. People use change-escalation.ts. */

import type { Queryable } from '../db/connect.ts';
import { insertHistory, markWithdrawn, upsertEscalation } from '../db/escalations.ts';
import { type JourneyId, parseJourneyId } from '../domain/ids.ts';
import type { EscalationEffect, EscalationOpening } from '../domain/journey/alarm.ts';

export async function applyEscalationEffect(
  sql: Queryable,
  journeyId: JourneyId,
  effect: EscalationEffect,
): Promise<void> {
  if (effect.do === 'escalate') await openEscalation(sql, journeyId, effect.opening);
  else await withdrawEscalation(sql, journeyId, { ...effect, at: new Date(effect.at) });
}

/**
 * Opens an escalation, or raises it, or lists a further expectation that it covers. Repeating a step
 * changes nothing.
 */
export async function openEscalation(
  sql: Queryable,
  journeyId: JourneyId,
  opening: EscalationOpening,
): Promise<void> {
  const { shopId } = parseJourneyId(journeyId);
  const { to: team, at, since, due, causedBy, raises, ...facts } = opening;
  const openedAt = new Date(at);
  const id = await upsertEscalation(sql, {
    ...facts,
    shopId,
    journeyId,
    team,
    since: new Date(since),
    due: new Date(due),
    openedAt,
    raises,
  });
  if (id === null) return;
  const { severity, proposal } = opening;
  await insertHistory(
    sql,
    { id, shopId },
    {
      at: openedAt,
      change: opening.step === 1 ? 'opened' : raises ? 'raised' : 'joined',
      data: { severity, to: team, proposal, expectation: opening.kind, expectationId: causedBy },
    },
  );
}

/** Ends an escalation because the expected event arrived. Changes none that a person ended. */
export async function withdrawEscalation(
  sql: Queryable,
  journeyId: JourneyId,
  { expectationId, at }: { readonly expectationId: string; readonly at: Date },
): Promise<void> {
  const { shopId } = parseJourneyId(journeyId);
  const id = await markWithdrawn(sql, journeyId, { expectationId, at });
  if (id !== null) await insertHistory(sql, { id, shopId }, { at, change: 'withdrawn' });
}
