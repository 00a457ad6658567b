/** Histories of journeys by the thousand: what may happen, in any order, at any time. */

import fc from 'fast-check';
import type { JourneyEventBody } from '../../domain/journey/event.ts';
import type { Machine } from '../../domain/journey/machine.ts';
import type { Effect } from '../../domain/journey/message-plan.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../domain/time.ts';

/** How many histories each property is tried on; a hundred thousand by `npm run test:properties`. */
export function runs(normal: number): { readonly numRuns: number } {
  const wanted = Number(process.env['WISMR_RUNS'] ?? 0);
  return { numRuns: wanted > 0 ? wanted : normal };
}

/** So long after what was before it, something happens; what, may depend on where the journey is. */
export interface Move<State> {
  readonly gapMs: number;
  readonly act: Act<State>;
}

export type Act<State> = (state: State, now: number) => JourneyEventBody | null;

export const gaps: fc.Arbitrary<number> = fc.oneof(
  fc.constantFrom(0, SECOND, MINUTE, 2 * MINUTE, 12 * HOUR, DAY, 3 * DAY, 7 * DAY),
  fc.integer({ min: 0, max: 20 * DAY }),
);

/** Something that was decided, and what the journey was when it was. */
export interface Decided<State> {
  readonly at: number;
  readonly effect: Effect;
  readonly state: State;
}

export interface Lived<State> {
  readonly state: State;
  readonly decided: readonly Decided<State>[];
  /** All that happened, in order. */
  readonly bodies: readonly JourneyEventBody[];
}

export interface LifeInput<State> {
  readonly journeyId: string;
  readonly start: number;
  readonly moves: readonly Move<State>[];
  /** What becomes of each message that is sent. */
  readonly outcome?: 'accepted' | 'refused' | 'unknown';
  /** How long it goes on after the last of them. */
  readonly silenceMs?: number;
}

/** Lives a history as the workflow does, and fails where the workflow would. */
export function liveOut<State>(
  machine: Machine<State>,
  { journeyId, start, moves, outcome = 'accepted', silenceMs = 40 * DAY }: LifeInput<State>,
): Lived<State> {
  let state = machine.initial(journeyId);
  let now = start;
  const decided: Decided<State>[] = [];
  const bodies: JourneyEventBody[] = [];
  const happen = (body: JourneyEventBody): void => {
    bodies.push(body);
    const step = machine.reduce(state, { ...body, seq: bodies.length, at: now });
    state = step.state;
    for (const effect of step.effects) decided.push({ at: now, effect, state });
    for (const effect of step.effects) {
      if (effect.do === 'notify')
        happen({ kind: 'notification_settled', key: effect.planned.key, outcome, code: null });
    }
  };
  const sleepUntil = (end: number): void => {
    for (;;) {
      const due = machine.wakeAt(state);
      if (due === null || due > end) break;
      now = Math.max(now, due);
      happen({ kind: 'timer_fired', until: due });
      const next = machine.wakeAt(state);
      if (next !== null && next <= due) throw new Error(`woken at ${due}, and again at ${next}`);
    }
    now = Math.max(now, end);
  };
  for (const { gapMs, act } of moves) {
    sleepUntil(now + gapMs);
    const body = act(state, now);
    if (body) happen(body);
  }
  sleepUntil(now + silenceMs);
  const lived = { state, decided, bodies };
  return Object.defineProperty(lived, fc.toStringMethod, { value: () => inWords(bodies) });
}

/** What a failing history looks like: what happened, one thing per line. */
function inWords(bodies: readonly JourneyEventBody[]): string {
  return ['', ...bodies.map((body) => JSON.stringify(body))].join('\n');
}

/** Once something is dropped it is never sent, and nothing is sent twice. */
export function brokenPromises<State>({ decided }: Lived<State>): readonly string[] {
  const over = new Set<string>();
  const broken: string[] = [];
  for (const { effect } of decided) {
    if (effect.do === 'notify') {
      if (over.has(effect.planned.key)) broken.push(effect.planned.key);
      over.add(effect.planned.key);
    }
    if (effect.do === 'record' && effect.record.decision.do === 'drop') over.add(effect.record.key);
  }
  return broken;
}

/** Cases that were opened again or out of order, climbed twice, or withdrawn without being open. */
export function brokenLadders<State>({ decided }: Lived<State>): readonly string[] {
  const steps = new Map<string, number>();
  const ended = new Set<string>();
  const broken: string[] = [];
  for (const { effect } of decided) {
    if (effect.do === 'escalate') {
      const { expectationId: id, step } = effect.opening;
      if (ended.has(id)) broken.push(`${id} was opened again`);
      if (step <= (steps.get(id) ?? 0)) broken.push(`${id} climbed step ${step} again`);
      steps.set(id, step);
    }
    if (effect.do === 'withdraw') {
      const id = effect.expectationId;
      if (!steps.has(id) || ended.has(id)) broken.push(`${id} was not open`);
      ended.add(id);
    }
  }
  return broken;
}

/** Cases that are open at the end: neither withdrawn nor resolved by a person. */
export function openCases<State>({ decided, bodies }: Lived<State>): readonly string[] {
  const resolved = bodies.flatMap((body) =>
    body.kind === 'escalation_changed' && body.change === 'resolved' ? [body.expectationId] : [],
  );
  const open = new Set<string>();
  for (const { effect } of decided) {
    if (effect.do === 'escalate') open.add(effect.opening.expectationId);
    if (effect.do === 'withdraw') open.delete(effect.expectationId);
  }
  return [...open].filter((id) => !resolved.includes(id));
}
