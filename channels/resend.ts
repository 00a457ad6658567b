/** Email by Resend. */

import { createHash } from 'node:crypto';
import { Resend } from 'resend';
import { outcomeOf, RESEND_MEANINGS, retryAfterMs } from './outcomes.ts';
import type { EmailPayload, Outcome, Provider, SendRequest } from './provider.ts';

export interface ResendOptions {
  readonly apiKey: string;
  /** Where the API is, without a slash at the end; Resend's own where left out. */
  readonly baseUrl?: string;
  /** After which an answer is no longer waited for. The SDK itself would wait for ever. */
  readonly timeoutMs: number;
}

/** The tag that carries the notification's id; receipts bring it back in `data.tags`. */
export const NOTIFICATION_TAG = 'notification_id';

const KEY_LIFETIME_MS = 24 * 3_600_000;

/**
 * Sends email by Resend's API, once per key for 24 hours.
 *
 * An outcome of `unknown` may be repeated with the same key and the same payload: Resend answers a
 * key that it has seen with the first answer.
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
      const idempotencyKey = headerKey(request.key);
      const response = await resend.emails.send(emailOf(request), { idempotencyKey, signal });
      // The SDK calls everything from a typo in the host to a lost answer by one name.
      if (response.error?.statusCode === null && signal.aborted) {
        return { kind: 'unknown', code: 'timeout', detail: 'Resend did not answer in time' };
      }
      return outcomeOfResponse(response);
    },
  };
}

function emailOf({ notificationId, payload }: SendRequest<EmailPayload>) {
  const tags = { ...payload.tags, [NOTIFICATION_TAG]: notificationId };
  return {
    from: payload.from,
    to: typeof payload.to === 'string' ? payload.to : [...payload.to],
    subject: payload.subject,
    html: payload.html,
    text: payload.text,
    headers: { ...payload.headers },
    tags: Object.entries(tags)
      .map(([name, value]) => ({ name: tagWord(name), value: tagWord(value) }))
      .filter(({ name, value }) => name !== '' && value !== ''),
    ...(payload.replyTo === null ? {} : { replyTo: payload.replyTo }),
  };
}

/** Resend takes ASCII letters, digits, `_` and `-`, up to 256; an order number has `#` and `/`. */
function tagWord(word: string): string {
  return word.replace(/[^\w-]/g, '_').slice(0, 256);
}

/**
 * The key as a header can carry it. A key that is too long, or not plain ASCII without blanks (an
 * order number may be anything), is replaced by its SHA-256: HTTP would trim or refuse it.
 */
function headerKey(key: string): string {
  if (/^[\x21-\x7e]{1,256}$/.test(key)) return key;
  return `sha256/${createHash('sha256').update(key).digest('hex')}`;
}

type SdkResponse = Awaited<ReturnType<Resend['emails']['send']>>;

function outcomeOfResponse({ data, error, headers }: SdkResponse): Outcome {
  if (!error) {
    if (typeof data?.id === 'string') return { kind: 'accepted', providerId: data.id };
    return { kind: 'unknown', code: 'no_id', detail: 'a success without an id' };
  }
  // The SDK hands on whatever JSON came with the error, a proxy's as well as Resend's.
  const { name, statusCode, message }: Partial<Record<keyof typeof error, unknown>> = error;
  return outcomeOf(
    {
      code: typeof name === 'string' ? name : null,
      status: typeof statusCode === 'number' ? statusCode : null,
      message: typeof message === 'string' ? message : 'an error without words',
      retryAfterMs: retryAfterMs(headers?.['retry-after']),
    },
    RESEND_MEANINGS,
  );
}
