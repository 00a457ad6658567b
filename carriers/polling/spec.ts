/** Describes a carrier's polling API as data. The adapter reads the responses. */

import type { TrackingNumber } from '../../domain/ids.ts';

/** Keyed by the names in `PollSpec.credentials`. */
export type PollCredentials = Readonly<Record<string, string>>;

/** What a request needs in addition to the numbers. */
export interface RequestContext {
  readonly credentials: PollCredentials;
  /** The bearer token if the carrier issues one; otherwise empty. */
  readonly token: string;
  /** The carriers of the numbers, in the same order, for aggregators that need them. */
  readonly carriers: readonly string[];
}

export interface PollRequest {
  readonly method: 'GET' | 'POST';
  /** Path and query, appended to the base URL. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** The part of a response that is about one number, as a document for the adapter to read. */
export interface ResponsePart {
  readonly number: string | null;
  readonly root: unknown;
}

export interface PollSpec {
  /**
   * Directory ids of the carriers whose parcels the API covers. Empty for an aggregator: its
   * account lists them.
   */
  readonly carriers: readonly string[];
  /** Names of the account's credentials. */
  readonly credentials: {
    readonly required: readonly string[];
    readonly optional: readonly string[];
  };
  /** Without a trailing slash. Null: the shop hosts the API and sets the URL. */
  readonly baseUrl: string | null;
  /** The carrier's test environment, if it has one. */
  readonly testUrl: string | null;
  readonly limits: PollLimits;
  /** OAuth client credentials: the request for an `access_token`. */
  readonly token?: (credentials: PollCredentials) => PollRequest;
  readonly request: (numbers: readonly TrackingNumber[], given: RequestContext) => PollRequest;
  /** Splits a response about several numbers. Without it, a response is about one number. */
  readonly split?: (root: unknown) => readonly ResponsePart[];
  /** Matches a body, of any status, that asks for fewer calls. */
  readonly throttled?: RegExp;
  /** Matches a body that refuses calls for the rest of the day (UTC). */
  readonly dayIsOver?: RegExp;
  /** The documents that these facts come from. */
  readonly source: string;
}

/** The carrier's default limits; an account may have agreed on others. */
export interface PollLimits {
  /** Numbers per call. */
  readonly batch: number;
  readonly perMinute: number;
  /** Per day (UTC). */
  readonly perDay: number | null;
}

export const JSON_TYPE = 'application/json';
export const FORM_TYPE = 'application/x-www-form-urlencoded';

/** RFC 7617. */
export function basicAuth(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}

/** The first number, encoded for a path or a query, for APIs that take one number per call. */
export function encodeFirst(numbers: readonly TrackingNumber[]): string {
  return encodeURIComponent(numbers[0] ?? '');
}

/** The numbers as one value of a path or a query. */
export function encodeList(numbers: readonly TrackingNumber[]): string {
  return numbers.map((number) => encodeURIComponent(number)).join(',');
}

/** A credential; empty if the account does not have it. */
export function getCredential(credentials: PollCredentials, name: string): string {
  return credentials[name] ?? '';
}
