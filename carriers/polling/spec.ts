/** How a carrier is asked: its API as data. What it answers is read by its adapter. */

import type { TrackingNumber } from '../../domain/ids.ts';

/** By the names in `PollSpec.credentials`. */
export type PollCredentials = Readonly<Record<string, string>>;

/** What a request is made of beside the numbers. */
export interface Given {
  readonly credentials: PollCredentials;
  /** The bearer token, where the carrier gives out such; else empty. */
  readonly token: string;
  /** The carriers of the numbers, in the same order, for aggregators that need them. */
  readonly carriers: readonly string[];
}

export interface PollRequest {
  readonly method: 'GET' | 'POST';
  /** Behind the base URL, with its query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** The part of an answer that is about one number, as a document that the adapter reads. */
export interface Part {
  readonly number: string | null;
  readonly root: unknown;
}

export interface PollSpec {
  /**
   * The carriers, by their names in the directory, whose parcels it can be asked about. None: an
   * aggregator, whose account says itself whose parcels it knows.
   */
  readonly carriers: readonly string[];
  /** Names of what the account must have, and of what it may have. */
  readonly credentials: {
    readonly required: readonly string[];
    readonly optional: readonly string[];
  };
  /** Without a slash at the end. Null: the shop hosts it and says where. */
  readonly baseUrl: string | null;
  /** Where the carrier's own test environment is, if it has one. */
  readonly testUrl: string | null;
  readonly limits: PollLimits;
  /** OAuth client credentials: the request whose answer has an `access_token`. */
  readonly token?: (credentials: PollCredentials) => PollRequest;
  readonly request: (numbers: readonly TrackingNumber[], given: Given) => PollRequest;
  /** Takes an answer for several numbers apart. Without it an answer is about the one number. */
  readonly split?: (root: unknown) => readonly Part[];
  /** In a body, whatever its status: the carrier wants fewer calls. */
  readonly throttled?: RegExp;
  /** In a body that refuses for the rest of the day, by UTC. */
  readonly dayIsOver?: RegExp;
  /** Where the facts are from. */
  readonly source: string;
}

/** What the carrier gives an account that has agreed nothing else. */
export interface PollLimits {
  /** Numbers in one call. */
  readonly batch: number;
  readonly perMinute: number;
  /** Per day by UTC. */
  readonly perDay: number | null;
}

export const JSON_TYPE = 'application/json';
export const FORM_TYPE = 'application/x-www-form-urlencoded';

/** RFC 7617. */
export function basic(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}

/** The number as part of a path or a query; the first of them for calls that take one. */
export function one(numbers: readonly TrackingNumber[]): string {
  return encodeURIComponent(numbers[0] ?? '');
}

/** The numbers as one value of a query. */
export function commas(numbers: readonly TrackingNumber[]): string {
  return numbers.map((number) => encodeURIComponent(number)).join(',');
}

/** A credential, or nothing where the account has none of that name. */
export function secret(credentials: PollCredentials, name: string): string {
  return credentials[name] ?? '';
}
