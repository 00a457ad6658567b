/** The same scans, in any order and with any duplicates, lead to the same result. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { OrderEvent } from '../../domain/order/event.ts';
import { type OrderState, orderMachine } from '../../domain/order/index.ts';
import { currentStatus, NO_SCANS } from '../../domain/parcel/scan-summary.ts';
import { deliveryTakenBackAt } from '../../domain/parcel/taken-back.ts';
import { MINUTE } from '../../domain/time.ts';
import { STATUSES, type Status } from '../../domain/tracking.ts';
import {
  aContact,
  at,
  JOURNEY,
  type Moment,
  ordered,
  placed,
  policy,
  scanned,
  shipped,
} from './builders.ts';
import { atOnce, type Run, runHistory, runs } from './histories.ts';
import { bodyOf } from './order-histories.ts';
import { asOrderLog, play, recordsOf } from './play.ts';

const statuses: fc.Arbitrary<Status | null> = fc.constantFrom(...STATUSES, null);
// Within a few daytime hours of one day, so that no message is dropped because of the time.
const scan = fc.record({ status: statuses, minute: fc.integer({ min: 0, max: 240 }) });
const history = fc.array(scan, { minLength: 1, maxLength: 12 });

const observedAt = at('15:00');
const start = [placed(at('10:00')), shipped(at('10:00'))];

function moment({ status, minute }: { status: Status | null; minute: number }): Moment {
  return scanned(status, at('10:30') + minute * 60_000, { observedAt });
}

/** Shuffled, with duplicates. */
const disorder = history.chain((scans) =>
  fc.record({
    scans: fc.constant(scans),
    mixed: fc.shuffledSubarray(
      [...scans, ...scans, ...scans].map((each, index) => ({ each, index })),
      { minLength: scans.length * 3, maxLength: scans.length * 3 },
    ),
  }),
);

test('the same scans in any order, with any duplicates, end in the same state', () => {
  fc.assert(
    fc.property(disorder, ({ scans, mixed }) => {
      const straight = play(...start, ...scans.map(moment));
      const shuffled = play(...start, ...mixed.map(({ each }) => moment(each)));
      const [a, b] = [straight, shuffled].map(({ state }) => state.shipments['s1']?.scanSummary);
      expect(b).toEqual(a);
    }),
    runs(4_000),
  );
});

test('the same scans in any order send the same messages, except those that a rule drops', () => {
  fc.assert(
    fc.property(disorder, ({ scans, mixed }) => {
      const straight = decisions(play(...start, ...scans.map(moment)));
      const shuffled = decisions(play(...start, ...mixed.map(({ each }) => moment(each))));
      const dropped = (key: string) =>
        [straight, shuffled].some((each) => each.get(key) === 'drop');
      for (const key of new Set([...straight.keys(), ...shuffled.keys()])) {
        // A return scan or an attempt that arrives late changes what an earlier delivery was.
        if (key.includes('/delivered/') && isDoubtful(scans)) continue;
        if (dropped(key)) continue;
        expect([key, shuffled.get(key)]).toEqual([key, straight.get(key)]);
      }
    }),
    runs(4_000),
  );
});

test('no key is sent twice', () => {
  fc.assert(
    fc.property(disorder, ({ mixed }) => {
      const { messages } = play(...start, ...mixed.map(({ each }) => moment(each)));
      const sends = messages.map(({ key }) => key);
      expect(new Set(sends).size).toBe(sends.length);
    }),
    runs(4_000),
  );
});

test('folding a log in two parts gives the same state as folding it whole', () => {
  fc.assert(
    fc.property(history, fc.nat(), (scans, cut) => {
      const log = asOrderLog([...start, ...scans.map(moment)]);
      const whole = log.reduce(step, orderMachine.initial(JOURNEY));
      const middle = cut % log.length;
      const first = log.slice(0, middle).reduce(step, orderMachine.initial(JOURNEY));
      const carried: typeof first = JSON.parse(JSON.stringify(first));
      expect(log.slice(middle).reduce(step, carried)).toEqual(whole);
    }),
    runs(2_000),
  );
});

function step(state: OrderState, event: OrderEvent): OrderState {
  return orderMachine.reduce(state, event).state;
}

function isDoubtful(scans: readonly { status: Status | null; minute: number }[]): boolean {
  const { state } = play(...start, ...scans.map(moment));
  const scanSummary = state.shipments['s1']?.scanSummary ?? NO_SCANS;
  const isBack = currentStatus(scanSummary).status === 'return_to_sender';
  return isBack || deliveryTakenBackAt(scanSummary) !== null;
}

function decisions(played: ReturnType<typeof play>): Map<string, 'send' | 'hold' | 'drop'> {
  return new Map([
    ...recordsOf(played).map(({ key, decision }) => [key, decision.do] as const),
    // A held message that was sent in the end counts as sent.
    ...played.messages.map(({ key }) => [key, 'send'] as const),
  ]);
}

const batch = fc.array(fc.tuple(statuses, fc.integer({ min: 1, max: 300 })), {
  minLength: 1,
  maxLength: 8,
});
const shuffledBatch = batch.chain((all) =>
  fc.tuple(
    fc.constant(all),
    fc.shuffledSubarray([...all.keys(), ...all.keys()], {
      minLength: all.length * 2,
      maxLength: all.length * 2,
    }),
  ),
);

test('the same scans in any order, with any duplicates, lead to the same alarms', () => {
  fc.assert(
    fc.property(shuffledBatch, ([all, order]) => {
      const mixed = order.flatMap((index) => all.slice(index, index + 1));
      expect(alarmsAfter(mixed)).toEqual(alarmsAfter(all));
    }),
    runs(2_000),
  );
});

test('scans from long before the order cause no message and no alarm', () => {
  fc.assert(
    fc.property(batch, (all) => {
      const old = all.map(([status, minute]) => [status, minute + 60 * 24 * 30] as const);
      const { decided } = runScans(old, at('08:00', '2026-09-01'));
      expect(decided.filter(({ effect }) => effect.do !== 'record')).toEqual([]);
    }),
    runs(2_000),
  );
});

/** Scans that happened the given minutes ago, received at once and followed by silence. */
function runScans(
  all: readonly (readonly [Status | null, number])[],
  placedAt = at('08:00'),
): Run<OrderState> {
  const start = at('15:00');
  const moments: readonly Moment[] = [
    policy(start),
    ordered({ contact: aContact({ phone: false }) }, placedAt),
    shipped(placedAt),
    ...all.map(([status, minute]) => scanned(status, start - minute * MINUTE)),
  ];
  const moves = moments.map((each) => atOnce(bodyOf(each)));
  return runHistory(orderMachine, { journeyId: JOURNEY, start, moves });
}

function alarmsAfter(all: readonly (readonly [Status | null, number])[]): readonly unknown[] {
  const { decided } = runScans(all);
  return decided.flatMap(({ at: time, effect }) =>
    effect.do === 'escalate' ? [[time, effect.opening.expectationId, effect.opening.step]] : [],
  );
}
