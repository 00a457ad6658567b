/**
 * Takes the steps of a ladder while its expectation is overdue, for orders and returns alike.
 * Raises an alarm only after a timer, once the whole log has been read, and withdraws it when the
 * expected event arrives.
 */

import type { BusinessCalendar } from '../calendar.ts';
import { addDuration, type Duration, isBefore } from '../duration.ts';
import { ownProperty } from '../own-property.ts';
import { earliest, HOUR } from '../time.ts';
import type { EscalationEffect, OverdueState, RaisedAlarm } from './alarm.ts';
import type { EscalationChanged } from './event.ts';
import { EXPECTED_FROM, type Expectation } from './expectation.ts';
import { freshStart, joinEscalation, snoozeOfCause } from './join-escalation.ts';
import { countEscalated, nameReopened } from './reopened.ts';

export interface LaddersInput {
  /** All open expectations. A function, because most events do not need them. */
  readonly open: () => readonly Expectation[];
  readonly calendar: BusinessCalendar;
  readonly now: number;
  /** True after a timer: the log has been read to its end. Steps are taken only then. */
  readonly confirmed: boolean;
  /** Whether the shipment of an alarm is moving again. */
  readonly isMoving: (shipmentId: string | null) => boolean;
  /** The day on which the customer expected it, `YYYY-MM-DD`, once it has passed; else null. */
  readonly missedDay: (shipmentId: string | null) => string | null;
}

export interface LaddersResult {
  readonly overdue: OverdueState;
  readonly effects: readonly EscalationEffect[];
  /** True: a ladder ended with the step `expire`. */
  readonly expired: boolean;
}

const SETTLED_KEPT = 20;
const SILENCE_RECHECK_MS = HOUR;
/** A carrier that is silent for longer is itself the problem. */
const SILENCE_PATIENCE_MS = 48 * HOUR;

/** Settles alarms whose expectation is no longer open, then takes every step that is due. */
export function advanceLadders(overdue: OverdueState, input: LaddersInput): LaddersResult {
  if (!input.confirmed && overdue.raised.length === 0) {
    return { overdue, effects: [], expired: false };
  }
  const open = input.open();
  const settling = settleAlarms(overdue, nameReopened(open, overdue), input);
  if (!input.confirmed) return { ...settling, expired: false };
  const named = nameReopened(open, settling.overdue);
  const taking = takeDueSteps(settling.overdue, named, input);
  return { ...taking, effects: [...settling.effects, ...taking.effects] };
}

function settleAlarms(
  overdue: OverdueState,
  open: readonly Expectation[],
  { now, isMoving }: LaddersInput,
): Omit<LaddersResult, 'expired'> {
  const isOpen = ({ id }: RaisedAlarm) => open.some((each) => each.id === id);
  const over = overdue.raised.filter((alarm) => !isOpen(alarm));
  const settled = over.map((alarm) => ({
    ...alarm,
    settledAt: now,
    resumed: isMoving(alarm.shipmentId),
  }));
  const raised = overdue.raised.filter(isOpen);
  const isStillNeeded = (escalationId: string) =>
    raised.some((alarm) => alarm.escalationId === escalationId);
  const ended = over.flatMap(({ escalationId, resolution }) =>
    escalationId === null || resolution !== null || isStillNeeded(escalationId)
      ? []
      : [escalationId],
  );
  const effects = [...new Set(ended)].map(
    (expectationId) => ({ do: 'withdraw', expectationId, at: now }) as const,
  );
  return {
    overdue: {
      ...overdue,
      raised,
      settled: [...overdue.settled, ...settled].slice(-SETTLED_KEPT),
      escalated: countEscalated(overdue, settled),
    },
    effects,
  };
}

function takeDueSteps(
  overdue: OverdueState,
  open: readonly Expectation[],
  input: LaddersInput,
): LaddersResult {
  let current = overdue;
  const effects: EscalationEffect[] = [];
  let expired = false;
  for (const expectation of open) {
    const before = alarmOf(current, expectation);
    const after = takeSteps(before, expectation, { ...input, overdue: current });
    if (after.stepsTaken.length === before.stepsTaken.length) continue;
    const joined = joinEscalation(after, before.stepsTaken.length, current);
    effects.push(...joined.effects);
    expired ||= after.stepsTaken.at(-1)?.step.do === 'expire';
    const isRaised = current.raised.some(({ id }) => id === after.id);
    const raised = isRaised
      ? current.raised.map((each) => (each.id === after.id ? joined.alarm : each))
      : [...current.raised, joined.alarm];
    current = { ...current, raised };
  }
  return { overdue: current, effects, expired };
}

/** When the next step of any ladder is due, epoch milliseconds; null: there is none. */
export function laddersWakeAt(
  overdue: OverdueState,
  open: readonly Expectation[],
  calendar: BusinessCalendar,
): number | null {
  return earliest(
    nameReopened(open, overdue).map((expectation) => {
      return nextStepAt(alarmOf(overdue, expectation), expectation, { calendar, overdue });
    }),
  );
}

interface StepInput extends Pick<LaddersInput, 'calendar'> {
  readonly overdue: OverdueState;
}

function alarmOf(overdue: OverdueState, expectation: Expectation): RaisedAlarm {
  const raised = overdue.raised.find(({ id }) => id === expectation.id);
  if (raised) return raised;
  const { id, kind, shipmentId, carrier, since, due } = expectation;
  const facts = { id, kind, shipmentId, carrier, since, due };
  return { ...facts, stepsTaken: [], escalationId: null, resolution: null, snoozedUntil: null };
}

function takeSteps(
  alarm: RaisedAlarm,
  expectation: Expectation,
  input: LaddersInput & StepInput,
): RaisedAlarm {
  let current = alarm;
  for (;;) {
    const at = nextStepAt(current, expectation, input);
    const step = expectation.ladder[current.stepsTaken.length];
    if (at === null || !step || at > input.now) return current;
    const day = input.missedDay(current.shipmentId);
    const stepsTaken = [...current.stepsTaken, { step, at: input.now, day, raises: false }];
    current = { ...current, stepsTaken };
  }
}

/**
 * When a ladder's next step is due; null after the last one, or once a person resolved the alarm.
 */
function nextStepAt(
  alarm: RaisedAlarm,
  { ladder, carrier, kind, since, due, expiresAt, customerFrom = 0 }: Expectation,
  { overdue, calendar }: StepInput,
): number | null {
  const { stepsTaken, resolution } = alarm;
  const next = ladder[stepsTaken.length];
  if (!next || resolution !== null) return null;
  const onTime = stepTime({ since, due }, next.after, calendar);
  const at = next.do === 'expire' ? (expiresAt ?? onTime) : onTime;
  const isFromCarrier = EXPECTED_FROM[kind] === 'carrier' && carrier !== null;
  const silentUntil = isFromCarrier ? ownProperty(overdue.silentCarriers, carrier) : undefined;
  const patientUntil = Math.min(silentUntil ?? 0, due + SILENCE_PATIENCE_MS);
  const isFirst = next.do === 'escalate' && alarm.escalationId === null;
  const startsAt = isFirst ? freshStart(overdue, alarm, calendar) : 0;
  const readyAt = next.do === 'notify_customer' ? customerFrom : 0;
  return Math.max(at, snoozeOfCause(overdue, alarm), patientUntil, startsAt, readyAt);
}

/**
 * When a step is due that comes `after` the due time, or before it. One that would come in the first
 * third of the time comes at half of it: earlier, nothing is wrong yet.
 */
function stepTime(
  { since, due }: Pick<Expectation, 'since' | 'due'>,
  after: Duration,
  calendar: BusinessCalendar,
): number {
  const at = addDuration(due, after, calendar);
  if (!isBefore(after) || due <= since) return at;
  const whole = due - since;
  return at < since + whole / 3 ? since + Math.round(whole / 2) : at;
}

export function isEscalated({ escalationId }: Pick<RaisedAlarm, 'escalationId'>): boolean {
  return escalationId !== null;
}

/** Applies what a person did about an escalation. */
export function applyEscalationChange(
  overdue: OverdueState,
  { expectationId, change, resolution, until }: EscalationChanged,
): OverdueState {
  const raised = overdue.raised.map((alarm) => {
    if (alarm.escalationId !== expectationId && alarm.id !== expectationId) return alarm;
    if (change === 'resolved') return { ...alarm, resolution: resolution ?? 'solved' };
    return change === 'snoozed' ? { ...alarm, snoozedUntil: until } : alarm;
  });
  return { ...overdue, raised };
}

/** Replaces the list of carriers that report nothing at all. */
export function applySilentCarriers(
  overdue: OverdueState,
  carriers: readonly string[],
  now: number,
): OverdueState {
  const until = now + SILENCE_RECHECK_MS;
  return {
    ...overdue,
    silentCarriers: Object.fromEntries(carriers.map((carrier) => [carrier, until])),
  };
}
