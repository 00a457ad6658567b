/** Every message there is: why it is sent, by which channels it can be, and what it is told. */

import type { z } from 'zod';
import type { Channel, MessageKind } from '../../domain/message.ts';
import * as order from './data/order.ts';
import * as returned from './data/return.ts';
import { escalationOpened, overdueNotice } from './data/staff.ts';
import * as sample from './samples.ts';

interface CatalogEntry {
  /** What its templates are given. Strict: an unknown name is a mistake. */
  readonly schema: z.ZodObject;
  /** Data as it could be, for previews and tests. */
  readonly sample: Readonly<Record<string, unknown>>;
  /** What there are templates for; whether they are used is the shop's policy. */
  readonly channels: readonly Channel[];
  /** When it is sent, and what the reader should know after reading it. */
  readonly purpose: string;
}

const EMAIL = ['email'] as const;
const EMAIL_AND_SMS = ['email', 'sms'] as const;

export const CATALOG = {
  order_confirmed: {
    schema: order.orderConfirmed,
    sample: sample.orderConfirmed,
    channels: EMAIL,
    purpose: 'The order has come in: what was bought, when to expect it, and where to look.',
  },
  shipped: {
    schema: order.severalShipments,
    sample: sample.severalShipments,
    channels: EMAIL_AND_SMS,
    purpose: 'One or more parcels have left: the carrier, the number, and the day of arrival.',
  },
  out_for_delivery: {
    schema: order.severalShipments,
    sample: sample.outForDelivery,
    channels: EMAIL_AND_SMS,
    purpose: 'A parcel is in the van: it comes today.',
  },
  delivered: {
    schema: order.severalShipments,
    sample: sample.delivered,
    channels: EMAIL_AND_SMS,
    purpose: 'A parcel was delivered: when, where it was left, and what to do if it is not there.',
  },
  all_delivered: {
    schema: order.severalShipments,
    sample: sample.allDelivered,
    channels: EMAIL_AND_SMS,
    purpose: 'The last of several parcels was delivered: the order is complete.',
  },
  order_cancelled: {
    schema: order.orderCancelled,
    sample: sample.orderCancelled,
    channels: EMAIL_AND_SMS,
    purpose: 'The order will not come, and what happens to the money.',
  },
  not_shipped_yet: {
    schema: order.notShippedYet,
    sample: sample.notShippedYet,
    channels: EMAIL_AND_SMS,
    purpose: 'The order should have left by now and has not: we know, and we will write again.',
  },
  delayed: {
    schema: order.delayed,
    sample: sample.delayed,
    channels: EMAIL_AND_SMS,
    purpose: 'A parcel comes later than we said: the old day and the new one.',
  },
  attempted: {
    schema: order.inTrouble,
    sample: sample.attempted,
    channels: EMAIL_AND_SMS,
    purpose: 'The carrier was there and could not deliver: why, and what comes next.',
  },
  available_for_pickup: {
    schema: order.collectable,
    sample: sample.collectable,
    channels: EMAIL_AND_SMS,
    purpose: 'A parcel waits to be collected: where, and until when.',
  },
  pickup_reminder: {
    schema: order.collectable,
    sample: sample.collectable,
    channels: EMAIL_AND_SMS,
    purpose: 'A parcel still waits to be collected, and will soon go back.',
  },
  exception: {
    schema: order.inTrouble,
    sample: sample.exception,
    channels: EMAIL_AND_SMS,
    purpose: 'Something holds a parcel up: what, and what the customer can do.',
  },
  returning_to_sender: {
    schema: order.oneShipment,
    sample: sample.withoutDay,
    channels: EMAIL_AND_SMS,
    purpose: 'A parcel goes back to the shop, and how the customer gets it or the money.',
  },
  lost: {
    schema: order.oneShipment,
    sample: sample.withoutDay,
    channels: EMAIL_AND_SMS,
    purpose: 'A parcel is taken to be lost, and the shop makes it good.',
  },
  moving_again: {
    schema: order.oneShipment,
    sample: sample.oneShipment,
    channels: EMAIL_AND_SMS,
    purpose: 'A parcel that was in trouble is on its way again: the trouble is over.',
  },
  return_requested: {
    schema: returned.returnBase,
    sample: sample.returnBase,
    channels: EMAIL,
    purpose: 'The request for a return has come in, and is being looked at.',
  },
  return_approved: {
    schema: returned.returnApproved,
    sample: sample.returnApproved,
    channels: EMAIL_AND_SMS,
    purpose: 'The return may be sent: the label, how to use it, and until when.',
  },
  return_rejected: {
    schema: returned.returnRejected,
    sample: sample.returnRejected,
    channels: EMAIL_AND_SMS,
    purpose: 'The return is not accepted: why, and whom to ask.',
  },
  return_in_transit: {
    schema: returned.returnBase,
    sample: sample.returnBase,
    channels: EMAIL,
    purpose: 'The carrier has the return: nothing more to do.',
  },
  return_received: {
    schema: returned.returnReceived,
    sample: sample.returnReceived,
    channels: EMAIL_AND_SMS,
    purpose: 'The return has arrived and is being checked: when the money is due.',
  },
  return_processed: {
    schema: returned.returnProcessed,
    sample: sample.returnProcessed,
    channels: EMAIL_AND_SMS,
    purpose: 'What the return came to: a refund, an exchange, credit, or a refusal.',
  },
  return_cancelled: {
    schema: returned.returnBase,
    sample: sample.returnBase,
    channels: EMAIL,
    purpose: 'The return was called off: the customer keeps the goods.',
  },
  return_post_reminder: {
    schema: returned.returnToPost,
    sample: sample.returnToPost,
    channels: EMAIL_AND_SMS,
    purpose: 'The return was approved and the carrier has not seen it: a reminder.',
  },
  return_expiring: {
    schema: returned.returnToPost,
    sample: sample.returnToPost,
    channels: EMAIL_AND_SMS,
    purpose: 'The last days in which the return can be sent.',
  },
  return_expired: {
    schema: returned.returnBase,
    sample: sample.returnBase,
    channels: EMAIL,
    purpose: 'The return was not sent in time and is closed.',
  },
  return_inspection_late: {
    schema: returned.returnLate,
    sample: sample.returnLate,
    channels: EMAIL_AND_SMS,
    purpose: 'Checking the return takes longer than we said.',
  },
  refund_late: {
    schema: returned.returnLate,
    sample: sample.returnLate,
    channels: EMAIL_AND_SMS,
    purpose: 'The refund takes longer than we said.',
  },
  escalation_opened: {
    schema: escalationOpened,
    sample: sample.escalationOpened,
    channels: EMAIL,
    purpose: 'To the staff: something expected did not happen, and someone should look at it.',
  },
  overdue_notice: {
    schema: overdueNotice,
    sample: sample.overdueNotice,
    channels: EMAIL,
    purpose: 'To the staff: something is late, and no case has been opened yet.',
  },
} as const satisfies Record<MessageKind, CatalogEntry>;

/** What a message of this kind is told. */
export type MessageData<Kind extends MessageKind> = z.input<(typeof CATALOG)[Kind]['schema']>;
