/** Sends SMS through Twilio. */

import { AsyncLocalStorage } from 'node:async_hooks';
import twilio from 'twilio';
import { errorCode, NEVER_CONNECTED } from './network-errors.ts';
import { outcomeOfError, parseRetryAfter } from './outcomes.ts';
import type { LookUp, Provider, SendOutcome, SendRequest, SmsPayload } from './provider.ts';
import { redactError } from './redact-error.ts';
import { TWILIO_ERRORS } from './twilio-errors.ts';
import { LISTED_MAX, matchListed } from './twilio-look-up.ts';

/** The number to send from, or the messaging service that chooses it. */
export type TwilioSender = { readonly from: string } | { readonly messagingServiceSid: string };

export type TwilioOptions = TwilioSender & {
  readonly accountSid: string;
  readonly authToken: string;
  /** The API's URL. Defaults to Twilio's own. */
  readonly baseUrl?: string;
  /** Aborts the call after this time. */
  readonly timeoutMs: number;
  /**
   * The URL for status callbacks; null for none. It must contain the notification's id: if the
   * response is lost, only a callback proves that Twilio took the message.
   */
  readonly statusCallbackUrl: (notificationId: string) => string | null;
};

/**
 * Sends SMS by Twilio's Messages API. Twilio takes no keys: repeating an `unknown` may send the
 * message twice, unless a look-up finds that Twilio has not taken it.
 */
export function createTwilio(options: TwilioOptions): Provider<SmsPayload> {
  const { accountSid, authToken, baseUrl, timeoutMs } = options;
  const client = twilio(accountSid, authToken, { httpClient: createHttpClient(timeoutMs) });
  if (baseUrl !== undefined) client.api.baseUrl = baseUrl;
  return {
    name: 'twilio',
    takesKeys: false,
    keyLifetimeMs: 0,
    send: (request) =>
      exchangeWith<SendOutcome>(async () => {
        const { sid } = await client.messages.create(toTwilioMessage(request, options));
        if (sid) return { kind: 'accepted', providerId: sid };
        return { kind: 'unknown', code: 'no_sid', detail: 'Twilio answered without a sid' };
      }, outcomeOfException),
    lookUp: ({ payload, since }) =>
      exchangeWith<LookUp>(
        async () => {
          // Without `From` and `DateSent`: a message that waits in a queue has no date, and one of a
          // messaging service no sender.
          const lists = addressesOf(payload.to, options).map((to) => listTo(client, to));
          const listed = (await Promise.all(lists)).flat();
          return matchListed(listed, { body: payload.body, since });
        },
        (error, exchange) => {
          const outcome = outcomeOfException(error, exchange);
          const { code, detail } = 'code' in outcome ? outcome : NO_ANSWER;
          return { kind: 'failed', code, detail };
        },
      ),
  };
}

/** A messaging service may have sent by RCS; Twilio does not document how the list names that. */
function addressesOf(to: string, options: TwilioOptions): readonly string[] {
  return 'from' in options ? [to] : [to, `rcs:${to}`];
}

async function listTo(client: ReturnType<typeof twilio>, to: string) {
  try {
    return await client.messages.list({ to, pageSize: LISTED_MAX, limit: LISTED_MAX });
  } catch (error) {
    // An address that Twilio does not know has no messages.
    const isUnknown = error instanceof twilio.RestException && error.status === 400;
    if (isUnknown && to.startsWith('rcs:')) return [];
    throw error;
  }
}

const NO_ANSWER = { code: 'no_answer', detail: 'Twilio gave no answer' };

/** Makes one API call. `read` turns an error of Twilio or the network into a result. */
function exchangeWith<Result>(
  call: () => Promise<Result>,
  read: (error: unknown, exchange: HttpExchange) => Result,
): Promise<Result> {
  const exchange: HttpExchange = { started: false, retryAfterMs: null };
  return exchanges.run(exchange, async () => {
    try {
      return await call();
    } catch (error) {
      // Before the request starts, only a bug in our code throws.
      if (!exchange.started) throw error;
      return read(error, exchange);
    }
  });
}

const VALIDITY_SECONDS_MAX = 36_000;

function toTwilioMessage(
  { notificationId, payload }: SendRequest<SmsPayload>,
  options: TwilioOptions,
) {
  const callback = options.statusCallbackUrl(notificationId);
  const seconds = payload.validitySeconds;
  return {
    to: payload.to,
    body: payload.body,
    ...('from' in options
      ? { from: options.from }
      : { messagingServiceSid: options.messagingServiceSid }),
    ...(callback === null ? {} : { statusCallback: withCallbackRetries(callback) }),
    ...(seconds === null
      ? {}
      : { validityPeriod: Math.min(Math.max(Math.floor(seconds), 1), VALIDITY_SECONDS_MAX) }),
  };
}

/**
 * Asks for five retries of a callback, whatever the failure. By default Twilio retries once after a
 * failed connection and never after a 5xx, which would lose the receipt.
 * See twilio.com/docs/usage/webhooks/webhooks-connection-overrides.
 */
function withCallbackRetries(url: string): string {
  return url.includes('#') ? url : `${url}#rc=5&rp=all`;
}

/** What happened on the wire during one API call. */
interface HttpExchange {
  started: boolean;
  retryAfterMs: number | null;
}

// The SDK's errors have no headers, and the client's `lastResponse` may be another call's. So each
// `send` has its own exchange, which the HTTP client finds by the async context.
const exchanges = new AsyncLocalStorage<HttpExchange>();

function createHttpClient(timeoutMs: number): InstanceType<typeof twilio.RequestClient> {
  const http = new twilio.RequestClient({
    timeout: timeoutMs,
    // The SDK's retries of a 429 would hide attempts and their delays from the caller.
    autoRetry: false,
    // Twilio may close a reused connection just as a request starts, which leaves the outcome
    // unknown. That costs more than a handshake per message.
    keepAlive: false,
  });
  http.axios.interceptors.request.use((config) => {
    const exchange = exchanges.getStore();
    if (exchange) exchange.started = true;
    // The SDK's own timeout restarts with every byte; this one ends the call.
    return { ...config, signal: AbortSignal.timeout(timeoutMs) };
  });
  http.axios.interceptors.response.use((response) => {
    const exchange = exchanges.getStore();
    if (exchange) exchange.retryAfterMs = parseRetryAfter(response.headers['retry-after']);
    return response;
  });
  return http;
}

function outcomeOfException(error: unknown, { retryAfterMs }: HttpExchange): SendOutcome {
  if (error instanceof twilio.RestException) {
    return outcomeOfError(
      {
        code: error.code === undefined ? null : String(error.code),
        status: error.status,
        message: error.message ?? 'an error without a message',
        retryAfterMs,
      },
      TWILIO_ERRORS,
    );
  }
  const code = errorCode(error);
  if (TIMED_OUT.has(code)) {
    return { kind: 'unknown', code: 'timeout', detail: 'Twilio did not answer in time' };
  }
  const detail = redactError(error instanceof Error ? error.message : String(error));
  return NEVER_CONNECTED.has(code)
    ? { kind: 'retry', afterMs: null, code, detail }
    : { kind: 'unknown', code, detail };
}

/** The codes of axios and Node for an aborted call. */
const TIMED_OUT: ReadonlySet<string> = new Set(['ERR_CANCELED', 'ECONNABORTED', 'ETIMEDOUT']);
