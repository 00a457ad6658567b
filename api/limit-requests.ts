/** Middlewares that count the requests of one caller, and refuse those beyond a limit. */

import { createHash } from 'node:crypto';
import type { Context, MiddlewareHandler } from 'hono';
import type { ApiDeps, ApiEnv } from './env.ts';
import { RateLimitError, type RateLimitName, type RateLimits } from './rate-limits.ts';

type Deps = Pick<ApiDeps, 'rateLimits' | 'addressOf'>;

/** By the caller's address. Requests within the process have none, and are not limited. */
export function limitAddress({ rateLimits, addressOf }: Deps, name: RateLimitName) {
  const middleware: MiddlewareHandler<ApiEnv> = async (c, next) => {
    const address = addressOf(c);
    if (address !== null) await rateLimits.count(name, address);
    await next();
  };
  return middleware;
}

/**
 * Counts answers with 401 by the caller's address, and refuses with 429 one that has failed too often
 * before anything is checked: the key of an operator has fewer bits than an API key.
 */
export function limitFailures({ rateLimits, addressOf }: Deps): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    const address = addressOf(c);
    if (address !== null) await rateLimits.assertNotExceeded('failures', address);
    await next();
    if (c.res.status === 401 && address !== null) await countQuietly(rateLimits, address);
  };
}

/**
 * Counts what is wrong with requests by the caller's address. A sender that shares the address with one
 * that fails is still let in if its own signature is right. What does not exist is 429 from then on.
 */
export function limitWrongRequests({ rateLimits, addressOf }: Deps): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    await next();
    const address = addressOf(c);
    const { status } = c.res;
    if (address === null || status < 400 || status === 429 || status >= 500) return;
    if (status === 404) await rateLimits.count('failures', address);
    else await countQuietly(rateLimits, address);
  };
}

async function countQuietly(rateLimits: RateLimits, address: string): Promise<void> {
  try {
    await rateLimits.count('failures', address);
  } catch (error) {
    // The request is refused already.
    if (!(error instanceof RateLimitError)) throw error;
  }
}

/**
 * For an address that has failed too often: what is not in memory may still be right, and costs a reading
 * of the database. Beyond that limit, the answer is that for a wrong one.
 */
export async function limitLookups(rateLimits: RateLimits, address: string): Promise<void> {
  if (await rateLimits.isExceeded('lookups', address)) {
    await rateLimits.assertNotExceeded('failures', address);
  }
  await rateLimits.count('lookups', address);
}

/**
 * For the page of an order or a return: by the caller's address and by the page. A reader who comes
 * too often gets `tooMany`, a page that says so. Mail programs that unsubscribe a reader call from a
 * few addresses for all readers, so these are limited by the page alone (RFC 8058).
 */
export function limitPage({ rateLimits, addressOf }: Deps, tooMany: () => string) {
  const middleware: MiddlewareHandler<ApiEnv> = async (c, next) => {
    try {
      const isPost = c.req.method === 'POST';
      const address = addressOf(c);
      const isOneClick = isPost && /^\/[tr]\/[^/]+\/unsubscribe\//.test(c.req.path);
      if (address !== null && !isOneClick) await rateLimits.count('address', address);
      await rateLimits.count(isPost ? 'form' : 'page', pageOf(c));
      if (isPost) await rateLimits.count('answers', pageOf(c));
    } catch (error) {
      if (!(error instanceof RateLimitError)) throw error;
      return c.html(tooMany(), 429, { ...error.headers, 'cache-control': 'private, no-store' });
    }
    await next();
    return;
  };
  return middleware;
}

/**
 * By the token as the page reads it: decoded. The address of a page is its password, so only a part of its
 * hash is kept and logged.
 */
function pageOf(c: Context<ApiEnv>): string {
  const token = c.req.param('token') ?? '';
  return createHash('sha256').update(token).digest('hex').slice(0, 16);
}
