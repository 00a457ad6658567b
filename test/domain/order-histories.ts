/** Random histories of orders, and the laws that hold only for orders. */

import fc from 'fast-check';
import { localDate } from '../../domain/calendar.ts';
import { isBudgeted } from '../../domain/message.ts';
import type { OrderFact, OrderRefunded, ShipmentAdded } from '../../domain/order/event.ts';
import { type OrderState, orderMachine } from '../../domain/order/index.ts';
import { isAtRest } from '../../domain/parcel/at-rest.ts';
import type { PolicyDocument } from '../../domain/policy/policy-document.ts';
import { DAY, HOUR } from '../../domain/time.ts';
import { REASONS, type Reason, STATUSES, type Status } from '../../domain/tracking.ts';
import {
  aContact,
  aScan,
  at,
  edd,
  JOURNEY,
  type Moment,
  ordered,
  policy,
  shipped,
  withdrawn,
} from './builders.ts';
import { type Act, atOnce, escalationChanges, gaps, type Run, runHistory } from './histories.ts';
import type { Law } from './laws.ts';

type OrderAct = Act<OrderState, OrderFact>;

const shipments = fc.constantFrom('s1', 's2');
const statuses: fc.Arbitrary<Status | null> = fc.constantFrom(...STATUSES, null);
const reasons: fc.Arbitrary<Reason | null> = fc.constantFrom(...REASONS, null);

const scans: fc.Arbitrary<OrderAct> = fc
  .record({ id: shipments, status: statuses, reason: reasons, ageMs: gaps, isLate: fc.boolean() })
  .map(({ id: shipmentId, status, reason, ageMs, isLate }) => (_, now) => {
    const scan = aScan(status, isLate ? now - ageMs : now, { reason });
    return { kind: 'scanned', shipmentId, scan };
  });

const estimates: fc.Arbitrary<OrderAct> = fc
  .record({ id: fc.constantFrom('s1', 's2', null), days: fc.integer({ min: -9, max: 9 }) })
  .map(({ id, days }) => (_, now) => {
    const date = new Date(now + days * DAY).toISOString().slice(0, 10);
    return bodyOf(edd(date, now, id));
  });

const others: fc.Arbitrary<OrderAct> = fc.constantFrom<OrderAct>(
  (_, now) => bodyOf(shipped(now, 's2', 1)),
  (_, now) => bodyOf(ordered({ shipBy: now + HOUR }, now)),
  () => ({ kind: 'contact_changed', contact: aContact({ phone: false }) }),
  () => ({ kind: 'messages_refused', channel: 'sms' }),
  () => ({ kind: 'pieces_changed', pieces: 3 }),
  () => ({ kind: 'pieces_changed', pieces: 1 }),
  // The number of s2, under another id.
  (_, now) => ({ ...bodyOf(shipped(now, 's2')), shipmentId: 's2b' }) as ShipmentAdded,
  (_, now) => ({ kind: 'shipment_voided', shipmentId: 's1', voidedAt: now }),
  (_, now) => ({ kind: 'order_reinstated', reinstatedAt: now }),
  () => ({
    kind: 'shipment_corrected',
    shipmentId: 's1',
    carrier: 'dhl',
    trackingNumber: 'TN-other',
  }),
  () => ({
    kind: 'shipment_corrected',
    shipmentId: 's1',
    carrier: 'ups',
    trackingNumber: 'TN-s1',
  }),
  (_, now) => ({ kind: 'order_cancelled', cancelledAt: now }),
  (_, now) => bodyOf(withdrawn(now)),
  (_, now) => bodyOf(withdrawn(now, { returnId: 'R2', isWhole: false })),
  (_, now) => bodyOf(ordered({ paid: true }, now)),
  (_, now) => refund(now, false),
  (_, now) => refund(now, true),
  (_, now) => ({ kind: 'timer_fired', until: now, silentCarriers: ['usps'] }),
  () => ({ kind: 'shipping_promise_changed', shipsInTime: true, revisedShipBy: null }),
  () => ({ kind: 'shipping_promise_changed', shipsInTime: false, revisedShipBy: null }),
  (_, now) => {
    const revisedShipBy = new Date(now + 9 * DAY).toISOString().slice(0, 10);
    return { kind: 'shipping_promise_changed', shipsInTime: false, revisedShipBy };
  },
  () => ({ kind: 'delay_consented', delay: 1 }),
  () => ({ kind: 'cancel_requested', delay: 1 }),
);

function refund(refundedAt: number, final: boolean): OrderRefunded {
  const amount = { amount: '9.90', currency: 'EUR' };
  const reference = `r${refundedAt}`;
  return { kind: 'order_refunded', reference, refundedAt, amount, method: 'original', final };
}

const acts: fc.Arbitrary<OrderAct> = fc.oneof(
  { arbitrary: scans, weight: 6 },
  { arbitrary: estimates, weight: 1 },
  { arbitrary: escalationChanges('s1/movement/none'), weight: 1 },
  { arbitrary: others, weight: 1 },
);

const EMAIL = ['email'] as const;
type Channels = NonNullable<PolicyDocument['channels']>;

export const orderRuns: fc.Arbitrary<Run<OrderState>> = fc
  .record({
    moves: fc.array(fc.record({ gapMs: gaps, act: acts }), { maxLength: 10 }),
    outcome: fc.constantFrom('accepted', 'refused', 'unknown'),
    country: fc.constantFrom('DE', 'FR', 'US', null),
    channels: fc.constantFrom<Channels>({}, { arriving_earlier: EMAIL, arriving_tomorrow: EMAIL }),
  })
  .map(({ moves, outcome, country, channels }) => {
    const start = at();
    const first = [policy(start, { channels }), ordered({ country }, start), shipped(start)];
    const opening = first.map((moment) => atOnce(bodyOf(moment)));
    return runHistory(orderMachine, {
      journeyId: JOURNEY,
      start,
      outcome,
      moves: [...opening, ...moves],
    });
  });

/** The body of a moment of an order. */
export function bodyOf([, body]: Moment) {
  return body as Exclude<ReturnType<OrderAct>, null>;
}

export const ORDER_LAWS: readonly Law<OrderState>[] = [
  ['no alarm is raised about a parcel at rest', falseAlarms],
  ['nothing is sent and nothing raised about a voided parcel', ofVoided],
  ['“moving again” is sent only after a message about the trouble', movingWithoutTrouble],
  [
    'a refund is missed only where the order is paid, and had no final refund since',
    needlessRefunds,
  ],
  [
    'nothing about delays, attempts, pick-up or trouble is sent while it is cancelled',
    aboutCancelled,
  ],
  ['at most three messages that can wait are sent in a day', daysOverBudget],
  [
    '“not delivered after all” is sent only after a message that it takes back',
    takenBackWithoutClaim,
  ],
];

function takenBackWithoutClaim({ decided }: Run<OrderState>): readonly string[] {
  const known = new Map<string, Set<string>>();
  return decided.flatMap(({ effect }) => {
    if (effect.do !== 'send') return [];
    const { kind, shipmentIds, key, facts } = effect.message;
    for (const id of shipmentIds) known.set(id, (known.get(id) ?? new Set()).add(kind));
    if (kind !== 'not_delivered_after_all') return [];
    const claims = CLAIMS[String(facts?.['claim'] ?? 'delivered')] ?? [];
    const isKnown = shipmentIds.every((id) => claims.some((claim) => known.get(id)?.has(claim)));
    return isKnown ? [] : [key];
  });
}

/** The messages that each claim takes back. */
const CLAIMS: Readonly<Record<string, readonly string[]>> = {
  delivered: ['delivered', 'all_delivered'],
  ready: ['available_for_pickup', 'pickup_reminder'],
  today: ['out_for_delivery'],
  returning: ['returning_to_sender'],
  trouble: ['attempted', 'exception', 'payment_due'],
  partly: ['partly_delivered'],
  day: ['arriving_earlier', 'arriving_tomorrow'],
  late: ['delayed'],
  lost: ['lost'],
};

/**
 * Escalations, and messages about trouble, for a parcel at rest. That a parcel turned up after it was
 * written off is no false alarm.
 */
function falseAlarms({ decided }: Run<OrderState>): readonly unknown[] {
  return decided.flatMap(({ effect, state }) => {
    if (isAboutTurnedUp(effect)) return [];
    const ids =
      effect.do === 'escalate'
        ? [effect.opening.shipmentId]
        : effect.do === 'send' && TROUBLE.includes(effect.message.kind)
          ? effect.message.shipmentIds
          : [];
    const resting = ids.filter((id) => {
      const shipment = id === null ? undefined : state.shipments[id];
      return shipment !== undefined && isAtRest(shipment);
    });
    return resting.length > 0 ? [effect] : [];
  });
}

function isAboutTurnedUp(effect: Run<OrderState>['decided'][number]['effect']): boolean {
  if (effect.do === 'escalate') return effect.opening.kind === 'turned_up';
  if (effect.do !== 'send') return false;
  const { milestoneId, facts } = effect.message;
  return milestoneId.includes('/moving_again/found') || facts?.['expectation'] === 'turned_up';
}

function needlessRefunds({ decided }: Run<OrderState>): readonly unknown[] {
  return decided.filter(({ effect, state }) => {
    if (effect.do !== 'escalate' || effect.opening.kind !== 'order_refunded') return false;
    const { since } = effect.opening;
    const isPaid = state.refunds.some(({ final, refundedAt }) => final && refundedAt >= since);
    return state.paidAt === null || isPaid;
  });
}

function ofVoided({ decided }: Run<OrderState>): readonly unknown[] {
  return decided.flatMap(({ effect, state }) => {
    const ids =
      effect.do === 'escalate'
        ? [effect.opening.shipmentId ?? '-']
        : effect.do === 'send'
          ? effect.message.shipmentIds
          : [];
    const voided = ids.filter((id) => state.shipments[id]?.voided);
    return voided.length > 0 ? [effect] : [];
  });
}

const TROUBLE: readonly string[] = [
  'arriving_earlier',
  'arriving_tomorrow',
  'delayed',
  'attempted',
  'available_for_pickup',
  'pickup_reminder',
  'exception',
  'payment_due',
  'moving_again',
  'out_for_delivery',
  'escalation_opened',
  'overdue_notice',
];

/** Messages that say that a parcel is in trouble, late or lost. */
const REPORTS: readonly string[] = ['delayed', 'attempted', 'exception', 'payment_due', 'lost'];

/** Keys of “moving again” without an earlier message about trouble. */
function movingWithoutTrouble({ decided }: Run<OrderState>): readonly string[] {
  const troubled = new Set<string>();
  return decided.flatMap(({ effect }) => {
    if (effect.do !== 'send') return [];
    const { kind, shipmentIds, key } = effect.message;
    if (REPORTS.includes(kind)) for (const id of shipmentIds) troubled.add(id);
    const isKnown = shipmentIds.every((id) => troubled.has(id));
    return kind === 'moving_again' && !isKnown ? [key] : [];
  });
}

/** What the customer of a cancelled order does not need. */
function aboutCancelled({ decided }: Run<OrderState>): readonly string[] {
  return decided.flatMap(({ effect, state }) => {
    if (effect.do !== 'send' || state.cancelledAt === null || isAboutTurnedUp(effect)) return [];
    const { kind, key } = effect.message;
    return OF_A_LIVE_ORDER.includes(kind) ? [key] : [];
  });
}

const OF_A_LIVE_ORDER: readonly string[] = [
  'arriving_earlier',
  'arriving_tomorrow',
  'not_shipped_yet',
  'ship_delay_notice',
  'delayed',
  'attempted',
  'available_for_pickup',
  'pickup_reminder',
  'exception',
  'payment_due',
  'moving_again',
];

/** Days with more messages than the default policy allows; refused ones do not count. */
function daysOverBudget({ decided, bodies }: Run<OrderState>): readonly string[] {
  const refused = bodies.flatMap((body) =>
    'outcome' in body && body.outcome === 'refused' && 'key' in body ? [body.key] : [],
  );
  const sent = new Map<string, Set<string>>();
  for (const { at: time, effect } of decided) {
    if (effect.do !== 'send' || !isBudgeted(effect.message.kind)) continue;
    if (refused.includes(effect.message.key)) continue;
    const date = localDate(time, 'Europe/Berlin');
    sent.set(date, (sent.get(date) ?? new Set()).add(effect.message.milestoneId));
  }
  return [...sent].filter(([, milestones]) => milestones.size > 3).map(([date]) => date);
}
