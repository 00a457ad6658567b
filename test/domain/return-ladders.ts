/** The default ladders of returns: when each step is taken. */

import { aContact, at, back, policy } from './builders.ts';
import { day, type LadderRow, noon } from './order-ladders.ts';

const approved = [policy(at('08:00')), back.requested(), back.approved(noon)];
export const posted = [...approved, back.labelled(noon), back.scanned('in_transit', noon)];
const received = [...approved, back.received(noon)];

export const RETURN_LADDERS: readonly LadderRow[] = [
  {
    what: 'the receipt of a withdrawal cannot be sent: escalation at once',
    kind: 'withdrawal_acknowledged',
    after: [policy(at('08:00')), back.withdrawn(noon, { contact: aContact({ email: false }) })],
    ladder: ['11-24 12:00 escalate customer_service high'],
  },
  {
    what: 'a request is decided on: 2 business days; escalation; +3 more urgent',
    kind: 'decided',
    after: approved.slice(0, 2),
    ladder: [
      '11-26 08:00 escalate customer_service low',
      '12-01 08:00 escalate customer_service high',
    ],
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
    what: 'the carrier cancels the only label: 1 business day; escalation',
    kind: 'label_replaced',
    after: [...approved, back.labelled(noon), back.scanned('cancelled', noon)],
    ladder: ['11-25 12:00 escalate customer_service medium'],
  },
  {
    what: 'return parcel moves: 3 business days; escalation; +2 notify the customer; +5 "lost"',
    kind: 'return_movement',
    after: posted,
    ladder: [
      '11-27 12:00 escalate customer_service medium',
      '12-01 12:00 return_delayed',
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
  {
    what: 'goods of a return refunded in advance: remind after 14 days; escalation after 28',
    kind: 'goods_back',
    after: [...approved, back.labelled(noon), back.refunded(noon)],
    ladder: ['12-09 08:00 return_post_reminder', '12-22 12:00 escalate customer_service low'],
  },
];
