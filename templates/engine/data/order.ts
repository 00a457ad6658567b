/** The data of the messages about an order. */

import { z } from 'zod';
import {
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

export const orderConfirmed = order.extend({ edd: day.nullable().default(null) });
/** One message covers several parcels that reached a milestone together. */
export const severalShipments = order.extend({ shipments: z.array(shipment).min(1) });
export const oneShipment = order.extend({ shipment });

/** `refundNote` is written by the shop, e.g. `We refunded €49.90 to your Visa card.` */
export const orderCancelled = order.extend({
  refundNote: textOrNull,
  /** How far its parcels are: what has left the shop may still arrive. */
  parcels: z.enum(['none', 'labelled', 'left', 'delivered']),
});
export const notShippedYet = order.extend({ edd: day.nullable() });
export const delayed = oneShipment.extend({
  oldEdd: day.nullable(),
  newEdd: day.nullable(),
  reason: reason.nullable().default(null),
});
export const inTrouble = oneShipment.extend({ reason });
export const attempted = inTrouble.extend({
  /** Which attempt this was, from 1. */
  attempt: z.int().positive().default(1),
});
export const collectable = oneShipment.extend({
  pickup: z.strictObject({ where: textOrNull, until: textOrNull }),
});
