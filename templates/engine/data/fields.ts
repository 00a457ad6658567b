/** The building blocks of the messages' data. Dates, prices and places come as finished words. */

import { z } from 'zod';
import { REASONS } from '../../../domain/tracking.ts';

/** `http:` or `https:` and nothing else, so that no `javascript:` link can reach a customer. */
export const webUrl = z
  .url({ protocol: /^https?$/, error: 'must be a http or https URL' })
  .regex(/^[^\s"'<>\\`]+$/, 'must not hold spaces, quotes or brackets');

/** Words as they are shown. */
export const text = z.string().min(1);
export const textOrNull = text.nullable();
export const urlOrNull = webUrl.nullable();

export const item = z.strictObject({
  name: text,
  quantity: z.int().positive(),
  imageUrl: urlOrNull,
  url: urlOrNull,
  /** Finished, e.g. `€49.90`. */
  price: textOrNull,
});

export const contact = z.strictObject({
  /** What the customer is called in a greeting. */
  name: textOrNull,
});

/** A day or a window in words, e.g. `Thursday 26 November`. */
export const day = z.strictObject({ text });

export const scan = z.strictObject({
  /** E.g. `24 Nov, 16:20`. */
  when: text,
  where: textOrNull,
});

export const shipment = z.strictObject({
  carrierName: text,
  trackingNumber: text,
  /** The carrier's own tracking page. */
  carrierUrl: urlOrNull,
  service: textOrNull,
  items: z.array(item),
  /** Which parcel of the order it is, from 1, and of how many. */
  index: z.int().positive(),
  count: z.int().positive(),
  edd: day.nullable().default(null),
  scan: scan.nullable().default(null),
  /** How the delivery was proved, in the carrier's words. */
  proof: z.strictObject({ leftAt: textOrNull, signedBy: textOrNull }).nullable().default(null),
});

export const reason = z.enum(REASONS);
