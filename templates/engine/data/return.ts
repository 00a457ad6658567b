/** The data of the messages about a return. */

import { z } from 'zod';
import { contact, text, textOrNull, urlOrNull, webUrl } from './fields.ts';

export const RETURN_OUTCOMES = ['refund', 'exchange', 'store_credit', 'rejected'] as const;

export const returnBase = z.strictObject({
  contact,
  return: z.strictObject({
    /** The RMA number. */
    id: text,
    orderId: text,
    items: z.array(z.strictObject({ name: text, quantity: z.int().positive() })),
  }),
  returnPageUrl: webUrl,
  preferencesUrl: urlOrNull,
});

export const returnApproved = returnBase.extend({
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
/** `reason` is written by the shop. */
export const returnRejected = returnBase.extend({ reason: textOrNull });
export const returnReceived = returnBase.extend({
  refundBy: textOrNull,
  /** True: nobody has posted its other parcels. */
  isPart: z.boolean().default(false),
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
