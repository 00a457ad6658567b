/** What is expected by default, by when, and what happens when it is late. */

import { expect, test } from 'vitest';
import { EXPECTATION_KINDS, type ExpectationKind } from '../../domain/policy/rule.ts';
import {
  at,
  back,
  edd,
  escalationChanged,
  type Moment,
  ordered,
  placed,
  policy,
  promised,
  scanned,
  shipped,
} from './builders.ts';
import { ladderSteps } from './ladder-steps.ts';
import { runOrder, runReturn } from './play.ts';

/** Everything begins on Tuesday, 24 November, in a shop that works from Monday to Friday. */
const noon = at('12:00');
const day = (date: string, time = '12:00') => at(time, `2026-${date}`);
const order = [policy(at('08:00')), placed(), shipped()];
const abroad = [policy(at('08:00')), ordered({ country: 'FR' }), shipped()];
const approved = [policy(at('08:00')), back.requested(), back.approved(noon)];
const posted = [...approved, back.labelled(noon), back.scanned('in_transit', noon)];
const received = [...approved, back.received(noon)];
const scannedDaily = ['24', '25', '26', '27', '28', '29', '30'].map((date) =>
  scanned('in_transit', day(`11-${date}`)),
);
/** Without the ladder of another expectation, whose escalation this one would join. */
const without = (kind: ExpectationKind): Moment =>
  policy(at('08:00'), { expectations: { [kind]: { ladder: [] } } });
/** The `movement` expectation since the scan at noon. */
const STALL = 's1/movement/2026-11-24T11:00:00Z';
const scannedOn = ['01', '02', '03', '04'].map((date) => scanned('in_transit', day(`12-${date}`)));

interface Row {
  readonly what: string;
  readonly kind: ExpectationKind;
  readonly after: readonly Moment[];
  readonly ladder: readonly string[];
}

const OF_ORDERS: readonly Row[] = [
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
    what: 'progress: 7 business days of scans without a change of status; escalation; +5 "lost"',
    kind: 'progress',
    after: [without('movement'), ...order.slice(1), ...scannedDaily, ...scannedOn],
    ladder: [
      '12-03 12:00 escalate customer_service medium',
      '12-10 12:00 escalate customer_service high, lost?',
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
    what: 'after a failed attempt: 2 business days; notify the customer; escalation',
    kind: 'next_attempt',
    after: [...order, scanned('attempted', noon)],
    ladder: ['11-26 12:00 escalate customer_service medium', '11-26 12:00 delayed'],
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
    what: 'an exception is resolved: 2 business days; escalation; +2 more urgent',
    kind: 'exception_resolved',
    after: [...order, scanned('exception', noon, { reason: 'customs' })],
    ladder: [
      '11-26 12:00 escalate customer_service medium',
      '11-30 12:00 escalate customer_service high',
    ],
  },
  {
    what: 'the carrier reports it lost: escalation at once',
    kind: 'loss_resolved',
    after: [...order, scanned('exception', noon, { reason: 'loss' })],
    ladder: ['11-24 12:00 escalate customer_service high, lost?'],
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
    what: 'a parcel returns to its sender: 15 business days; escalation; +10 "lost"',
    kind: 'returned',
    after: [...order, scanned('return_to_sender', noon)],
    ladder: [
      '12-15 12:00 escalate customer_service medium',
      '12-29 12:00 escalate customer_service high, lost?',
    ],
  },
];

const OF_LAW: readonly Row[] = [
  {
    what: 'US: a scan of each parcel in 30 days; -2 notify the shop; manager',
    kind: 'ships_by_law',
    after: [policy(at('08:00')), ordered({ country: 'US' })],
    ladder: ['12-22 08:00 overdue_notice', '12-24 08:00 escalate manager high'],
  },
  {
    what: 'EU, UK: delivery in 30 days; -5 notify the shop; manager',
    kind: 'delivered_by_law',
    after: order.slice(0, 2),
    // Five days before is a Saturday: staff read it when they work again.
    ladder: ['12-21 08:00 overdue_notice', '12-24 08:00 escalate manager high'],
  },
];

const OF_RETURNS: readonly Row[] = [
  {
    what: 'a request is decided on: 2 business days; escalation',
    kind: 'decided',
    after: approved.slice(0, 2),
    ladder: ['11-26 08:00 escalate customer_service low'],
  },
  {
    what: 'return is posted: 7 days, then 21: remind; warn at 25; expires a day after the 28th',
    kind: 'posted',
    after: approved,
    ladder: [
      // It may have been posted that day, and be scanned that night.
      '12-02 08:00 return_post_reminder',
      '12-16 08:00 return_post_reminder',
      '12-19 12:00 return_expiring',
      '12-24 08:00 return_expired',
    ],
  },
  {
    what: 'return parcel moves: 3 business days; escalation; +5 "lost"',
    kind: 'return_movement',
    after: posted,
    ladder: [
      '11-27 12:00 escalate customer_service medium',
      '12-04 12:00 escalate customer_service high, lost?',
    ],
  },
  {
    what: 'received, then inspected: 3 business days; escalation; +2 notify the customer',
    kind: 'inspected',
    after: received,
    ladder: ['11-27 12:00 escalate warehouse medium', '12-01 12:00 return_inspection_late'],
  },
  {
    what: 'inspected, then refunded: 5 business days from receipt; refund team; +2 manager, notify',
    kind: 'refunded',
    after: [...received, back.inspected(day('11-25'))],
    // Due at the end of the day: the business days after it count from that day.
    ladder: [
      '12-01 23:59 escalate refund_team high',
      '12-03 23:59 escalate manager high',
      '12-04 08:00 refund_late',
    ],
  },
  {
    what: 'inspected, then refunded, by the shop’s own promise',
    kind: 'refunded',
    after: [
      policy(at('08:00')),
      back.requested(at('08:00'), day('11-26')),
      back.received(noon),
      back.inspected(day('11-25')),
    ],
    ladder: [
      '11-26 23:59 escalate refund_team high',
      '11-30 23:59 escalate manager high',
      '12-01 08:00 refund_late',
    ],
  },
  {
    what: 'goods that come back after a rejection: escalation to the warehouse at once',
    kind: 'returned_anyway',
    after: [...approved.slice(0, 2), back.rejected(noon), back.received(day('11-26'))],
    ladder: ['11-26 12:00 escalate warehouse medium'],
  },
];

const until = day('12-31');

test.each([...OF_ORDERS, ...OF_LAW])('$what', ({ kind, after, ladder }) => {
  expect(ladderSteps(runOrder(until, ...after), kind)).toEqual(ladder);
});

test.each(OF_RETURNS)('$what', ({ kind, after, ladder }) => {
  expect(ladderSteps(runReturn(until, ...after), kind)).toEqual(ladder);
});

test('a return from abroad may go without a scan for 5 business days', () => {
  const [first, request, ...rest] = posted;
  if (!first || !request) throw new Error('the return is missing');
  const body = { ...request[1], country: 'FR' } as Moment[1];
  const run = runReturn(until, first, [request[0], body], ...rest);
  expect(ladderSteps(run, 'return_movement')).toEqual([
    '12-01 12:00 escalate customer_service medium',
    '12-08 12:00 escalate customer_service high, lost?',
  ]);
});

test('there is a row for every kind of expectation', () => {
  const tested = new Set([...OF_ORDERS, ...OF_LAW, ...OF_RETURNS].map(({ kind }) => kind));
  expect([...tested].sort()).toEqual([...EXPECTATION_KINDS].sort());
});
