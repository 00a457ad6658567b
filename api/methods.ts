import type { Context, Hono, MiddlewareHandler } from 'hono';
import { methodNotAllowed } from 'hono/method-not-allowed';
import type { ApiEnv } from './env.ts';
import { respond } from './problem.ts';

/** Answers a method that a known address does not have: `OPTIONS` with a list, others with 405. */
export function allowedMethods(app: Hono<ApiEnv>): MiddlewareHandler<ApiEnv> {
  return methodNotAllowed({
    app,
    onMethodNotAllowed: (c: Context, known) => {
      const methods = [...known, 'OPTIONS'];
      c.header('allow', methods.join(', '));
      if (c.req.method === 'OPTIONS') return c.body(null, 204);
      const detail = `${c.req.path} takes ${methods.join(', ')}, and not ${c.req.method}`;
      return respond(c, { kind: 'method-not-allowed', detail });
    },
  });
}
