import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { OpenAPIHono } from '@hono/zod-openapi';
import { Hono } from 'hono';
import type { ApiDeps, ApiEnv } from './env.ts';
import { isOperator } from './operator.ts';
import { problem, respond } from './problem.ts';

const require = createRequire(import.meta.url);

const ASSETS: Readonly<Record<string, string>> = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
};

/** The OpenAPI document, generated from the routes, and Swagger UI to read it. */
export function referenceRoutes(app: OpenAPIHono<ApiEnv>, deps: ApiDeps): Hono<ApiEnv> {
  const routes = new Hono<ApiEnv>();
  for (const path of ['/openapi.json', '/reference', '/reference.js', '/reference/*']) {
    routes.use(path, async (c, next) => {
      if (!deps.isReferencePublic && !isOperator(c, deps)) {
        // A browser asks for the key as a password.
        c.header('www-authenticate', 'Basic realm="wismr", charset="UTF-8"');
        return respond(c, problem(401, LOCKED));
      }
      await next();
      return;
    });
  }

  routes.get('/openapi.json', (c) =>
    c.json(
      app.getOpenAPI31Document({
        openapi: '3.1.0',
        info: {
          title: 'wismr',
          version: '1',
          description: DESCRIPTION,
        },
      }),
    ),
  );

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
  'this machine may read it; API_REFERENCE=public opens it to everybody';

const DESCRIPTION = `
Send wismr your orders, shipments and returns. It notifies your customers about their parcels and
refunds, and escalates to your teams when an expected event does not arrive.

**Authentication.** Send \`Authorization: Bearer <key>\`. A key gives access to its own shop only.

**Repetition.** You can repeat every request. A repeated write changes nothing, sends no message and
returns \`unchanged\`. Retry after a timeout or a 5xx.

**Limits.** The headers \`RateLimit-Policy\` and \`RateLimit\` say how many requests a minute a key and a
shop have, and how many are left. Beyond them, the answer is 429 with \`Retry-After\`, in seconds.

**Consistency.** A 2xx means that the change is in the database. wismr decides about messages and
escalations a moment later.

**Times.** Requests take ISO 8601 with \`Z\` or a UTC offset. Responses use UTC with milliseconds.

**Fields.** In a request, an unknown field is an error. Where a field allows null, null means the
same as leaving it out, unless its description says otherwise.

**Errors.** Every error is a problem (RFC 9457, \`application/problem+json\`): \`detail\` says what
is wrong, and \`errors\` points to each wrong field.
`.trim();

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
