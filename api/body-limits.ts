/** The largest body of each route. Nothing more is read, and below `/v1` nothing before authentication. */

import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { webhookBytesMax } from '../carriers/adapter.ts';
import { WismrError } from '../domain/error.ts';
import type { ApiDeps, ApiEnv } from './env.ts';

const KIB = 1024;

/** For every route that is not listed. */
const BYTES_MAX = 64 * KIB;

/** The first that matches counts. Sizes in bytes. */
const ROUTES: readonly (readonly [path: RegExp, bytes: number])[] = [
  // Orders, returns and shipments list up to 500 items.
  [/^\/v1\/(orders|returns)(\/|$)/, 1024 * KIB],
  // A webhook in JSON: a million characters, and the headers.
  [/^\/v1\/carriers\/[^/]+\/test$/, 2048 * KIB],
  [/^\/v1\/policy$/, 256 * KIB],
  // Customers' forms have a handful of fields.
  [/^\/[tr]\//, 4 * KIB],
];

const CARRIER_WEBHOOK = /^\/webhooks\/carriers\/([^/]+)\//;

/**
 * Refuses a larger body with 413: by its `content-length`, or else as soon as more has arrived. What
 * is not read is dropped with the connection.
 */
export function limitBodies(deps: Pick<ApiDeps, 'findAdapter'>): MiddlewareHandler<ApiEnv> {
  const limits = new Map<number, MiddlewareHandler<ApiEnv>>();
  return (c, next) => {
    const bytes = bytesMaxOf(deps, c.req.path);
    const limit = limits.get(bytes) ?? limitTo(bytes);
    limits.set(bytes, limit);
    return limit(c, next);
  };
}

function bytesMaxOf({ findAdapter }: Pick<ApiDeps, 'findAdapter'>, path: string): number {
  const [, carrier] = CARRIER_WEBHOOK.exec(path) ?? [];
  if (carrier !== undefined) {
    const adapter = findAdapter(carrier);
    return adapter ? webhookBytesMax(adapter) : BYTES_MAX;
  }
  return ROUTES.find(([route]) => route.test(path))?.[1] ?? BYTES_MAX;
}

function limitTo(maxSize: number): MiddlewareHandler<ApiEnv> {
  return bodyLimit({
    maxSize,
    onError: () => {
      throw new WismrError('too_large', `the body is larger than ${maxSize / KIB} KiB`);
    },
  });
}
