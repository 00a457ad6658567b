/** Schemas of the request for a return, and of responses about returns. */

import { z } from '@hono/zod-openapi';
import { identifier, text } from '../commands/text-schema.ts';
import { DISPOSITIONS } from '../domain/return/event.ts';
import { RETURN_STATUSES, WAY_TROUBLES } from '../domain/return/status.ts';
import { WITHDRAWAL_RECEIPTS } from '../domain/return/withdrawal.ts';
import { REASONS, STATUSES } from '../domain/tracking.ts';
import { escalationSchema } from './escalation-schema.ts';
import {
  journeyFields,
  messageSchema,
  scanSchema,
  scansDroppedSchema,
  unconfirmedSchema,
} from './journey-schema.ts';
import { refundViewSchema } from './refund-schema.ts';
import { customerText, instant, line, quantity, reference, utcInstant } from './shared-schema.ts';

export const returnIdParam = z.object({
  returnId: reference.openapi({ param: { name: 'returnId', in: 'path' }, example: 'R-1001' }),
});

export const returnItemSchema = z
  .strictObject({
    line: line.optional().openapi({
      description:
        'The place of the item in the order, counted from 1. Name and SKU come from the order, ' +
        'so leave them out.',
    }),
    name: text(300).optional().openapi({ description: 'Required without `line`.' }),
    sku: identifier(100).nullish(),
    quantity: quantity.openapi({ description: 'With `line`: at most the quantity ordered.' }),
  })
  .superRefine(({ line: orderLine, name, sku }, c) => {
    if (orderLine === undefined) {
      if (name === undefined) c.addIssue({ code: 'custom', path: ['name'], message: MISSING_NAME });
      return;
    }
    if (name !== undefined) c.addIssue({ code: 'custom', path: ['name'], message: NAME_FROM_LINE });
    if (sku) c.addIssue({ code: 'custom', path: ['sku'], message: NAME_FROM_LINE });
  })
  .openapi('ReturnItem', { oneOf: [{ required: ['line'] }, { required: ['name'] }] });

const MISSING_NAME = 'must be present unless `line` is';
const NAME_FROM_LINE = 'must be absent: `line` says which item of the order it is';

export const returnSchema = z
  .strictObject({
    orderId: reference,
    items: z.array(returnItemSchema).min(1).max(500),
    reason: customerText.nullish().openapi({ description: 'In your or the customer’s words.' }),
    requestedAt: instant.optional().openapi({ description: 'Default: now.' }),
    refundBy: instant.nullish().openapi({
      description:
        'When you promise the refund. Default: by your policy, 5 business days after it arrives.',
    }),
    withdrawal: z
      .boolean()
      .optional()
      .openapi({
        description:
          'True: the customer withdraws from the contract, as the law of the EU and the UK allows. The ' +
          'refund is then due in the time of the law, if that is earlier than yours. Default: false.',
      }),
    approved: z.boolean().default(false).openapi({
      description: 'True: approve it at once. The customer gets one message about both.',
    }),
  })
  .openapi('Return', {
    example: {
      orderId: '1001',
      items: [{ line: 1, quantity: 1 }],
      reason: 'Too small',
      requestedAt: '2026-11-24T09:30:00+01:00',
    },
  });

export const withdrawalReceiptSchema = z.enum(WITHDRAWAL_RECEIPTS).nullable();

const parcelViewSchema = z
  .object({
    parcelId: z.string(),
    carrier: z.string(),
    carrierName: z.string(),
    trackingNumber: z.string(),
    trackingUrl: z.string().nullable().openapi({ description: 'The carrier’s tracking page.' }),
    service: z.string().nullable(),
    unconfirmed: unconfirmedSchema.nullable(),
    trouble: z
      .enum(WAY_TROUBLES)
      .nullable()
      .openapi({
        description:
          '`lost`: the carrier reports it lost or destroyed, or you decided so. `coming_back`: the ' +
          'carrier takes it back to the customer. null: neither.',
      }),
    labelUrl: z.string().nullable(),
    qrUrl: z.string().nullable(),
    labelledAt: utcInstant,
    status: z.enum(STATUSES).openapi({ description: '`unknown`: there is no scan yet.' }),
    reason: z.enum(REASONS).nullable(),
    receivedAt: utcInstant.nullable().openapi({
      description: 'When it arrived, as you reported; null: you have not.',
    }),
    scans: z.array(scanSchema).openapi({ description: 'Oldest first.' }),
    scansDropped: scansDroppedSchema,
  })
  .openapi('ReturnParcel');

export const inspectionViewSchema = z
  .object({
    inspectedAt: utcInstant,
    items: z.array(
      z.object({
        line: z.int().openapi({ description: 'The item in `items` of the return.' }),
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
        'When everything had arrived: by the carrier’s scans or by your report, as your policy ' +
        '(`returns.receivedBy`) says.',
    }),
    postBy: utcInstant.nullable().openapi({
      description: 'Until when the customer can post it; null if there is nothing to post.',
    }),
    withdrawal: z.boolean(),
    withdrawalNotice: z
      .object({
        name: z.string().nullable(),
        statement: z.string().nullable(),
        email: z.string().nullable(),
        acceptedBecause: z.string().nullable().openapi({
          description: 'Your `reason` for a withdrawal that the law does not ask for.',
        }),
      })
      .nullable()
      .openapi({ description: 'What the customer wrote when they withdrew.' }),
    withdrawalReceipt: withdrawalReceiptSchema.openapi({
      description:
        'How far the receipt of a withdrawal is: `failed` means that nobody sends it any more, ' +
        'and your team has an escalation. Null: none is due.',
    }),
    refundBy: utcInstant.nullable().openapi({
      description:
        'When the refund is due: when you promised it, otherwise by your policy once the return ' +
        'has arrived; for a withdrawal by the law, if that is earlier. Null once no refund can follow.',
    }),
    items: z.array(
      z.object({
        line: z.int().openapi({ description: 'Its place in the return, counted from 1.' }),
        sku: z.string().nullable(),
        name: z.string(),
        quantity: z.int(),
      }),
    ),
    parcels: z.array(parcelViewSchema),
    inspection: inspectionViewSchema.nullable(),
    refunds: z.array(refundViewSchema),
    returnPageUrl: z.string().openapi({
      description: 'The customer’s page. Anyone who has the address can open it.',
    }),
    ...journeyFields,
    escalations: z.array(escalationSchema),
    messages: z.array(messageSchema),
  })
  .openapi('ReturnView');

/** The response to a write. */
export const returnResultSchema = <const Values extends readonly [string, ...string[]]>(
  values: Values,
) => z.object({ returnId: z.string(), result: z.enum(values) });
