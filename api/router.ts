import { OpenAPIHono } from '@hono/zod-openapi';
import type { ApiEnv } from './env.ts';
import { onInvalid } from './problem.ts';

export type Router = OpenAPIHono<ApiEnv>;

/** Creates a router for one resource. It answers an invalid request with a problem. */
export function createRouter(): Router {
  return new OpenAPIHono<ApiEnv>({ defaultHook: onInvalid });
}
