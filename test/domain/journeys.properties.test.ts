/** Laws that hold for any history of an order or a return. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { OwnFact } from '../../domain/journey/event.ts';
import type { Machine } from '../../domain/journey/machine.ts';
import type { JourneyState } from '../../domain/journey/state.ts';
import { orderMachine } from '../../domain/order/index.ts';
import { DEFAULT_RULES } from '../../domain/policy/default-policy.ts';
import { returnMachine } from '../../domain/return/index.ts';
import { keysSentAgain, ladderFaults, openEscalations, type Run, runs } from './histories.ts';
import { ORDER_LAWS, orderRuns } from './order-histories.ts';
import { RETURN_LAWS, returnRuns } from './return-histories.ts';

type Law<State> = readonly [title: string, check: (run: Run<State>) => void];

interface Subject<State, Fact extends OwnFact> {
  readonly name: string;
  readonly machine: Machine<State, Fact>;
  readonly histories: fc.Arbitrary<Run<State>>;
  readonly laws: readonly Law<State>[];
}

function sharedLaws<State extends JourneyState, Fact extends OwnFact>(
  machine: Machine<State, Fact>,
): readonly Law<State>[] {
  return [
    [
      'no message is sent twice, or after it was dropped',
      (run) => expect(keysSentAgain(run)).toEqual([]),
    ],
    [
      'steps of a ladder are taken in order and once, and only open escalations are withdrawn',
      (run) => expect(ladderFaults(run)).toEqual([]),
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
        expect(openEscalations(run).filter((id) => !needed.includes(id))).toEqual([]);
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
        expect(openEscalations(run).filter((id) => !sent.includes(id))).toEqual([]);
      },
    ],
    [
      'steps follow the ladder of their kind',
      ({ state }) => {
        for (const { kind, stepsTaken } of [...state.overdue.raised, ...state.overdue.settled]) {
          const steps = stepsTaken.map(({ step }) => step);
          expect(steps).toEqual(DEFAULT_RULES[kind].ladder.slice(0, steps.length));
        }
      },
    ],
  ];
}

/** The subject's laws as tests: a title and what to run. */
function testsOf<State extends JourneyState, Fact extends OwnFact>(
  subject: Subject<State, Fact>,
): readonly (readonly [string, () => void])[] {
  const { name, machine, histories, laws } = subject;
  return [...sharedLaws(machine), ...laws].map(([title, check]) => {
    const holds = (run: Run<State>): void => {
      check(run);
    };
    return [
      `whatever happens to ${name}, ${title}`,
      () => fc.assert(fc.property(histories, holds), runs(2_000)),
    ] as const;
  });
}

test.each([
  ...testsOf({
    name: 'an order',
    machine: orderMachine,
    histories: orderRuns,
    laws: ORDER_LAWS,
  }),
  ...testsOf({
    name: 'a return',
    machine: returnMachine,
    histories: returnRuns,
    laws: RETURN_LAWS,
  }),
])('%s', (_, holds) => {
  holds();
});
