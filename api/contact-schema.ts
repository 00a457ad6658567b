/** Schemas of contacts and their consent. */

import { z } from '@hono/zod-openapi';
import { text } from '../commands/text-schema.ts';
import { CHANNELS, MESSAGE_CLASSES } from '../domain/message.ts';
import { WRITTEN_MAX } from './reading.ts';
import { instant, reference, utcInstant } from './shared-schema.ts';

/**
 * A text that is left out with a warning if it cannot be used, whatever it is: reading.ts reads it. The
 * OpenAPI document asks for a text.
 */
export const generous = (description: string) =>
  z
    .unknown()
    .optional()
    .openapi({ type: ['string', 'null'], maxLength: WRITTEN_MAX, description });

const classConsent = (description: string) =>
  z
    .strictObject({ email: z.boolean().optional(), sms: z.boolean().optional() })
    .optional()
    .openapi({ description });

export const contactSchema = z
  .strictObject({
    name: generous('The name in the greeting.'),
    email: generous('wismr writes an international domain in ASCII.'),
    phone: generous('With the country code, or as in the country of the order. Stored as E.164.'),
    locale: generous('The language of the messages: `de-AT` or `de_AT`. Default: your shop’s.'),
    timeZone: generous(
      'IANA name, for dates in messages and for quiet hours. Default: your shop’s.',
    ),
    consent: z
      .strictObject({
        email: z.boolean().optional(),
        sms: z.boolean().optional(),
        optional: classConsent(
          'Messages that the customer can do without, such as `out_for_delivery` and `arriving_tomorrow`.',
        ),
        marketing: classConsent('Advertising. Set it only if the customer agreed to it.'),
        source: text(100).optional().openapi({
          description: 'Where it comes from, for the history: `checkout`. Default: `order`.',
        }),
        actor: reference.optional().openapi({
          description: 'Your id of who recorded it, for the history. No name and no address.',
        }),
        at: instant.optional().openapi({
          description: 'When the customer gave or withdrew it, for the history. Default: now.',
        }),
      })
      .optional()
      .openapi({
        description:
          'Consent to messages about the order. A new order has email and no SMS. Set `sms` only if ' +
          'the customer agreed to SMS. `optional` and `marketing` also need the channel itself. What ' +
          'a new order leaves out there is as in the latest order with the same address.',
      }),
  })
  .openapi('Contact', {
    description: 'A field that cannot be used is left empty, with a warning in the answer.',
  });

export const contactViewSchema = z
  .object({
    name: z.string().nullable(),
    email: z.string().nullable(),
    phone: z.string().nullable().openapi({ description: 'E.164.', example: '+491701234567' }),
    locale: z.string(),
    timeZone: z.string(),
    erasedAt: utcInstant.nullable().openapi({
      description: 'When you erased the customer: no message goes to them since then.',
    }),
    consent: z.object({
      email: z.boolean(),
      sms: z.boolean(),
      optional: z.object({ email: z.boolean(), sms: z.boolean() }),
      marketing: z.object({ email: z.boolean(), sms: z.boolean() }),
    }),
  })
  .openapi('ContactView');

export const consentChangeSchema = z
  .object({
    channel: z.enum(CHANNELS),
    class: z.enum(MESSAGE_CLASSES),
    given: z.boolean(),
    at: utcInstant,
    source: z.string(),
    actor: z.string().nullable(),
  })
  .openapi('ConsentChange');
