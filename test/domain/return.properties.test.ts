import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  ESCALATION_CHANGES,
  type JourneyEventBody,
  RESOLUTIONS,
} from '../../domain/journey/event.ts';
import type { MessageKind } from '../../domain/message.ts';
import { DEFAULT_RULES } from '../../domain/policy/default-rules.ts';
import { isReturnOver, receivedAt } from '../../domain/return/facts.ts';
import { type ReturnState, returnMachine } from '../../domain/return/index.ts';
import { DAY } from '../../domain/time.ts';
import { STATUSES } from '../../domain/tracking.ts';
import { aScan, at, back, placed, policy, RETURN, shipped } from './builders.ts';
import {
  type Act,
  brokenLadders,
  brokenPromises,
  gaps,
  type Lived,
  liveOut,
  openCases,
  runs,
} from './histories.ts';

const parcels = fc.constantFrom('p1', 'p2');
const pieces = fc.constantFrom(undefined, 1, 2);

const scans: fc.Arbitrary<Act<ReturnState>> = fc
  .record({ id: parcels, status: fc.constantFrom(...STATUSES, null), ageMs: gaps })
  .map(({ id: shipmentId, status, ageMs }) => (_, now) => {
    return { kind: 'scanned', shipmentId, scan: aScan(status, now - (ageMs % DAY)) };
  });

const inspections: fc.Arbitrary<Act<ReturnState>> = fc
  .record({ refund: pieces, exchange: pieces, store_credit: pieces, reject: pieces })
  .map((written) => (_, now) => {
    return back.inspected(now, JSON.parse(JSON.stringify(written)))[1];
  });

const words: fc.Arbitrary<Act<ReturnState>> = fc.constantFrom<Act<ReturnState>>(
  (_, now) => back.approved(now)[1],
  (_, now) => back.labelled(now, 'p1')[1],
  (_, now) => back.labelled(now, 'p2')[1],
  (_, now) => back.received(now)[1],
  (_, now) => back.received(now, 'p1')[1],
  (_, now) => back.refunded(now)[1],
  (_, now) => back.refunded(now, { reference: 'part', final: false })[1],
  (_, now) => back.refunded(now, { reference: 'credit', method: 'store_credit' })[1],
  () => ({
    kind: 'shipment_corrected',
    shipmentId: 'p1',
    carrier: 'dhl',
    trackingNumber: 'RN-other',
  }),
);

const ends: fc.Arbitrary<Act<ReturnState>> = fc.constantFrom<Act<ReturnState>>(
  (_, now) => back.rejected(now)[1],
  (_, now) => back.cancelled(now)[1],
  // What happens to orders is none of a return's, and does no harm.
  (_, now) => shipped(now)[1],
  (_, now) => placed(now)[1],
);

const cases: fc.Arbitrary<Act<ReturnState>> = fc
  .record({
    change: fc.constantFrom(...ESCALATION_CHANGES),
    resolution: fc.constantFrom(...RESOLUTIONS),
    which: fc.nat(5),
  })
  .map(({ change, resolution, which }) => ({ overdue: { raised } }, now) => {
    const expectationId = raised[which % Math.max(1, raised.length)]?.id ?? '-/refunded/none';
    return {
      kind: 'escalation_changed',
      expectationId,
      change,
      resolution: change === 'resolved' ? resolution : null,
      until: change === 'snoozed' ? now + 2 * DAY : null,
    };
  });

const acts = fc.oneof(
  { arbitrary: words, weight: 6 },
  { arbitrary: scans, weight: 4 },
  { arbitrary: inspections, weight: 2 },
  { arbitrary: cases, weight: 1 },
  { arbitrary: ends, weight: 1 },
);

const lives: fc.Arbitrary<Lived<ReturnState>> = fc
  .record({
    moves: fc.array(fc.record({ gapMs: gaps, act: acts }), { maxLength: 10 }),
    receivedBy: fc.constantFrom('carrier', 'shop'),
    isRequested: fc.boolean(),
  })
  .map(({ moves, receivedBy, isRequested }) => {
    const start = at();
    const request = back.requested(start)[1];
    const first: JourneyEventBody[] = [policy(start, { returns: { receivedBy } })[1], request];
    const opening = first.map((body) => ({ gapMs: 0, act: () => body }));
    // Now and then the log begins with something else.
    const all = isRequested ? [...opening, ...moves] : [...moves, ...opening];
    return liveOut(returnMachine, { journeyId: RETURN, start, moves: all });
  });

const LAWS: readonly [string, (lived: Lived<ReturnState>) => void][] = [
  [
    'nothing is told after it was dropped, and nothing twice',
    (lived) => expect(brokenPromises(lived)).toEqual([]),
  ],
  [
    'steps of a ladder are taken in order and once, and only open cases are withdrawn',
    (lived) => expect(brokenLadders(lived)).toEqual([]),
  ],
  [
    'nobody is reminded to post what is there, and no money is missed that was paid',
    (lived) => expect(falseAlarms(lived)).toEqual([]),
  ],
  [
    'a case ends resolved or withdrawn, or is open with its expectation overdue',
    (lived) => {
      const overdue = returnMachine
        .view(lived.state)
        .expectations.flatMap(({ state, expectationId }) =>
          state === 'overdue' ? [expectationId] : [],
        );
      expect(openCases(lived).filter((id) => !overdue.includes(id))).toEqual([]);
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
  [
    'it is told as expired only where nobody has posted it',
    ({ decided }) => {
      const told = decided.filter(({ effect, state }) => {
        return isOf(effect, ['return_expired']) && returnMachine.view(state).status !== 'expired';
      });
      expect(told).toEqual([]);
    },
  ],
];

test.each(LAWS)('whatever happens to a return, %s', (_, law) => {
  const holds = (lived: Lived<ReturnState>): void => {
    law(lived);
  };
  fc.assert(fc.property(lives, holds), runs(2_000));
});

const PLEAS: readonly MessageKind[] = ['return_post_reminder', 'return_expiring'];

function falseAlarms({ decided }: Lived<ReturnState>): readonly unknown[] {
  return decided.flatMap(({ effect, state }) => {
    const isThere = receivedAt(state) !== null;
    if (isThere && isOf(effect, [...PLEAS, 'return_expired'])) return [effect];
    const isAlarm = effect.do === 'escalate' || isOf(effect, ['refund_late', ...PLEAS]);
    return isReturnOver(state) && isAlarm ? [effect] : [];
  });
}

function isOf(
  effect: Lived<ReturnState>['decided'][number]['effect'],
  kinds: readonly MessageKind[],
): boolean {
  return effect.do === 'notify' && kinds.includes(effect.planned.kind);
}
