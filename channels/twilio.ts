/** SMS by Twilio. */

import { AsyncLocalStorage } from 'node:async_hooks';
import twilio from 'twilio';
import { outcomeOf, retryAfterMs, TWILIO_MEANINGS } from './outcomes.ts';
import type { Outcome, Provider, SendRequest, SmsPayload } from './provider.ts';
import { shortenError } from './shorten-error.ts';

/** The number to send from, or the messaging service that chooses one. */
export type TwilioSender = { readonly from: string } | { readonly messagingServiceSid: string };

export type TwilioOptions = TwilioSender & {
  readonly accountSid: string;
  readonly authToken: string;
  /** Where the API is; Twilio's own where left out. */
  readonly baseUrl?: string;
  /** After which an answer is no longer waited for. */
  readonly timeoutMs: number;
  /**
   * The URL that receives what becomes of a notification; it must name the notification, since a
   * callback is the proof that a message was taken whose answer was lost. Null: no callbacks.
   */
  readonly statusCallbackUrl: (notificationId: string) => string | null;
};

/**
 * Sends SMS by Twilio's Messages API. Twilio takes no keys: an outcome of `unknown` must not simply
 * be repeated, or the person may get the message twice.
 */
export function createTwilio(options: TwilioOptions): Provider<SmsPayload> {
  const { accountSid, authToken, baseUrl, timeoutMs } = options;
  const client = twilio(accountSid, authToken, { httpClient: watchedClient(timeoutMs) });
  if (baseUrl !== undefined) client.api.baseUrl = baseUrl;
  return {
    name: 'twilio',
    takesKeys: false,
    keyLifetimeMs: 0,
    send(request) {
      const exchange: Exchange = { started: false, retryAfterMs: null };
      return exchanges.run(exchange, async (): Promise<Outcome> => {
        try {
          const { sid } = await client.messages.create(messageOf(request, options));
          if (sid) return { kind: 'accepted', providerId: sid };
          return { kind: 'unknown', code: 'no_sid', detail: 'a success without a sid' };
        } catch (error) {
          // Before the request has left, only a mistake in the code can have thrown.
          if (!exchange.started) throw error;
          return outcomeOfError(error, exchange);
        }
      });
    },
  };
}

const VALIDITY_SECONDS_MAX = 36_000;

function messageOf({ notificationId, payload }: SendRequest<SmsPayload>, options: TwilioOptions) {
  const callback = options.statusCallbackUrl(notificationId);
  const seconds = payload.validitySeconds;
  return {
    to: payload.to,
    body: payload.body,
    ...('from' in options
      ? { from: options.from }
      : { messagingServiceSid: options.messagingServiceSid }),
    ...(callback === null ? {} : { statusCallback: withRetries(callback) }),
    ...(seconds === null
      ? {}
      : { validityPeriod: Math.min(Math.max(Math.floor(seconds), 1), VALIDITY_SECONDS_MAX) }),
  };
}

/**
 * Asks for five retries of a callback, for whatever reason it failed. Left alone, Twilio tries once
 * more after a connection that failed and never after a 5xx, and the receipt would be lost.
 * See twilio.com/docs/usage/webhooks/webhooks-connection-overrides.
 */
function withRetries(url: string): string {
  return url.includes('#') ? url : `${url}#rc=5&rp=all`;
}

/** What one call of the API met on the wire. */
interface Exchange {
  started: boolean;
  retryAfterMs: number | null;
}

// The SDK's errors have no headers, and the client's `lastResponse` may be another call's. So each
// call of `send` has a note of its own, which the HTTP client finds by the asynchronous context.
const exchanges = new AsyncLocalStorage<Exchange>();

function watchedClient(timeoutMs: number): InstanceType<typeof twilio.RequestClient> {
  const http = new twilio.RequestClient({
    timeout: timeoutMs,
    // The SDK's retries of a 429 would hide attempts, and their delays, from whoever called.
    autoRetry: false,
    // A connection kept open may be closed by the other side just as it is used again. Nobody could
    // then say whether the message was taken: that costs more than a handshake per message.
    keepAlive: false,
  });
  http.axios.interceptors.request.use((config) => {
    const exchange = exchanges.getStore();
    if (exchange) exchange.started = true;
    // The SDK's own timeout starts anew with every byte; this one ends the call.
    return { ...config, signal: AbortSignal.timeout(timeoutMs) };
  });
  http.axios.interceptors.response.use((response) => {
    const exchange = exchanges.getStore();
    if (exchange) exchange.retryAfterMs = retryAfterMs(response.headers['retry-after']);
    return response;
  });
  return http;
}

function outcomeOfError(error: unknown, { retryAfterMs }: Exchange): Outcome {
  if (error instanceof twilio.RestException) {
    return outcomeOf(
      {
        code: error.code === undefined ? null : String(error.code),
        status: error.status,
        message: error.message ?? 'an error without words',
        retryAfterMs,
      },
      TWILIO_MEANINGS,
    );
  }
  const code = codeOf(error);
  if (TIMED_OUT.has(code)) {
    return { kind: 'unknown', code: 'timeout', detail: 'Twilio did not answer in time' };
  }
  const detail = shortenError(error instanceof Error ? error.message : String(error));
  return NEVER_CONNECTED.has(code)
    ? { kind: 'retry', afterMs: null, code, detail }
    : { kind: 'unknown', code, detail };
}

function codeOf(error: unknown): string {
  const code = typeof error === 'object' && error !== null ? Reflect.get(error, 'code') : null;
  return typeof code === 'string' ? code : 'no_code';
}

/** How axios and Node call a call that was given up. */
const TIMED_OUT: ReadonlySet<string> = new Set(['ERR_CANCELED', 'ECONNABORTED', 'ETIMEDOUT']);

/** With these no byte of the request has left: Node's names of DNS, connection and TLS failures. */
const NEVER_CONNECTED: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);
