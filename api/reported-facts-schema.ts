/** Schemas of what a carrier reports about a shipment beside its scans and its estimate. */

import { z } from '@hono/zod-openapi';
import { utcInstant } from './shared-schema.ts';

export const proofSchema = z
  .object({
    at: utcInstant.nullable().openapi({ description: 'When it was handed over, if known.' }),
    signedBy: z.string().nullable().openapi({
      description: 'Who signed, as the carrier writes it. May be a placeholder or a neighbour.',
    }),
    location: z
      .string()
      .nullable()
      .openapi({ description: 'Where it was left, in the carrier’s words.', example: 'Porch' }),
    signatureUrl: z.string().nullable().openapi({
      description: 'The image of the signature. wismr does not show it to customers.',
    }),
    photoUrl: z.string().nullable().openapi({ description: 'The carrier’s photo of the parcel.' }),
  })
  .openapi('ProofOfDelivery');

const relatedNumberSchema = z
  .object({
    trackingNumber: z.string(),
    shipmentId: z.string().nullable().openapi({
      description: 'The shipment of this order that has the number; null: none has it.',
    }),
  })
  .openapi('RelatedNumber');

export const reportedFactsFields = {
  proofOfDelivery: proofSchema.nullable().openapi({
    description: 'As the carrier reported it. Personal data: it is in no log and not in Temporal.',
  }),
  attempts: z.int().openapi({
    description:
      'How often the carrier tried to deliver it and could not: the days with such a scan, or the ' +
      'carrier’s own count if that is higher.',
  }),
  relatedNumbers: z.array(relatedNumberSchema).openapi({
    description:
      'Numbers that the carrier reports with this one, 100 at most: other parcels of the ' +
      'consignment, or other numbers of this parcel. A hint for your team; wismr does not track them.',
  }),
  returnNumber: z
    .string()
    .nullable()
    .openapi({
      description:
        'The number of a parcel on the way back, as the carrier reports it. wismr does not track it: ' +
        'add it to a return as a label.',
    }),
};
