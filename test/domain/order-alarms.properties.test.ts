import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  ESCALATION_CHANGES,
  type JourneyEventBody,
  RESOLUTIONS,
} from '../../domain/journey/event.ts';
import { isAtRest } from '../../domain/order/facts.ts';
import { type OrderState, orderMachine } from '../../domain/order/index.ts';
import { DEFAULT_RULES } from '../../domain/policy/default-rules.ts';
import { DAY, HOUR } from '../../domain/time.ts';
import type { Reason, Status } from '../../domain/tracking.ts';
import { REASONS, STATUSES } from '../../domain/tracking.ts';
import { aContact, aScan, at, edd, JOURNEY, ordered, policy, shipped } from './builders.ts';
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

const shipments = fc.constantFrom('s1', 's2');
const statuses: fc.Arbitrary<Status | null> = fc.constantFrom(...STATUSES, null);
const reasons: fc.Arbitrary<Reason | null> = fc.constantFrom(...REASONS, null);

const scans: fc.Arbitrary<Act<OrderState>> = fc
  .record({ id: shipments, status: statuses, reason: reasons, ageMs: gaps, isLate: fc.boolean() })
  .map(({ id: shipmentId, status, reason, ageMs, isLate }) => (_, now) => {
    const scan = aScan(status, isLate ? now - ageMs : now, { reason });
    return { kind: 'scanned', shipmentId, scan };
  });

const estimates: fc.Arbitrary<Act<OrderState>> = fc
  .record({ id: fc.constantFrom('s1', 's2', null), days: fc.integer({ min: -9, max: 9 }) })
  .map(({ id, days }) => (_, now) => {
    const date = new Date(now + days * DAY).toISOString().slice(0, 10);
    return edd(date, now, id)[1];
  });

const cases: fc.Arbitrary<Act<OrderState>> = fc
  .record({
    change: fc.constantFrom(...ESCALATION_CHANGES),
    resolution: fc.constantFrom(...RESOLUTIONS),
    which: fc.nat(5),
  })
  .map(({ change, resolution, which }) => ({ overdue: { raised } }, now) => {
    const expectationId = raised[which % Math.max(1, raised.length)]?.id ?? 's1/movement/none';
    const isOver = change === 'resolved';
    return {
      kind: 'escalation_changed',
      expectationId,
      change,
      resolution: isOver ? resolution : null,
      until: change === 'snoozed' ? now + 2 * DAY : null,
    };
  });

const others: fc.Arbitrary<Act<OrderState>> = fc.constantFrom<Act<OrderState>>(
  (_, now) => shipped(now, 's2', 1)[1],
  (_, now) => ordered({ shipBy: now + HOUR }, now)[1],
  () => ({ kind: 'contact_changed', contact: aContact({ phone: false }) }),
  () => ({ kind: 'pieces_changed', pieces: 3 }),
  () => ({
    kind: 'shipment_corrected',
    shipmentId: 's1',
    carrier: 'dhl',
    trackingNumber: 'TN-other',
  }),
  (_, now) => ({ kind: 'order_cancelled', cancelledAt: now }),
  (_, now) => ({ kind: 'timer_fired', until: now, silentCarriers: ['usps'] }),
);

const acts = fc.oneof(
  { arbitrary: scans, weight: 6 },
  { arbitrary: estimates, weight: 1 },
  { arbitrary: cases, weight: 1 },
  { arbitrary: others, weight: 1 },
);

const lives: fc.Arbitrary<Lived<OrderState>> = fc
  .record({
    moves: fc.array(fc.record({ gapMs: gaps, act: acts }), { maxLength: 10 }),
    outcome: fc.constantFrom('accepted', 'refused', 'unknown'),
    country: fc.constantFrom('DE', 'FR', null),
  })
  .map(({ moves, outcome, country }) => {
    const now = (body: JourneyEventBody) => ({ gapMs: 0, act: () => body });
    const start = at();
    const first = [policy(start)[1], ordered({ country }, start)[1], shipped(start)[1]].map(now);
    return liveOut(orderMachine, {
      journeyId: JOURNEY,
      start,
      outcome,
      moves: [...first, ...moves],
    });
  });

const LAWS: readonly [string, (lived: Lived<OrderState>) => void][] = [
  [
    'nothing is told after it was dropped, and nothing twice',
    (lived) => expect(brokenPromises(lived)).toEqual([]),
  ],
  [
    'steps of a ladder are taken in order and once, and only open cases are withdrawn',
    (lived) => expect(brokenLadders(lived)).toEqual([]),
  ],
  ['no alarm is raised about what has arrived', (lived) => expect(falseAlarms(lived)).toEqual([])],
  [
    'a case ends resolved or withdrawn, or is open with its expectation overdue',
    (lived) => {
      const overdue = orderMachine
        .view(lived.state)
        .expectations.flatMap(({ state, expectationId }) =>
          state === 'overdue' ? [expectationId] : [],
        );
      expect(openCases(lived).filter((id) => !overdue.includes(id))).toEqual([]);
    },
  ],
  [
    'that it moves again is told only to whom it was told that it did not',
    (lived) => expect(untroubled(lived)).toEqual([]),
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

test.each(LAWS)('whatever happens to an order, %s', (_, law) => {
  const holds = (lived: Lived<OrderState>): void => {
    law(lived);
  };
  fc.assert(fc.property(lives, holds), runs(2_000));
});

const batch = fc.array(fc.tuple(statuses, fc.integer({ min: 1, max: 300 })), {
  minLength: 1,
  maxLength: 8,
});
const disorder = batch.chain((all) =>
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
    fc.property(disorder, ([all, order]) => {
      const mixed = order.flatMap((index) => all.slice(index, index + 1));
      expect(alarmsAfter(mixed)).toEqual(alarmsAfter(all));
    }),
    runs(2_000),
  );
});

test('of scans from long before the order was heard of, nobody is told anything', () => {
  fc.assert(
    fc.property(batch, (all) => {
      const old = all.map(([status, minute]) => [status, minute + 60 * 24 * 30] as const);
      const { decided } = liveScans(old, at('08:00', '2026-09-01'));
      expect(decided.filter(({ effect }) => effect.do !== 'record')).toEqual([]);
    }),
    runs(2_000),
  );
});

/** Scans of so many minutes ago, heard all at once; and then silence. */
function liveScans(
  all: readonly (readonly [Status | null, number])[],
  placedAt = at('08:00'),
): Lived<OrderState> {
  const start = at('15:00');
  const bodies: JourneyEventBody[] = [
    policy(start)[1],
    ordered({ contact: aContact({ phone: false }) }, placedAt)[1],
    shipped(placedAt)[1],
    ...all.map(([status, minute]): JourneyEventBody => {
      const scan = aScan(status, start - minute * 60_000);
      return { kind: 'scanned', shipmentId: 's1', scan };
    }),
  ];
  const moves = bodies.map((body) => ({ gapMs: 0, act: () => body }));
  return liveOut(orderMachine, { journeyId: JOURNEY, start, moves });
}

function alarmsAfter(all: readonly (readonly [Status | null, number])[]): readonly unknown[] {
  const { decided } = liveScans(all);
  return decided.flatMap(({ at: time, effect }) =>
    effect.do === 'escalate' ? [[time, effect.opening.expectationId, effect.opening.step]] : [],
  );
}

/** Of a parcel at rest: cases, and words that tell of trouble. */
function falseAlarms({ decided }: Lived<OrderState>): readonly unknown[] {
  return decided.flatMap(({ effect, state }) => {
    const ids =
      effect.do === 'escalate'
        ? [effect.opening.shipmentId]
        : effect.do === 'notify' && TROUBLE.includes(effect.planned.kind)
          ? effect.planned.shipmentIds
          : [];
    const resting = ids.filter((id) => {
      const shipment = id === null ? undefined : state.shipments[id];
      return shipment !== undefined && isAtRest(shipment);
    });
    return resting.length > 0 ? [effect] : [];
  });
}

const TROUBLE: readonly string[] = [
  'delayed',
  'attempted',
  'available_for_pickup',
  'pickup_reminder',
  'exception',
  'moving_again',
  'out_for_delivery',
  'escalation_opened',
  'overdue_notice',
];

function untroubled({ decided }: Lived<OrderState>): readonly string[] {
  const troubled = new Set<string>();
  return decided.flatMap(({ effect }) => {
    if (effect.do !== 'notify') return [];
    const { kind, shipmentIds, key } = effect.planned;
    if (kind === 'delayed' || kind === 'attempted') for (const id of shipmentIds) troubled.add(id);
    const isKnown = shipmentIds.every((id) => troubled.has(id));
    return kind === 'moving_again' && !isKnown ? [key] : [];
  });
}
