/** Orders: what requests hold, and what responses hold. */

import { z } from '@hono/zod-openapi';
import { parsePhoneNumberFromString } from 'libphonenumber-js';
import { text } from '../commands/text-schema.ts';
import { isTimeZone } from '../domain/calendar.ts';
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
    url: webUrl.nullish(),
    imageUrl: webUrl.nullish(),
  })
  .openapi('Item');

export const contactSchema = z
  .strictObject({
    name: text(200).nullish(),
    email: z.email().max(254).nullish(),
    phone: z
      .string()
      .transform((written, c) => {
        const number = parsePhoneNumberFromString(written);
        if (number?.isPossible()) return number.number as string;
        c.addIssue('must be a phone number with its country code, such as "+491701234567"');
        return z.NEVER;
      })
      .nullish()
      .openapi({ type: 'string', description: 'E.164.', example: '+491701234567' }),
    locale: z
      .string()
      .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'must be a BCP 47 tag such as "en" or "de-AT"')
      .nullish(),
    timeZone: z
      .string()
      .refine(isTimeZone, 'must be an IANA time zone such as "Europe/Berlin"')
      .nullish(),
    consent: z
      .strictObject({
        email: z.boolean().default(true),
        sms: z.boolean().default(false),
      })
      .default({ email: true, sms: false })
      .openapi({
        description: 'For messages about the order. Set `sms` only if the customer asked for it.',
      }),
  })
  .openapi('Contact');

export const orderSchema = z
  .strictObject({
    placedAt: instant,
    contact: contactSchema,
    items: z.array(itemSchema).max(500).default([]),
    total: moneySchema.nullish(),
    country: z
      .string()
      .regex(/^[A-Z]{2}$/, 'must be an ISO 3166-1 code such as "DE"')
      .nullish(),
    edd: eddSchema.nullish().openapi({
      description: 'The day promised to the customer. Omitted in a change, it keeps its value.',
    }),
    shipBy: instant
      .nullish()
      .openapi({ description: 'When you promise to ship it. By default your policy decides.' }),
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

export const cancelSchema = z.strictObject({ cancelledAt: instant.optional() }).openapi('Cancel');

export const reinstateSchema = z
  .strictObject({ reinstatedAt: instant.optional() })
  .openapi('Reinstate');

const returnSummarySchema = z
  .object({ returnId: z.string(), status: z.enum(RETURN_STATUSES), url: z.string() })
  .openapi('ReturnSummary');

export const orderViewSchema = z
  .object({
    orderId: z.string(),
    status: z.string(),
    placedAt: utcInstant,
    cancelledAt: utcInstant.nullable(),
    contact: contactSchema,
    items: z.array(itemSchema),
    edd: eddSchema.nullable(),
    shipBy: utcInstant.nullable(),
    trackingPageUrl: z.string(),
    ...journeyFields,
    shipments: z.array(shipmentViewSchema),
    returns: z.array(returnSummarySchema),
    escalations: z.array(escalationSchema),
    messages: z.array(messageSchema),
  })
  .openapi('OrderView');
