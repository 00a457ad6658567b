/** The steps of a return: what requests hold. */

import { z } from '@hono/zod-openapi';
import { text } from '../commands/text-schema.ts';
import { DISPOSITIONS, REFUND_METHODS } from '../domain/return/event.ts';
import { customerText, line, quantity } from './return-schema.ts';
import {
  carrierSchema,
  DETECTED_CARRIER,
  instant,
  moneySchema,
  reference,
  trackingNumberSchema,
  webUrl,
} from './shared-schema.ts';

export const approveSchema = z
  .strictObject({ approvedAt: instant.optional() })
  .openapi('ApproveReturn');

export const rejectSchema = z
  .strictObject({
    reason: customerText.nullish().openapi({ description: 'The customer reads it.' }),
    rejectedAt: instant.optional(),
  })
  .openapi('RejectReturn', { example: { reason: 'The 30 days are over.' } });

export const labelSchema = z
  .strictObject({
    parcelId: reference.optional().openapi({ description: 'By default the tracking number.' }),
    carrier: carrierSchema.optional().openapi({
      description: DETECTED_CARRIER,
    }),
    trackingNumber: trackingNumberSchema,
    service: text(100).nullish(),
    labelUrl: webUrl.openapi({ description: 'The address of the label, to print.' }),
    qrUrl: webUrl.openapi({
      description: 'The address of an image with a code for a parcel shop.',
    }),
    labelledAt: instant.optional().openapi({ description: 'By default now.' }),
  })
  .openapi('ReturnLabel', {
    example: {
      carrier: 'usps',
      trackingNumber: '9400110898825022579493',
      labelUrl: 'https://shop.example/labels/R-1001.pdf',
    },
  });

export const receivedSchema = z
  .strictObject({
    parcelId: reference
      .optional()
      .openapi({ description: 'The parcel that arrived. By default the whole return.' }),
    receivedAt: instant.optional().openapi({ description: 'By default now.' }),
  })
  .openapi('ReturnReceived');

export const inspectionSchema = z
  .strictObject({
    items: z
      .array(
        z.strictObject({
          line: line.openapi({ description: 'Its line in the return, counted from 1.' }),
          quantity,
          disposition: z.enum(DISPOSITIONS),
          note: customerText
            .nullish()
            .openapi({ description: 'The customer reads it if the item is rejected.' }),
        }),
      )
      .min(1)
      .max(1_000),
    inspectedAt: instant.optional().openapi({ description: 'By default now.' }),
  })
  .openapi('Inspection', {
    example: { items: [{ line: 1, quantity: 1, disposition: 'refund' }] },
  });

export const refundSchema = z
  .strictObject({
    amount: moneySchema.refine(({ amount }) => !/^[0.]+$/.test(amount), {
      path: ['amount'],
      message: 'must be more than 0',
    }),
    method: z.enum(REFUND_METHODS).default('original'),
    methodNote: text(200)
      .nullish()
      .openapi({ description: 'As the customer knows it: “Visa ending in 4242”.' }),
    reference: reference.optional().openapi({
      description:
        'Identifies the refund: a repetition has the same. By default amount and `refundedAt`.',
    }),
    reason: customerText.nullish().openapi({
      description: 'Why the amount is less than paid. The customer reads it.',
    }),
    final: z.boolean().default(true).openapi({ description: 'False: another refund follows.' }),
    refundedAt: instant.optional().openapi({ description: 'By default now.' }),
  })
  .superRefine((refund, c) => {
    if (refund.reference !== undefined || refund.refundedAt !== undefined) return;
    const message =
      'must be present unless `refundedAt` is: a repetition would look like a second refund';
    c.addIssue({ code: 'custom', path: ['reference'], message });
  })
  .openapi('Refund', {
    example: {
      amount: { amount: '149.00', currency: 'EUR' },
      method: 'original',
      methodNote: 'Visa ending in 4242',
      reference: 'RF-1',
    },
  });

export const cancelReturnSchema = z
  .strictObject({ cancelledAt: instant.optional() })
  .openapi('CancelReturn');
