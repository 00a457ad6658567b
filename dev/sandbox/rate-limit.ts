/** The requests that a client has left in the current second. */
export interface Allowance {
  readonly allowed: boolean;
  readonly headers: Readonly<Record<string, string>>;
}

const WINDOW_MS = 1000;

/**
 * Allows `limit` requests per second, and sends the headers that Resend documents
 * (resend.com/docs/api-reference/rate-limit: the sixth draft of the IETF's RateLimit headers).
 */
export function createRateLimit(limit: number, now: () => number): () => Allowance {
  let windowStart = Number.NEGATIVE_INFINITY;
  let used = 0;
  return () => {
    const at = now();
    if (at >= windowStart + WINDOW_MS) {
      windowStart = at;
      used = 0;
    }
    used += 1;
    const resetSeconds = String(Math.ceil((windowStart + WINDOW_MS - at) / 1000));
    const allowed = used <= limit;
    return {
      allowed,
      headers: {
        'ratelimit-limit': String(limit),
        'ratelimit-remaining': String(Math.max(limit - used, 0)),
        'ratelimit-reset': resetSeconds,
        ...(allowed ? {} : { 'retry-after': resetSeconds }),
      },
    };
  };
}
