/** Random histories of returns, and the laws that hold only for returns. */

import fc from 'fast-check';
import type { MessageKind } from '../../domain/message.ts';
import type { ReturnFact } from '../../domain/return/event.ts';
import { type ReturnState, returnMachine } from '../../domain/return/index.ts';
import { isReturnOver, receivedAt } from '../../domain/return/status.ts';
import { DAY } from '../../domain/time.ts';
import { STATUSES } from '../../domain/tracking.ts';
import { aScan, at, back, edd, type Moment, policy, RETURN } from './builders.ts';
import {
  type Act,
  atOnce,
  type Decided,
  escalationChanges,
  gaps,
  type Run,
  runHistory,
} from './histories.ts';
import type { Law } from './laws.ts';

type ReturnAct = Act<ReturnState, ReturnFact>;

const parcels = fc.constantFrom('p1', 'p2');
const pieces = fc.constantFrom(undefined, 1, 2);

const scans: fc.Arbitrary<ReturnAct> = fc
  .record({ id: parcels, status: fc.constantFrom(...STATUSES, null), ageMs: gaps })
  .map(({ id: shipmentId, status, ageMs }) => (_, now) => {
    return { kind: 'scanned', shipmentId, scan: aScan(status, now - (ageMs % DAY)) };
  });

const inspections: fc.Arbitrary<ReturnAct> = fc
  .record({ refund: pieces, exchange: pieces, store_credit: pieces, reject: pieces })
  .map((written) => (_, now) => {
    return bodyOf(back.inspected(now, JSON.parse(JSON.stringify(written))));
  });

const facts: fc.Arbitrary<ReturnAct> = fc.constantFrom<ReturnAct>(
  (_, now) => bodyOf(back.approved(now)),
  (_, now) => bodyOf(back.labelled(now, 'p1')),
  (_, now) => bodyOf(back.labelled(now, 'p2')),
  (_, now) => bodyOf(back.received(now)),
  (_, now) => bodyOf(back.received(now, 'p1')),
  (_, now) => bodyOf(back.refunded(now)),
  (_, now) => bodyOf(back.refunded(now, { reference: 'part', final: false })),
  (_, now) => bodyOf(back.refunded(now, { reference: 'credit', method: 'store_credit' })),
  () => ({
    kind: 'shipment_corrected',
    shipmentId: 'p1',
    carrier: 'dhl',
    trackingNumber: 'RN-other',
  }),
);

const ends: fc.Arbitrary<ReturnAct> = fc.constantFrom<ReturnAct>(
  (_, now) => bodyOf(back.rejected(now)),
  (_, now) => bodyOf(back.cancelled(now)),
  // An estimate changes nothing about a return.
  (_, now) => bodyOf(edd('2026-11-26', now, 'p1')),
);

const acts: fc.Arbitrary<ReturnAct> = fc.oneof(
  { arbitrary: facts, weight: 6 },
  { arbitrary: scans, weight: 4 },
  { arbitrary: inspections, weight: 2 },
  { arbitrary: escalationChanges('-/refunded/none'), weight: 1 },
  { arbitrary: ends, weight: 1 },
);

export const returnRuns: fc.Arbitrary<Run<ReturnState>> = fc
  .record({
    moves: fc.array(fc.record({ gapMs: gaps, act: acts }), { maxLength: 10 }),
    receivedBy: fc.constantFrom('carrier', 'shop'),
    isRequested: fc.boolean(),
    isWithdrawal: fc.boolean(),
  })
  .map(({ moves, receivedBy, isRequested, isWithdrawal }) => {
    const start = at();
    const request = isWithdrawal ? back.withdrawn(start) : back.requested(start);
    const first = [policy(start, { returns: { receivedBy } }), request];
    const opening = first.map((moment) => atOnce(bodyOf(moment)));
    // Some logs begin with another event.
    const all = isRequested ? [...opening, ...moves] : [...moves, ...opening];
    return runHistory(returnMachine, { journeyId: RETURN, start, moves: all });
  });

/** The body of a moment of a return. */
function bodyOf([, body]: Moment) {
  return body as Exclude<ReturnType<ReturnAct>, null>;
}

export const RETURN_LAWS: readonly Law<ReturnState>[] = [
  ['no reminder follows the arrival of the goods, and no alarm follows the end', falseAlarms],
  [
    '“expired” is sent only if nobody has posted it',
    ({ decided }) =>
      decided.filter(({ effect, state }) => {
        return (
          sendsOneOf(effect, ['return_expired']) && returnMachine.view(state).status !== 'expired'
        );
      }),
  ],
];

const REMINDERS: readonly MessageKind[] = ['return_post_reminder', 'return_expiring'];

const AFTER_THE_END: readonly string[] = [
  'returned_anyway',
  'withdrawal_acknowledged',
  'goods_back',
];

/** That goods came back after the end, or that the receipt was not sent, is no false alarm. */
function falseAlarms({ decided }: Run<ReturnState>): readonly unknown[] {
  return decided.flatMap(({ effect, state }) => {
    if (effect.do === 'escalate' && AFTER_THE_END.includes(effect.opening.kind)) return [];
    const hasArrived = receivedAt(state) !== null;
    if (hasArrived && sendsOneOf(effect, [...REMINDERS, 'return_expired'])) return [effect];
    // Refunded in advance: the goods are still to be posted.
    if (effect.do === 'send' && effect.message.facts?.['expectation'] === 'goods_back') return [];
    const isAlarm = effect.do === 'escalate' || sendsOneOf(effect, ['refund_late', ...REMINDERS]);
    return isReturnOver(state) && isAlarm ? [effect] : [];
  });
}

function sendsOneOf(
  effect: Decided<ReturnState>['effect'],
  kinds: readonly MessageKind[],
): boolean {
  return effect.do === 'send' && kinds.includes(effect.message.kind);
}
