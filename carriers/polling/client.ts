/** Asks a carrier about numbers, and sorts what it answers. Never throws. */

import type { TrackingNumber } from '../../domain/ids.ts';
import { normalizeTrackingNumber } from '../../domain/ids.ts';
import type { CallResult } from '../../domain/parcel/polling.ts';
import type { ParseResult, TrackedShipment } from '../../domain/tracking.ts';
import type { CarrierAdapter } from '../adapter.ts';
import { readSafely } from '../parse.ts';
import { get, isRefused, numberOf, readDocument, refuse, textOf } from '../reading/document.ts';
import { type HttpAnswer, send } from './http.ts';
import { type AnswerMeaning, meaningOf, restOfDay, waitAsked } from './outcome.ts';
import { redact } from './redact.ts';
import type { PollCredentials, PollRequest, PollSpec } from './spec.ts';
import { createTokens, expiryOf, type Token, tokenKey } from './tokens.ts';

export interface AccountToPoll {
  /** Whose it is: `acme/ups`. Tokens are kept under it. */
  readonly name: string;
  readonly baseUrl: string;
  readonly credentials: PollCredentials;
}

export interface Question {
  readonly spec: PollSpec;
  readonly adapter: CarrierAdapter;
  readonly account: AccountToPoll;
  readonly numbers: readonly TrackingNumber[];
  /** The carriers of the numbers, in the same order. */
  readonly carriers: readonly string[];
  readonly signal?: AbortSignal | undefined;
}

/**
 * What an answer says of one number. `error`: the carrier could not tell, for a reason that is about
 * this number; `malformed`: it told something that is not its format, or is about another parcel.
 */
export type NumberResult =
  | { readonly kind: 'ok'; readonly shipments: readonly TrackedShipment[] }
  | {
      readonly kind: 'not_found' | 'not_yet' | 'error' | 'malformed';
      readonly detail: string;
    };

export interface PollAnswer {
  readonly result: CallResult;
  /** Why it was not `ok`, without secrets. */
  readonly detail: string | null;
  /** How long the carrier asks to leave it alone. */
  readonly waitMs: number | null;
  /** One for each number that was asked about where the result is `ok`; else empty. */
  readonly numbers: ReadonlyMap<TrackingNumber, NumberResult>;
}

export interface PollClient {
  ask(question: Question): Promise<PollAnswer>;
}

type Failure = Omit<PollAnswer, 'numbers'> & { readonly failed: true };

/** Where an answer says nothing of how long its token lives. */
const TOKEN_SECONDS = 900;

export function createPollClient({ timeoutMs }: { readonly timeoutMs: number }): PollClient {
  const tokens = createTokens<Failure>();

  return {
    async ask(question) {
      const { spec, account, numbers, carriers } = question;
      const { credentials } = account;
      const call = (token: string) =>
        request(question, spec.request(numbers, { credentials, carriers, token }));
      const { token: tokenRequest } = spec;
      if (!tokenRequest) return readAnswer(await call(''), question);

      const key = tokenKey(account.name, account.baseUrl, credentials);
      const fetchToken = async () =>
        readToken(await request(question, tokenRequest(credentials)), question);
      const token = await tokens.get(key, fetchToken);
      if ('failed' in token) return failed(token);
      const answer = await call(token.text);
      if ('failed' in answer || answer.status !== 401) return readAnswer(answer, question);
      // It was revoked before its time. A second 401 is about the account.
      tokens.drop(key, token);
      const renewed = await tokens.get(key, fetchToken);
      if ('failed' in renewed) return failed(renewed);
      return readAnswer(await call(renewed.text), question);
    },
  };

  async function request(
    { account, signal }: Question,
    wanted: PollRequest,
  ): Promise<HttpAnswer | Failure> {
    const answer = await send(wanted, { baseUrl: account.baseUrl, timeoutMs, signal });
    if (answer.status !== null) return answer;
    return {
      failed: true,
      result: 'server_error',
      detail: `no answer: ${answer.why}`,
      waitMs: null,
    };
  }
}

function failed({ failed: _, ...answer }: Failure): PollAnswer {
  return { ...answer, numbers: new Map() };
}

/** Null where the body is to be read. */
function refusedBy(answer: HttpAnswer, { spec, account }: Question): Failure | null {
  const meaning = meaningOf(answer.status, answer.body, spec);
  if (meaning === 'read') return null;
  const detail = describe(answer, account.credentials);
  return { failed: true, result: meaning, detail, waitMs: waitOf(answer, spec, meaning) };
}

function waitOf(
  { headers, body }: HttpAnswer,
  spec: PollSpec,
  meaning: AnswerMeaning,
): number | null {
  const now = Date.now();
  const asked = waitAsked(headers, now, meaning);
  return asked ?? (spec.dayIsOver?.test(body) ? restOfDay(now) : null);
}

function readToken(answer: HttpAnswer | Failure, question: Question): Token | Failure {
  if ('failed' in answer) return answer;
  const refusal = refusedBy(answer, question);
  if (refusal) return refusal;
  const document = readDocument(answer.body);
  const root = isRefused(document) ? null : document.root;
  const text = textOf(root, 'access_token');
  if (answer.status < 300 && text !== null) {
    const seconds = numberOf(root, 'expires_in') ?? TOKEN_SECONDS;
    return { text, expiresAt: expiryOf(Date.now(), seconds) };
  }
  // With 400 OAuth says that the client is unknown (RFC 6749, 5.2).
  const detail = `no token: ${describe(answer, question.account.credentials)}`;
  return { failed: true, result: 'auth', detail, waitMs: null };
}

function readAnswer(answer: HttpAnswer | Failure, question: Question): PollAnswer {
  if ('failed' in answer) return failed(answer);
  const refusal = refusedBy(answer, question);
  if (refusal) return failed(refusal);
  return {
    result: 'ok',
    detail: null,
    waitMs: waitOf(answer, question.spec, 'read'),
    numbers: new Map(
      question.numbers.map((number) => [number, resultOf(number, answer, question)] as const),
    ),
  };
}

function resultOf(number: TrackingNumber, answer: HttpAnswer, question: Question): NumberResult {
  const { adapter, account } = question;
  const parsed = parse(number, answer, question);
  if (parsed.ok) {
    const shipments = nameFor(number, parsed.shipments);
    if (shipments.some((shipment) => shipment.trackingNumber === number)) {
      return { kind: 'ok', shipments };
    }
    const others = shipments.map(({ trackingNumber }) => trackingNumber).join(', ');
    return { kind: 'malformed', detail: `${adapter.name} answers about ${others || 'nothing'}` };
  }
  const detail = redact(parsed.detail, account.credentials);
  const { status } = answer;
  if (parsed.refusal === 'not_found' || parsed.refusal === 'not_yet') {
    return { kind: parsed.refusal, detail };
  }
  if (status === 404 || status === 410) return { kind: 'not_found', detail };
  if (status >= 400) return { kind: 'error', detail: `${status}: ${detail}` };
  return { kind: parsed.refusal, detail };
}

function parse(number: TrackingNumber, { body }: HttpAnswer, question: Question): ParseResult {
  const { spec, adapter, numbers } = question;
  const document = readDocument(body);
  if (isRefused(document)) return document;
  const parts = document.format === 'json' ? (spec.split?.(document.root) ?? []) : [];
  if (parts.length === 0) return readSafely(adapter, document, number);
  const own = parts.filter((part) => part.number !== null && isSame(part.number, number));
  const [only] = parts;
  const part = own[0] ?? (parts.length === 1 && numbers.length === 1 ? only : undefined);
  if (!part) return refuse('not_found', `${adapter.name}'s answer leaves it out`);
  return readSafely(adapter, { format: 'json', root: part.root }, number);
}

function isSame(written: string, number: TrackingNumber): boolean {
  return normalizeTrackingNumber(written) === number;
}

/**
 * The number that was asked for, where the one parcel of an answer has another name for it: as one
 * piece of a consignment, or as USPS writes it, with and without the routing code. DHL has answered
 * with the parcel of another division: what has nothing to do with the number keeps its own.
 */
function nameFor(
  asked: TrackingNumber,
  shipments: readonly TrackedShipment[],
): readonly TrackedShipment[] {
  const [only] = shipments;
  if (!only || shipments.length > 1) return shipments;
  const { trackingNumber: told, relatedNumbers } = only;
  const isIt =
    told === null || told.endsWith(asked) || asked.endsWith(told) || relatedNumbers.includes(asked);
  return isIt ? [{ ...only, trackingNumber: asked }] : shipments;
}

/** The status, and the carrier's words where it has some. */
function describe({ status, body }: HttpAnswer, credentials: PollCredentials): string {
  const document = readDocument(body);
  const root = isRefused(document) ? null : document.root;
  const error =
    get(root, 'response', 'errors', 0) ?? get(root, 'errors', 0) ?? get(root, 'error') ?? root;
  const words = ['code', 'error', 'message', 'error_description', 'title', 'detail'].flatMap(
    (key) => textOf(error, key) ?? [],
  );
  const said = words.length > 0 ? words.join(' ') : (textOf(root, 'error') ?? '');
  return redact(`${status} ${said}`.trim(), credentials);
}
