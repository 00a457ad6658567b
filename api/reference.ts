import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { Hono } from 'hono';
import type { ApiDeps, ApiEnv } from './env.ts';
import { isOperator } from './operator.ts';
import { respond } from './problem.ts';

const require = createRequire(import.meta.url);

const ASSETS: Readonly<Record<string, string>> = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
};

/** The OpenAPI document, generated from the routes, and Swagger UI to read it. */
export function referenceRoutes(describe: () => object, deps: ApiDeps): Hono<ApiEnv> {
  const routes = new Hono<ApiEnv>();
  for (const path of ['/openapi.json', '/reference', '/reference.js', '/reference/*']) {
    routes.use(path, async (c, next) => {
      if (!deps.isReferencePublic && !isOperator(c, deps)) {
        // A browser asks for the key as a password.
        c.header('www-authenticate', 'Basic realm="wismr", charset="UTF-8"');
        return respond(c, { kind: 'unauthorized', detail: LOCKED });
      }
      await next();
      return;
    });
  }

  let document: object | null = null;
  routes.get('/openapi.json', (c) => {
    document ??= describe();
    return c.json(document);
  });

  // Served by the API, so that the page works without internet access.
  routes.get('/reference/:asset', async (c) => {
    const name = c.req.param('asset');
    const type = ASSETS[name];
    if (!type) return c.notFound();
    const file = await readFile(require.resolve(`swagger-ui-dist/${name}`));
    return c.body(file, 200, { 'content-type': type, 'cache-control': 'public, max-age=86400' });
  });

  routes.get('/reference.js', (c) =>
    c.body(
      "SwaggerUIBundle({ url: '/openapi.json', dom_id: '#reference', deepLinking: true });",
      200,
      { 'content-type': 'text/javascript; charset=utf-8' },
    ),
  );

  routes.get('/reference', (c) => c.html(PAGE));
  return routes;
}

const LOCKED =
  'the reference needs the OPERATIONS_KEY as a password or bearer token; without that setting, only ' +
  'the machine of an API with a local PUBLIC_URL may read it; API_REFERENCE=public opens it to everybody';

const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>wismr API</title>
<link rel="stylesheet" href="/reference/swagger-ui.css">
<link rel="icon" href="data:,">
</head>
<body>
<div id="reference"></div>
<script src="/reference/swagger-ui-bundle.js"></script>
<script src="/reference.js"></script>
</body>
</html>`;
