/**
 * Lives a journey through the pure core at once: wakes the machine when it wants to be woken, takes
 * every message for accepted, and writes down what was decided.
 */

import type { JourneyEvent, JourneyEventBody } from '../domain/journey/event.ts';
import type { Machine } from '../domain/journey/machine.ts';
import type { Effect } from '../domain/journey/message-plan.ts';
import type { AwaitedView } from '../domain/journey/view.ts';
import { iso8601, lineOf, type SimulationLine } from './simulation-lines.ts';

export interface Simulated<State> {
  readonly state: State;
  readonly lines: readonly SimulationLine[];
  readonly log: readonly JourneyEvent[];
}

export interface SimulationInput {
  readonly journeyId: string;
  /** Several scans at one time were heard in one breath, unless `batched` says otherwise. */
  readonly events: readonly Happening[];
  /** Go on until then with nothing more happening; by default it ends with the last event. */
  readonly until?: number;
}

interface Happening {
  readonly at: number;
  readonly body: JourneyEventBody;
  readonly batched?: boolean;
}

function isFollowed({ at, body, batched }: Happening, next: Happening | undefined): boolean {
  if (next === undefined || next.at !== at) return false;
  return batched ?? (body.kind === 'scanned' && next.body.kind === 'scanned');
}

/** Events come in the order of their times. Of an event and a timer at one instant, the event is first. */
export function simulate<State>(
  machine: Machine<State>,
  { journeyId, events, until }: SimulationInput,
): Simulated<State> {
  const run = new Simulation(machine, journeyId);
  for (const [index, event] of events.entries()) {
    run.sleepUntil(event.at, 'before');
    run.happen(event.body, event.at, isFollowed(event, events[index + 1]));
  }
  run.sleepUntil(until ?? events.at(-1)?.at ?? 0, 'through');
  return { state: run.state, lines: run.lines, log: run.log };
}

class Simulation<State> {
  readonly #machine: Machine<State>;
  readonly #journeyId: string;
  readonly lines: SimulationLine[] = [];
  readonly log: JourneyEvent[] = [];
  #now = 0;
  #closed = false;
  state: State;

  constructor(machine: Machine<State>, journeyId: string) {
    this.#machine = machine;
    this.#journeyId = journeyId;
    this.state = machine.initial(journeyId);
  }

  /** Wakes the machine whenever it wants to be woken, as the workflow's loop does. */
  sleepUntil(end: number, bound: 'before' | 'through'): void {
    for (;;) {
      if (this.#close()) return;
      const due = this.#machine.wakeAt(this.state);
      if (due === null || (bound === 'before' ? due >= end : due > end)) return;
      this.happen({ kind: 'timer_fired', until: due }, Math.max(due, this.#now));
      const next = this.#machine.wakeAt(this.state);
      if (next !== null && next <= due) {
        throw new Error(`${this.#journeyId} wants to be woken at ${iso8601(due)} again and again`);
      }
    }
  }

  happen(body: JourneyEventBody, at: number, batched = false): void {
    this.#now = Math.max(at, this.#now);
    if (body.kind !== 'closed') this.#closed = false;
    const logged = { ...body, seq: this.log.length + 1, at: this.#now };
    const event: JourneyEvent = batched ? { ...logged, batched: true } : logged;
    this.log.push(event);
    const before = this.#machine.view(this.state);
    const step = this.#machine.reduce(this.state, event);
    this.state = step.state;
    const after = this.#machine.view(this.state);
    const time = iso8601(this.#now);
    if (body.kind !== 'timer_fired' && body.kind !== 'notification_settled') {
      this.lines.push({ at: time, do: 'event', event: body.kind, status: after.status });
    }
    this.#note(before.expectations, after.expectations, body);
    for (const effect of step.effects) this.lines.push(lineOf(effect, time));
    this.#sendAll(step.effects);
  }

  #sendAll(effects: readonly Effect[]): void {
    for (const effect of effects) {
      if (effect.do !== 'notify') continue;
      const { key } = effect.planned;
      this.happen(
        { kind: 'notification_settled', key, outcome: 'accepted', code: null },
        this.#now,
      );
    }
  }

  #note(
    before: readonly AwaitedView[],
    after: readonly AwaitedView[],
    body: JourneyEventBody,
  ): void {
    const at = iso8601(this.#now);
    for (const each of before) {
      if (after.some(({ expectationId }) => expectationId === each.expectationId)) continue;
      this.lines.push({ at, do: isMet(each, body) ? 'met' : 'withdrawn', ...wordsOf(each) });
    }
    for (const each of after) {
      const was = before.find(({ expectationId }) => expectationId === each.expectationId);
      if (each.stepsTaken > 0 && (was?.stepsTaken ?? 0) === 0) {
        this.lines.push({ at, do: 'overdue', ...wordsOf(each) });
      } else if (!was || was.due !== each.due) {
        this.lines.push({ at, do: 'await', ...wordsOf(each) });
      }
    }
  }

  #close(): boolean {
    if (this.#closed || !this.#machine.isDone(this.state)) return this.#closed;
    this.happen({ kind: 'closed' }, this.#now);
    this.#closed = true;
    return true;
  }
}

function wordsOf({ expectationId, kind, from, shipmentId, due }: AwaitedView) {
  return { expectationId, expectation: kind, from, shipmentId, due: iso8601(due) };
}

/** What ends an expectation without being what it waited for. */
function isMet({ kind }: AwaitedView, body: JourneyEventBody): boolean {
  switch (body.kind) {
    case 'scanned':
      return body.scan.status === 'delivered' || (kind !== 'delivery' && kind !== 'pickup');
    case 'shipment_added':
    case 'pieces_changed':
    case 'return_approved':
    case 'return_labelled':
    case 'return_received':
    case 'return_inspected':
    case 'return_refunded':
      return true;
    case 'return_rejected':
      return kind === 'decided';
    default:
      return false;
  }
}
