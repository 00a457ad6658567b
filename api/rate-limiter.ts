/** Counts the requests of many subjects within a window of time, in the memory of this process. */

import QuickLRU from 'quick-lru';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

export interface RateLimit {
  /** Requests per window. */
  readonly quota: number;
  readonly windowSeconds: number;
}

/** What is left of a subject's quota. */
export interface QuotaLeft {
  readonly isExceeded: boolean;
  readonly requests: number;
  /** Until the window ends. */
  readonly seconds: number;
}

export interface RateLimiter extends RateLimit {
  /** Counts one request. */
  count(subject: string): Promise<QuotaLeft>;
  /** Counts nothing. */
  read(subject: string): Promise<QuotaLeft>;
  /** The number of subjects in memory. */
  size(): number;
}

/** Whoever sends from many addresses makes the limiter forget the idle ones, and takes no more memory. */
const SUBJECTS_MAX = 10_000;

/** At most `2 * subjectsMax` subjects are in memory; the ones used last stay. */
export function createRateLimiter(
  { quota, windowSeconds }: RateLimit,
  subjectsMax = SUBJECTS_MAX,
): RateLimiter {
  const limiter = new RateLimiterMemory({ points: quota, duration: windowSeconds });
  const recent = new QuickLRU<string, true>({
    maxSize: subjectsMax,
    onEviction: (subject) => void limiter.delete(subject),
  });
  const toQuotaLeft = (result: RateLimiterRes): QuotaLeft => ({
    isExceeded: result.consumedPoints > quota,
    requests: result.remainingPoints,
    seconds: Math.max(1, Math.ceil(result.msBeforeNext / 1_000)),
  });
  return {
    quota,
    windowSeconds,
    count: async (subject) => {
      // `get` marks it as used. `set` alone would leave its older mark, which is evicted.
      if (!recent.get(subject)) recent.set(subject, true);
      try {
        return toQuotaLeft(await limiter.consume(subject));
      } catch (refusal) {
        // The library rejects with the count itself.
        if (refusal instanceof RateLimiterRes) return toQuotaLeft(refusal);
        throw refusal;
      }
    },
    read: async (subject) => {
      const result = await limiter.get(subject);
      if (!result) return { isExceeded: false, requests: quota, seconds: windowSeconds };
      return { ...toQuotaLeft(result), isExceeded: result.consumedPoints >= quota };
    },
    size: () => limiter.dump().storage.length,
  };
}
