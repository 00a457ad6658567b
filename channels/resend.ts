/** Sends email through Resend. */

import { createHash } from 'node:crypto';
import { Resend } from 'resend';
import { outcomeOfError, parseRetryAfter } from './outcomes.ts';
import type { EmailPayload, Provider, SendOutcome, SendRequest } from './provider.ts';
import { RESEND_ERRORS } from './resend-errors.ts';

export interface ResendOptions {
  readonly apiKey: string;
  /** The API's URL, without a slash at the end. Defaults to Resend's own. */
  readonly baseUrl?: string;
  /** Aborts the call after this time. The SDK itself has no timeout. */
  readonly timeoutMs: number;
}

/** The tag with the notification's id. Webhooks return it in `data.tags`. */
export const NOTIFICATION_TAG = 'notification_id';

const KEY_LIFETIME_MS = 24 * 3_600_000;

/**
 * Sends email by Resend's API, once per key for 24 hours.
 *
 * It is safe to repeat an `unknown` with the same key and payload: Resend answers a known key with
 * its first response.
 */
export function createResend(options: ResendOptions): Provider<EmailPayload> {
  const { apiKey, timeoutMs, baseUrl } = options;
  const resend = new Resend(apiKey, baseUrl === undefined ? {} : { baseUrl });
  return {
    name: 'resend',
    takesKeys: true,
    keyLifetimeMs: KEY_LIFETIME_MS,
    async send(request) {
      const signal = AbortSignal.timeout(timeoutMs);
      const idempotencyKey = toIdempotencyKey(request.key);
      const response = await resend.emails.send(toResendEmail(request), { idempotencyKey, signal });
      // The SDK has one name for everything from an unknown host to a lost response.
      if (response.error?.statusCode === null && signal.aborted) {
        return { kind: 'unknown', code: 'timeout', detail: 'Resend did not answer in time' };
      }
      return outcomeOfResponse(response);
    },
  };
}

function toResendEmail({ notificationId, payload }: SendRequest<EmailPayload>) {
  const tags = { ...payload.tags, [NOTIFICATION_TAG]: notificationId };
  return {
    from: payload.from,
    to: typeof payload.to === 'string' ? payload.to : [...payload.to],
    subject: payload.subject,
    html: payload.html,
    text: payload.text,
    headers: { ...payload.headers },
    tags: Object.entries(tags)
      .map(([name, value]) => ({ name: sanitizeTag(name), value: sanitizeTag(value) }))
      .filter(({ name, value }) => name !== '' && value !== ''),
    ...(payload.replyTo === null ? {} : { replyTo: payload.replyTo }),
  };
}

/** Resend takes up to 256 ASCII letters, digits, `_` and `-`; order numbers have `#` and `/`. */
function sanitizeTag(text: string): string {
  return text.replace(/[^\w-]/g, '_').slice(0, 256);
}

/**
 * The key as an HTTP header value. HTTP trims or refuses long keys, blanks and non-ASCII letters,
 * which order numbers may contain: such a key is replaced by its SHA-256.
 */
function toIdempotencyKey(key: string): string {
  if (/^[\x21-\x7e]{1,256}$/.test(key)) return key;
  return `sha256/${createHash('sha256').update(key).digest('hex')}`;
}

type SdkResponse = Awaited<ReturnType<Resend['emails']['send']>>;

function outcomeOfResponse({ data, error, headers }: SdkResponse): SendOutcome {
  if (!error) {
    if (typeof data?.id === 'string') return { kind: 'accepted', providerId: data.id };
    return { kind: 'unknown', code: 'no_id', detail: 'Resend answered without an id' };
  }
  // The SDK passes on any JSON error body, from Resend or from a proxy.
  const { name, statusCode, message }: Partial<Record<keyof typeof error, unknown>> = error;
  return outcomeOfError(
    {
      code: typeof name === 'string' ? name : null,
      status: typeof statusCode === 'number' ? statusCode : null,
      message: typeof message === 'string' ? message : 'an error without a message',
      retryAfterMs: parseRetryAfter(headers?.['retry-after']),
    },
    RESEND_ERRORS,
  );
}
