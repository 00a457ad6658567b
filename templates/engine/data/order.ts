/** The data of the messages about an order. */

import { z } from 'zod';
import { REFUND_METHODS } from '../../../domain/refund.ts';
import {
  about,
  contact,
  day,
  item,
  reason,
  shipment,
  text,
  textOrNull,
  urlOrNull,
  webUrl,
} from './fields.ts';

export const order = z.strictObject({
  contact,
  about,
  order: z.strictObject({
    /** The shop's own order number. */
    id: text,
    placedOn: textOrNull,
    items: z.array(item),
    /** The sum of the items, where it differs from the total: by shipping, or a discount. */
    itemsTotal: textOrNull,
    total: textOrNull,
  }),
  trackingPageUrl: webUrl,
  /** Null: the shop has no preference page. */
  preferencesUrl: urlOrNull,
});

export const orderConfirmed = order.extend({
  edd: day.nullable().default(null),
  /** True: the shop has taken a cancellation back. */
  isReinstated: z.boolean().default(false),
});
/** One message covers several parcels that reached a milestone together. */
export const severalShipments = order.extend({ shipments: z.array(shipment).min(1) });
export const shipped = severalShipments.extend({
  /** What the customer has asked for; null: they want the order. */
  unwanted: z.enum(['cancel_requested', 'withdrawn']).nullable().default(null),
});
export const oneShipment = order.extend({ shipment });
/** What the customer read, and what is not true. */
const TAKEN_BACK_CLAIMS = [
  'delivered',
  'partly',
  'ready',
  'today',
  'day',
  'returning',
  'trouble',
  'late',
  'lost',
] as const;
export const notDelivered = oneShipment.extend({
  /** True: the shop had the tracking number of another parcel, or a wrong carrier. */
  isOtherParcel: z.boolean().default(false),
  /** True: the shop had the right number, but the wrong carrier. */
  isWrongCarrier: z.boolean().default(false),
  claim: z.enum(TAKEN_BACK_CLAIMS).default('delivered'),
});
export const delivered = severalShipments.extend({
  /** The last day to withdraw from the contract; null: no law gives the right, or more is to come. */
  withdrawUntil: textOrNull.default(null),
  /** The items to which that does not apply. */
  excludedItems: z.array(text).default([]),
});

/** `refundNote` is written by the shop, e.g. `We refunded €49.90 to your Visa card.` */
export const orderCancelled = order.extend({
  refundNote: textOrNull,
  /** How far its parcels are: what has left the shop may still arrive. */
  progress: z.enum(['none', 'labelled', 'left', 'delivered', 'returning']),
});
/** Without a return. `reason` is written by the shop. */
export const orderRefunded = order.extend({
  /** How the shop gives it back. */
  outcome: z.enum(REFUND_METHODS),
  /** E.g. `€49.90`. */
  amount: text,
  /** E.g. `Visa ending in 4242`. */
  method: textOrNull,
  reference: textOrNull,
  reason: textOrNull,
  /** True: another refund follows. */
  partial: z.boolean(),
});
export const notShippedYet = order.extend({
  edd: day.nullable(),
  /** True: the order is unlikely to arrive on the day in `edd`. */
  isUnlikely: z.boolean(),
});
/** Days are texts such as `Thursday 26 November`. */
export const shipDelayNotice = order.extend({
  /** The day by which the shop wanted to ship. */
  oldDay: text,
  /** The day by which it now ships; null: the shop does not know. */
  newDay: textOrNull,
  /** Why it is late, in the shop's words. */
  reason: textOrNull,
  /** What it means if the customer does not answer. */
  silence: z.enum(['consents', 'cancels']),
  /** Where silence cancels: the last day for the answer. */
  answerBy: text,
  /** True: the customer has received such a notice before. */
  isRenewed: z.boolean(),
  /** Where the customer answers. */
  answerUrl: webUrl,
});
export const delayed = order.extend({
  /** Empty: the whole order is late. */
  shipments: z.array(shipment),
  oldEdd: day.nullable(),
  /** Without an `oldEdd`: the first day since a message without one. */
  newEdd: day.nullable(),
  /** True: the carrier could not deliver and has not tried again. */
  isAttemptLate: z.boolean(),
  /** The day of the last attempt; null if there is none, or if the parcels differ. */
  attemptedOn: textOrNull,
  reason: reason.nullable().default(null),
});
export const arrivingEarlier = order.extend({
  /** Empty: the whole order arrives earlier. */
  shipments: z.array(shipment),
  oldEdd: day.nullable(),
  newEdd: day.nullable(),
});
/** `day`: tomorrow, with its hours if they are known. */
export const arrivingTomorrow = severalShipments.extend({ day: day.nullable() });
/** All parcels of the message have the same trouble. */
export const inTrouble = severalShipments.extend({
  reason,
  /** The new day of the delivery, if the carrier named it at once. */
  newEdd: day.nullable().default(null),
});
export const attempted = inTrouble.extend({
  /** Which attempt this was, from 1. If the parcels differ, it is 1, which no message counts. */
  attempt: z.int().positive().default(1),
});

/** Null: the carrier does not report it, or the message is about several parcels. */
const payment = z.strictObject({ amount: textOrNull, url: urlOrNull, until: textOrNull });
export const paymentDue = severalShipments.extend({
  payment,
  /** True: the customer has received the message before. */
  isReminder: z.boolean(),
  /** The new day of the delivery, if the carrier named it at once. */
  newEdd: day.nullable().default(null),
});

const pickup = z.strictObject({ where: textOrNull, until: textOrNull });
export const collectable = order.extend({
  shipments: z.array(shipment.extend({ pickup })).min(1),
  /** Null: the parcels wait in different places. */
  pickup: pickup.nullable(),
});

const RETURN_CAUSES = [
  'cancelled',
  'address',
  'refused',
  'unclaimed',
  'damage',
  'nobody_home',
] as const;
/** Null: the carrier reports no cause. */
export const returningToSender = oneShipment.extend({ cause: z.enum(RETURN_CAUSES).nullable() });

const RELEASED_REASONS = [
  'address',
  'customs',
  'customs_information',
  'payment_due',
  'held',
  'loss',
] as const;
/** `released`: the trouble that is over; null for a parcel that did not move. */
export const movingAgain = oneShipment.extend({ released: z.enum(RELEASED_REASONS).nullable() });
