/** Shipments: what requests hold, and what responses hold. */

import { z } from '@hono/zod-openapi';
import { text } from '../commands/text-schema.ts';
import { REASONS, STATUSES } from '../domain/tracking.ts';
import { eddSchema } from './edd-schema.ts';
import { scanSchema } from './journey-schema.ts';
import {
  carrierSchema,
  DETECTED_CARRIER,
  instant,
  moneySchema,
  orderIdParam,
  reference,
  trackingNumberSchema,
  utcInstant,
} from './shared-schema.ts';

export const shipmentSchema = z
  .strictObject({
    shipmentId: reference.optional().openapi({ description: 'By default the tracking number.' }),
    carrier: carrierSchema.optional().openapi({
      description: DETECTED_CARRIER,
    }),
    trackingNumber: trackingNumberSchema,
    service: text(100).nullish(),
    shippedAt: instant.optional().openapi({ description: 'By default now.' }),
    items: z
      .array(z.strictObject({ line: z.int().min(1), quantity: z.int().min(1) }))
      .max(500)
      .optional()
      .openapi({ description: 'The items in it, by their lines in the order, counted from 1.' }),
    edd: eddSchema.nullish(),
  })
  .openapi('Shipment', {
    example: { carrier: 'usps', trackingNumber: '9400110898825022579493' },
  });

export const correctionSchema = z
  .strictObject({
    carrier: carrierSchema.optional(),
    trackingNumber: trackingNumberSchema.optional(),
  })
  .refine((given) => given.carrier !== undefined || given.trackingNumber !== undefined, {
    error: 'must have a carrier, a tracking number or both',
  })
  .openapi('Correction', { example: { carrier: 'ups', trackingNumber: '1Z999AA10123456784' } });

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
    carrier: z.string(),
    carrierName: z.string(),
    trackingNumber: z.string(),
    trackingUrl: z.string().nullable(),
    service: z.string().nullable(),
    shippedAt: utcInstant,
    status: z.enum([...STATUSES, 'voided']),
    reason: z.enum(REASONS).nullable(),
    voidedAt: utcInstant.nullable(),
    aliases: z
      .array(z.string())
      .openapi({ description: 'Further ids under which you added the same parcel.' }),
    items: z
      .array(shippedItemSchema)
      .nullable()
      .openapi({ description: 'As the order had them when you added the parcel.' }),
    lostAt: utcInstant
      .nullable()
      .openapi({ description: 'When an escalation was resolved as lost.' }),
    edd: eddSchema.nullable(),
    originalEdd: eddSchema.nullable(),
    lastAskedAt: utcInstant.nullable().openapi({
      description: 'When the carrier was last polled for it; null if it is not polled.',
    }),
    lastHeardAt: utcInstant.nullable().openapi({
      description: 'When the carrier last reported it, by webhook or poll.',
    }),
    scans: z.array(scanSchema),
  })
  .openapi('ShipmentView');
