/** Polls a carrier for tracking numbers and reads its response. Never throws. */

import type { TrackingNumber } from '../../domain/ids.ts';
import { normalizeTrackingNumber } from '../../domain/ids.ts';
import type { CallResult } from '../../domain/parcel/polling.ts';
import type { ParseResult, TrackedShipment } from '../../domain/tracking.ts';
import type { CarrierAdapter } from '../adapter.ts';
import { readSafely } from '../parse.ts';
import { get, getNumber, getText, isRefused, readDocument, refuse } from '../reading/document.ts';
import {
  classifyResponse,
  msUntilNextDay,
  type ResponseKind,
  requestedWaitMs,
} from './classify-response.ts';
import { type HttpResponse, sendRequest } from './http.ts';
import { redact } from './redact.ts';
import type { PollCredentials, PollRequest, PollSpec } from './spec.ts';
import { computeExpiry, createTokenCache, createTokenKey, type Token } from './token-cache.ts';

export interface AccountToPoll {
  /** `shop/carrier`: `acme/ups`. The key under which tokens are cached. */
  readonly name: string;
  readonly baseUrl: string;
  readonly credentials: PollCredentials;
}

export interface PollBatch {
  readonly spec: PollSpec;
  readonly adapter: CarrierAdapter;
  readonly account: AccountToPoll;
  readonly numbers: readonly TrackingNumber[];
  /** The carriers of the numbers, in the same order. */
  readonly carriers: readonly string[];
  readonly signal?: AbortSignal | undefined;
}

/**
 * The result for one number. `error`: the carrier reports an error about this number; `malformed`:
 * the response is not in the carrier's format, or is about another parcel.
 */
export type NumberResult =
  | { readonly kind: 'ok'; readonly shipments: readonly TrackedShipment[] }
  | {
      readonly kind: 'not_found' | 'not_yet' | 'error' | 'malformed';
      readonly detail: string;
    };

export interface PollAnswer {
  readonly result: CallResult;
  /** Why the result is not `ok`, without secrets. */
  readonly detail: string | null;
  /** How long the carrier asks to wait. */
  readonly waitMs: number | null;
  /** One result for each requested number if `result` is `ok`; otherwise empty. */
  readonly numbers: ReadonlyMap<TrackingNumber, NumberResult>;
}

export interface PollClient {
  ask(batch: PollBatch): Promise<PollAnswer>;
}

type Failure = Omit<PollAnswer, 'numbers'> & { readonly failed: true };

/** The lifetime of a token without `expires_in`. */
const TOKEN_SECONDS = 900;

export function createPollClient({ timeoutMs }: { readonly timeoutMs: number }): PollClient {
  const tokens = createTokenCache<Failure>();

  return {
    async ask(batch) {
      const { spec, account, numbers, carriers } = batch;
      const { credentials } = account;
      const call = (token: string) =>
        request(batch, spec.request(numbers, { credentials, carriers, token }));
      const { token: tokenRequest } = spec;
      if (!tokenRequest) return readResponse(await call(''), batch);

      const key = createTokenKey(account.name, account.baseUrl, credentials);
      const fetchToken = async () =>
        readToken(await request(batch, tokenRequest(credentials)), batch);
      const cached = await tokens.get(key, fetchToken);
      if ('failed' in cached) return failedAnswer(cached);
      const response = await call(cached.text);
      if ('failed' in response || response.status !== 401) return readResponse(response, batch);
      // The carrier revoked the token early. A second 401 means that it refuses the account.
      tokens.drop(key, cached);
      const renewed = await tokens.get(key, fetchToken);
      if ('failed' in renewed) return failedAnswer(renewed);
      return readResponse(await call(renewed.text), batch);
    },
  };

  async function request(
    { account, signal }: PollBatch,
    wanted: PollRequest,
  ): Promise<HttpResponse | Failure> {
    const response = await sendRequest(wanted, { baseUrl: account.baseUrl, timeoutMs, signal });
    if (response.status !== null) return response;
    return {
      failed: true,
      result: 'server_error',
      detail: `no response: ${response.why}`,
      waitMs: null,
    };
  }
}

function failedAnswer({ result, detail, waitMs }: Failure): PollAnswer {
  return { result, detail, waitMs, numbers: new Map() };
}

/** Null if the body is readable. */
function findFailure(response: HttpResponse, { spec, account }: PollBatch): Failure | null {
  const kind = classifyResponse(response.status, response.body, spec);
  if (kind === 'read') return null;
  const detail = describeResponse(response, account.credentials);
  return { failed: true, result: kind, detail, waitMs: findWaitMs(response, spec, kind) };
}

function findWaitMs(
  { headers, body }: HttpResponse,
  spec: PollSpec,
  kind: ResponseKind,
): number | null {
  const now = Date.now();
  const requested = requestedWaitMs(headers, now, kind);
  return requested ?? (spec.dayIsOver?.test(body) ? msUntilNextDay(now) : null);
}

function readToken(response: HttpResponse | Failure, batch: PollBatch): Token | Failure {
  if ('failed' in response) return response;
  const refusal = findFailure(response, batch);
  if (refusal) return refusal;
  const document = readDocument(response.body);
  const root = isRefused(document) ? null : document.root;
  const text = getText(root, 'access_token');
  if (response.status < 300 && text !== null) {
    const seconds = getNumber(root, 'expires_in') ?? TOKEN_SECONDS;
    return { text, expiresAt: computeExpiry(Date.now(), seconds) };
  }
  // In OAuth, 400 can mean an unknown client (RFC 6749, 5.2).
  const detail = `no token: ${describeResponse(response, batch.account.credentials)}`;
  return { failed: true, result: 'auth', detail, waitMs: null };
}

function readResponse(response: HttpResponse | Failure, batch: PollBatch): PollAnswer {
  if ('failed' in response) return failedAnswer(response);
  const refusal = findFailure(response, batch);
  if (refusal) return failedAnswer(refusal);
  return {
    result: 'ok',
    detail: null,
    waitMs: findWaitMs(response, batch.spec, 'read'),
    numbers: new Map(
      batch.numbers.map((number) => [number, readNumberResult(number, response, batch)] as const),
    ),
  };
}

function readNumberResult(
  number: TrackingNumber,
  response: HttpResponse,
  batch: PollBatch,
): NumberResult {
  const { adapter, account } = batch;
  const parsed = parse(number, response, batch);
  if (parsed.ok) {
    const shipments = renameShipment(number, parsed.shipments);
    if (shipments.some((shipment) => shipment.trackingNumber === number)) {
      return { kind: 'ok', shipments };
    }
    const others = shipments.map(({ trackingNumber }) => trackingNumber).join(', ');
    return { kind: 'malformed', detail: `${adapter.name} answered about ${others || 'no parcel'}` };
  }
  const detail = redact(parsed.detail, account.credentials);
  const { status } = response;
  if (parsed.refusal === 'not_found' || parsed.refusal === 'not_yet') {
    return { kind: parsed.refusal, detail };
  }
  if (status === 404 || status === 410) return { kind: 'not_found', detail };
  if (status >= 400) return { kind: 'error', detail: `${status}: ${detail}` };
  return { kind: parsed.refusal === 'other' ? 'malformed' : parsed.refusal, detail };
}

function parse(number: TrackingNumber, { body }: HttpResponse, batch: PollBatch): ParseResult {
  const { spec, adapter, numbers } = batch;
  const document = readDocument(body);
  if (isRefused(document)) return document;
  const parts = document.format === 'json' ? (spec.split?.(document.root) ?? []) : [];
  if (parts.length === 0) return readSafely(adapter, document, number);
  const own = parts.filter((part) => part.number !== null && isSame(part.number, number));
  const [only] = parts;
  const part = own[0] ?? (parts.length === 1 && numbers.length === 1 ? only : undefined);
  if (!part) return refuse('not_found', `${adapter.name}'s answer does not have this number`);
  return readSafely(adapter, { format: 'json', root: part.root }, number);
}

function isSame(written: string, number: TrackingNumber): boolean {
  return normalizeTrackingNumber(written) === number;
}

/**
 * If the response has only one parcel, gives it the requested number when its own number is another
 * form of it: a piece of a consignment, or USPS's number with or without the routing code. An
 * unrelated parcel keeps its number: DHL may answer with another division's parcel.
 */
function renameShipment(
  asked: TrackingNumber,
  shipments: readonly TrackedShipment[],
): readonly TrackedShipment[] {
  const [only] = shipments;
  if (!only || shipments.length > 1) return shipments;
  const { trackingNumber: written, relatedNumbers } = only;
  const isSameParcel =
    written === null ||
    written.endsWith(asked) ||
    asked.endsWith(written) ||
    relatedNumbers.includes(asked);
  return isSameParcel ? [{ ...only, trackingNumber: asked }] : shipments;
}

/** The HTTP status, and the carrier's message if there is one. */
function describeResponse({ status, body }: HttpResponse, credentials: PollCredentials): string {
  const document = readDocument(body);
  const root = isRefused(document) ? null : document.root;
  const error =
    get(root, 'response', 'errors', 0) ?? get(root, 'errors', 0) ?? get(root, 'error') ?? root;
  const words = ['code', 'error', 'message', 'error_description', 'title', 'detail'].flatMap(
    (key) => getText(error, key) ?? [],
  );
  const message = words.length > 0 ? words.join(' ') : (getText(root, 'error') ?? '');
  return redact(`${status} ${message}`.trim(), credentials);
}
