import { OpenAPIHono, type RouteConfig } from '@hono/zod-openapi';
import { z } from 'zod';
import type { ApiEnv } from './env.ts';
import { readJson } from './read-json.ts';
import { throwIfInvalid } from './request-faults.ts';

export type Router = OpenAPIHono<ApiEnv>;

/** Creates a router for one resource. It answers an invalid request with a problem. */
export function createRouter(): Router {
  const router = new OpenAPIHono<ApiEnv>();
  const { openapi } = router;
  const withProblems = (route: RouteConfig, handler: never) => {
    const schemas = schemasOf(route);
    const given = [route.middleware ?? []].flat();
    const middleware = schemas['json'] ? [...given, readJson] : given;
    return openapi({ ...route, middleware }, handler, (result) =>
      throwIfInvalid(result, schemas[result.target]),
    );
  };
  router.openapi = withProblems as typeof openapi;
  return router;
}

/** By the names that Hono gives to the parts of a request. */
function schemasOf({ request = {} }: RouteConfig): Readonly<Record<string, z.ZodType>> {
  const { body, query, params } = request;
  const content = body?.content['application/json'];
  const parts = { json: content && 'schema' in content && content.schema, query, param: params };
  return Object.fromEntries(
    Object.entries(parts).flatMap(([name, schema]) =>
      schema instanceof z.ZodType ? [[name, schema]] : [],
    ),
  );
}
