/**
 * Climbs the ladders of what is overdue. An alarm is raised only when time has passed and the log
 * holds nothing more (an event `timer_fired`), and withdrawn when what it waited for has come. Shared by all
 * machines.
 */

import type { BusinessCalendar } from '../calendar.ts';
import { addDuration } from '../duration.ts';
import { isForStaff, type MessageKind } from '../message.ts';
import { ownProperty } from '../own-property.ts';
import { HOUR } from '../time.ts';
import { unreachable } from '../unreachable.ts';
import type { Milestone } from './decision.ts';
import type { EscalationChanged, Resolution } from './event.ts';
import {
  type Expectation,
  type ExpectationKind,
  FROM,
  type LadderStep,
  type Severity,
  type Team,
} from './expectation.ts';
import { type Effect, earliest, type MessagePlan } from './message-plan.ts';

export interface StepTaken {
  readonly step: LadderStep;
  /** Epoch milliseconds. */
  readonly at: number;
  /** The day that the customer had been told and that had passed by then; null for none. */
  readonly day: string | null;
}

/** An expectation of which at least one step was taken, and that is still open. */
export interface RaisedAlarm extends Omit<Expectation, 'ladder'> {
  /** The steps taken, in order, with when each was taken. */
  readonly stepsTaken: readonly StepTaken[];
  readonly resolution: Resolution | null;
  readonly snoozedUntil: number | null;
}

/** One that was raised and is over. */
export interface SettledAlarm extends RaisedAlarm {
  readonly settledAt: number;
  /** True: what it waited for came, and the customer may be told that all is well again. */
  readonly resumed: boolean;
}

export interface OverdueState {
  readonly raised: readonly RaisedAlarm[];
  /** The latest, oldest first. */
  readonly settled: readonly SettledAlarm[];
  /** Carriers whose silence says nothing for now, and until when; epoch milliseconds. */
  readonly silentCarriers: Readonly<Record<string, number>>;
}

export const NOTHING_OVERDUE: OverdueState = { raised: [], settled: [], silentCarriers: {} };

/** A case for people, as a step opens it or makes it more urgent. */
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
  /** 1 for the step that opened it. */
  readonly step: number;
}

export interface LaddersInput {
  /** All that is awaited now. Asked for only where it is needed. */
  readonly open: () => readonly Expectation[];
  readonly calendar: BusinessCalendar;
  readonly now: number;
  /** Whether the log was just read to its end. */
  readonly confirmed: boolean;
  /** Whether a shipment is on its way again: the one that an alarm was about. */
  readonly isMoving: (shipmentId: string | null) => boolean;
  /** The day, `YYYY-MM-DD`, on which the customer expects it; null where none was told. */
  readonly dayOf: (shipmentId: string | null) => string | null;
}

export interface LaddersResult {
  readonly overdue: OverdueState;
  readonly effects: readonly Effect[];
  /** True: the last step of a ladder was to give it up. */
  readonly expired: boolean;
}

const SETTLED_KEPT = 20;
const FEED_RECHECK_MS = HOUR;
/** A carrier that is silent for longer than this is itself the trouble. */
const FEED_PATIENCE_MS = 48 * HOUR;

export function advanceLadders(overdue: OverdueState, input: LaddersInput): LaddersResult {
  const { now } = input;
  if (!input.confirmed && overdue.raised.length === 0)
    return { overdue, effects: [], expired: false };
  const open = input.open();
  const effects: Effect[] = [];
  const settled: SettledAlarm[] = [];
  const raised: RaisedAlarm[] = [];
  for (const each of overdue.raised) {
    if (open.some(({ id }) => id === each.id)) {
      raised.push(each);
      continue;
    }
    const resumed = input.isMoving(each.shipmentId);
    settled.push({ ...each, settledAt: now, resumed });
    if (isEscalated(each) && each.resolution === null) {
      effects.push({ do: 'withdraw', expectationId: each.id, at: now });
    }
  }
  let expired = false;
  if (input.confirmed) {
    for (const expectation of open) {
      const known = raised.find(({ id }) => id === expectation.id) ?? untouched(expectation);
      const next = takeSteps(known, expectation, {
        ...input,
        silentCarriers: overdue.silentCarriers,
      });
      if (next.stepsTaken.length === known.stepsTaken.length) continue;
      effects.push(...openings(next, known.stepsTaken.length));
      expired ||= next.stepsTaken.at(-1)?.step.do === 'expire';
      const index = raised.indexOf(known);
      if (index < 0) raised.push(next);
      else raised[index] = next;
    }
  }
  const all = [...overdue.settled, ...settled].slice(-SETTLED_KEPT);
  return { overdue: { ...overdue, raised, settled: all }, effects, expired };
}

/** When the next step of any ladder is due, or null. */
export function laddersWakeAt(
  overdue: OverdueState,
  open: readonly Expectation[],
  calendar: BusinessCalendar,
): number | null {
  return earliest(
    open.map((expectation) => {
      const known =
        overdue.raised.find(({ id }) => id === expectation.id) ?? untouched(expectation);
      return nextStepAt(known, expectation, { calendar, silentCarriers: overdue.silentCarriers });
    }),
  );
}

type Circumstances = Pick<LaddersInput, 'calendar'> & Pick<OverdueState, 'silentCarriers'>;

function untouched({ id, kind, shipmentId, carrier, since, due }: Expectation): RaisedAlarm {
  const facts = { id, kind, shipmentId, carrier, since, due };
  return { ...facts, stepsTaken: [], resolution: null, snoozedUntil: null };
}

function takeSteps(
  raised: RaisedAlarm,
  expectation: Expectation,
  input: LaddersInput & Pick<OverdueState, 'silentCarriers'>,
): RaisedAlarm {
  let current = raised;
  for (;;) {
    const at = nextStepAt(current, expectation, input);
    const step = expectation.ladder[current.stepsTaken.length];
    if (at === null || !step || at > input.now) return current;
    const day = input.dayOf(current.shipmentId);
    const stepsTaken = [...current.stepsTaken, { step, at: input.now, day }];
    current = { ...current, stepsTaken };
  }
}

/** When the next step of one ladder may be taken; null where none is left, or a person ended it. */
function nextStepAt(
  { stepsTaken, resolution, snoozedUntil }: RaisedAlarm,
  { ladder, carrier, kind, due }: Expectation,
  { silentCarriers, calendar }: Circumstances,
): number | null {
  const next = ladder[stepsTaken.length];
  if (!next || resolution !== null) return null;
  const at = addDuration(due, next.after, calendar);
  const isCarriers = FROM[kind] === 'carrier' && carrier !== null;
  const silent = isCarriers ? ownProperty(silentCarriers, carrier) : undefined;
  const patient = Math.min(silent ?? 0, due + FEED_PATIENCE_MS);
  return Math.max(at, snoozedUntil ?? 0, patient);
}

function openings(raised: RaisedAlarm, from: number): readonly Effect[] {
  const { id: expectationId, kind, shipmentId, carrier, since, due } = raised;
  return raised.stepsTaken.flatMap(({ step, at }, index): readonly Effect[] => {
    if (index < from || step.do !== 'escalate') return [];
    const { severity, to, propose: proposal = null } = step;
    const facts = { expectationId, kind, shipmentId, carrier, since, due };
    return [{ do: 'escalate', opening: { ...facts, severity, to, proposal, at, step: index + 1 } }];
  });
}

export function isEscalated({ stepsTaken }: RaisedAlarm): boolean {
  return stepsTaken.some(({ step }) => step.do === 'escalate');
}

/** What the ladders say: to the customer, and to the shop's people. */
export function ladderMilestones(overdue: OverdueState): readonly Milestone[] {
  const open = overdue.raised.flatMap((raised) => ladderMessages(raised, null));
  const over = overdue.settled.flatMap((settled) => ladderMessages(settled, 'superseded'));
  return [...over, ...open];
}

function ladderMessages(
  raised: RaisedAlarm,
  obsolete: Milestone['obsolete'],
): readonly Milestone[] {
  const { id, kind, shipmentId, due } = raised;
  const shipmentIds = shipmentId === null ? [] : [shipmentId];
  return raised.stepsTaken.flatMap((taken, index): readonly Milestone[] => {
    const told = messageOf(taken, { subject: shipmentId ?? '-', ladderId: id, number: index + 1 });
    if (!told) return [];
    const facts = { expectationId: id, expectation: kind, due, ...told.facts };
    const late = isStepOvertaken(raised, index) ? 'superseded' : obsolete;
    return [{ ...told, facts, occurredAt: taken.at, shipmentIds, obsolete: late }];
  });
}

/** Where several steps are taken at once, late, the customer is told of the last one only. */
function isStepOvertaken({ stepsTaken }: RaisedAlarm, index: number): boolean {
  const own = stepsTaken[index];
  if (own?.step.do !== 'tell_customer') return false;
  return stepsTaken.slice(index + 1).some(({ step, at }) => {
    const isTold = step.do === 'tell_customer' || step.do === 'expire';
    return isTold && at === own.at && step.after !== own.step.after;
  });
}

interface StepRef {
  readonly subject: string;
  readonly ladderId: string;
  readonly number: number;
}

function messageOf(
  { step, day }: StepTaken,
  { subject, ladderId, number }: StepRef,
): Pick<Milestone, 'id' | 'kind' | 'facts'> | null {
  const id = (kind: MessageKind) => `${ladderId}/${kind}/${number}`;
  switch (step.do) {
    case 'tell_customer': {
      const kind = step.message;
      // However many ladders find it late, the customer is told once that a day was missed.
      if (kind === 'delayed') {
        const facts = { oldEdd: day, newEdd: null };
        return { id: day ? `${subject}/delayed/missed-${day}` : id(kind), kind, facts };
      }
      return { id: id(kind), kind, facts: {} };
    }
    case 'escalate': {
      const facts = { to: step.to, severity: step.severity };
      return { id: id('escalation_opened'), kind: 'escalation_opened', facts };
    }
    case 'tell_shop':
      return { id: id('overdue_notice'), kind: 'overdue_notice', facts: { to: step.to } };
    case 'expire':
      return null;
    default:
      return unreachable(step);
  }
}

/** Takes note of what a person did to a case. */
export function applyEscalationChange(
  overdue: OverdueState,
  event: EscalationChanged,
): OverdueState {
  const { expectationId, change, resolution, until } = event;
  const raised = overdue.raised.map((each) => {
    if (each.id !== expectationId) return each;
    if (change === 'resolved') return { ...each, resolution: resolution ?? 'solved' };
    return change === 'snoozed' ? { ...each, snoozedUntil: until } : each;
  });
  return { ...overdue, raised };
}

/** Takes note of carriers whose silence says nothing. */
export function applySilentCarriers(
  overdue: OverdueState,
  carriers: readonly string[],
  now: number,
): OverdueState {
  const until = now + FEED_RECHECK_MS;
  return {
    ...overdue,
    silentCarriers: Object.fromEntries(carriers.map((carrier) => [carrier, until])),
  };
}

/** Whether the ladder's own words have reached the customer, or are on their way. */
export function hasReachedCustomer(raised: RaisedAlarm, { pending, sent }: MessagePlan): boolean {
  const spokenOf = ladderMessages(raised, null).filter(({ kind }) => !isForStaff(kind));
  return spokenOf.some(({ id, occurredAt }) => {
    const arrived = sent.some(({ milestoneId, at, outcome }) => {
      const reached = outcome === 'accepted' || outcome === 'unknown';
      return milestoneId === id && at >= occurredAt && reached;
    });
    return arrived || pending.some(({ milestoneId }) => milestoneId === id);
  });
}
