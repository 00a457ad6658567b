/** The kinds of messages that the engine sends: a closed list. */

/** To customers, about an order and its shipments. */
export const ORDER_MESSAGES = [
  'order_confirmed',
  'shipped',
  'out_for_delivery',
  'partly_delivered',
  'delivered',
  'all_delivered',
  'not_delivered_after_all',
  'order_cancelled',
  'order_refunded',
  'not_shipped_yet',
  'ship_delay_notice',
  'delayed',
  'arriving_earlier',
  'arriving_tomorrow',
  'attempted',
  'available_for_pickup',
  'pickup_reminder',
  'exception',
  'payment_due',
  'returning_to_sender',
  'lost',
  'moving_again',
] as const;

/** To customers, about a return. */
export const RETURN_MESSAGES = [
  'withdrawal_received',
  'return_requested',
  'return_approved',
  'return_rejected',
  'return_in_transit',
  'return_delayed',
  'return_lost',
  'return_coming_back',
  'return_received',
  'return_corrected',
  'return_processed',
  'return_cancelled',
  'return_post_reminder',
  'return_expiring',
  'return_expired',
  'return_inspection_late',
  'refund_late',
] as const;

/** To staff. */
export const STAFF_MESSAGES = ['escalation_opened', 'overdue_notice'] as const;

export const MESSAGE_KINDS = [...ORDER_MESSAGES, ...RETURN_MESSAGES, ...STAFF_MESSAGES] as const;
export type MessageKind = (typeof MESSAGE_KINDS)[number];

export type StaffMessage = (typeof STAFF_MESSAGES)[number];

/** Answers to what the customer has just done: sent at any hour. */
const ANSWERS: ReadonlySet<MessageKind> = new Set<MessageKind>([
  'order_confirmed',
  'order_cancelled',
  'withdrawal_received',
  'return_requested',
  'return_approved',
  'return_cancelled',
]);

/** The law asks for these: no opt-out and no policy stops them, and they are never too late. */
const REQUIRED_BY_LAW: ReadonlySet<MessageKind> = new Set<MessageKind>(['withdrawal_received']);

/**
 * `essential`: what the customer needs for the order, or asked for. `optional`: good to know; the
 * customer can refuse it. `marketing`: only to who asked for it. No kind is marketing yet.
 */
export const MESSAGE_CLASSES = ['essential', 'optional', 'marketing'] as const;
export type MessageClass = (typeof MESSAGE_CLASSES)[number];

/** The same is known without them: the page shows it, or an essential message says it. */
const OPTIONAL: ReadonlySet<MessageKind> = new Set<MessageKind>([
  'out_for_delivery',
  'arriving_earlier',
  'arriving_tomorrow',
  'moving_again',
  'return_in_transit',
]);

export function classOf(kind: MessageKind): MessageClass {
  return OPTIONAL.has(kind) ? 'optional' : 'essential';
}

/** About this very moment: later they would be of little use. */
const OF_THE_MOMENT: ReadonlySet<MessageKind> = new Set<MessageKind>([
  'out_for_delivery',
  'attempted',
  'available_for_pickup',
  'partly_delivered',
  'delivered',
  'all_delivered',
  'not_delivered_after_all',
]);

/** About money, or about something that the customer has to do by a day. */
const PRESSING: ReadonlySet<MessageKind> = new Set<MessageKind>([
  'pickup_reminder',
  'payment_due',
  'return_expiring',
  'return_rejected',
  'return_processed',
  'refund_late',
  'order_refunded',
  'ship_delay_notice',
]);

/** The law asks for it by a time: sent at night rather than too late, and no opt-out stops it. */
export function isDueByLaw(kind: MessageKind): boolean {
  return kind === 'ship_delay_notice';
}

/** Whether an email of this kind may arrive at night. */
export function isTimely(kind: MessageKind): boolean {
  return ANSWERS.has(kind) || OF_THE_MOMENT.has(kind);
}

/** Whether a message counts towards those that a customer receives in a day at most. */
export function isBudgeted(kind: MessageKind): boolean {
  return !isForStaff(kind) && !isTimely(kind) && !PRESSING.has(kind);
}

/** How soon the reader expects a message. Limits for how long each may wait: stuck-message.ts. */
export const URGENCIES = ['urgent', 'staff', 'ordinary'] as const;
export type Urgency = (typeof URGENCIES)[number];

/** `urgent`: about this moment, about money, or due by law. */
export function urgencyOf(kind: MessageKind): Urgency {
  if (isForStaff(kind)) return 'staff';
  const isUrgent = OF_THE_MOMENT.has(kind) || PRESSING.has(kind) || REQUIRED_BY_LAW.has(kind);
  return isUrgent ? 'urgent' : 'ordinary';
}

/**
 * How soon a message goes when many wait: 1 is first. Ordinary ones have 3, which leaves room for
 * messages that nobody waits for.
 */
export function priorityOf(kind: MessageKind): 1 | 3 {
  return urgencyOf(kind) === 'ordinary' ? 3 : 1;
}

export function isRequiredByLaw(kind: MessageKind): boolean {
  return REQUIRED_BY_LAW.has(kind);
}

export function isForStaff(kind: MessageKind): kind is StaffMessage {
  return STAFF_MESSAGES.some((each) => each === kind);
}

/** How a message can reach a person. */
export const CHANNELS = ['email', 'sms'] as const;
export type Channel = (typeof CHANNELS)[number];
