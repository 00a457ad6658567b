/** The data of the messages to the shop's staff. */

import { z } from 'zod';
import { text, textOrNull, webUrl } from './fields.ts';

export const escalationOpened = z.strictObject({
  shopName: text,
  journey: z.strictObject({ kind: z.enum(['order', 'return']), id: text }),
  /** The expected event, e.g. `the carrier’s first scan`. */
  expectation: text,
  carrierName: textOrNull,
  trackingNumber: textOrNull,
  /** Who can resolve it; null: nobody in particular. */
  responsible: z.enum(['carrier', 'shop', 'customer', 'customs']).nullable().default(null),
  severity: text,
  /** E.g. `24 Nov, 16:20`. */
  dueAt: text,
  /** False: it is not due yet. */
  isLate: z.boolean(),
  openedAt: text,
  /** What the shop has paid already, e.g. `€24.00`. */
  paid: textOrNull.default(null),
  /** E.g. `2 days`; null within the first minute, and before it is due. */
  overdueBy: textOrNull,
  /** True: it is the new parcel in place of another one, and may go by another order. */
  asksIfReshipped: z.boolean().default(false),
  /** The page of the order or return. */
  journeyUrl: webUrl,
});

const onlyEscalated = { severity: true, overdueBy: true, asksIfReshipped: true } as const;
export const overdueNotice = escalationOpened.omit(onlyEscalated).extend({
  /** True: without an answer, the customer gets a notice of a late shipment. */
  asksIfShips: z.boolean().default(false),
});
