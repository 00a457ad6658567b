/** Who may call the routes below `/v1`: API keys, their scopes and their mode. */

import { createHash } from 'node:crypto';
import type { z } from '@hono/zod-openapi';
import type { Context, MiddlewareHandler } from 'hono';
import QuickLRU from 'quick-lru';
import { assertMode, type ModeName } from '../commands/check-mode.ts';
import type { ApiScope } from '../domain/api-scope.ts';
import { WismrError } from '../domain/error.ts';
import { checkApiKey, type KeyRefusal } from '../views/api-key.ts';
import type { ApiDeps, ApiEnv } from './env.ts';
import { limitLookups } from './limit-requests.ts';
import { routeOf } from './route-of.ts';

const REFUSALS: Readonly<Record<KeyRefusal, string>> = {
  missing: 'the API key is missing or unknown; send "Authorization: Bearer <key>"',
  unknown: 'the API key is missing or unknown; send "Authorization: Bearer <key>"',
  revoked: 'the API key was revoked; use another one',
  expired: 'the API key has expired; create another one',
};

/** Keys that have worked in the last hour. */
const WORKED_MAX = 10_000;
const WORKED_MS = 3_600_000;

/**
 * Finds the request's shop by its key, or throws `unauthorized`, logs and counts it. Throws
 * `rate_limited` if the caller's address has failed too often, or the key or the shop asks too often.
 */
export function authenticate(deps: ApiDeps): MiddlewareHandler<ApiEnv> {
  const { sql, rateLimits, addressOf } = deps;
  const worked = new QuickLRU<string, true>({ maxSize: WORKED_MAX, maxAge: WORKED_MS });
  return async (c, next) => {
    const key = readKey(c.req.header('authorization'));
    const keyHash = key && hashOf(key);
    const address = addressOf(c);
    const isDoubted = address !== null && (await rateLimits.isExceeded('failures', address));
    // Somebody who guesses keys must not lock out a shop that shares the address.
    if (isDoubted && keyHash !== null && !worked.has(keyHash)) {
      await limitLookups(rateLimits, address);
    }
    const verdict = await checkApiKey(sql, key);
    if (!verdict.ok || keyHash === null) {
      if (keyHash !== null) worked.delete(keyHash);
      if (isDoubted) await rateLimits.assertNotExceeded('failures', address);
      const reason = verdict.ok ? 'missing' : verdict.reason;
      return refuse({ ...deps, log: c.var.log }, { reason, keyHash, address });
    }
    worked.set(keyHash, true);
    await limitKey(deps, c, { keyHash, shopId: verdict.shop.id });
    c.set('shop', verdict.shop);
    c.set('apiKey', verdict.key);
    await next();
    if (c.res.status === 403) noteForbidden(deps, c);
    return;
  };
}

/** Whoever has a stolen key tries what it may do. */
function noteForbidden({ keyRefusals }: ApiDeps, c: Context<ApiEnv>): void {
  keyRefusals.count('forbidden');
  const { id, scopes } = c.var.apiKey;
  const fields = { reason: 'forbidden', keyId: id, scopes, route: routeOf(c) };
  c.var.log.warn({ shopId: c.var.shop.id, ...fields }, 'an API key lacks the scope of a request');
}

function readKey(authorization: string | undefined): string | null {
  const [scheme, text] = authorization?.split(' ') ?? [];
  return scheme?.toLowerCase() === 'bearer' && text ? text : null;
}

interface Refused {
  readonly reason: KeyRefusal;
  readonly keyHash: string | null;
  readonly address: string | null;
}

async function refuse(
  { log, keyRefusals, rateLimits }: ApiDeps,
  { reason, keyHash, address }: Refused,
): Promise<never> {
  keyRefusals.count(reason);
  // The start of a hash tells attempts apart, and reveals no key.
  log.warn({ reason, keyHash: keyHash?.slice(0, 8) ?? null }, 'a request has no valid API key');
  if (address) await rateLimits.count('failures', address);
  throw new WismrError('unauthorized', REFUSALS[reason]);
}

/** The answer says how much is left. */
async function limitKey(
  { rateLimits }: ApiDeps,
  c: Context<ApiEnv>,
  { keyHash, shopId }: { readonly keyHash: string; readonly shopId: string },
): Promise<void> {
  const remaining = {
    key: await rateLimits.count('key', keyHash.slice(0, 16)),
    shop: await rateLimits.count('shop', shopId),
  };
  for (const [name, value] of Object.entries(rateLimits.headersOf(remaining)))
    c.header(name, value);
}

/** For a route below `/v1`: the key needs this scope, or the answer is 403. */
export function needs(scope: ApiScope) {
  const middleware: MiddlewareHandler<ApiEnv> = async (c, next) => {
    const { scopes } = c.var.apiKey;
    if (!scopes.includes(scope)) {
      const has = scopes.join(', ');
      throw new WismrError('forbidden', `this needs the scope "${scope}"; the API key has ${has}`);
    }
    await next();
  };
  return { security: [{ apiKey: [scope] }], middleware };
}

const READS = ['GET', 'HEAD'];

/**
 * For the paths of an order, a return or an escalation: a test key changes only what a test key has
 * made, and a live key only what a live key has made. `params`: the schema by which the routes read the
 * path, so that no other spelling of an id evades this. What it refuses, the routes refuse.
 */
export function keepModesApart<Params extends z.ZodType>(
  { sql }: ApiDeps,
  params: Params,
  refOf: (params: z.output<Params>) => ModeName,
): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    const read = READS.includes(c.req.method) ? null : params.safeParse(c.req.param());
    if (read?.success) {
      const ref = { shopId: c.var.shop.id, ...refOf(read.data) };
      await assertMode(sql, ref, c.var.apiKey.isTest);
    }
    await next();
  };
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
