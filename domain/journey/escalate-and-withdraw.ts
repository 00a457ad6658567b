/**
 * Takes the steps of a ladder while its expectation is overdue, for orders and returns alike.
 * Raises an alarm only after a timer, once the whole log has been read, and withdraws it when the
 * expected event arrives.
 */

import type { BusinessCalendar } from '../calendar.ts';
import { addDuration } from '../duration.ts';
import { ownProperty } from '../own-property.ts';
import type { ExpectationKind, LadderStep, Severity, Team } from '../policy/rule.ts';
import { earliest, HOUR } from '../time.ts';
import type { EscalationChanged, Resolution } from './event.ts';
import { EXPECTED_FROM, type Expectation } from './expectation.ts';

export interface StepTaken {
  readonly step: LadderStep;
  /** Epoch milliseconds. */
  readonly at: number;
  /** The day on which the customer expected the parcel, if it had passed by then; else null. */
  readonly day: string | null;
}

/** An open expectation with at least one step of its ladder taken. */
export interface RaisedAlarm extends Omit<Expectation, 'ladder'> {
  /** Oldest first. */
  readonly stepsTaken: readonly StepTaken[];
  readonly resolution: Resolution | null;
  readonly snoozedUntil: number | null;
}

/** An alarm whose expectation is no longer open. */
export interface SettledAlarm extends RaisedAlarm {
  readonly settledAt: number;
  /** True: the parcel is moving again, so the customer may receive a message. */
  readonly resumed: boolean;
}

export interface OverdueState {
  readonly raised: readonly RaisedAlarm[];
  /** The latest 20, oldest first. */
  readonly settled: readonly SettledAlarm[];
  /** Each carrier that reports nothing at all → how long to wait for it; epoch milliseconds. */
  readonly silentCarriers: Readonly<Record<string, number>>;
}

export const NOTHING_OVERDUE: OverdueState = { raised: [], settled: [], silentCarriers: {} };

/** Opens or raises an escalation, or withdraws it because the expected event arrived. */
export type EscalationEffect =
  | { readonly do: 'escalate'; readonly opening: EscalationOpening }
  | { readonly do: 'withdraw'; readonly expectationId: string; readonly at: number };

/** What a step opens an escalation with, or raises an open one to. */
export interface EscalationOpening {
  readonly expectationId: string;
  readonly kind: ExpectationKind;
  readonly shipmentId: string | null;
  readonly carrier: string | null;
  readonly severity: Severity;
  readonly to: Team;
  readonly proposal: 'lost' | null;
  readonly since: number;
  readonly due: number;
  /** Epoch milliseconds. */
  readonly at: number;
  /** 1 for the first step of the ladder. */
  readonly step: number;
}

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
  const settling = settleAlarms(overdue, open, input);
  if (!input.confirmed) return { ...settling, expired: false };
  const taking = takeDueSteps(settling.overdue, open, input);
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
  const effects = over
    .filter((alarm) => isEscalated(alarm) && alarm.resolution === null)
    .map(({ id }) => ({ do: 'withdraw', expectationId: id, at: now }) as const);
  return {
    overdue: {
      ...overdue,
      raised: overdue.raised.filter(isOpen),
      settled: [...overdue.settled, ...settled].slice(-SETTLED_KEPT),
    },
    effects,
  };
}

function takeDueSteps(
  overdue: OverdueState,
  open: readonly Expectation[],
  input: LaddersInput,
): LaddersResult {
  const { silentCarriers } = overdue;
  const raised = [...overdue.raised];
  const effects: EscalationEffect[] = [];
  let expired = false;
  for (const expectation of open) {
    const index = raised.findIndex(({ id }) => id === expectation.id);
    const before = raised[index] ?? untouched(expectation);
    const after = takeSteps(before, expectation, { ...input, silentCarriers });
    if (after.stepsTaken.length === before.stepsTaken.length) continue;
    effects.push(...openingsOf(after, before.stepsTaken.length));
    expired ||= after.stepsTaken.at(-1)?.step.do === 'expire';
    if (index < 0) raised.push(after);
    else raised[index] = after;
  }
  return { overdue: { ...overdue, raised }, effects, expired };
}

/** When the next step of any ladder is due, epoch milliseconds; null: there is none. */
export function laddersWakeAt(
  { raised, silentCarriers }: OverdueState,
  open: readonly Expectation[],
  calendar: BusinessCalendar,
): number | null {
  return earliest(
    open.map((expectation) => {
      const alarm = raised.find(({ id }) => id === expectation.id) ?? untouched(expectation);
      return nextStepAt(alarm, expectation, { calendar, silentCarriers });
    }),
  );
}

type StepInput = Pick<LaddersInput, 'calendar'> & Pick<OverdueState, 'silentCarriers'>;

function untouched({ id, kind, shipmentId, carrier, since, due }: Expectation): RaisedAlarm {
  const facts = { id, kind, shipmentId, carrier, since, due };
  return { ...facts, stepsTaken: [], resolution: null, snoozedUntil: null };
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
    const stepsTaken = [...current.stepsTaken, { step, at: input.now, day }];
    current = { ...current, stepsTaken };
  }
}

/**
 * When a ladder's next step is due; null after the last one, or once a person resolved the alarm.
 */
function nextStepAt(
  { stepsTaken, resolution, snoozedUntil }: RaisedAlarm,
  { ladder, carrier, kind, due }: Expectation,
  { silentCarriers, calendar }: StepInput,
): number | null {
  const next = ladder[stepsTaken.length];
  if (!next || resolution !== null) return null;
  const at = addDuration(due, next.after, calendar);
  const isFromCarrier = EXPECTED_FROM[kind] === 'carrier' && carrier !== null;
  const silentUntil = isFromCarrier ? ownProperty(silentCarriers, carrier) : undefined;
  const patientUntil = Math.min(silentUntil ?? 0, due + SILENCE_PATIENCE_MS);
  return Math.max(at, snoozedUntil ?? 0, patientUntil);
}

function openingsOf(alarm: RaisedAlarm, from: number): readonly EscalationEffect[] {
  const { id: expectationId, kind, shipmentId, carrier, since, due } = alarm;
  return alarm.stepsTaken.flatMap(({ step, at }, index): readonly EscalationEffect[] => {
    if (index < from || step.do !== 'escalate') return [];
    const { severity, to, propose: proposal = null } = step;
    const facts = { expectationId, kind, shipmentId, carrier, since, due };
    return [{ do: 'escalate', opening: { ...facts, severity, to, proposal, at, step: index + 1 } }];
  });
}

export function isEscalated({ stepsTaken }: RaisedAlarm): boolean {
  return stepsTaken.some(({ step }) => step.do === 'escalate');
}

/** Applies what a person did about an escalation. */
export function applyEscalationChange(
  overdue: OverdueState,
  { expectationId, change, resolution, until }: EscalationChanged,
): OverdueState {
  const raised = overdue.raised.map((alarm) => {
    if (alarm.id !== expectationId) return alarm;
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
