/**
 * Climbs the ladders of what is overdue. An alarm is raised only when time has passed and the log
 * holds nothing more (an event `woke`), and withdrawn when what it waited for has come. Shared by all
 * machines.
 */

import type { BusinessCalendar } from '../calendar.ts';
import { addSpan } from '../duration.ts';
import { isForStaff, type MessageKind } from '../message.ts';
import { lookUp } from '../own-property.ts';
import { HOUR } from '../time.ts';
import { unreachable } from '../unreachable.ts';
import type { Milestone } from './decision.ts';
import type { EscalationChanged, Resolution } from './event.ts';
import {
  type Desk,
  type Expectation,
  type ExpectationKind,
  FROM,
  type Severity,
  type Step,
} from './expectation.ts';
import { type Effect, earliest, type Outbox } from './message-plan.ts';

export interface Taken {
  readonly step: Step;
  /** Epoch milliseconds. */
  readonly at: number;
  /** The day that the customer had been told and that had passed by then; null for none. */
  readonly day: string | null;
}

/** An expectation of which at least one step was taken, and that is still open. */
export interface Raised extends Omit<Expectation, 'ladder'> {
  /** The steps taken, in order, with when each was taken. */
  readonly taken: readonly Taken[];
  readonly resolution: Resolution | null;
  readonly snoozedUntil: number | null;
}

/** One that was raised and is over. */
export interface Settled extends Raised {
  readonly settledAt: number;
  /** True: what it waited for came, and the customer may be told that all is well again. */
  readonly resumed: boolean;
}

export interface Watch {
  readonly raised: readonly Raised[];
  /** The latest, oldest first. */
  readonly settled: readonly Settled[];
  /** Carriers whose silence says nothing for now, and until when; epoch milliseconds. */
  readonly behind: Readonly<Record<string, number>>;
}

export const NOTHING_RAISED: Watch = { raised: [], settled: [], behind: {} };

/** A case for people, as a step opens it or makes it more urgent. */
export interface EscalationOpening {
  readonly expectationId: string;
  readonly kind: ExpectationKind;
  readonly shipmentId: string | null;
  readonly carrier: string | null;
  readonly severity: Severity;
  readonly to: Desk;
  readonly proposal: 'lost' | null;
  readonly since: number;
  readonly due: number;
  /** Epoch milliseconds. */
  readonly at: number;
  /** 1 for the step that opened it. */
  readonly step: number;
}

export interface WatchInput {
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

export interface WatchStep {
  readonly watch: Watch;
  readonly effects: readonly Effect[];
  /** True: the last step of a ladder was to give it up. */
  readonly expired: boolean;
}

const SETTLED_KEPT = 20;
const FEED_RECHECK_MS = HOUR;
/** A carrier that is silent for longer than this is itself the trouble. */
const FEED_PATIENCE_MS = 48 * HOUR;

export function climb(watch: Watch, input: WatchInput): WatchStep {
  const { now } = input;
  if (!input.confirmed && watch.raised.length === 0) return { watch, effects: [], expired: false };
  const open = input.open();
  const effects: Effect[] = [];
  const settled: Settled[] = [];
  const raised: Raised[] = [];
  for (const each of watch.raised) {
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
      const known = raised.find(({ id }) => id === expectation.id) ?? freshly(expectation);
      const next = takeSteps(known, expectation, { ...input, behind: watch.behind });
      if (next.taken.length === known.taken.length) continue;
      effects.push(...openings(next, known.taken.length));
      expired ||= next.taken.at(-1)?.step.do === 'expire';
      const index = raised.indexOf(known);
      if (index < 0) raised.push(next);
      else raised[index] = next;
    }
  }
  const all = [...watch.settled, ...settled].slice(-SETTLED_KEPT);
  return { watch: { ...watch, raised, settled: all }, effects, expired };
}

/** When the next step of any ladder is due, or null. */
export function watchWakeAt(
  watch: Watch,
  open: readonly Expectation[],
  calendar: BusinessCalendar,
): number | null {
  return earliest(
    open.map((expectation) => {
      const known = watch.raised.find(({ id }) => id === expectation.id) ?? freshly(expectation);
      return nextStepAt(known, expectation, { calendar, behind: watch.behind });
    }),
  );
}

type Circumstances = Pick<WatchInput, 'calendar'> & Pick<Watch, 'behind'>;

function freshly({ id, kind, shipmentId, carrier, since, due }: Expectation): Raised {
  const facts = { id, kind, shipmentId, carrier, since, due };
  return { ...facts, taken: [], resolution: null, snoozedUntil: null };
}

function takeSteps(
  raised: Raised,
  expectation: Expectation,
  input: WatchInput & Pick<Watch, 'behind'>,
): Raised {
  let current = raised;
  for (;;) {
    const at = nextStepAt(current, expectation, input);
    const step = expectation.ladder[current.taken.length];
    if (at === null || !step || at > input.now) return current;
    const day = input.dayOf(current.shipmentId);
    const taken = [...current.taken, { step, at: input.now, day }];
    current = { ...current, taken };
  }
}

/** When the next step of one ladder may be taken; null where none is left, or a person ended it. */
function nextStepAt(
  { taken, resolution, snoozedUntil }: Raised,
  { ladder, carrier, kind, due }: Expectation,
  { behind, calendar }: Circumstances,
): number | null {
  const next = ladder[taken.length];
  if (!next || resolution !== null) return null;
  const at = addSpan(due, next.after, calendar);
  const isCarriers = FROM[kind] === 'carrier' && carrier !== null;
  const silent = isCarriers ? lookUp(behind, carrier) : undefined;
  const patient = Math.min(silent ?? 0, due + FEED_PATIENCE_MS);
  return Math.max(at, snoozedUntil ?? 0, patient);
}

function openings(raised: Raised, from: number): readonly Effect[] {
  const { id: expectationId, kind, shipmentId, carrier, since, due } = raised;
  return raised.taken.flatMap(({ step, at }, index): readonly Effect[] => {
    if (index < from || step.do !== 'escalate') return [];
    const { severity, to, propose: proposal = null } = step;
    const facts = { expectationId, kind, shipmentId, carrier, since, due };
    return [{ do: 'escalate', opening: { ...facts, severity, to, proposal, at, step: index + 1 } }];
  });
}

export function isEscalated({ taken }: Raised): boolean {
  return taken.some(({ step }) => step.do === 'escalate');
}

/** What the ladders say: to the customer, and to the shop's people. */
export function ladderMilestones(watch: Watch): readonly Milestone[] {
  const open = watch.raised.flatMap((raised) => spoken(raised, null));
  const over = watch.settled.flatMap((settled) => spoken(settled, 'superseded'));
  return [...over, ...open];
}

function spoken(raised: Raised, moot: Milestone['moot']): readonly Milestone[] {
  const { id, kind, shipmentId, due } = raised;
  const shipmentIds = shipmentId === null ? [] : [shipmentId];
  return raised.taken.flatMap((taken, index): readonly Milestone[] => {
    const told = messageOf(taken, { subject: shipmentId ?? '-', ladderId: id, number: index + 1 });
    if (!told) return [];
    const facts = { expectationId: id, expectation: kind, due, ...told.facts };
    const late = isOvertaken(raised, index) ? 'superseded' : moot;
    return [{ ...told, facts, occurredAt: taken.at, shipmentIds, moot: late }];
  });
}

/** Where several steps are taken at once, late, the customer is told of the last one only. */
function isOvertaken({ taken }: Raised, index: number): boolean {
  const own = taken[index];
  if (own?.step.do !== 'tell_customer') return false;
  return taken.slice(index + 1).some(({ step, at }) => {
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
  { step, day }: Taken,
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
export function noteChange(watch: Watch, event: EscalationChanged): Watch {
  const { expectationId, change, resolution, until } = event;
  const raised = watch.raised.map((each) => {
    if (each.id !== expectationId) return each;
    if (change === 'resolved') return { ...each, resolution: resolution ?? 'solved' };
    return change === 'snoozed' ? { ...each, snoozedUntil: until } : each;
  });
  return { ...watch, raised };
}

/** Takes note of carriers whose silence says nothing. */
export function noteBehind(watch: Watch, carriers: readonly string[], now: number): Watch {
  const until = now + FEED_RECHECK_MS;
  return { ...watch, behind: Object.fromEntries(carriers.map((carrier) => [carrier, until])) };
}

/** Whether the ladder's own words have reached the customer, or are on their way. */
export function wasTold(raised: Raised, { pending, said }: Outbox): boolean {
  const spokenOf = spoken(raised, null).filter(({ kind }) => !isForStaff(kind));
  return spokenOf.some(({ id, occurredAt }) => {
    const arrived = said.some(({ milestoneId, at, outcome }) => {
      const reached = outcome === 'accepted' || outcome === 'unknown';
      return milestoneId === id && at >= occurredAt && reached;
    });
    return arrived || pending.some(({ milestoneId }) => milestoneId === id);
  });
}
