/** Schemas of the requests for each step of a return. */

import { z } from '@hono/zod-openapi';
import { text } from '../commands/text-schema.ts';
import { DISPOSITIONS } from '../domain/return/event.ts';
import {
  carrierSchema,
  customerText,
  DETECTED_CARRIER,
  instant,
  line,
  quantity,
  reference,
  sharedParcelSchema,
  trackingNumberSchema,
  webUrl,
} from './shared-schema.ts';

export const approveSchema = z
  .strictObject({ approvedAt: instant.optional().openapi({ description: 'Default: now.' }) })
  .openapi('ApproveReturn');

export const rejectSchema = z
  .strictObject({
    reason: customerText.nullish().openapi({ description: 'The customer reads it.' }),
    rejectedAt: instant.optional().openapi({ description: 'Default: now.' }),
  })
  .openapi('RejectReturn', { example: { reason: 'The 30 days are over.' } });

export const labelSchema = z
  .strictObject({
    parcelId: reference.optional().openapi({
      description: 'Your id of the parcel. Default: the tracking number.',
    }),
    carrier: carrierSchema.optional().openapi({ description: DETECTED_CARRIER }),
    trackingNumber: trackingNumberSchema,
    service: text(100).nullish(),
    labelUrl: webUrl.openapi({ description: 'The label, for the customer to print.' }),
    qrUrl: webUrl.openapi({ description: 'An image of the QR code that a parcel shop scans.' }),
    labelledAt: instant.optional().openapi({ description: 'Default: now.' }),
    sharedParcel: sharedParcelSchema,
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
      .openapi({ description: 'The parcel that arrived. Default: the whole return.' }),
    receivedAt: instant.optional().openapi({ description: 'Default: now.' }),
  })
  .openapi('ReturnReceived');

export const inspectionSchema = z
  .strictObject({
    items: z
      .array(
        z.strictObject({
          line: line.openapi({ description: 'The place of the item in the return, from 1.' }),
          quantity,
          disposition: z.enum(DISPOSITIONS),
          note: customerText
            .nullish()
            .openapi({ description: 'The customer reads it if the item is rejected.' }),
        }),
      )
      .min(1)
      .max(1_000)
      .openapi({
        description:
          'Every item that you have inspected. Split a line if its pieces get different ' +
          'dispositions.',
      }),
    inspectedAt: instant.optional().openapi({ description: 'Default: now.' }),
  })
  .openapi('Inspection', {
    example: { items: [{ line: 1, quantity: 1, disposition: 'refund' }] },
  });

export const cancelReturnSchema = z
  .strictObject({ cancelledAt: instant.optional().openapi({ description: 'Default: now.' }) })
  .openapi('CancelReturn');
