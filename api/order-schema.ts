/** Schemas of requests and responses about orders. */

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
    price: moneySchema.nullish().openapi({ description: 'Of one piece.' }),
    url: webUrl.nullish().openapi({ description: 'The product’s page in your shop.' }),
    imageUrl: webUrl.nullish(),
  })
  .openapi('Item');

export const contactSchema = z
  .strictObject({
    name: text(200).nullish().openapi({ description: 'The name in the greeting.' }),
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
      .openapi({
        type: 'string',
        description: 'With the country code. Stored as E.164.',
        example: '+491701234567',
      }),
    locale: z
      .string()
      .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'must be a BCP 47 tag such as "en" or "de-AT"')
      .nullish()
      .openapi({ description: 'The language of the messages, BCP 47. Default: your shop’s.' }),
    timeZone: z
      .string()
      .refine(isTimeZone, 'must be an IANA time zone such as "Europe/Berlin"')
      .nullish()
      .openapi({
        description: 'IANA name, for dates in messages and for quiet hours. Default: your shop’s.',
      }),
    consent: z
      .strictObject({
        email: z.boolean().default(true),
        sms: z.boolean().default(false),
      })
      .default({ email: true, sms: false })
      .openapi({
        description:
          'Consent to messages about the order. Set `sms` only if the customer agreed to SMS.',
      }),
  })
  .openapi('Contact');

export const orderSchema = z
  .strictObject({
    placedAt: instant.openapi({
      description:
        'When the customer ordered. If the order is older than your policy’s `backfillLimit` ' +
        '(36 hours), no message confirms it, so you can import old orders.',
    }),
    contact: contactSchema,
    items: z
      .array(itemSchema)
      .max(500)
      .default([])
      .openapi({
        description:
          'What was bought. Shipments and returns refer to an item by its place in this list, ' +
          'counted from 1. Without items, wismr cannot know whether a parcel is still missing.',
      }),
    total: moneySchema.nullish(),
    country: z
      .string()
      .regex(/^[A-Z]{2}$/, 'must be an ISO 3166-1 code such as "DE"')
      .nullish()
      .openapi({
        description:
          'The destination, ISO 3166-1 alpha-2. Your policy’s overrides and its times `abroad` depend ' +
          'on it.',
      }),
    edd: eddSchema.nullish().openapi({
      description:
        'The delivery day that you promised the customer. A change that leaves it out keeps it.',
    }),
    shipBy: instant
      .nullish()
      .openapi({ description: 'When you promise to ship. Default: by your policy, 72 hours.' }),
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
  .strictObject({ cancelledAt: instant.optional().openapi({ description: 'Default: now.' }) })
  .openapi('Cancel');

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
    contact: contactSchema,
    items: z.array(itemSchema),
    edd: eddSchema.nullable(),
    shipBy: utcInstant.nullable(),
    trackingPageUrl: z.string().openapi({
      description: 'The customer’s page. Anyone who has the address can open it.',
    }),
    ...journeyFields,
    shipments: z.array(shipmentViewSchema),
    returns: z.array(returnSummarySchema),
    escalations: z.array(escalationSchema).openapi({
      description: 'Newest first, 100 at most.',
    }),
    messages: z.array(messageSchema),
  })
  .openapi('OrderView');
