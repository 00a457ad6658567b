/** Sends SMS through Sinch's REST API: https://developers.sinch.com/docs/sms/api-reference/sms. */

import { asJsonObject, type JsonObject, parseJsonObject } from './json-object.ts';
import { errorCode, NEVER_CONNECTED } from './network-errors.ts';
import { outcomeOfError, parseRetryAfter } from './outcomes.ts';
import type { LookUp, Provider, SendOutcome, SendRequest, SmsPayload } from './provider.ts';
import { redactError } from './redact-error.ts';
import { SINCH_ERRORS } from './sinch-errors.ts';

/** Where a service plan lives. Each region has its own host. */
export type SinchRegion = 'us' | 'eu' | 'au' | 'br' | 'ca';

export interface SinchOptions {
  readonly servicePlanId: string;
  readonly apiToken: string;
  readonly region: SinchRegion;
  /** A phone number, a short code or a name of letters and digits. */
  readonly from: string;
  /** The API's URL. Defaults to that of the region. */
  readonly baseUrl?: string;
  /** Aborts the call after this time. */
  readonly timeoutMs: number;
  /** The URL for delivery reports; null for none. */
  readonly callbackUrl: string | null;
}

/**
 * Sends SMS by Sinch's batches, one per message. Sinch takes no keys: repeating an `unknown` may send
 * the message twice. Each batch has the notification's id as `client_reference`, by which a look-up
 * finds it.
 */
export function createSinch(options: SinchOptions): Provider<SmsPayload> {
  const host = options.baseUrl ?? `https://${options.region}.sms.api.sinch.com`;
  const plan = encodeURIComponent(options.servicePlanId);
  const batches = `${host.replace(/\/+$/, '')}/xms/v1/${plan}/batches`;
  return {
    name: 'sinch',
    takesKeys: false,
    keyLifetimeMs: 0,
    send: async (request) => {
      const body = JSON.stringify(toBatch(request, options));
      return outcomeOf(await exchange(new URL(batches), options, { method: 'POST', body }));
    },
    lookUp: async ({ notificationId, since }) => {
      const url = new URL(batches);
      url.searchParams.set('client_reference', notificationId);
      url.searchParams.set('start_date', new Date(since - CLOCK_MARGIN_MS).toISOString());
      url.searchParams.set('page_size', String(LISTED_MAX));
      return lookUpOf(await exchange(url, options, { method: 'GET' }), notificationId);
    },
  };
}

/** The largest page of the list of batches. */
const LISTED_MAX = 100;
/** What Sinch's clock may differ from ours. */
const CLOCK_MARGIN_MS = 2 * 60_000;
/** Sinch gives an SMS up after three days at most. */
const VALIDITY_SECONDS_MAX = 3 * 24 * 3_600;

function toBatch(
  { notificationId, payload }: SendRequest<SmsPayload>,
  { from, callbackUrl }: SinchOptions,
) {
  const seconds = payload.validitySeconds;
  return {
    type: 'mt_text',
    from,
    to: [payload.to],
    body: payload.body,
    client_reference: notificationId,
    ...(callbackUrl === null
      ? { delivery_report: 'none' }
      : { delivery_report: 'per_recipient', callback_url: callbackUrl }),
    ...(seconds === null ? {} : { expire_at: expiryOf(seconds) }),
  };
}

function expiryOf(seconds: number): string {
  const limited = Math.min(Math.max(seconds, 1), VALIDITY_SECONDS_MAX);
  return new Date(Date.now() + limited * 1_000).toISOString();
}

type Answer =
  | {
      readonly kind: 'response';
      readonly status: number;
      /** Null if it is no JSON object. */
      readonly body: JsonObject | null;
      readonly retryAfterMs: number | null;
    }
  | Extract<SendOutcome, { kind: 'retry' | 'unknown' }>;

interface Call {
  readonly method: 'GET' | 'POST';
  readonly body?: string;
}

async function exchange(
  url: URL,
  { apiToken, timeoutMs }: SinchOptions,
  call: Call,
): Promise<Answer> {
  const headers = {
    authorization: `Bearer ${apiToken}`,
    accept: 'application/json',
    'content-type': 'application/json',
    // Sinch may close a reused connection just as a request starts, which leaves the outcome unknown.
    connection: 'close',
  };
  try {
    const signal = AbortSignal.timeout(timeoutMs);
    const response = await fetch(url, { ...call, headers, redirect: 'manual', signal });
    return {
      kind: 'response',
      status: response.status,
      body: parseJsonObject(await response.text()),
      retryAfterMs: parseRetryAfter(response.headers.get('retry-after')),
    };
  } catch (error) {
    return outcomeOfException(error);
  }
}

function outcomeOfException(error: unknown): Extract<Answer, { code: string }> {
  if (error instanceof DOMException && error.name === 'TimeoutError') {
    return { kind: 'unknown', code: 'timeout', detail: 'Sinch did not answer in time' };
  }
  // fetch hides the error of the network in its cause.
  const cause = error instanceof Error && error.cause ? error.cause : error;
  const code = errorCode(cause);
  const detail = redactError(cause instanceof Error ? cause.message : String(cause));
  return NEVER_CONNECTED.has(code)
    ? { kind: 'retry', afterMs: null, code, detail }
    : { kind: 'unknown', code, detail };
}

function outcomeOf(answer: Answer): SendOutcome {
  if (answer.kind !== 'response') return answer;
  const { status, body, retryAfterMs } = answer;
  if (status < 200 || status >= 300) {
    const code = textOf(body?.['code']) ?? `http_${status}`;
    const message = textOf(body?.['text']) ?? `Sinch answered ${status}`;
    return outcomeOfError({ code, status, message, retryAfterMs }, SINCH_ERRORS);
  }
  const providerId = textOf(body?.['id']);
  if (providerId !== null) return { kind: 'accepted', providerId };
  return { kind: 'unknown', code: 'no_id', detail: 'Sinch answered without an id' };
}

/** `none` only where the list proves it: Sinch might ignore the filter, and cut the list. */
function lookUpOf(answer: Answer, reference: string): LookUp {
  const outcome = answer.kind === 'response' && answer.status === 200 ? null : outcomeOf(answer);
  const listed = answer.kind === 'response' ? answer.body?.['batches'] : null;
  if (outcome || !Array.isArray(listed)) {
    const { code, detail } = outcome && 'code' in outcome ? outcome : NO_LIST;
    return { kind: 'failed', code, detail };
  }
  const providerIds = listed.flatMap((batch: unknown) => {
    const { id, client_reference: given } = asJsonObject(batch) ?? {};
    return given === reference && typeof id === 'string' ? [id] : [];
  });
  if (providerIds.length > 0) return { kind: 'found', providerIds };
  if (listed.length >= LISTED_MAX) {
    return { kind: 'failed', code: 'list_too_long', detail: 'Sinch lists too many messages' };
  }
  return { kind: 'none' };
}

const NO_LIST = { code: 'no_list', detail: 'Sinch answered without a list' };

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
