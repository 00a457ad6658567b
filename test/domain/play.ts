/** Runs events through the machines, and lists the decisions. */

import { lineInWords } from '../../cli/simulation-words.ts';
import type { EventOf, OwnFact } from '../../domain/journey/event.ts';
import type { Machine, ReduceResult } from '../../domain/journey/machine.ts';
import {
  type DecisionRecord,
  newlyPending,
  type PlannedMessage,
} from '../../domain/journey/message-plan.ts';
import { type Simulated, simulate } from '../../domain/journey/simulate.ts';
import type { SimulationLine } from '../../domain/journey/simulation-line.ts';
import type { JourneyState } from '../../domain/journey/state.ts';
import type { JourneyEvent } from '../../domain/journeys.ts';
import type { OrderEvent, OrderFact } from '../../domain/order/event.ts';
import { type OrderState, orderMachine } from '../../domain/order/index.ts';
import type { ExpectationKind } from '../../domain/policy/rule.ts';
import type { ReturnEvent, ReturnFact } from '../../domain/return/event.ts';
import { type ReturnState, returnMachine } from '../../domain/return/index.ts';
import { JOURNEY, type Moment, RETURN } from './builders.ts';

/** Numbers the moments as the log does. */
export function asLog(moments: readonly Moment[]): readonly JourneyEvent[] {
  return moments.map(([time, body], index) => ({ ...body, seq: index + 1, at: time }));
}

export function asOrderLog(moments: readonly Moment[]): readonly OrderEvent[] {
  return asLog(moments) as readonly OrderEvent[];
}

export function asReturnLog(moments: readonly Moment[]): readonly ReturnEvent[] {
  return asLog(moments) as readonly ReturnEvent[];
}

/** A folded log, with all effects and messages on the way. */
export interface Played<State> extends ReduceResult<State> {
  readonly messages: readonly PlannedMessage[];
}

export function playLog<State extends JourneyState, Fact extends OwnFact>(
  machine: Machine<State, Fact>,
  journeyId: string,
  log: readonly EventOf<Fact>[],
): Played<State> {
  return log.reduce<Played<State>>(
    ({ state, effects, messages }, event) => {
      const step = machine.reduce(state, event);
      const sends = newlyPending(state.messagePlan, step.state.messagePlan);
      return {
        state: step.state,
        effects: [...effects, ...step.effects],
        messages: [...messages, ...sends],
      };
    },
    { state: machine.initial(journeyId), effects: [], messages: [] },
  );
}

export function play(...moments: readonly Moment[]): Played<OrderState> {
  return playLog(orderMachine, JOURNEY, asOrderLog(moments));
}

export function playReturn(...moments: readonly Moment[]): Played<ReturnState> {
  return playLog(returnMachine, RETURN, asReturnLog(moments));
}

export function recordsOf({ effects }: ReduceResult<unknown>): readonly DecisionRecord[] {
  return effects.flatMap((effect) => (effect.do === 'record' ? [effect.record] : []));
}

/** The messages that are sent: `out_for_delivery by sms`. */
export function sent({ messages }: Played<unknown>): readonly string[] {
  return messages.map(({ kind, channel }) => `${kind} by ${channel}`);
}

/** The messages that are held or dropped, and why: `out_for_delivery by sms: stale`. */
export function notSent(step: ReduceResult<unknown>): readonly string[] {
  return recordsOf(step).map(
    ({ kind, channel, decision }) => `${kind} by ${channel}: ${decision.because}`,
  );
}

/** Simulates an order until a time: every timer fires, every message is accepted at once. */
export function runOrder(
  until: number,
  ...moments: readonly Moment[]
): Simulated<OrderState, OrderFact> {
  const events = asOrderLog(moments).map((body) => ({ at: body.at, body }));
  return simulate(orderMachine, { journeyId: JOURNEY, events, until });
}

export function runReturn(
  until: number,
  ...moments: readonly Moment[]
): Simulated<ReturnState, ReturnFact> {
  const events = asReturnLog(moments).map((body) => ({ at: body.at, body }));
  return simulate(returnMachine, { journeyId: RETURN, events, until });
}

/** A simulation's lines of the given kinds, in words and without the year. */
export function linesOf(
  { lines }: { readonly lines: readonly SimulationLine[] },
  ...kinds: readonly SimulationLine['do'][]
): readonly string[] {
  return lines.filter((line) => kinds.includes(line.do)).map(lineWithTime);
}

/** The status after the last event, and everything that was decided with it, without times. */
export function outcomeOf({ lines }: { readonly lines: readonly SimulationLine[] }): {
  readonly status: string;
  readonly effects: readonly string[];
} {
  const index = lines.findLastIndex((line) => line.do === 'event');
  const event = lines[index];
  const effects = lines.slice(index + 1).filter((line) => EFFECTS.includes(line.do));
  const words = effects.map((line) => lineInWords(line).split(/ {2,}/).slice(1).join(' '));
  return { status: event?.do === 'event' ? event.status : '?', effects: words };
}

const EFFECTS: readonly SimulationLine['do'][] = ['send', 'hold', 'drop', 'escalate', 'withdraw'];

/** `11-24 12:00 send delivered by sms (s1)`, by clocks in Berlin in winter. */
function lineWithTime(line: SimulationLine): string {
  const time = new Date(Date.parse(line.at) + 3_600_000).toISOString();
  const [, ...words] = lineInWords(line).split(/ {2,}/);
  return [time.slice(5, 10), time.slice(11, 16), ...words].join(' ');
}

/** The steps that a ladder took, each with its time by clocks in Berlin in winter. */
export function ladderSteps(
  { lines }: { readonly lines: readonly SimulationLine[] },
  kind: ExpectationKind,
) {
  return lines.flatMap((line) => {
    const time = new Date(Date.parse(line.at) + 3_600_000).toISOString();
    const when = `${time.slice(5, 10)} ${time.slice(11, 16)}`;
    if (line.do === 'escalate' && line.expectationId.includes(`/${kind}/`)) {
      const proposal = line.proposal === null ? '' : `, ${line.proposal}?`;
      return [`${when} escalate ${line.to} ${line.severity}${proposal}`];
    }
    if (line.do !== 'send' || line.channel !== 'email' || line.kind === 'escalation_opened')
      return [];
    const isOfLadder = line.key.includes(`/${kind}/`) || line.key.includes('/delayed/missed-');
    const isEnd = kind === 'posted' && line.kind === 'return_expired';
    return isOfLadder || isEnd ? [`${when} ${line.kind}`] : [];
  });
}
