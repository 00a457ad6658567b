/** Schemas that several resources use, and the problems that any route may answer with. */

import { z } from '@hono/zod-openapi';
import { text } from '../commands/text-schema.ts';
import { countDecimals, currencyDecimals } from '../domain/money.ts';
import { encodeWebUrl } from '../domain/web-url.ts';

/** As a request has it, with any offset. */
export const instant = z.iso.datetime({ offset: true });
/** As a response has it. */
export const utcInstant = z.iso.datetime().openapi({ example: '2026-11-24T08:30:00.000Z' });

/** An id that the shop chose. A slash would make `order/<shop>/<orderId>/…` ambiguous. */
export const reference = z
  .string()
  .min(1)
  .max(100)
  .regex(/^[^/\p{Cc}]+$/u, 'must not contain a slash or control characters')
  .refine((value) => value.trim() === value, 'must not start or end with a space');

/** An address or none. Percent-encoded where a link in a message needs it: shops have blanks and quotes in addresses. */
export const webUrl = z
  .string()
  .max(2_000)
  .transform((written, c) => {
    const url = encodeWebUrl(written);
    if (url !== null) return url;
    c.addIssue('must be an http or https address such as "https://shop.example/boots.jpg"');
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
    amount: z.string().regex(/^\d{1,12}(\.\d{1,4})?$/, 'must be a decimal number such as "49.90"'),
    currency: z
      .string()
      .refine((code) => CURRENCIES.has(code), 'must be an ISO 4217 code such as "EUR"'),
  })
  .superRefine(({ amount, currency }, c) => {
    const most = currencyDecimals(currency);
    if (countDecimals(amount) <= most) return;
    const decimals = `${most === 0 ? 'no' : most} decimals`;
    c.addIssue({ code: 'custom', path: ['amount'], message: `${currency} has ${decimals}` });
  })
  .openapi('Money', { example: { amount: '49.90', currency: 'EUR' } });

export const trackingNumberSchema = z
  .string()
  .transform((written) => written.trim())
  .pipe(
    z
      .string()
      .max(60)
      .regex(/^[A-Za-z0-9 .-]+$/, 'must consist of letters and digits')
      .regex(/([A-Za-z0-9][ .-]*){4}/, 'must have at least four letters or digits'),
  )
  .openapi({ type: 'string', example: '9400110898825022579493' });

export const carrierSchema = text(60).openapi({
  description: 'Any of its names: `ups`, `UPS`, `United Parcel Service`.',
  example: 'usps',
});

export const DETECTED_CARRIER = 'By default the carrier that the tracking number identifies.';

export const json = <S extends z.ZodType>(schema: S) => ({ 'application/json': { schema } });

/** For routes that need an API key. */
export const security = [{ apiKey: [] }];

const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).optional(),
  })
  .openapi('Problem');

export const PROBLEMS = Object.fromEntries(
  [
    [400, 'The body is not JSON'],
    [401, 'The API key is missing or unknown'],
    [404, 'The resource does not exist'],
    [409, 'The request contradicts the state of the resource'],
    [413, 'The body is too large'],
    [422, 'The request is invalid; `errors` lists what is wrong and where'],
  ].map(([status, description]) => [
    status,
    { description, content: { 'application/problem+json': { schema: problemSchema } } },
  ]),
) as Record<
  400 | 401 | 404 | 409 | 413 | 422,
  { description: string; content: { 'application/problem+json': { schema: typeof problemSchema } } }
>;
