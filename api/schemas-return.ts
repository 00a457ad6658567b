/** What the API takes about returns. */

import { z } from '@hono/zod-openapi';
import { DISPOSITIONS, REFUND_METHODS } from '../domain/return/event.ts';
import {
  carrierSchema,
  instant,
  moneySchema,
  reference,
  text,
  trackingNumberSchema,
  webUrl,
} from './schemas.ts';

/** Words for the customer, or of the customer's. */
const words = text(1_000);
const quantity = z.int().min(1).max(100_000);
const line = z.int().min(1);

export const returnIdParam = z.object({
  returnId: reference.openapi({ param: { name: 'returnId', in: 'path' }, example: 'R-1001' }),
});

const returnItemSchema = z
  .strictObject({
    line: line.optional().openapi({
      description: 'Its line in the order, counted from 1: name and SKU are taken from there.',
    }),
    name: text(300).optional(),
    sku: text(100).nullish(),
    quantity,
  })
  .superRefine(({ line: ofOrder, name, sku }, c) => {
    if (ofOrder === undefined) {
      if (name === undefined) c.addIssue({ code: 'custom', path: ['name'], message: NAME_IT });
      return;
    }
    if (name !== undefined) c.addIssue({ code: 'custom', path: ['name'], message: NAMED });
    if (sku) c.addIssue({ code: 'custom', path: ['sku'], message: NAMED });
  })
  .openapi('ReturnItem');

const NAME_IT = 'give a name, or the line of the order';
const NAMED = 'is taken from the line of the order: give either';

export const returnSchema = z
  .strictObject({
    orderId: reference,
    items: z.array(returnItemSchema).min(1).max(500),
    reason: words.nullish().openapi({ description: 'Why, in your words or the customer’s.' }),
    requestedAt: instant.optional().openapi({ description: 'By default now.' }),
    refundBy: instant.nullish().openapi({
      description: 'By when you promise the refund; by default by your policy.',
    }),
    approved: z.boolean().default(false).openapi({ description: 'True: approved at once.' }),
  })
  .openapi('Return', {
    example: {
      orderId: '1001',
      items: [{ line: 1, quantity: 1 }],
      reason: 'Too small',
      requestedAt: '2026-11-24T09:30:00+01:00',
    },
  });

export const approveSchema = z
  .strictObject({ approvedAt: instant.optional() })
  .openapi('ApproveReturn');

export const rejectSchema = z
  .strictObject({
    reason: words.nullish().openapi({ description: 'Told to the customer.' }),
    rejectedAt: instant.optional(),
  })
  .openapi('RejectReturn', { example: { reason: 'The 30 days are over.' } });

export const labelSchema = z
  .strictObject({
    parcelId: reference.optional().openapi({ description: 'By default the tracking number.' }),
    carrier: carrierSchema.optional().openapi({
      description: 'Left out, it is told by the tracking number, where that is clear.',
    }),
    trackingNumber: trackingNumberSchema,
    service: text(100).nullish(),
    labelUrl: webUrl.nullish().openapi({ description: 'Where the label is to be printed from.' }),
    qrUrl: webUrl
      .nullish()
      .openapi({ description: 'An image of a code that a parcel shop scans.' }),
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
    parcelId: reference.optional().openapi({ description: 'By default all that is to come.' }),
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
          note: words
            .nullish()
            .openapi({ description: 'Told to the customer where it is rejected.' }),
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
      message: 'must be more than nothing',
    }),
    method: z.enum(REFUND_METHODS).default('original'),
    methodNote: text(200)
      .nullish()
      .openapi({ description: 'As the customer knows it: “Visa ending in 4242”.' }),
    reference: reference.optional().openapi({
      description: 'A second refund with it is the same. By default the amount and `refundedAt`.',
    }),
    reason: words.nullish().openapi({ description: 'Told to the customer: why it is less.' }),
    final: z.boolean().default(true).openapi({ description: 'False: more is to come.' }),
    refundedAt: instant.optional().openapi({ description: 'By default now.' }),
  })
  .superRefine((refund, c) => {
    if (refund.reference !== undefined || refund.refundedAt !== undefined) return;
    const message =
      'give it, or `refundedAt`: else a repetition cannot be told from a second refund';
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
