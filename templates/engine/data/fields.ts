/** The building blocks of the messages' data. Dates, prices and places are finished texts. */

import { z } from 'zod';
import { HANDOVERS } from '../../../domain/parcel/proof-of-delivery.ts';
import { REASONS } from '../../../domain/tracking.ts';

/** `http:` or `https:` and nothing else, so that no `javascript:` link can reach a customer. */
export const webUrl = z
  .url({ protocol: /^https?$/, error: 'must be a http or https URL', abort: true })
  .regex(/^[^\s"'<>\\`]+$/, { error: 'must not hold spaces, quotes or brackets', abort: true });

/** Shown as given. */
export const text = z.string().min(1);
export const textOrNull = text.nullable();
export const urlOrNull = webUrl.nullable();

export const item = z.strictObject({
  name: text,
  quantity: z.int().positive(),
  imageUrl: urlOrNull,
  url: urlOrNull,
  /** Of one piece, e.g. `€49.90`. */
  price: textOrNull,
  /** Of all pieces. */
  lineTotal: textOrNull,
});

/** What a message is about, for its subject. */
export const about = z.strictObject({
  /** The name of the first item; null: there is none, or the brand does not name what is inside. */
  item: textOrNull,
  /** How many other items there are. */
  more: z.int().nonnegative(),
  /** Which of the order's parcels, where there are several and the message is about one. */
  parcel: z.strictObject({ index: z.int().positive(), count: z.int().positive() }).nullable(),
});

export const contact = z.strictObject({
  /** The name in the greeting. */
  name: textOrNull,
});

/** Times of day, e.g. `10:00`. One of them may be null. */
const hours = z.strictObject({ from: textOrNull, until: textOrNull });

/** A day, e.g. `Thursday 26 November`, and the hours of that day if they are known. */
export const day = z.strictObject({
  text,
  window: hours.nullable().default(null),
});

export const scan = z.strictObject({
  /** E.g. `24 Nov, 16:20`. */
  when: text,
  where: textOrNull,
});

/** Proof of delivery. Only the messages about a delivery have one. */
const proof = z.strictObject({
  /** How it was left; null: `leftAt` says all that is known. */
  handover: z.enum(HANDOVERS).nullable().default(null),
  /** The place and the name in the carrier's words. */
  leftAt: textOrNull,
  signedBy: textOrNull,
  /** The carrier's photo of the parcel. */
  photoUrl: urlOrNull.default(null),
});

export const shipment = z.strictObject({
  carrierName: text,
  trackingNumber: text,
  /** The carrier's own tracking page. */
  carrierUrl: urlOrNull,
  service: textOrNull,
  items: z.array(item),
  /** The parcel's number in the order, from 1, and how many parcels there are. */
  index: z.int().positive(),
  count: z.int().positive(),
  edd: day.nullable().default(null),
  /** The hours of today, while it is out for delivery. */
  hours: hours.nullable().default(null),
  scan: scan.nullable().default(null),
  proof: proof.nullable().default(null),
});

export const reason = z.enum(REASONS);
