/**
 * The part of Resend's send request that wismr uses, written from resend.com/docs/api-reference/emails.
 * Stricter than Resend: it refuses every unlisted field, so that our mistakes do not go unnoticed.
 */

import { z } from 'zod';

const PLAIN_ADDRESS = /^[^\s@<>"(),:;]+@[^\s@<>"(),:;.]+(?:\.[^\s@<>"(),:;.]+)+$/;
const NAMED_ADDRESS = /^[^<>\r\n]*<([^<>]+)>$/;

/** The address in `Name <address>` or in a bare address; null if there is none. */
export function bareAddress(written: string): string | null {
  const bare = NAMED_ADDRESS.exec(written.trim())?.[1] ?? written.trim();
  return PLAIN_ADDRESS.test(bare) ? bare : null;
}

/** One spelling of an address: bare and in lowercase. */
export function addressKey(written: string): string {
  return (bareAddress(written) ?? written).toLowerCase();
}

/** The domain of an address, in lowercase; empty if it is not an address. */
export function domainOf(written: string): string {
  return bareAddress(written)?.split('@')[1]?.toLowerCase() ?? '';
}

export const ADDRESS_FORMAT =
  'The email address needs to follow the `email@example.com` or `Name <email@example.com>` format';

const address = z.string().refine((written) => bareAddress(written) !== null, ADDRESS_FORMAT);

const addresses = (max: number) =>
  z
    .union([address, z.array(address).min(1).max(max)])
    .transform((written) => (typeof written === 'string' ? [written] : written));

const tagWord = z.string().regex(/^[\w-]{1,256}$/, 'takes ASCII letters, digits, `_` and `-`');

export const sendEmailSchema = z
  .strictObject({
    from: address,
    to: addresses(50),
    subject: z.string().regex(/^[^\r\n]*$/, 'must be one line'),
    cc: addresses(50).optional(),
    bcc: addresses(50).optional(),
    reply_to: addresses(50).optional(),
    html: z.string().optional(),
    text: z.string().optional(),
    headers: z
      .record(z.string().regex(/^[!-9;-~]+$/), z.string().regex(/^[^\r\n]*$/, 'must be one line'))
      .optional(),
    tags: z.array(z.strictObject({ name: tagWord, value: tagWord })).optional(),
  })
  .refine((email) => email.html !== undefined || email.text !== undefined, {
    error: 'either `html` or `text` is required',
    path: ['html'],
  });

export type SendEmail = z.output<typeof sendEmailSchema>;

/** Resend's name for the mistake, and a message that names the field. */
export function describeFault(error: z.ZodError, body: unknown): { name: string; message: string } {
  const issue = error.issues[0];
  const field = issue?.path.join('.') || 'body';
  const top = String(issue?.path[0] ?? '');
  const missing =
    typeof body === 'object' && body !== null && top !== '' && Reflect.get(body, top) === undefined;
  return missing
    ? { name: 'missing_required_field', message: `Missing \`${field}\` field.` }
    : {
        name: 'validation_error',
        message: `Invalid \`${top || field}\` field. ${issue?.message ?? ''}.`,
      };
}
