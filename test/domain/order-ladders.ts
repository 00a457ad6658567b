/** The default ladders of orders: when each step is taken. */

import type { NotificationKey } from '../../domain/ids.ts';
import type { ExpectationKind } from '../../domain/policy/rule.ts';
import {
  at,
  cancelled,
  edd,
  escalationChanged,
  JOURNEY,
  type Moment,
  ordered,
  placed,
  policy,
  promised,
  scanned,
  shipped,
  withdrawn,
} from './builders.ts';

/** Everything begins on Tuesday, 24 November, in a shop that works from Monday to Friday. */
export const noon = at('12:00');
export const day = (date: string, time = '12:00') => at(time, `2026-${date}`);
const order = [policy(at('08:00')), placed(), shipped()];
const abroad = [policy(at('08:00')), ordered({ country: 'FR' }), shipped()];
const scannedDaily = ['24', '25', '26', '27', '28', '29', '30'].map((date) =>
  scanned('in_transit', day(`11-${date}`)),
);
/** Without the ladder of another expectation, whose escalation this one would join. */
const without = (kind: ExpectationKind): Moment =>
  policy(at('08:00'), { expectations: { [kind]: { ladder: [] } } });
/** The `movement` expectation since the scan at noon. */
const STALL = 's1/movement/2026-11-24T11:00:00Z';
/** The shop cannot say when it ships. */
const late = (time: number): Moment => [
  time,
  { kind: 'shipping_promise_changed', shipsInTime: false, revisedShipBy: null },
];
const scannedOn = ['01', '02', '03', '04'].map((date) => scanned('in_transit', day(`12-${date}`)));

/** The only address that the shop has bounces. */
const bounced: Moment = [
  noon,
  {
    kind: 'notification_failed',
    key: `${JOURNEY}/-/order_confirmed/1/email` as NotificationKey,
    receipt: 'bounced',
    code: null,
  },
];

/** When the ladder of a kind of expectation takes its steps, after what happened. */
export interface LadderRow {
  readonly what: string;
  readonly kind: ExpectationKind;
  readonly after: readonly Moment[];
  readonly ladder: readonly string[];
}

/** They do not want any more SMS. */
const refused: Moment = [noon, { kind: 'messages_refused', channel: 'sms' }];

export const ORDER_LADDERS: readonly LadderRow[] = [
  {
    what: 'refusal in own words is reviewed: at once; escalation',
    kind: 'refusal_reviewed',
    after: [policy(at('08:00')), placed(), refused],
    ladder: ['11-24 12:00 escalate customer_service medium'],
  },
  {
    what: 'customer is reached: 1 hour after a message did not arrive by any channel; escalation',
    kind: 'customer_reached',
    after: [policy(at('08:00')), placed(), bounced],
    ladder: ['11-24 13:00 escalate customer_service medium'],
  },
  {
    what: 'order is shipped: 3 business days; notify the shop; +2 escalation, notify the customer',
    kind: 'shipped',
    after: order.slice(0, 2),
    ladder: [
      '11-27 08:00 overdue_notice',
      '12-01 08:00 escalate customer_service medium',
      '12-01 08:00 not_shipped_yet',
    ],
  },
  {
    what: 'order is shipped, by the shop’s own promise',
    kind: 'shipped',
    after: [policy(at('08:00')), ordered({ shipBy: at('18:00') })],
    ladder: [
      // Staff read it when they work again.
      '11-25 08:00 overdue_notice',
      '11-27 18:00 escalate customer_service medium',
      '11-27 18:00 not_shipped_yet',
    ],
  },
  {
    what: 'shipped in time for the promised day: 20:00 on its eve; notify the customer; escalation',
    kind: 'shipped_in_time',
    after: [policy(at('08:00')), ordered({ edd: promised('2026-11-26', at('08:00')) })],
    ladder: ['11-25 20:00 escalate customer_service medium', '11-25 20:00 not_shipped_yet'],
  },
  {
    what: 'label made, then the first scan: 3 business days; escalation; +2 notify; +5 "lost"',
    kind: 'first_scan',
    after: [...order, scanned('pre_transit', noon)],
    ladder: [
      '11-27 09:00 escalate customer_service medium',
      '12-01 09:00 delayed',
      '12-04 09:00 escalate customer_service high, lost?',
    ],
  },
  {
    what: 'the number is known to the carrier: 2 business days; escalation',
    kind: 'known',
    after: [without('first_scan'), ...order.slice(1)],
    ladder: ['11-26 09:00 escalate customer_service low'],
  },
  {
    what: 'movement, domestic: 2 business days; escalation; +3 notify; +4 propose "lost"',
    kind: 'movement',
    after: [...order, scanned('in_transit', noon)],
    ladder: [
      '11-26 12:00 escalate customer_service medium',
      '12-01 12:00 delayed',
      '12-02 12:00 escalate customer_service high, lost?',
    ],
  },
  {
    what: 'movement, international: 4 business days; escalation; +3 notify; +4 propose "lost"',
    kind: 'movement',
    after: [...abroad, scanned('in_transit', noon)],
    ladder: [
      '11-30 12:00 escalate customer_service medium',
      '12-03 12:00 delayed',
      '12-04 12:00 escalate customer_service high, lost?',
    ],
  },
  {
    what: 'progress: 7 business days without a change of status; escalation; +5 "lost", notify',
    kind: 'progress',
    after: [without('movement'), ...order.slice(1), ...scannedDaily, ...scannedOn],
    ladder: [
      '12-03 12:00 escalate customer_service medium',
      '12-10 12:00 escalate customer_service high, lost?',
      '12-10 12:00 delayed',
    ],
  },
  {
    what: 'delivery by the EDD: end of that day + grace; notify; +1 business day escalation',
    kind: 'delivery',
    after: [
      without('movement'),
      ...order.slice(1),
      scanned('in_transit', noon),
      edd('2026-11-26', noon),
    ],
    // Nobody reads at night that a parcel is late.
    ladder: ['11-27 08:00 delayed', '11-30 03:59 escalate customer_service medium'],
  },
  {
    what: 'after a failed attempt: 2 business days; notify; escalation; +5 propose "lost"',
    kind: 'next_attempt',
    after: [...order, scanned('attempted', noon)],
    ladder: [
      '11-26 12:00 escalate customer_service medium',
      '11-26 12:00 delayed',
      '12-03 12:00 escalate customer_service high, lost?',
    ],
  },
  {
    what: 'collected: 3 days; remind; again after 5; after 8 it may have gone back',
    kind: 'pickup',
    after: [...order, scanned('available_for_pickup', noon)],
    ladder: [
      '11-27 12:00 pickup_reminder',
      '11-29 12:00 pickup_reminder',
      '12-02 12:00 escalate customer_service high, returned?',
    ],
  },
  {
    what: 'an exception is resolved: 2 business days; escalation; +2 more urgent; +3 customer',
    kind: 'exception_resolved',
    after: [...order, scanned('exception', noon, { reason: 'customs' })],
    ladder: [
      '11-26 12:00 escalate customer_service medium',
      '11-30 12:00 escalate customer_service high',
      '12-01 12:00 delayed',
    ],
  },
  {
    what: 'duty or a fee is paid: 2 days; remind; +2 escalation; +5 it may have gone back',
    kind: 'payment_made',
    after: [...order, scanned('exception', noon, { reason: 'payment_due' })],
    ladder: [
      '11-26 12:00 payment_due',
      '11-28 12:00 escalate customer_service medium',
      '12-01 12:00 escalate customer_service high, returned?',
    ],
  },
  {
    what: 'the carrier reports it lost: escalation at once',
    kind: 'loss_resolved',
    after: [...order, scanned('exception', noon, { reason: 'loss' })],
    ladder: ['11-24 12:00 escalate customer_service high, lost?'],
  },
  {
    what: 'the carrier takes a delivery back: escalation at once',
    kind: 'delivery_confirmed',
    after: [
      without('movement'),
      ...order.slice(1),
      scanned('delivered', noon),
      scanned('in_transit', day('11-25'), { reason: 'delivery_withdrawn' }),
    ],
    ladder: ['11-25 12:00 escalate customer_service high'],
  },
  {
    what: 'a parcel that was written off turns up: escalation at once',
    kind: 'turned_up',
    after: [
      ...order,
      scanned('in_transit', noon),
      escalationChanged(day('11-28'), { expectationId: STALL, resolution: 'lost' }),
      scanned('in_transit', day('12-03')),
    ],
    ladder: ['12-03 12:00 escalate customer_service high'],
  },
  {
    what: 'a parcel is resolved as reshipped, and no other follows: 3 business days; escalation',
    kind: 'replacement_shipped',
    after: [
      ...order,
      scanned('in_transit', noon),
      escalationChanged(day('11-27'), { expectationId: STALL, resolution: 'reshipped' }),
    ],
    ladder: ['12-02 12:00 escalate customer_service low'],
  },
  {
    what: 'a paid order that is cancelled is refunded: 5 business days; refund team; +2 manager',
    kind: 'order_refunded',
    after: [policy(at('08:00')), ordered({ paid: true }), cancelled(noon)],
    ladder: ['12-01 23:59 escalate refund_team high', '12-03 23:59 escalate manager high'],
  },
  {
    what: 'the customer withdraws before it ships: escalation at once',
    kind: 'shipping_stopped',
    after: [policy(at('08:00')), ordered({}), withdrawn(noon)],
    ladder: ['11-24 12:00 escalate customer_service high'],
  },
  {
    what: 'a parcel returns to its sender: 15 business days; escalation; +10 "lost"',
    kind: 'returned',
    after: [...order, scanned('return_to_sender', noon)],
    ladder: [
      '12-15 12:00 escalate customer_service medium',
      '12-29 12:00 escalate customer_service high, lost?',
    ],
  },
  {
    what: 'US: a scan of each parcel in 30 days; -2 notify the shop; -1 the customer; manager',
    kind: 'ships_by_law',
    after: [policy(at('08:00')), ordered({ country: 'US' })],
    ladder: [
      '12-22 08:00 overdue_notice',
      '12-23 08:00 ship_delay_notice',
      '12-24 08:00 escalate manager high',
    ],
  },
  {
    what: 'US: consent to a delay of unknown length, by 30 days after the time; escalation',
    kind: 'delay_consented',
    after: [policy(at('08:00')), ordered({ country: 'US', shipBy: noon }), late(at('09:00'))],
    ladder: ['12-24 23:59 escalate customer_service high'],
  },
  {
    what: 'US: a decision on the cancellation that the customer asked for: escalation at once',
    kind: 'cancel_decided',
    after: [
      policy(at('08:00')),
      ordered({ country: 'US', shipBy: noon }),
      late(at('09:00')),
      [at('10:00'), { kind: 'cancel_requested', delay: 1 }],
    ],
    ladder: ['11-24 10:00 escalate customer_service high'],
  },
  {
    what: 'EU, UK: delivery in 30 days; -5 notify the shop; manager',
    kind: 'delivered_by_law',
    after: order.slice(0, 2),
    // Five days before is a Saturday: staff read it when they work again.
    ladder: ['12-21 08:00 overdue_notice', '12-24 08:00 escalate manager high'],
  },
];
