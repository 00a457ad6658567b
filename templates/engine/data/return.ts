/** The data of the messages about a return. */

import { z } from 'zod';
import { RETURN_CLAIMS } from '../../../domain/return/correction-milestones.ts';
import { about, contact, text, textOrNull, urlOrNull, webUrl } from './fields.ts';

export const RETURN_OUTCOMES = ['refund', 'exchange', 'store_credit', 'rejected'] as const;

export const returnBase = z.strictObject({
  contact,
  about,
  return: z.strictObject({
    /** The RMA number. */
    id: text,
    orderId: text,
    items: z.array(z.strictObject({ name: text, quantity: z.int().positive() })),
  }),
  returnPageUrl: webUrl,
  preferencesUrl: urlOrNull,
});

/**
 * - `send_back`: the customer sends the items back, by `postBy` where a time limit applies.
 * - `wait`: the shop has not said how.
 * - `unshipped`: the items have not left the shop.
 * - `none`: the return is cancelled.
 */
export const AFTER_WITHDRAWAL = ['send_back', 'wait', 'unshipped', 'none'] as const;

/** The receipt of a withdrawal: its content, date and time. */
export const withdrawalReceived = returnBase.extend({
  /** With the time zone, e.g. `24 November 2026 at 09:30 CET`. */
  receivedAt: text,
  /** As the customer gave it. */
  name: textOrNull,
  statement: textOrNull,
  next: z.enum(AFTER_WITHDRAWAL),
  postBy: textOrNull,
  /** The day of the law; null: the law counts from the proof of sending, or none applies. */
  refundBy: textOrNull,
  /** Days after the proof of sending; null: the law counts from the notice, or none applies. */
  refundDays: z.int().positive().nullable(),
});
export const returnApproved = returnBase.extend({
  /** True: the customer has withdrawn from the contract, which no shop approves. */
  withdrawal: z.boolean().default(false),
  /** One for each parcel; empty if the customer sends the return without a label from the shop. */
  labels: z.array(
    z.strictObject({
      url: urlOrNull,
      /** The image of a QR code that a parcel shop scans. */
      qrUrl: urlOrNull,
      carrierName: textOrNull,
      trackingNumber: textOrNull,
      /** The label's number in the message, from 1, and how many there are. */
      index: z.int().positive(),
      count: z.int().positive(),
    }),
  ),
  postBy: textOrNull,
});
export const returnInTransit = returnBase.extend({
  /** True: the customer has read that it is lost. */
  isFound: z.boolean().default(false),
});

const onTheWay = returnBase.extend({
  /** The parcels that it is about. */
  parcels: z.array(z.strictObject({ carrierName: text, trackingNumber: text })),
  /** True: the return has other parcels. */
  isPart: z.boolean(),
});
export const returnDelayed = onTheWay.extend({
  /** True: staff have an open escalation about it. */
  isLookedInto: z.boolean(),
  /** When the refund is due in any case. */
  refundBy: textOrNull,
});
export const RETURN_LOSSES = ['loss', 'destroyed', 'decided'] as const;
/** `decided`: a person of the shop considers it lost. */
export const returnLost = returnDelayed.extend({ cause: z.enum(RETURN_LOSSES) });
/** `isBack`: the customer has it again. */
export const returnComingBack = onTheWay.extend({ isBack: z.boolean() });
/** `claim`: what the customer read about another parcel, whose number the shop had by mistake. */
export const returnCorrected = returnBase.extend({
  claim: z.enum(RETURN_CLAIMS),
  /** True: the number was right, and the carrier reported the delivery by mistake. */
  isMistakenScan: z.boolean().default(false),
  /** True: other parcels of the return exist. */
  isPart: z.boolean().default(false),
});
/** `reason` is written by the shop. */
export const returnRejected = returnBase.extend({ reason: textOrNull });
export const returnReceived = returnBase.extend({
  refundBy: textOrNull,
  /** True: nobody has posted its other parcels, or they are lost. */
  isPart: z.boolean().default(false),
  /** True: the other parcels are lost. */
  isLast: z.boolean().default(false),
});
export const returnProcessed = returnBase.extend({
  outcome: z.enum(RETURN_OUTCOMES),
  /** E.g. `€49.90`. */
  amount: textOrNull,
  /** E.g. `Visa ending in 4242`. */
  method: textOrNull,
  reference: textOrNull,
  /** Written by the shop. */
  reason: textOrNull,
  /** True: only a part is refunded, and `reason` says why. */
  partial: z.boolean(),
  /** True: the shop refunds before the return arrives. */
  beforeReceipt: z.boolean(),
});
/** `isPosted`: the parcel is on its way to the shop, or there. */
export const returnCancelled = returnBase.extend({ isPosted: z.boolean() });
export const returnToPost = returnBase.extend({ postBy: text });
export const returnLate = returnBase.extend({ expectedBy: textOrNull });
export const refundLate = returnLate.extend({
  /** A part was refunded already. */
  isRest: z.boolean().default(false),
});
