/** Schemas that several resources share. */

import { z } from '@hono/zod-openapi';
import {
  CUSTOMER_PATTERN,
  REFERENCE_PATTERN,
  TRACKING_NUMBER_PATTERN,
} from '../commands/text-patterns.ts';
import { composed, identifier, lines, NO_HIDDEN } from '../commands/text-schema.ts';
import { instant } from '../commands/time-schema.ts';
import { hasHidden } from '../domain/clean-text.ts';
import { decimalsFault, normalizeMoney } from '../domain/money.ts';
import { checkWebUrl } from '../domain/web-url.ts';

export { instant };

/** A time in a response: ISO 8601, always in UTC. */
export const utcInstant = z.iso.datetime().openapi({ example: '2026-11-24T08:30:00.000Z' });

/** A text that the customer wrote, or reads. */
export const customerText = lines(1_000);

/** An id that the shop chose. A slash would make `order/<shop>/<orderId>/…` ambiguous. */
export const reference = z
  .string()
  .overwrite(composed)
  .min(1)
  .max(100)
  .regex(/^[^/]*$/, 'must not contain a slash')
  .refine((id) => !hasHidden(id), NO_HIDDEN)
  .refine((value) => value.trim() === value, 'must not start or end with a space')
  .openapi({ pattern: REFERENCE_PATTERN });

/** The shop's own id of a customer. With a prefix, it would name an address. */
export const customerReference = reference
  .regex(/^(?!(email|phone):)/, 'must not start with "email:" or "phone:"')
  .openapi({ pattern: CUSTOMER_PATTERN });

/**
 * A link for customers, or none. Percent-encoded where a message needs it: shops have blanks and quotes
 * in addresses. Links to this machine are left to local-links.ts, which knows the settings.
 */
export const webUrl = z
  .string()
  .max(2_000)
  .transform((written, c) => {
    const checked = checkWebUrl(written, { allowsLocal: true });
    if (checked.ok) return checked.url;
    c.addIssue(checked.detail);
    return z.NEVER;
  })
  .nullish()
  .openapi({ type: ['string', 'null'], format: 'uri' });

export const orderIdParam = z.object({
  orderId: reference.openapi({ param: { name: 'orderId', in: 'path' }, example: '1001' }),
});

const CURRENCIES: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));

export const moneySchema = z
  .strictObject({
    amount: z
      .string()
      // Nothing below may calculate with another text.
      .regex(/^[0-9]{1,12}(\.[0-9]{1,4})?$/, {
        error: 'must be a decimal number such as "49.90"',
        abort: true,
      })
      .openapi({
        description:
          'In units of the currency, such as euros: not in cents. Answers have exactly the decimals ' +
          'of the currency: `149` EUR is `149.00`.',
      }),
    currency: z
      .string()
      .refine((code) => CURRENCIES.has(code), {
        error: 'must be an ISO 4217 code such as "EUR"',
        abort: true,
      })
      .openapi({ description: 'ISO 4217.', enum: [...CURRENCIES] }),
  })
  .superRefine((money, c) => {
    const message = decimalsFault(money);
    if (message !== null) c.addIssue({ code: 'custom', path: ['amount'], message });
  })
  .overwrite(normalizeMoney)
  .openapi('Money', { example: { amount: '49.90', currency: 'EUR' } });

export const trackingNumberSchema = z
  .string()
  .max(60)
  .transform((written) => written.trim())
  .pipe(
    z
      .string()
      .regex(/^[A-Za-z0-9 .-]+$/, 'must consist of letters and digits')
      .regex(/([A-Za-z0-9][ .-]*){4}/, 'must have at least four letters or digits'),
  )
  .openapi({
    type: 'string',
    maxLength: 60,
    pattern: TRACKING_NUMBER_PATTERN,
    description: 'wismr ignores case, spaces, dots and dashes.',
    example: '9400110898825022579493',
  });

export const carrierSchema = identifier(60).openapi({
  description: 'Any usual name of the carrier: `ups`, `UPS`, `United Parcel Service`.',
  example: 'usps',
});

export const DETECTED_CARRIER =
  'Any usual name of the carrier: `ups`, `UPS`, `United Parcel Service`. Default: the carrier ' +
  'that the tracking number identifies.';

export const sharedParcelSchema = z
  .boolean()
  .default(false)
  .openapi({
    description:
      'True: this parcel may have the same carrier and number as a parcel of another order or ' +
      'return that is under way, because both are in one parcel. Otherwise that is a 409.',
  });

/** For the OpenAPI document: the request has at least one of these fields. */
export const anyOf = (...names: readonly string[]) => ({
  anyOf: names.map((name) => ({ required: [name] })),
});

/** For the OpenAPI document: if this field is true, `reason` says why. */
export const needsReason = (name: string) => ({
  anyOf: [
    { properties: { [name]: { enum: [false] } }, required: [] },
    { properties: { reason: { type: 'string' as const } }, required: ['reason'] },
  ],
});

/** Requests list at most this many items. */
const ITEMS_MAX = 500;

/** How many pieces. */
export const quantity = z.int().min(1).max(100_000);
/** The place of an item in a list, counted from 1. */
export const line = z.int().min(1).max(ITEMS_MAX);

export const json = <S extends z.ZodType>(schema: S) => ({ 'application/json': { schema } });
