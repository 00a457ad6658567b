/** What the API takes and gives, as zod has it and OpenAPI shows it. */

import { z } from '@hono/zod-openapi';
import { parsePhoneNumberFromString } from 'libphonenumber-js';
import { isTimeZone } from '../domain/calendar.ts';
import { SHOP_ID_PATTERN } from '../domain/ids.ts';

export const text = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine(
      (written) => written.isWellFormed() && !written.includes('\0'),
      'must have no NUL and no half of a surrogate pair',
    );
// Slashes would make two ids of one in `order/<shop>/<orderId>/…`; control characters break logs.
export const reference = z
  .string()
  .min(1)
  .max(100)
  .regex(/^[^/\p{Cc}]+$/u, 'must have no slash and no control characters')
  .refine((value) => value.trim() === value, 'must not begin or end with a blank');
export const webUrl = z.url({ protocol: /^https?$/ }).max(2_000);
export const instant = z.iso.datetime({ offset: true });

export const orderIdParam = z.object({
  orderId: reference.openapi({ param: { name: 'orderId', in: 'path' }, example: '1001' }),
});

export const webhookParams = z.object({
  carrier: text(40).openapi({ param: { name: 'carrier', in: 'path' }, example: 'easypost' }),
  shop: z
    .string()
    .regex(SHOP_ID_PATTERN)
    .openapi({ param: { name: 'shop', in: 'path' }, example: 'acme' }),
});

const CURRENCIES: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));

export const moneySchema = z
  .strictObject({
    amount: z.string().regex(/^\d{1,12}(\.\d{1,4})?$/, 'must be a decimal number such as "49.90"'),
    currency: z
      .string()
      .refine((code) => CURRENCIES.has(code), 'must be an ISO 4217 code such as "EUR"'),
  })
  .openapi('Money', { example: { amount: '49.90', currency: 'EUR' } });

export const eddSchema = z
  .strictObject({
    date: z.iso.date().openapi({ description: 'The day at the destination.' }),
    from: instant.nullish(),
    until: instant.nullish(),
  })
  .openapi('EstimatedDelivery', { example: { date: '2026-11-27' } });

export const itemSchema = z
  .strictObject({
    sku: text(100).nullish(),
    name: text(300),
    quantity: z.int().min(1).max(100_000),
    price: moneySchema.nullish().openapi({ description: 'Of one piece.' }),
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
        description: 'Messages about the order itself. SMS only where it was asked for.',
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
      description: 'The day that the customer is told. Left out of a change, it stays as it is.',
    }),
    shipBy: instant
      .nullish()
      .openapi({ description: 'By when you promise to ship it; by default by your policy.' }),
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

export const trackingNumberSchema = z
  .string()
  .transform((written) => written.trim())
  .pipe(
    z
      .string()
      .max(60)
      .regex(/^[A-Za-z0-9 .-]+$/, 'must be letters and digits')
      .regex(/([A-Za-z0-9][ .-]*){4}/, 'must have four letters or digits at least'),
  )
  .openapi({ type: 'string', example: '9400110898825022579493' });

export const carrierSchema = text(60).openapi({
  description: 'By any of its names: `ups`, `UPS`, `United Parcel Service`.',
  example: 'usps',
});

export const shipmentSchema = z
  .strictObject({
    shipmentId: reference.optional().openapi({ description: 'By default the tracking number.' }),
    carrier: carrierSchema.optional().openapi({
      description: 'Left out, it is told by the tracking number, where that is clear.',
    }),
    trackingNumber: trackingNumberSchema,
    service: text(100).nullish(),
    shippedAt: instant.optional().openapi({ description: 'By default now.' }),
    items: z
      .array(z.strictObject({ line: z.int().min(1), quantity: z.int().min(1) }))
      .max(500)
      .optional()
      .openapi({ description: 'Which items, by their line in the order, counted from 1.' }),
    edd: eddSchema.nullish(),
  })
  .openapi('Shipment', {
    example: { carrier: 'usps', trackingNumber: '9400110898825022579493' },
  });

export const correctionSchema = z
  .strictObject({
    carrier: carrierSchema.optional(),
    trackingNumber: trackingNumberSchema.optional(),
  })
  .refine((given) => given.carrier !== undefined || given.trackingNumber !== undefined, {
    error: 'must say what is to be changed: the carrier, the tracking number, or both',
  })
  .openapi('Correction', { example: { carrier: 'ups', trackingNumber: '1Z999AA10123456784' } });

export const shipmentParams = orderIdParam.extend({
  shipmentId: reference.openapi({ param: { name: 'shipmentId', in: 'path' }, example: 'S1' }),
});

export const cancelSchema = z.strictObject({ cancelledAt: instant.optional() }).openapi('Cancel');

export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).optional(),
  })
  .openapi('Problem');
