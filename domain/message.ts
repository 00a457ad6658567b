/** The kinds of messages that the engine sends: a closed list. */

/** To customers, about an order and its shipments. */
export const ORDER_MESSAGES = [
  'order_confirmed',
  'shipped',
  'out_for_delivery',
  'partly_delivered',
  'delivered',
  'all_delivered',
  'order_cancelled',
  'not_shipped_yet',
  'delayed',
  'attempted',
  'available_for_pickup',
  'pickup_reminder',
  'exception',
  'returning_to_sender',
  'lost',
  'moving_again',
] as const;

/** To customers, about a return. */
export const RETURN_MESSAGES = [
  'return_requested',
  'return_approved',
  'return_rejected',
  'return_in_transit',
  'return_received',
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

export function isForStaff(kind: MessageKind): kind is StaffMessage {
  return STAFF_MESSAGES.some((each) => each === kind);
}

/** How a message can reach a person. */
export const CHANNELS = ['email', 'sms'] as const;
export type Channel = (typeof CHANNELS)[number];
