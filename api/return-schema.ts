/** Returns: what a request for one holds, and what responses hold. */

import { z } from '@hono/zod-openapi';
import { text } from '../commands/text-schema.ts';
import { DISPOSITIONS, REFUND_METHODS } from '../domain/return/event.ts';
import { RETURN_STATUSES } from '../domain/return/status.ts';
import { REASONS, STATUSES } from '../domain/tracking.ts';
import { escalationSchema } from './escalation-schema.ts';
import { journeyFields, messageSchema, scanSchema } from './journey-schema.ts';
import { instant, moneySchema, reference, utcInstant } from './shared-schema.ts';

export const returnIdParam = z.object({
  returnId: reference.openapi({ param: { name: 'returnId', in: 'path' }, example: 'R-1001' }),
});

/** A text to the customer, or from the customer. */
export const customerText = text(1_000);
export const quantity = z.int().min(1).max(100_000);
export const line = z.int().min(1);

const returnItemSchema = z
  .strictObject({
    line: line.optional().openapi({
      description: 'Its line in the order, counted from 1, which has its name and SKU.',
    }),
    name: text(300).optional(),
    sku: text(100).nullish(),
    quantity,
  })
  .superRefine(({ line: orderLine, name, sku }, c) => {
    if (orderLine === undefined) {
      if (name === undefined) c.addIssue({ code: 'custom', path: ['name'], message: MISSING_NAME });
      return;
    }
    if (name !== undefined) c.addIssue({ code: 'custom', path: ['name'], message: NAME_FROM_LINE });
    if (sku) c.addIssue({ code: 'custom', path: ['sku'], message: NAME_FROM_LINE });
  })
  .openapi('ReturnItem');

const MISSING_NAME = 'must be present unless the item has a line of the order';
const NAME_FROM_LINE = 'must be absent: the line of the order has it';

export const returnSchema = z
  .strictObject({
    orderId: reference,
    items: z.array(returnItemSchema).min(1).max(500),
    reason: customerText.nullish().openapi({ description: 'Why, as you or the customer put it.' }),
    requestedAt: instant.optional().openapi({ description: 'By default now.' }),
    refundBy: instant.nullish().openapi({
      description: 'When you promise the refund. By default your policy decides.',
    }),
    approved: z.boolean().default(false).openapi({ description: 'True: approve it at once.' }),
  })
  .openapi('Return', {
    example: {
      orderId: '1001',
      items: [{ line: 1, quantity: 1 }],
      reason: 'Too small',
      requestedAt: '2026-11-24T09:30:00+01:00',
    },
  });

const parcelViewSchema = z
  .object({
    parcelId: z.string(),
    carrier: z.string(),
    carrierName: z.string(),
    trackingNumber: z.string(),
    trackingUrl: z.string().nullable(),
    service: z.string().nullable(),
    labelUrl: z.string().nullable(),
    qrUrl: z.string().nullable(),
    labelledAt: utcInstant,
    status: z.enum(STATUSES),
    reason: z.enum(REASONS).nullable(),
    receivedAt: utcInstant.nullable().openapi({ description: 'When you reported its arrival.' }),
    scans: z.array(scanSchema),
  })
  .openapi('ReturnParcel');

const refundViewSchema = z
  .object({
    reference: z.string(),
    amount: moneySchema,
    method: z.enum(REFUND_METHODS),
    methodNote: z.string().nullable(),
    reason: z.string().nullable(),
    final: z.boolean(),
    refundedAt: utcInstant,
  })
  .openapi('RefundView');

const inspectionViewSchema = z
  .object({
    inspectedAt: utcInstant,
    items: z.array(
      z.object({
        line: z.int(),
        quantity: z.int(),
        disposition: z.enum(DISPOSITIONS),
        note: z.string().nullable(),
      }),
    ),
  })
  .openapi('InspectionView');

export const returnViewSchema = z
  .object({
    returnId: z.string(),
    orderId: z.string(),
    status: z.enum(RETURN_STATUSES),
    requestedAt: utcInstant,
    reason: z.string().nullable(),
    approvedAt: utcInstant.nullable(),
    rejectedAt: utcInstant.nullable(),
    rejectionReason: z.string().nullable(),
    cancelledAt: utcInstant.nullable(),
    expiredAt: utcInstant.nullable(),
    receivedAt: utcInstant.nullable().openapi({
      description:
        'When everything had arrived. Your policy says whether you or the carrier decide.',
    }),
    postBy: utcInstant.nullable().openapi({ description: 'The last day to post it.' }),
    refundBy: utcInstant.nullable().openapi({
      description:
        'When the refund is due: as you promised, else by your policy once the return arrived.',
    }),
    items: z.array(
      z.object({
        line: z.int(),
        sku: z.string().nullable(),
        name: z.string(),
        quantity: z.int(),
      }),
    ),
    parcels: z.array(parcelViewSchema),
    inspection: inspectionViewSchema.nullable(),
    refunds: z.array(refundViewSchema),
    returnPageUrl: z.string(),
    ...journeyFields,
    escalations: z.array(escalationSchema),
    messages: z.array(messageSchema),
  })
  .openapi('ReturnView');

/** The answer to a write. */
export const returnResultSchema = <const Values extends readonly [string, ...string[]]>(
  values: Values,
) => z.object({ returnId: z.string(), result: z.enum(values) });
