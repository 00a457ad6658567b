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
  /** Null: the customer sends the return without a label from the shop. */
  label: z
    .strictObject({
      url: urlOrNull,
      /** The image of a QR code that a parcel shop scans. */
      qrUrl: urlOrNull,
      carrierName: textOrNull,
      trackingNumber: textOrNull,
      postBy: textOrNull,
    })
    .nullable(),
});
/** `reason` is written by the shop. */
export const returnRejected = returnBase.extend({ reason: textOrNull });
export const returnReceived = returnBase.extend({ refundBy: textOrNull });
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
});
export const returnToPost = returnBase.extend({ postBy: text });
export const returnLate = returnBase.extend({ expectedBy: textOrNull });
