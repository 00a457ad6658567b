/** Schemas of requests and responses about shipments. */

import { z } from '@hono/zod-openapi';
import { text } from '../commands/text-schema.ts';
import { REASONS, STATUSES } from '../domain/tracking.ts';
import { eddSchema } from './edd-schema.ts';
import { scanSchema, scansDroppedSchema, unconfirmedSchema } from './journey-schema.ts';
import { reportedFactsFields } from './reported-facts-schema.ts';
import {
  anyOf,
  carrierSchema,
  DETECTED_CARRIER,
  instant,
  line,
  moneySchema,
  orderIdParam,
  quantity,
  reference,
  sharedParcelSchema,
  trackingNumberSchema,
  utcInstant,
} from './shared-schema.ts';

export const shipmentSchema = z
  .strictObject({
    shipmentId: reference.optional().openapi({
      description: 'Your id of the shipment. Default: the tracking number.',
    }),
    carrier: carrierSchema.optional().openapi({ description: DETECTED_CARRIER }),
    trackingNumber: trackingNumberSchema,
    service: text(100).nullish().openapi({
      description: 'The carrier’s service, such as `Warenpost`. Overrides of your policy match it.',
    }),
    shippedAt: instant.optional().openapi({
      description:
        'When you handed it over. Default: now. Scans from 30 days before to 180 days after ' +
        'belong to this shipment, because carriers reuse numbers.',
    }),
    items: z
      .array(z.strictObject({ line, quantity }))
      .max(500)
      .optional()
      .openapi({
        description:
          'The contents. `line` is the place of the item in the order, counted from 1. With it, ' +
          'wismr knows when the order is complete. Default: the whole order if this is its only ' +
          'parcel, otherwise unknown.',
      }),
    edd: eddSchema.nullish().openapi({ description: 'The delivery day that you know so far.' }),
    sharedParcel: sharedParcelSchema,
  })
  .openapi('Shipment', {
    example: { carrier: 'usps', trackingNumber: '9400110898825022579493' },
  });

export const correctionSchema = z
  .strictObject({
    carrier: carrierSchema.optional(),
    trackingNumber: trackingNumberSchema.optional(),
    sharedParcel: sharedParcelSchema,
  })
  .refine((given) => given.carrier !== undefined || given.trackingNumber !== undefined, {
    error: 'must have a carrier, a tracking number or both',
  })
  .openapi('Correction', {
    ...anyOf('carrier', 'trackingNumber'),
    example: { carrier: 'ups', trackingNumber: '1Z999AA10123456784' },
  });

export const voidSchema = z.strictObject({ voidedAt: instant.optional() }).openapi('Void');

export const shipmentParams = orderIdParam.extend({
  shipmentId: reference.openapi({ param: { name: 'shipmentId', in: 'path' }, example: 'S1' }),
});

const shippedItemSchema = z
  .object({
    line: z.int().openapi({ description: 'Its line in the order then.' }),
    sku: z.string().nullable(),
    name: z.string(),
    quantity: z.int(),
    price: moneySchema.nullable(),
    url: z.string().nullable(),
    imageUrl: z.string().nullable(),
  })
  .openapi('ShippedItem');

export const shipmentViewSchema = z
  .object({
    shipmentId: z.string(),
    carrier: z.string().openapi({ description: 'The carrier’s id in wismr.', example: 'usps' }),
    carrierName: z.string(),
    trackingNumber: z.string(),
    trackingUrl: z.string().nullable().openapi({ description: 'The carrier’s tracking page.' }),
    service: z.string().nullable(),
    shippedAt: utcInstant,
    status: z.enum([...STATUSES, 'voided']).openapi({
      description: '`unknown`: there is no scan yet. `voided`: you voided it.',
    }),
    reason: z.enum(REASONS).nullable(),
    unconfirmed: unconfirmedSchema.nullable(),
    voidedAt: utcInstant.nullable(),
    aliases: z
      .array(z.string())
      .openapi({ description: 'Further ids under which you added the same parcel.' }),
    items: z
      .array(shippedItemSchema)
      .nullable()
      .openapi({ description: 'As the order had them when you added the parcel; null: unknown.' }),
    itemsAssumed: z.boolean().openapi({
      description:
        'True: you did not list them. It was the only parcel, so it holds the whole order.',
    }),
    lostAt: utcInstant
      .nullable()
      .openapi({ description: 'When your team resolved an escalation about it as `lost`.' }),
    edd: eddSchema.nullable().openapi({ description: 'The latest estimate.' }),
    originalEdd: eddSchema.nullable().openapi({ description: 'The first estimate.' }),
    ...reportedFactsFields,
    lastPollAt: utcInstant.nullable().openapi({
      description: 'When wismr last polled the carrier about it; null: never.',
    }),
    lastReportAt: utcInstant.nullable().openapi({
      description: 'When the carrier last reported it, by webhook or in a poll; null: never.',
    }),
    scans: z.array(scanSchema).openapi({ description: 'Oldest first.' }),
    scansDropped: scansDroppedSchema,
  })
  .openapi('ShipmentView');
