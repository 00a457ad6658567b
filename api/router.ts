import { OpenAPIHono } from '@hono/zod-openapi';
import type { ApiEnv } from './env.ts';
import { onInvalid } from './problem.ts';

export type Router = OpenAPIHono<ApiEnv>;

/** A router for one resource: it answers an invalid request with a problem. */
export function createRouter(): Router {
  return new OpenAPIHono<ApiEnv>({ defaultHook: onInvalid });
}
