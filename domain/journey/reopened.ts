/**
 * An expectation may be overdue, met, and overdue again for the same facts: a return is received,
 * one more label is made, and that parcel never comes. Its second escalation has an id of its own.
 */

import { ownProperty } from '../own-property.ts';
import type { OverdueState, RaisedAlarm } from './alarm.ts';
import type { Expectation } from './expectation.ts';

/** The expectations, with `~2` added to the id of one whose first escalation is over. */
export function nameReopened(
  open: readonly Expectation[],
  { escalated }: Pick<OverdueState, 'escalated'>,
): readonly Expectation[] {
  return open.map((expectation) => {
    const times = ownProperty(escalated, expectation.id) ?? 0;
    return times === 0 ? expectation : { ...expectation, id: `${expectation.id}~${times + 1}` };
  });
}

/** The id that all alarms about the same facts share. */
export function idOfFacts(id: string): string {
  return id.replace(/~\d+$/, '');
}

/** How often each expectation was escalated and met, after these alarms have settled. */
export function countEscalated(
  { escalated }: Pick<OverdueState, 'escalated'>,
  settled: readonly RaisedAlarm[],
): OverdueState['escalated'] {
  const ids = settled.flatMap(({ id, escalationId }) =>
    escalationId === null ? [] : [idOfFacts(id)],
  );
  const counts = ids.map((id) => [id, (ownProperty(escalated, id) ?? 0) + 1] as const);
  return { ...escalated, ...Object.fromEntries(counts) };
}
