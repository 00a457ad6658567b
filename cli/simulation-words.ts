/** Formats the lines of a simulation for people. */

import { EXPECTATION_WORDS } from '../domain/journey/expectation.ts';
import type {
  ExpectationLine,
  MessageLine,
  SimulationLine,
} from '../domain/journey/simulation-line.ts';
import { TEAM_NAMES } from '../domain/policy/rule.ts';
import { unreachable } from '../domain/unreachable.ts';

/** `2026-11-24T07:00:00Z  send      shipped by email (s1)`. */
export function lineInWords(line: SimulationLine): string {
  const doing = line.do === 'event' ? '' : inWords(line.do);
  return `${line.at.padEnd(20)}  ${doing.padEnd(9)}  ${wordsOf(line)}`.trimEnd();
}

function wordsOf(line: SimulationLine): string {
  switch (line.do) {
    case 'event':
      return `${line.event}: ${line.status}`;
    case 'send':
      return messageWords(line);
    case 'hold':
      return `${messageWords(line)} until ${line.until}: ${inWords(line.because)}`;
    case 'drop':
      return `${messageWords(line)}: ${inWords(line.because)}`;
    case 'await':
    case 'met':
    case 'withdrawn':
    case 'due_soon':
    case 'overdue':
      return expectationWords(line);
    case 'escalate': {
      const proposal = line.proposal === null ? '' : `, proposes "${line.proposal}"`;
      return `${line.expectationId} to ${TEAM_NAMES[line.to]}, ${line.severity}${proposal}`;
    }
    case 'withdraw':
      return `the escalation of ${line.expectationId}`;
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
  return `${EXPECTATION_WORDS[expectation]}${about}, from the ${inWords(from)}, due ${due}`;
}

function inWords(name: string): string {
  return name.replaceAll('_', ' ');
}
