/** What the messages about a return are told. */

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
  /** Null: the customer sends it back by a way of their own. */
  label: z
    .strictObject({
      url: urlOrNull,
      /** An image of the code that a parcel shop scans. */
      qrUrl: urlOrNull,
      carrierName: textOrNull,
      trackingNumber: textOrNull,
      postBy: textOrNull,
    })
    .nullable(),
});
/** `reason` is a sentence of the shop's. */
export const returnRejected = returnBase.extend({ reason: textOrNull });
export const returnReceived = returnBase.extend({ refundBy: textOrNull });
export const returnProcessed = returnBase.extend({
  outcome: z.enum(RETURN_OUTCOMES),
  /** Finished, e.g. `€49.90`. */
  amount: textOrNull,
  /** E.g. `Visa ending in 4242`. */
  method: textOrNull,
  reference: textOrNull,
  /** A sentence of the shop's. */
  reason: textOrNull,
  /** True: less than all of it, `reason` says why. */
  partial: z.boolean(),
});
export const returnToPost = returnBase.extend({ postBy: text });
export const returnLate = returnBase.extend({ expectedBy: textOrNull });
