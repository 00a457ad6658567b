/** The policy of a shop that has set nothing. */

import type { Duration } from '../duration.ts';
import type { MessageKind } from '../message.ts';
import { DAY, HOUR, MINUTE } from '../time.ts';
import type { Policy, ShopCalendar } from './policy.ts';
import { LAW_RULES } from './presets.ts';
import type { ExpectationKind, LadderStep, Rule } from './rule.ts';

const escalate = (
  after: Duration,
  overrides: Partial<Extract<LadderStep, { do: 'escalate' }>> = {},
): LadderStep => ({
  after,
  do: 'escalate',
  to: 'customer_service',
  severity: 'medium',
  ...overrides,
});
const notify = (after: Duration, message: MessageKind): LadderStep => ({
  after,
  do: 'notify_customer',
  message,
});

/**
 * How long each expected event may take, and the steps when it is late. `bd` counts business days
 * of the shop's calendar.
 */
export const DEFAULT_RULES: Readonly<Record<ExpectationKind, Rule>> = {
  shipped: {
    within: '3bd',
    ladder: [
      { after: '0h', do: 'notify_shop', to: 'customer_service' },
      escalate('2bd'),
      notify('2bd', 'not_shipped_yet'),
    ],
  },
  /** `within` counts from the start of the day before the promised one. */
  shipped_in_time: {
    within: '20h',
    ladder: [notify('0h', 'not_shipped_yet'), escalate('0h')],
  },
  known: { within: '2bd', ladder: [escalate('0h', { severity: 'low' })] },
  first_scan: {
    within: '3bd',
    ladder: [
      escalate('0h'),
      notify('2bd', 'delayed'),
      escalate('5bd', { severity: 'high', propose: 'lost' }),
    ],
  },
  movement: {
    within: '2bd',
    abroad: '4bd',
    estimate: '2bd',
    ladder: [
      escalate('0h'),
      notify('3bd', 'delayed'),
      escalate('4bd', { severity: 'high', propose: 'lost' }),
    ],
  },
  progress: {
    within: '7bd',
    abroad: '15bd',
    ladder: [
      escalate('0h'),
      escalate('5bd', { severity: 'high', propose: 'lost' }),
      notify('5bd', 'delayed'),
    ],
  },
  /** `within` is the grace after the end of the estimated day. */
  delivery: { within: '4h', ladder: [notify('0h', 'delayed'), escalate('1bd')] },
  next_attempt: {
    within: '2bd',
    ladder: [
      notify('0h', 'delayed'),
      escalate('0h'),
      escalate('5bd', { severity: 'high', propose: 'lost' }),
    ],
  },
  /** Pick-up points usually keep a parcel for seven days. */
  pickup: {
    within: '3d',
    ladder: [
      notify('0h', 'pickup_reminder'),
      notify('2d', 'pickup_reminder'),
      escalate('5d', { severity: 'high', propose: 'returned' }),
    ],
  },
  exception_resolved: {
    within: '2bd',
    abroad: '3bd',
    ladder: [escalate('0h'), escalate('2bd', { severity: 'high' }), notify('3bd', 'delayed')],
  },
  /** Duty or a fee holds the parcel up. */
  payment_made: {
    within: '2d',
    ladder: [
      notify('0h', 'payment_due'),
      escalate('2d'),
      escalate('5d', { severity: 'high', propose: 'returned' }),
    ],
  },
  /** The carrier reports it lost or destroyed. */
  loss_resolved: { within: '0h', ladder: [escalate('0h', { severity: 'high', propose: 'lost' })] },
  /** The carrier reports that a delivery scan was a mistake. */
  delivery_confirmed: { within: '0h', ladder: [escalate('0h', { severity: 'high' })] },
  turned_up: { within: '0h', ladder: [escalate('0h', { severity: 'high' })] },
  /** A person resolved the parcel as reshipped. */
  replacement_shipped: { within: '3bd', ladder: [escalate('0h', { severity: 'low' })] },
  returned: {
    within: '15bd',
    ladder: [escalate('0h'), escalate('10bd', { severity: 'high', propose: 'lost' })],
  },
  order_refunded: {
    within: '5bd',
    ladder: [
      escalate('0h', { to: 'refund_team', severity: 'high' }),
      escalate('2bd', { to: 'manager', severity: 'high' }),
    ],
  },
  shipping_stopped: { within: '0h', ladder: [escalate('0h', { severity: 'high' })] },
  ...LAW_RULES,
  /** Without it, and without shipment, the law of the US takes the order as cancelled. */
  delay_consented: { within: '30d', ladder: [escalate('0h', { severity: 'high' })] },
  /** The customer does not want to wait for a late shipment. */
  cancel_decided: { within: '0h', ladder: [escalate('0h', { severity: 'high' })] },
  /** A message did not arrive by any channel. */
  customer_reached: { within: '1h', ladder: [escalate('0h')] },
  /** A program may have misread what the customer wrote, and they may be angry. */
  refusal_reviewed: { within: '0h', ladder: [escalate('0h')] },
  withdrawal_acknowledged: { within: '15m', ladder: [escalate('0h', { severity: 'high' })] },
  decided: {
    within: '2bd',
    ladder: [escalate('0h', { severity: 'low' }), escalate('3bd', { severity: 'high' })],
  },
  /** Reminders after 7 and 21 days, a warning after 25, expiry after 28. */
  posted: {
    within: '7d',
    ladder: [
      notify('0h', 'return_post_reminder'),
      notify('14d', 'return_post_reminder'),
      notify('18d', 'return_expiring'),
      { after: '21d', do: 'expire' },
    ],
  },
  /** The carrier cancelled the label, so the customer cannot post the return. */
  label_replaced: { within: '1bd', ladder: [escalate('0h')] },
  return_movement: {
    within: '3bd',
    abroad: '5bd',
    ladder: [
      escalate('0h'),
      notify('2bd', 'return_delayed'),
      escalate('5bd', { severity: 'high', propose: 'lost' }),
    ],
  },
  inspected: {
    within: '3bd',
    ladder: [escalate('0h', { to: 'warehouse' }), notify('2bd', 'return_inspection_late')],
  },
  refunded: {
    within: '5bd',
    ladder: [
      escalate('0h', { to: 'refund_team', severity: 'high' }),
      escalate('2bd', { to: 'manager', severity: 'high' }),
      notify('2bd', 'refund_late'),
    ],
  },
  returned_anyway: { within: '0h', ladder: [escalate('0h', { to: 'warehouse' })] },
  /** Refunded before the goods arrived. */
  goods_back: {
    within: '28d',
    ladder: [
      notify('-14d', 'return_post_reminder'),
      escalate('0h', { severity: 'low' }),
      escalate('10bd'),
    ],
  },
};

export const DEFAULT_CALENDAR: ShopCalendar = {
  timeZone: 'UTC',
  weekdays: [1, 2, 3, 4, 5],
  cutOff: '17:00',
  holidays: [],
  country: null,
};

const BY_BOTH = ['email', 'sms'] as const;

export const DEFAULT_POLICY: Policy = {
  channels: {
    out_for_delivery: BY_BOTH,
    delivered: BY_BOTH,
    all_delivered: BY_BOTH,
    not_delivered_after_all: BY_BOTH,
    arriving_earlier: [],
    arriving_tomorrow: [],
    attempted: BY_BOTH,
    available_for_pickup: BY_BOTH,
    pickup_reminder: BY_BOTH,
    payment_due: BY_BOTH,
  },
  /** What the customer should not miss goes by SMS where the email bounces. */
  fallback: {
    shipped: BY_BOTH,
    delayed: BY_BOTH,
    not_shipped_yet: BY_BOTH,
    exception: BY_BOTH,
    returning_to_sender: BY_BOTH,
    lost: BY_BOTH,
    moving_again: BY_BOTH,
    order_cancelled: BY_BOTH,
    return_approved: BY_BOTH,
    return_rejected: BY_BOTH,
    return_expiring: BY_BOTH,
    return_lost: BY_BOTH,
    return_coming_back: BY_BOTH,
    refund_late: BY_BOTH,
  },
  quietHours: { email: { from: '21:00', until: '08:00' }, sms: { from: '21:00', until: '09:00' } },
  staffHours: { from: '08:00', until: '18:00' },
  messagesPerDay: 3,
  staleAfterMs: {
    out_for_delivery: 12 * HOUR,
    attempted: DAY,
    moving_again: DAY,
    pickup_reminder: DAY,
    return_in_transit: DAY,
    return_post_reminder: 2 * DAY,
    return_expiring: 2 * DAY,
    escalation_opened: 7 * DAY,
    overdue_notice: 7 * DAY,
  },
  backfillLimitMs: 36 * HOUR,
  togetherMs: 2 * MINUTE,
  graceMs: 3 * DAY,
  abandonAfterMs: 180 * DAY,
  expectations: DEFAULT_RULES,
  overrides: [],
  presets: null,
  returnReceivedBy: 'carrier',
};

/** For kinds that `staleAfterMs` does not list. */
export const STALE_AFTER_DEFAULT_MS = 3 * DAY;

/** Ten years, for messages that are never too late: their times stay dates. */
export const NEVER_STALE_MS = 3_650 * DAY;
