/** What a simulation writes down: one line per decision, for programs and for people. */

import {
  type AwaitedFrom,
  EXPECTATION_WORDS,
  type ExpectationKind,
  TEAM_NAMES,
  type Team,
} from '../domain/journey/expectation.ts';
import type { Effect } from '../domain/journey/message-plan.ts';
import { unreachable } from '../domain/unreachable.ts';

interface About {
  /** ISO 8601, as are all times below. */
  readonly at: string;
}

interface MessageLine extends About {
  readonly kind: string;
  readonly channel: string;
  readonly shipmentIds: readonly string[];
  readonly key: string;
}

interface ExpectationLine extends About {
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
  | (ExpectationLine & { readonly do: 'await' | 'met' | 'withdrawn' | 'overdue' })
  | (About & {
      readonly do: 'escalate';
      readonly expectationId: string;
      readonly severity: string;
      readonly to: Team;
      readonly proposal: string | null;
      readonly step: number;
    })
  | (About & { readonly do: 'withdraw'; readonly expectationId: string });

export function lineOf(effect: Effect, at: string): SimulationLine {
  switch (effect.do) {
    case 'notify': {
      const { kind, channel, shipmentIds, key } = effect.planned;
      return { at, do: 'send', kind, channel, shipmentIds, key };
    }
    case 'record': {
      const { kind, channel, shipmentIds, key, decision } = effect.record;
      const about = { at, kind, channel, shipmentIds, key, because: decision.because };
      if (decision.do === 'drop') return { ...about, do: 'drop' };
      return { ...about, do: 'hold', until: iso8601(decision.until) };
    }
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

/** `2026-11-24T07:00:00Z  send      shipped by email (s1)`. */
export function lineInWords(line: SimulationLine): string {
  const doing = line.do === 'event' ? '' : line.do;
  return `${line.at.padEnd(20)}  ${doing.padEnd(9)}  ${wordsOf(line)}`.trimEnd();
}

function wordsOf(line: SimulationLine): string {
  switch (line.do) {
    case 'event':
      return `${line.event}: ${line.status}`;
    case 'send':
      return messageWords(line);
    case 'hold':
      return `${messageWords(line)} until ${line.until}: ${words(line.because)}`;
    case 'drop':
      return `${messageWords(line)}: ${words(line.because)}`;
    case 'await':
    case 'met':
    case 'withdrawn':
    case 'overdue':
      return expectationWords(line);
    case 'escalate': {
      const proposal = line.proposal === null ? '' : `, proposes "${line.proposal}"`;
      return `${line.expectationId} to ${TEAM_NAMES[line.to]}, ${line.severity}${proposal}`;
    }
    case 'withdraw':
      return `the case of ${line.expectationId}`;
    default:
      return unreachable(line);
  }
}

function messageWords({ kind, channel, shipmentIds }: MessageLine): string {
  const about = shipmentIds.length > 0 ? ` (${shipmentIds.join(', ')})` : '';
  return `${kind} by ${channel}${about}`;
}

function expectationWords({ expectation, from, shipmentId, due }: ExpectationLine): string {
  const about = shipmentId === null ? '' : ` (${shipmentId})`;
  return `${EXPECTATION_WORDS[expectation]}${about}, from the ${words(from)}, due ${due}`;
}

function words(name: string): string {
  return name.replaceAll('_', ' ');
}

/** `2026-11-24T07:00:00Z`. */
export function iso8601(at: number): string {
  return new Date(at).toISOString().replace('.000Z', 'Z');
}
