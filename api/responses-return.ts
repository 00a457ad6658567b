/** What the API gives back about returns. */

import { z } from '@hono/zod-openapi';
import { DISPOSITIONS, REFUND_METHODS } from '../domain/return/event.ts';
import { RETURN_STATUSES } from '../domain/return/facts.ts';
import { REASONS, STATUSES } from '../domain/tracking.ts';
import {
  escalationSchema,
  expectationSchema,
  instant,
  messageSchema,
  scanSchema,
} from './responses.ts';
import { moneySchema } from './schemas.ts';

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
    labelledAt: instant,
    status: z.enum(STATUSES),
    reason: z.enum(REASONS).nullable(),
    receivedAt: instant.nullable().openapi({ description: 'When it was there, by your word.' }),
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
    refundedAt: instant,
  })
  .openapi('RefundView');

const inspectionViewSchema = z
  .object({
    inspectedAt: instant,
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
    requestedAt: instant,
    reason: z.string().nullable(),
    approvedAt: instant.nullable(),
    rejectedAt: instant.nullable(),
    rejectionReason: z.string().nullable(),
    cancelledAt: instant.nullable(),
    expiredAt: instant.nullable(),
    receivedAt: instant.nullable().openapi({
      description: 'When all of it was there, by your word or the carrier’s as your policy has it.',
    }),
    postBy: instant.nullable().openapi({ description: 'Until when it may be posted.' }),
    refundBy: instant.nullable().openapi({
      description: 'When the refund is due: by your promise, else by your policy once it is there.',
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
    awaited: z.string(),
    closed: z.boolean(),
    expectations: z.array(expectationSchema),
    escalations: z.array(escalationSchema),
    messages: z.array(messageSchema),
  })
  .openapi('ReturnView');

export type ReturnView = z.output<typeof returnViewSchema>;
export type ReturnParcelView = z.output<typeof parcelViewSchema>;

export const returnResultSchema = <const Values extends readonly [string, ...string[]]>(
  values: Values,
) => z.object({ returnId: z.string(), result: z.enum(values) });
