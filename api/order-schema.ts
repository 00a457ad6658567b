/** Schemas of requests and responses about orders. */

import { z } from '@hono/zod-openapi';
import { identifier, lines, text } from '../commands/text-schema.ts';
import { RETURN_STATUSES } from '../domain/return/status.ts';
import {
  consentChangeSchema,
  contactSchema,
  contactViewSchema,
  generous,
} from './contact-schema.ts';
import { eddSchema } from './edd-schema.ts';
import { escalationSchema } from './escalation-schema.ts';
import { journeyFields, messageSchema } from './journey-schema.ts';
import { refundViewSchema } from './refund-schema.ts';
import {
  customerReference,
  instant,
  moneySchema,
  needsReason,
  quantity,
  utcInstant,
  webUrl,
} from './shared-schema.ts';
import { shipmentViewSchema } from './shipment-schema.ts';

export const itemSchema = z
  .strictObject({
    sku: identifier(100).nullish(),
    name: text(300),
    quantity,
    price: moneySchema
      .nullish()
      .openapi({ description: 'Of one piece: messages multiply it by `quantity`.' }),
    url: webUrl.openapi({ description: 'The product’s page in your shop.' }),
    imageUrl: generous('A picture of the product: an http or https address.'),
    withdrawable: z
      .boolean()
      .default(true)
      .openapi({
        description:
          'False: the customer cannot withdraw from the contract about it, as the law says of ' +
          'sealed goods that were opened, or of goods made to measure. Default: true.',
      }),
  })
  .openapi('Item');

export const warningsSchema = z.array(
  z.object({ pointer: z.string(), detail: z.string() }).openapi('Warning', {
    example: { pointer: '/contact/email', detail: 'is not an email address' },
  }),
);

export const orderSchema = z
  .strictObject({
    placedAt: instant.openapi({
      description:
        'When the customer ordered. If the order is older than your policy’s `backfillLimit` ' +
        '(36 hours), no message confirms it, so you can import old orders.',
    }),
    contact: contactSchema,
    customerId: customerReference.nullish().openapi({
      description:
        'Your own id of the customer: `GET` and `DELETE /v1/customers/{id}` find all of their orders ' +
        'by it. Without one, an email address or a phone number does.',
    }),
    items: z
      .array(itemSchema)
      .max(500)
      .default([])
      .openapi({
        description:
          'What was bought. Shipments and returns refer to an item by its place in this list, ' +
          'counted from 1. Without items, wismr cannot know whether a parcel is still missing.',
      }),
    total: moneySchema.nullish().openapi({
      description:
        'What the customer pays, with shipping and discounts. Messages show it below the items, and ' +
        'refunds cannot exceed it.',
    }),
    country: generous(
      'The destination: ISO 3166-1 alpha-2, or a name. Your policy’s overrides and its times ' +
        '`abroad` depend on it.',
    ),
    edd: eddSchema.nullish().openapi({
      description:
        'The delivery day that you promised the customer. A change that leaves it out keeps it.',
    }),
    shipBy: instant
      .nullish()
      .openapi({ description: 'When you promise to ship. Default: by your policy, 72 hours.' }),
    paid: z
      .boolean()
      .nullish()
      .openapi({
        description:
          'Whether the customer has paid. If true, wismr expects your refund where the order is ' +
          'cancelled, or a parcel is lost or comes back. Default: unknown.',
      }),
    creditApplication: z
      .boolean()
      .optional()
      .openapi({
        description:
          'True: the customer applied to you for credit to pay the order. In the United States, the ' +
          'law then gives you 50 days to ship instead of 30. Default: false.',
      }),
    shipRuleExempt: z
      .boolean()
      .optional()
      .openapi({
        description:
          'True: the law of the United States on the time to ship excepts the order, such as cash on ' +
          'delivery, seeds and plants, or a later issue of a subscription. Default: false.',
      }),
    updatedAt: instant.optional().openapi({
      description:
        'When you last changed the order. A request with an earlier time than a previous one ' +
        'arrived late: it changes nothing, and its result is `outdated`.',
    }),
  })
  .openapi('Order', {
    example: {
      placedAt: '2026-11-24T09:30:00+01:00',
      contact: { name: 'Ada', email: 'ada@shop.example', consent: { email: true, sms: false } },
      items: [{ name: 'Walking boots', quantity: 1, price: { amount: '149.00', currency: 'EUR' } }],
      country: 'DE',
      edd: { date: '2026-11-27' },
    },
  });

export const cancelSchema = z
  .strictObject({
    cancelledAt: instant.optional().openapi({ description: 'Default: now.' }),
    reason: lines(500).nullish().openapi({ description: 'Why, for your staff.' }),
    force: z.boolean().default(false).openapi({
      description: 'True: cancels an order that is delivered. Needs a `reason`.',
    }),
  })
  .superRefine(({ force, reason }, c) => {
    if (!force || reason?.trim()) return;
    const message = 'must say why you cancel an order that is delivered';
    c.addIssue({ code: 'custom', path: ['reason'], message });
  })
  .openapi('Cancel', needsReason('force'));

export const reinstateSchema = z
  .strictObject({ reinstatedAt: instant.optional() })
  .openapi('Reinstate');

const returnSummarySchema = z
  .object({
    returnId: z.string(),
    status: z.enum(RETURN_STATUSES),
    url: z.string().openapi({ description: 'The customer’s page about the return.' }),
  })
  .openapi('ReturnSummary');

export const shippingPromiseViewSchema = z
  .object({
    dueBy: utcInstant.nullable().openapi({
      description:
        'By when the carrier must have the order, or it counts as cancelled. Null: the customer waits ' +
        'for any time.',
    }),
    revisedShipBy: z.iso
      .date()
      .nullable()
      .openapi({ description: 'The later day that you named.' }),
    confirmedAt: utcInstant.nullable().openapi({
      description: 'When you said that it ships in time.',
    }),
    noticeSentAt: utcInstant.nullable().openapi({
      description: 'When the latest `ship_delay_notice` left.',
    }),
    answer: z.enum(['consented', 'cancel_requested']).nullable(),
    answerBy: utcInstant.nullable().openapi({
      description: 'Until when the customer can consent, where silence cancels the order.',
    }),
    deemedCancelledAt: utcInstant.nullable().openapi({
      description: 'Since when the order counts as cancelled by law. Cancel and refund it.',
    }),
  })
  .openapi('ShippingPromiseView', {
    description: 'The law of the United States on late shipment. Null: it does not apply.',
  });

export const orderViewSchema = z
  .object({
    orderId: z.string(),
    status: z.string().openapi({
      description:
        'The status of the parcel in trouble, otherwise of the parcel furthest from the ' +
        'customer. `placed` without shipments.',
    }),
    placedAt: utcInstant,
    cancelledAt: utcInstant.nullable(),
    cancellationReason: z.string().nullable(),
    paid: z.boolean().nullable().openapi({ description: 'Null: unknown.' }),
    customerId: z.string().nullable(),
    contact: contactViewSchema,
    consentHistory: z
      .array(consentChangeSchema)
      .openapi({ description: 'Each change of consent, newest first, 100 at most.' }),
    items: z.array(itemSchema),
    total: moneySchema.nullable(),
    edd: eddSchema.nullable(),
    shipBy: utcInstant.nullable(),
    creditApplication: z.boolean(),
    shipRuleExempt: z.boolean(),
    shippingPromise: shippingPromiseViewSchema.nullable(),
    withdrawUntil: utcInstant.nullable().openapi({
      description:
        'Until when the customer can withdraw from the contract: for orders to the EU, the EEA and ' +
        'the UK, once everything has arrived. Otherwise null.',
    }),
    trackingPageUrl: z.string().openapi({
      description: 'The customer’s page. Anyone who has the address can open it.',
    }),
    test: z.boolean().openapi({
      description:
        'True: made with a test key. Its messages, and those of its returns, go to your test ' +
        'recipients only; the others have the state `test_mode`.',
    }),
    warnings: warningsSchema.openapi({ description: 'Fields that wismr cannot use.' }),
    ...journeyFields,
    shipments: z.array(shipmentViewSchema),
    refunds: z
      .array(refundViewSchema)
      .openapi({ description: 'Of the order itself. A return lists its own.' }),
    returns: z.array(returnSummarySchema),
    escalations: z.array(escalationSchema).openapi({
      description: 'Newest first, 100 at most.',
    }),
    messages: z.array(messageSchema),
  })
  .openapi('OrderView');
