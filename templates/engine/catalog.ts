/** All kinds of messages: the data, the channels and the purpose of each. */

import type { z } from 'zod';
import type { Channel, MessageKind } from '../../domain/message.ts';
import { accountEmail, accountEmailSample } from './data/account.ts';
import { alertEmail, alertEmailSample } from './data/operations.ts';
import * as order from './data/order.ts';
import * as returns from './data/return.ts';
import { escalationOpened, overdueNotice } from './data/staff.ts';
import * as sample from './samples.ts';

interface CatalogEntry {
  /** The data of its templates. Strict: an unknown name is an error. */
  readonly schema: z.ZodObject;
  /** Example data, for previews and tests. */
  readonly sample: Readonly<Record<string, unknown>>;
  /** The channels that have templates. The shop's policy says which of them are used. */
  readonly channels: readonly Channel[];
  /** When it is sent, and what the reader learns. */
  readonly purpose: string;
}

/** The kinds of messages, and the emails that belong to no journey. */
export type TemplateKind = MessageKind | 'operations_alert' | 'account_email';

const EMAIL = ['email'] as const;
const EMAIL_AND_SMS = ['email', 'sms'] as const;

export const CATALOG = {
  order_confirmed: {
    schema: order.orderConfirmed,
    sample: sample.orderConfirmed,
    channels: EMAIL,
    purpose: 'The order is placed: what was bought, when it arrives, and where to track it.',
  },
  shipped: {
    schema: order.shipped,
    sample: sample.severalShipments,
    channels: EMAIL_AND_SMS,
    purpose: 'One or more parcels are on their way: carrier, tracking number and delivery day.',
  },
  out_for_delivery: {
    schema: order.severalShipments,
    sample: sample.outForDelivery,
    channels: EMAIL_AND_SMS,
    purpose: 'A parcel is in the delivery van and arrives today.',
  },
  partly_delivered: {
    schema: order.oneShipment,
    sample: sample.oneShipment,
    channels: EMAIL_AND_SMS,
    purpose: 'Some of the packages under one tracking number have arrived; the rest is on its way.',
  },
  delivered: {
    schema: order.delivered,
    sample: sample.delivered,
    channels: EMAIL_AND_SMS,
    purpose: 'A parcel was delivered: when, where it was left, and what to do if it is missing.',
  },
  all_delivered: {
    schema: order.delivered,
    sample: sample.allDelivered,
    channels: EMAIL_AND_SMS,
    purpose: 'The last of several parcels was delivered: the order is complete.',
  },
  not_delivered_after_all: {
    schema: order.notDelivered,
    sample: sample.withoutDay,
    channels: EMAIL_AND_SMS,
    purpose:
      'The carrier says that its report of a delivery was a mistake, or we wrote about another parcel.',
  },
  order_cancelled: {
    schema: order.orderCancelled,
    sample: sample.orderCancelled,
    channels: EMAIL_AND_SMS,
    purpose: 'The order is cancelled, and what happens to the money.',
  },
  order_refunded: {
    schema: order.orderRefunded,
    sample: sample.orderRefunded,
    channels: EMAIL,
    purpose: 'The shop has refunded the order, or a part of it: how much, and how.',
  },
  not_shipped_yet: {
    schema: order.notShippedYet,
    sample: sample.notShippedYet,
    channels: EMAIL_AND_SMS,
    purpose:
      'The order should have shipped by now and has not: the shop knows and will write again.',
  },
  ship_delay_notice: {
    schema: order.shipDelayNotice,
    sample: sample.shipDelayNotice,
    channels: EMAIL,
    purpose:
      'United States: the order does not ship in time, and the customer chooses to wait or to cancel.',
  },
  delayed: {
    schema: order.delayed,
    sample: sample.delayed,
    channels: EMAIL_AND_SMS,
    purpose:
      'Parcels, or the whole order, arrive later than promised: the old day and the new one.',
  },
  arriving_earlier: {
    schema: order.arrivingEarlier,
    sample: sample.arrivingEarlier,
    channels: EMAIL_AND_SMS,
    purpose: 'Parcels, or the whole order, arrive earlier than expected: the old day and the new.',
  },
  arriving_tomorrow: {
    schema: order.arrivingTomorrow,
    sample: sample.arrivingTomorrow,
    channels: EMAIL_AND_SMS,
    purpose: 'On the evening before: a parcel is expected tomorrow, and at what time.',
  },
  attempted: {
    schema: order.attempted,
    sample: sample.attempted,
    channels: EMAIL_AND_SMS,
    purpose: 'The carrier tried to deliver and could not: why, and what usually follows.',
  },
  available_for_pickup: {
    schema: order.collectable,
    sample: sample.collectable,
    channels: EMAIL_AND_SMS,
    purpose: 'One or more parcels can be collected: where, and until when.',
  },
  pickup_reminder: {
    schema: order.collectable,
    sample: sample.collectable,
    channels: EMAIL_AND_SMS,
    purpose: 'A parcel still has to be collected, and goes back soon.',
  },
  exception: {
    schema: order.inTrouble,
    sample: sample.exception,
    channels: EMAIL_AND_SMS,
    purpose: 'A problem holds parcels up: what it is, and what the customer can do.',
  },
  payment_due: {
    schema: order.paymentDue,
    sample: sample.paymentDue,
    channels: EMAIL_AND_SMS,
    purpose:
      'Duty or a fee has to be paid before delivery: how much, where, and what happens otherwise.',
  },
  returning_to_sender: {
    schema: order.returningToSender,
    sample: sample.returningToSender,
    channels: EMAIL_AND_SMS,
    purpose: 'A parcel goes back to the shop: why, and how the customer gets it again or a refund.',
  },
  lost: {
    schema: order.oneShipment,
    sample: sample.withoutDay,
    channels: EMAIL_AND_SMS,
    purpose: 'A parcel is considered lost, and the shop replaces or refunds it.',
  },
  moving_again: {
    schema: order.movingAgain,
    sample: sample.movingAgain,
    channels: EMAIL_AND_SMS,
    purpose: 'A parcel that had a problem is on its way again, and what ended the problem.',
  },
  withdrawal_received: {
    schema: returns.withdrawalReceived,
    sample: sample.withdrawalReceived,
    channels: EMAIL,
    purpose:
      'The receipt of a withdrawal from the contract: its content, date and time, and what follows.',
  },
  return_requested: {
    schema: returns.returnBase,
    sample: sample.returnBase,
    channels: EMAIL,
    purpose: 'The shop has the request for a return, and is deciding about it.',
  },
  return_approved: {
    schema: returns.returnApproved,
    sample: sample.returnApproved,
    channels: EMAIL_AND_SMS,
    purpose: 'The return is approved: the labels, how to use them, and until when.',
  },
  return_rejected: {
    schema: returns.returnRejected,
    sample: sample.returnRejected,
    channels: EMAIL_AND_SMS,
    purpose: 'The return is rejected: why, and whom to ask.',
  },
  return_in_transit: {
    schema: returns.returnInTransit,
    sample: sample.returnBase,
    channels: EMAIL,
    purpose: 'The carrier has the return, and the customer has nothing more to do.',
  },
  return_delayed: {
    schema: returns.returnDelayed,
    sample: sample.returnDelayed,
    channels: EMAIL_AND_SMS,
    purpose: 'A parcel of the return has stopped moving on its way to the shop.',
  },
  return_lost: {
    schema: returns.returnLost,
    sample: sample.returnLost,
    channels: EMAIL_AND_SMS,
    purpose:
      'A parcel of the return is lost or destroyed: who decides, and when the refund is due.',
  },
  return_coming_back: {
    schema: returns.returnComingBack,
    sample: sample.returnComingBack,
    channels: EMAIL_AND_SMS,
    purpose: 'The carrier takes a parcel of the return back to the customer.',
  },
  return_received: {
    schema: returns.returnReceived,
    sample: sample.returnReceived,
    channels: EMAIL_AND_SMS,
    purpose: 'The shop has the return and inspects it: when the refund is due.',
  },
  return_corrected: {
    schema: returns.returnCorrected,
    sample: sample.returnCorrected,
    channels: EMAIL_AND_SMS,
    purpose:
      'What the customer read about the return was about another parcel, or the carrier’s mistake.',
  },
  return_processed: {
    schema: returns.returnProcessed,
    sample: sample.returnProcessed,
    channels: EMAIL_AND_SMS,
    purpose: 'The result of the return: a refund, an exchange, store credit or a rejection.',
  },
  return_cancelled: {
    schema: returns.returnCancelled,
    sample: sample.returnCancelled,
    channels: EMAIL,
    purpose: 'The return is cancelled, and what happens to the goods.',
  },
  return_post_reminder: {
    schema: returns.returnToPost,
    sample: sample.returnToPost,
    channels: EMAIL_AND_SMS,
    purpose: 'A reminder to send the approved return, which the carrier has not scanned yet.',
  },
  return_expiring: {
    schema: returns.returnToPost,
    sample: sample.returnToPost,
    channels: EMAIL_AND_SMS,
    purpose: 'The return can be sent for a few more days only.',
  },
  return_expired: {
    schema: returns.returnBase,
    sample: sample.returnBase,
    channels: EMAIL,
    purpose: 'The return was not sent in time and is closed.',
  },
  return_inspection_late: {
    schema: returns.returnLate,
    sample: sample.returnLate,
    channels: EMAIL_AND_SMS,
    purpose: 'The inspection of the return takes longer than promised.',
  },
  refund_late: {
    schema: returns.refundLate,
    sample: sample.returnLate,
    channels: EMAIL_AND_SMS,
    purpose: 'The refund takes longer than promised.',
  },
  escalation_opened: {
    schema: escalationOpened,
    sample: sample.escalationOpened,
    channels: EMAIL,
    purpose:
      'To the staff: an expected event did not happen, or is due soon, and someone must look at it.',
  },
  overdue_notice: {
    schema: overdueNotice,
    sample: sample.overdueNotice,
    channels: EMAIL,
    purpose: 'To the staff: an expected event is late or due soon, and no escalation is open yet.',
  },
  operations_alert: {
    schema: alertEmail,
    sample: alertEmailSample,
    channels: EMAIL,
    purpose: 'To the operators: wismr itself has a fault, or had one. It belongs to no shop.',
  },
  account_email: {
    schema: accountEmail,
    sample: accountEmailSample,
    channels: EMAIL,
    purpose: 'To a person who signs in: a link, an invitation, or a notice about the account.',
  },
} as const satisfies Record<TemplateKind, CatalogEntry>;

/** The data of a message of this kind. */
export type MessageData<Kind extends MessageKind> = z.input<(typeof CATALOG)[Kind]['schema']>;
