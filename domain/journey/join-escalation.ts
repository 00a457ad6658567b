/** One escalation per parcel and cause: later ladders join it, and raise it if they are graver. */

import { addBusinessDays, type BusinessCalendar } from '../calendar.ts';
import { type ExpectationKind, SEVERITIES, type Severity, type Team } from '../policy/rule.ts';
import type { EscalationEffect, OverdueState, RaisedAlarm } from './alarm.ts';

type Subject = Pick<RaisedAlarm, 'id' | 'kind' | 'shipmentId'>;

/** Expectations that one parcel disappoints, one after the other, because it does not arrive. */
const OF_ARRIVAL: ReadonlySet<ExpectationKind> = new Set<ExpectationKind>([
  'known',
  'first_scan',
  'movement',
  'progress',
  'delivery',
  'next_attempt',
  'exception_resolved',
  'loss_resolved',
  'delivery_confirmed',
]);

/** The same for a parcel of a return: it stops, or goes in circles. */
const OF_WAY_BACK: ReadonlySet<ExpectationKind> = new Set<ExpectationKind>([
  'return_movement',
  'progress',
]);

function haveOneCause(a: Subject, b: Subject): boolean {
  if (a.shipmentId === null || a.shipmentId !== b.shipmentId) return false;
  const isBoth = (kinds: ReadonlySet<ExpectationKind>) => kinds.has(a.kind) && kinds.has(b.kind);
  return a.kind === b.kind || isBoth(OF_ARRIVAL) || isBoth(OF_WAY_BACK);
}

/** The open alarms whose escalation an alarm could join. */
function leadersOf({ raised }: OverdueState, subject: Subject): readonly RaisedAlarm[] {
  return raised.filter(
    (each) =>
      each.id !== subject.id &&
      each.escalationId !== null &&
      each.resolution === null &&
      haveOneCause(each, subject),
  );
}

/**
 * The end of the longest snooze of an alarm and of those that it could join; epoch milliseconds.
 * 0: none.
 */
export function snoozeOfCause(
  overdue: OverdueState,
  alarm: Subject & Pick<RaisedAlarm, 'snoozedUntil'>,
): number {
  const all = [alarm, ...leadersOf(overdue, alarm)];
  return Math.max(...all.map(({ snoozedUntil }) => snoozedUntil ?? 0));
}

/** Business days that the next ladder waits after the end of an alarm with the same cause. */
const FRESH_DAYS = 2;
/** Business days after its due time from which a ladder waits no longer: it never becomes quiet. */
const FRESH_DAYS_MAX = 7;

/**
 * The earliest time for the first escalation of a ladder: a parcel that has just moved again is not
 * reported for its earlier silence. Epoch milliseconds; 0: at once.
 */
export function freshStart(
  { settled }: OverdueState,
  alarm: Pick<RaisedAlarm, 'id' | 'kind' | 'shipmentId' | 'due'>,
  calendar: BusinessCalendar,
): number {
  const ends = settled
    .filter((each) => each.escalationId !== null && haveOneCause(each, alarm))
    .map(({ settledAt }) => addBusinessDays(settledAt, FRESH_DAYS, calendar));
  if (ends.length === 0 || NEWS.has(alarm.kind)) return 0;
  return Math.min(Math.max(...ends), addBusinessDays(alarm.due, FRESH_DAYS_MAX, calendar));
}

/** What the carrier has just reported: the parcel did not move again, and nobody looks into it yet. */
const NEWS: ReadonlySet<ExpectationKind> = new Set<ExpectationKind>([
  'loss_resolved',
  'delivery_confirmed',
]);

interface Joined {
  readonly alarm: RaisedAlarm;
  readonly effects: readonly EscalationEffect[];
}

/** Opens, raises or joins an escalation with the steps of an alarm from index `from` on. */
export function joinEscalation(alarm: RaisedAlarm, from: number, overdue: OverdueState): Joined {
  const { id, kind, shipmentId, carrier, since, due } = alarm;
  const [leader] = alarm.escalationId === null ? leadersOf(overdue, alarm) : [];
  let escalationId = alarm.escalationId ?? leader?.escalationId ?? null;
  const others = escalationId === null ? [] : stepsOf(escalationId, id, overdue);
  const known = [...others, ...severitiesOf(alarm.stepsTaken.slice(0, from))];
  let severity = highest(known);
  let number = known.length;
  const effects: EscalationEffect[] = [];
  let team: Team | null = null;
  const stepsTaken = alarm.stepsTaken.map((taken, index) => {
    const { step, at } = taken;
    if (step.do !== 'escalate') return taken;
    // A ladder that hands its escalation on to another team notifies that team.
    const isHandedOn = team !== null && step.to !== team;
    team = step.to;
    if (index < from) return taken;
    const raises = severity === null || isHandedOn || rankOf(step.severity) > rankOf(severity);
    escalationId ??= id;
    severity = highest([step.severity, ...(severity ? [severity] : [])]) ?? step.severity;
    number += 1;
    const facts = { expectationId: escalationId, causedBy: id, kind, shipmentId, carrier };
    const proposal = step.propose ?? null;
    const opening = { ...facts, severity, to: step.to, proposal, since, due, at };
    effects.push({ do: 'escalate', opening: { ...opening, step: number, raises } });
    return { ...taken, raises };
  });
  // A message to the customer alone does not join: the first escalation may have to wait.
  if (effects.length === 0) return { alarm: { ...alarm, stepsTaken }, effects };
  return { alarm: { ...alarm, stepsTaken, escalationId }, effects };
}

/** The severities of the steps that other alarms have taken in an escalation. */
function stepsOf(
  escalationId: string,
  ownId: string,
  { raised, settled }: OverdueState,
): readonly Severity[] {
  return [...settled, ...raised]
    .filter((each) => each.escalationId === escalationId && each.id !== ownId)
    .flatMap(({ stepsTaken }) => severitiesOf(stepsTaken));
}

function severitiesOf(stepsTaken: RaisedAlarm['stepsTaken']): readonly Severity[] {
  return stepsTaken.flatMap(({ step }) => (step.do === 'escalate' ? [step.severity] : []));
}

function highest(severities: readonly Severity[]): Severity | null {
  return severities.reduce<Severity | null>(
    (most, each) => (most === null || rankOf(each) > rankOf(most) ? each : most),
    null,
  );
}

function rankOf(severity: Severity): number {
  return SEVERITIES.indexOf(severity);
}
