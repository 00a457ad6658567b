/** Laws that hold for any history of an order or a return, and how they are tried. */

import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { expect } from 'vitest';
import type { OwnFact } from '../../domain/journey/event.ts';
import type { Machine } from '../../domain/journey/machine.ts';
import type { JourneyState } from '../../domain/journey/state.ts';
import { DEFAULT_RULES } from '../../domain/policy/default-policy.ts';
import { PRESETS } from '../../domain/policy/presets.ts';
import type { ExpectationKind, Rule } from '../../domain/policy/rule.ts';
import { keysSentAgain, ladderFaults, openEscalations, type Run, runs } from './histories.ts';

/** What must always hold, and what breaks it in a run: nothing. */
export type Law<State> = readonly [
  title: string,
  faultsOf: (run: Run<State>) => readonly unknown[],
];

function sharedLaws<State extends JourneyState, Fact extends OwnFact>(
  machine: Machine<State, Fact>,
): readonly Law<State>[] {
  return [
    ['no message is sent twice, or after it was dropped', keysSentAgain],
    [
      'steps of a ladder are taken in order and once, and only open escalations are withdrawn',
      ladderFaults,
    ],
    [
      'an escalation is resolved, withdrawn, or open with its expectation overdue',
      (run) => {
        const overdue = machine
          .view(run.state)
          .expectations.flatMap(({ state, expectationId }) =>
            state === 'overdue' ? [expectationId] : [],
          );
        // Several overdue expectations of one parcel share an escalation.
        const needed = run.state.overdue.raised.flatMap(({ id, escalationId }) =>
          overdue.includes(id) ? [escalationId] : [],
        );
        return openEscalations(run).filter((id) => !needed.includes(id));
      },
    ],
    [
      'staff get an email about every escalation that stays open',
      (run) => {
        const sent = run.decided.flatMap(({ effect }) =>
          effect.do === 'send' && effect.message.kind === 'escalation_opened'
            ? [effect.message.facts?.['expectationId']]
            : [],
        );
        return openEscalations(run).filter((id) => !sent.includes(id));
      },
    ],
    [
      'steps follow the ladder of their kind',
      ({ state: { overdue } }) =>
        [...overdue.raised, ...overdue.settled].filter(
          ({ kind, stepsTaken }) =>
            !laddersOf(kind).some((ladder) =>
              stepsTaken.every(({ step }, index) => isDeepStrictEqual(step, ladder[index])),
            ),
        ),
    ],
  ];
}

/** The law has a ladder of its own for the goods of a withdrawal. */
function laddersOf(kind: ExpectationKind): readonly Rule['ladder'][] {
  const own = DEFAULT_RULES[kind].ladder;
  const byLaw = kind === 'posted' ? PRESETS.eu.sendBack : null;
  return byLaw ? [own, byLaw.ladder] : [own];
}

/** Tries the shared laws and the subject's own on random histories. */
export function assertLaws<State extends JourneyState, Fact extends OwnFact>(
  machine: Machine<State, Fact>,
  histories: fc.Arbitrary<Run<State>>,
  ownLaws: readonly Law<State>[],
): void {
  const laws = [...sharedLaws(machine), ...ownLaws];
  const holds = (run: Run<State>): void => {
    const broken = laws.flatMap(([title, faultsOf]) => {
      const faults = faultsOf(run);
      return faults.length === 0 ? [] : [{ title, faults }];
    });
    expect(broken).toEqual([]);
  };
  fc.assert(fc.property(histories, holds), runs(4_000));
}
