/**
 * The part of Twilio's message request that wismr uses, written from
 * twilio.com/docs/messaging/api/message-resource, with Twilio's error for each mistake.
 * Stricter than Twilio: it refuses every unlisted field, so that our mistakes do not go unnoticed.
 */

import { z } from 'zod';

const E164 = /^\+[1-9]\d{6,14}$/;
const SHORT_CODE = /^\d{3,8}$/;
const SENDER_NAME = /^(?=.*[A-Za-z])[A-Za-z0-9 _&+-]{1,11}$/;

/** The message of a failed check is the code of Twilio's error. */
const is = (pattern: RegExp, code: string) => z.string().regex(pattern, code);

export const sendSmsSchema = z.strictObject({
  To: z.string('21604').min(1, '21604').regex(E164, '21211'),
  From: z
    .string()
    .refine((from) => [E164, SHORT_CODE, SENDER_NAME].some((each) => each.test(from)), '21212')
    .optional(),
  MessagingServiceSid: is(/^MG[0-9a-fA-F]{32}$/, '21705').optional(),
  Body: z.string('21602').min(1, '21602').max(1600, '21617'),
  StatusCallback: z
    .string()
    .refine((url) => isCallbackUrl(url), '21609')
    .optional(),
  ValidityPeriod: is(/^\d{1,5}$/, '21624')
    .refine((seconds) => Number(seconds) >= 1 && Number(seconds) <= 36_000, '21624')
    .optional(),
});

export type SendSms = z.output<typeof sendSmsSchema>;

function isCallbackUrl(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : null;
  return url !== null && /^https?:$/.test(url.protocol) && !url.hostname.includes('_');
}

/** Twilio's messages for the codes that the sandbox returns, and their HTTP status if not 400. */
export const TWILIO_ERRORS: Readonly<Record<string, { message: string; status?: number }>> = {
  '20001': { message: 'A parameter that the sandbox does not know' },
  '20003': { message: 'Authenticate', status: 401 },
  '20005': { message: 'Account not active', status: 403 },
  '20404': { message: 'The requested resource was not found', status: 404 },
  '20429': { message: 'Too Many Requests', status: 429 },
  '20500': { message: 'Internal Server Error', status: 500 },
  '21211': { message: "The 'To' number is not a valid phone number" },
  '21212': { message: "The 'From' number is not a valid phone number, shortcode or sender ID" },
  '21408': { message: "Permission to send an SMS has not been enabled for the region of 'To'" },
  '21602': { message: 'Message body is required' },
  '21603': { message: "A 'From' phone number is required" },
  '21604': { message: "A 'To' phone number is required" },
  '21606': { message: "The 'From' number is not a message-capable Twilio phone number" },
  '21609': { message: "The 'StatusCallback' is not a valid URL" },
  '21610': { message: 'Attempt to send to unsubscribed recipient' },
  '21611': { message: "This 'From' number has exceeded the maximum number of queued messages" },
  '21612': { message: "The 'To' number is not currently reachable via SMS" },
  '21614': { message: "The 'To' number is not a valid mobile number" },
  '21616': { message: "The 'From' number matches multiple numbers for your account" },
  '21617': { message: 'The concatenated message body exceeds the 1600 character limit' },
  '21624': { message: 'Invalid validity period value' },
  '21660': { message: "Mismatch between the 'From' number and the account" },
  '21705': { message: 'The Messaging Service Sid is invalid' },
  '63038': { message: 'Account exceeded the daily messages limit', status: 429 },
};

/** Twilio's magic numbers: twilio.com/docs/iam/test-credentials. The rest of the range works. */
export const MAGIC_FROM: Readonly<Record<string, string>> = {
  '+15005550001': '21212',
  '+15005550007': '21606',
  '+15005550008': '21611',
};
export const MAGIC_TO: Readonly<Record<string, string>> = {
  '+15005550001': '21211',
  '+15005550002': '21612',
  '+15005550003': '21408',
  '+15005550004': '21610',
  '+15005550009': '21614',
};

/** The code of the first mistake in a request. */
export function faultCode(error: z.ZodError): string {
  const message = error.issues[0]?.message ?? '';
  return message in TWILIO_ERRORS ? message : '20001';
}
