/** Who may call the routes below `/v1`: API keys, their scopes and their mode. */

import { createHash } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import { assertMode, type ModeRef } from '../commands/check-mode.ts';
import type { ApiScope } from '../domain/api-scope.ts';
import { WismrError } from '../domain/error.ts';
import { checkApiKey, type KeyRefusal } from '../views/api-key.ts';
import type { ApiDeps, ApiEnv } from './env.ts';

const REFUSALS: Readonly<Record<KeyRefusal, string>> = {
  missing: 'the API key is missing or unknown; send "Authorization: Bearer <key>"',
  unknown: 'the API key is missing or unknown; send "Authorization: Bearer <key>"',
  revoked: 'the API key was revoked; use another one',
  expired: 'the API key has expired; create another one',
};

/** Finds the request's shop by its key, or throws `unauthorized`, logs and counts it. */
export function authenticate(deps: ApiDeps): MiddlewareHandler<ApiEnv> {
  const { sql, log, keyRefusals } = deps;
  return async (c, next) => {
    const [scheme, text] = c.req.header('authorization')?.split(' ') ?? [];
    const given = scheme?.toLowerCase() === 'bearer' && text ? text : null;
    const verdict = await checkApiKey(sql, given);
    if (!verdict.ok) {
      const { reason } = verdict;
      keyRefusals.count(reason);
      // The start of a hash tells attempts apart, and reveals no key.
      log.warn({ reason, keyHash: given && hashStart(given) }, 'a request has no valid API key');
      throw new WismrError('unauthorized', REFUSALS[reason]);
    }
    c.set('shop', verdict.shop);
    c.set('apiKey', verdict.key);
    await next();
  };
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

type Named = 'orderId' | 'returnId' | 'escalationId';

/**
 * For the paths of an order, a return or an escalation: a test key changes only what a test key has
 * made, and a live key only what a live key has made.
 */
export function keepModesApart({ sql }: ApiDeps, name: Named): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    // As the schema of the route reads it: another spelling must not evade this.
    const id = c.req.param(name)?.normalize('NFC');
    if (c.req.method !== 'GET' && id !== undefined) {
      const ref = { shopId: c.var.shop.id, [name]: id } as ModeRef;
      await assertMode(sql, ref, c.var.apiKey.isTest);
    }
    await next();
  };
}

function hashStart(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}
