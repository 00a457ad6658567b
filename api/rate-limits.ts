/** How many requests each caller may send: decision 0028. */

import type { Logger } from 'pino';
import QuickLRU from 'quick-lru';
import type { RefusalCounter } from '../commands/count-refusals.ts';
import { WismrError } from '../domain/error.ts';
import { createRateLimiter, type QuotaLeft, type RateLimit } from './rate-limiter.ts';

/** The defaults, by what a limit counts. Those in `RateLimitSettings` have settings. */
export const RATE_LIMITS = {
  /** Requests without an API key, by the caller's address. Many phones share one. */
  address: { quota: 600, windowSeconds: 60 },
  /** `/readyz` by address: not together with pages, or their visitors would make the API unready. */
  readiness: { quota: 600, windowSeconds: 60 },
  /** Wrong or missing keys and signatures, and webhooks that cannot be, by address. */
  failures: { quota: 60, windowSeconds: 60 },
  /** Keys and shops' webhooks that are not in memory, by an address that has failed too often. */
  lookups: { quota: 300, windowSeconds: 60 },
  /** By the page of an order or a return. */
  page: { quota: 120, windowSeconds: 60 },
  /** What its forms send, one-click unsubscribes included. */
  form: { quota: 20, windowSeconds: 60 },
  /** The same in a day: each change of a choice is an event in the journey's log. */
  answers: { quota: 100, windowSeconds: 86_400 },
  /** By API key. */
  key: { quota: 6_000, windowSeconds: 60 },
  /** By shop, over all of its API keys. */
  shop: { quota: 12_000, windowSeconds: 60 },
  /** Verified webhooks, by shop and carrier. */
  webhooks: { quota: 10_000, windowSeconds: 10 },
  /** Attempts to sign in by account, known or not: right ones count, too. */
  sign_in_account: { quota: 10, windowSeconds: 900 },
  /** And by address. An office shares one. */
  sign_in_address: { quota: 100, windowSeconds: 900 },
  /** Links and other emails that somebody asks for, by the address that gets them. */
  account_email: { quota: 5, windowSeconds: 3_600 },
  /** And by the caller's address. */
  account_email_address: { quota: 30, windowSeconds: 3_600 },
} as const satisfies Readonly<Record<string, RateLimit>>;

export type RateLimitName = keyof typeof RATE_LIMITS;

/** Other quotas than the defaults, per window. */
export type RateLimitSettings = Readonly<Partial<Record<RateLimitName, number>>>;

export interface RateLimits {
  /** Counts a request. Throws `RateLimitError` if it is one too many, logs and counts that. */
  count(name: RateLimitName, subject: string): Promise<QuotaLeft>;
  /** Throws like `count`, and counts nothing: for what is counted only if it fails. */
  assertNotExceeded(name: RateLimitName, subject: string): Promise<void>;
  /** Whether the quota is used up. */
  isExceeded(name: RateLimitName, subject: string): Promise<boolean>;
  /** The headers `RateLimit-Policy` and `RateLimit` of an answer that these limits allowed. */
  headersOf(remaining: Readonly<Partial<Record<RateLimitName, QuotaLeft>>>): RateLimitHeaders;
}

export type RateLimitHeaders = Readonly<Record<string, string>>;

/** Too many requests: when to try again, and by which limit. */
export class RateLimitError extends WismrError {
  readonly headers: RateLimitHeaders;

  constructor(name: RateLimitName, headers: RateLimitHeaders) {
    const detail = `too many ${WORDS[name]}; try again in ${headers['retry-after']} s`;
    // Senders of webhooks repeat what gets a 5xx. Some take a 4xx for a final answer.
    super(name === 'webhooks' ? 'unavailable' : 'rate_limited', detail);
    this.headers = headers;
  }
}

const WORDS: Readonly<Record<RateLimitName, string>> = {
  address: 'requests from your address',
  readiness: 'requests from your address',
  failures: 'requests with a wrong or missing key from your address',
  lookups: 'unverified requests from your address',
  page: 'requests for this page',
  form: 'answers on this page',
  answers: 'answers on this page in a day',
  key: 'requests with this API key',
  shop: 'requests of this shop',
  webhooks: 'webhooks at once',
  sign_in_account: 'attempts to sign in to this account',
  sign_in_address: 'attempts to sign in from your address',
  account_email: 'emails to this address',
  account_email_address: 'emails asked for from your address',
};

/** One line a minute and subject. */
const LOG_EVERY_MS = 60_000;
const LOGGED_MAX = 1_000;

export interface RateLimitsOptions {
  readonly settings?: RateLimitSettings;
  readonly counter: RefusalCounter<RateLimitName>;
  readonly log: Logger;
}

/** Counts in the memory of this process: several processes together allow several times as much. */
export function createRateLimits({ settings = {}, counter, log }: RateLimitsOptions): RateLimits {
  const names = Object.keys(RATE_LIMITS) as RateLimitName[];
  const limiters = Object.fromEntries(
    names.map((name) => {
      const { quota, windowSeconds } = RATE_LIMITS[name];
      return [name, createRateLimiter({ quota: settings[name] ?? quota, windowSeconds })];
    }),
  ) as Record<RateLimitName, ReturnType<typeof createRateLimiter>>;
  const logged = new QuickLRU<string, true>({ maxSize: LOGGED_MAX, maxAge: LOG_EVERY_MS });

  const headersOf: RateLimits['headersOf'] = (remaining) => {
    const given = names.flatMap((name) => {
      const left = remaining[name];
      return left ? [{ name, left, ...limiters[name] }] : [];
    });
    // https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/11/
    return {
      'ratelimit-policy': given
        .map(({ name, quota, windowSeconds }) => `"${name}";q=${quota};w=${windowSeconds}`)
        .join(', '),
      ratelimit: given
        .map(({ name, left }) => `"${name}";r=${left.requests};t=${left.seconds}`)
        .join(', '),
    };
  };
  const refuse = (name: RateLimitName, subject: string, left: QuotaLeft): never => {
    counter.count(name);
    const line = `${name}/${subject}`;
    if (!logged.has(line)) {
      logged.set(line, true);
      log.warn({ limit: name, subject }, 'requests are refused: too many');
    }
    const headers = headersOf({ [name]: left });
    throw new RateLimitError(name, { 'retry-after': String(left.seconds), ...headers });
  };
  return {
    headersOf,
    count: async (name, subject) => {
      const left = await limiters[name].count(subject);
      return left.isExceeded ? refuse(name, subject, left) : left;
    },
    assertNotExceeded: async (name, subject) => {
      const left = await limiters[name].read(subject);
      if (left.isExceeded) refuse(name, subject, left);
    },
    isExceeded: async (name, subject) => (await limiters[name].read(subject)).isExceeded,
  };
}
