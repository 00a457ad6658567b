/** Orders: what requests hold, and what responses hold. */

import { z } from '@hono/zod-openapi';
import { text } from '../commands/text-schema.ts';
import { RETURN_STATUSES } from '../domain/return/status.ts';
import { eddSchema } from './edd-schema.ts';
import { escalationSchema } from './escalation-schema.ts';
import { journeyFields, messageSchema } from './journey-schema.ts';
import { instant, moneySchema, utcInstant, webUrl } from './shared-schema.ts';
import { shipmentViewSchema } from './shipment-schema.ts';

const itemSchema = z
  .strictObject({
    sku: text(100).nullish(),
    name: text(300),
    quantity: z.int().min(1).max(100_000),
    price: moneySchema.nullish().openapi({ description: 'Per piece.' }),
    url: webUrl,
    imageUrl: webUrl,
  })
  .openapi('Item');

/** Read by parse-contact.ts, which drops what cannot be used with a warning. */
const generous = (description: string) => z.string().max(2_000).nullish().openapi({ description });

export const contactSchema = z
  .strictObject({
    name: generous('For the greeting.'),
    email: generous('An international domain is written in ASCII.'),
    phone: generous('With its country code, or as in the country of the order.'),
    locale: generous('A BCP 47 tag such as `de-AT`, or `de_AT`. By default the shop’s.'),
    timeZone: generous('An IANA time zone. By default the shop’s.'),
    consent: z
      .strictObject({ email: z.boolean().optional(), sms: z.boolean().optional() })
      .optional()
      .openapi({
        description:
          'For messages about the order. A new order has email and no SMS. Set `sms` only if the ' +
          'customer asked for it.',
      }),
  })
  .openapi('Contact', {
    description: 'A field that cannot be used is left empty, with a warning in the answer.',
  });

const contactViewSchema = z
  .object({
    name: z.string().nullable(),
    email: z.string().nullable(),
    phone: z.string().nullable().openapi({ description: 'E.164.', example: '+491701234567' }),
    locale: z.string(),
    timeZone: z.string(),
    consent: z.object({ email: z.boolean(), sms: z.boolean() }),
  })
  .openapi('ContactView');

export const warningsSchema = z.array(
  z.object({ pointer: z.string(), detail: z.string() }).openapi('Warning', {
    example: { pointer: '/contact/email', detail: 'is no email address' },
  }),
);

export const orderSchema = z
  .strictObject({
    placedAt: instant,
    contact: contactSchema,
    items: z.array(itemSchema).max(500).default([]),
    total: moneySchema.nullish(),
    country: generous('An ISO 3166-1 code such as `DE`, or a name.'),
    edd: eddSchema.nullish().openapi({
      description: 'The day promised to the customer. Omitted in a change, it keeps its value.',
    }),
    shipBy: instant
      .nullish()
      .openapi({ description: 'When you promise to ship it. By default your policy decides.' }),
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

export const cancelSchema = z.strictObject({ cancelledAt: instant.optional() }).openapi('Cancel');

const returnSummarySchema = z
  .object({ returnId: z.string(), status: z.enum(RETURN_STATUSES), url: z.string() })
  .openapi('ReturnSummary');

export const orderViewSchema = z
  .object({
    orderId: z.string(),
    status: z.string(),
    placedAt: utcInstant,
    cancelledAt: utcInstant.nullable(),
    contact: contactViewSchema,
    items: z.array(itemSchema),
    edd: eddSchema.nullable(),
    shipBy: utcInstant.nullable(),
    trackingPageUrl: z.string(),
    warnings: warningsSchema.openapi({ description: 'Fields that could not be used.' }),
    ...journeyFields,
    shipments: z.array(shipmentViewSchema),
    returns: z.array(returnSummarySchema),
    escalations: z.array(escalationSchema),
    messages: z.array(messageSchema),
  })
  .openapi('OrderView');
