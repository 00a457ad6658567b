/** Schemas of a refund: of a return, or of an order itself. */

import { z } from '@hono/zod-openapi';
import { text } from '../commands/text-schema.ts';
import type { Money } from '../domain/money.ts';
import { REFUND_METHODS } from '../domain/refund.ts';
import {
  anyOf,
  customerText,
  instant,
  moneySchema,
  needsReason,
  reference,
  utcInstant,
} from './shared-schema.ts';

export const refundSchema = z
  .strictObject({
    amount: moneySchema.refine(({ amount }) => !/^[0.]+$/.test(amount), {
      path: ['amount'],
      message: 'must be more than 0',
    }),
    method: z.enum(REFUND_METHODS).default('original'),
    methodNote: text(200)
      .nullish()
      .openapi({ description: 'Where the money goes, as the customer knows it.' }),
    reference: reference.optional().openapi({
      description:
        'Identifies the refund, so that a repetition does not count twice. Default: made of ' +
        'amount and `refundedAt`; one of `reference` and `refundedAt` is required.',
    }),
    reason: customerText.nullish().openapi({
      description: 'Why it is less, or more, than the customer paid. The customer reads it.',
    }),
    final: z.boolean().default(true).openapi({
      description:
        'False: another refund follows. No other refund of the return, or of the order itself, can follow a final one.',
    }),
    override: z.boolean().default(false).openapi({
      description:
        'True: allows that all refunds of the order exceed what was paid. Needs a `reason`.',
    }),
    refundedAt: instant.optional().openapi({ description: 'Default: now.' }),
  })
  .superRefine(({ override, reason }, c) => {
    if (!override || reason?.trim()) return;
    const message = 'must say why you refund more than was paid';
    c.addIssue({ code: 'custom', path: ['reason'], message });
  })
  .superRefine((refund, c) => {
    if (refund.reference !== undefined || refund.refundedAt !== undefined) return;
    const message =
      'must be present unless `refundedAt` is: a repetition would count as a second refund';
    c.addIssue({ code: 'custom', path: ['reference'], message });
  })
  .openapi('Refund', {
    allOf: [anyOf('reference', 'refundedAt'), needsReason('override')],
    example: {
      amount: { amount: '149.00', currency: 'EUR' },
      method: 'original',
      methodNote: 'Visa ending in 4242',
      reference: 'RF-1',
    },
  });

export const refundViewSchema = z
  .object({
    reference: z.string(),
    amount: moneySchema,
    method: z.enum(REFUND_METHODS),
    methodNote: z.string().nullable(),
    reason: z.string().nullable(),
    final: z.boolean().openapi({ description: 'False: another refund follows.' }),
    override: z.boolean().openapi({
      description: 'True: you allowed it to exceed what was paid. `reason` says why.',
    }),
    refundedAt: utcInstant,
  })
  .openapi('RefundView');

/** A refund as the commands take it. A missing reference is made of amount and time. */
export function readRefund({
  methodNote = null,
  reason = null,
  ...body
}: z.output<typeof refundSchema>) {
  const refundedAt = body.refundedAt ? new Date(body.refundedAt) : new Date();
  const reference = body.reference ?? defaultReference(body.amount, refundedAt);
  return { ...body, methodNote, reason, reference, refundedAt };
}

/** The same for a repetition. */
function defaultReference({ amount, currency }: Money, at: Date): string {
  return `${amount}-${currency}-${at.toISOString()}`;
}
