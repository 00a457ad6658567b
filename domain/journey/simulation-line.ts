/** The lines of a simulation: one per event and per decision. */

import type { ExpectationKind, Team } from '../policy/rule.ts';
import { iso8601 } from '../time.ts';
import { unreachable } from '../unreachable.ts';
import type { EscalationEffect } from './alarm.ts';
import type { AwaitedFrom } from './expectation.ts';
import type { DecisionRecord, PlannedMessage } from './message-plan.ts';
import type { AwaitedView } from './view.ts';

interface About {
  /** ISO 8601, as are all times below. */
  readonly at: string;
}

export interface MessageLine extends About {
  readonly kind: string;
  readonly channel: string;
  readonly shipmentIds: readonly string[];
  readonly key: string;
}

export interface ExpectationLine extends About {
  readonly do: 'await' | 'met' | 'withdrawn' | 'due_soon' | 'overdue';
  readonly expectationId: string;
  readonly expectation: ExpectationKind;
  readonly from: AwaitedFrom;
  readonly shipmentId: string | null;
  readonly due: string;
}

export type SimulationLine =
  | (About & { readonly do: 'event'; readonly event: string; readonly status: string })
  | (MessageLine & { readonly do: 'send' })
  | (MessageLine & { readonly do: 'hold'; readonly until: string; readonly because: string })
  | (MessageLine & { readonly do: 'drop'; readonly because: string })
  | ExpectationLine
  | (About & {
      readonly do: 'escalate';
      readonly expectationId: string;
      readonly severity: string;
      readonly to: Team;
      readonly proposal: string | null;
      readonly step: number;
    })
  | (About & { readonly do: 'withdraw'; readonly expectationId: string });

export function sendLine(
  { kind, channel, shipmentIds, key }: PlannedMessage,
  at: string,
): SimulationLine {
  return { at, do: 'send', kind, channel, shipmentIds, key };
}

export function recordLine(
  { kind, channel, shipmentIds, key, decision }: DecisionRecord,
  at: string,
): SimulationLine {
  const about = { at, kind, channel, shipmentIds, key, because: decision.because };
  if (decision.do === 'drop') return { ...about, do: 'drop' };
  return { ...about, do: 'hold', until: iso8601(decision.until) };
}

export function escalationLine(effect: EscalationEffect, at: string): SimulationLine {
  switch (effect.do) {
    case 'escalate': {
      const { expectationId, severity, to, proposal, step } = effect.opening;
      return { at, do: 'escalate', expectationId, severity, to, proposal, step };
    }
    case 'withdraw':
      return { at, do: 'withdraw', expectationId: effect.expectationId };
    default:
      return unreachable(effect);
  }
}

export function expectationLine(
  { expectationId, kind: expectation, from, shipmentId, due }: AwaitedView,
  what: ExpectationLine['do'],
  at: string,
): SimulationLine {
  return { at, do: what, expectationId, expectation, from, shipmentId, due: iso8601(due) };
}
