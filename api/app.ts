import { OpenAPIHono } from '@hono/zod-openapi';
import { requestId } from 'hono/request-id';
import { accountRoutes } from '../web/account/routes.tsx';
import { assetRoutes } from '../web/assets/routes.ts';
import { tooManyRequests } from '../web/customer/not-found.tsx';
import { pageRoutes } from '../web/customer/routes.tsx';
import { problemRoutes } from '../web/problems/routes.tsx';
import { assertUtf8 } from './assert-utf8.ts';
import { authenticate, keepModesApart } from './authenticate.ts';
import { limitBodies } from './body-limits.ts';
import { carrierRoutes } from './carriers.ts';
import { customerRoutes } from './customers.ts';
import type { ApiDeps, ApiEnv } from './env.ts';
import { escalationIdParam } from './escalation-schema.ts';
import { escalationRoutes } from './escalations.ts';
import { healthRoutes } from './health.ts';
import { limitAddress, limitFailures, limitPage, limitWrongRequests } from './limit-requests.ts';
import { allowedMethods } from './methods.ts';
import { metricsRoutes } from './metrics.ts';
import { openApiDocument } from './openapi.ts';
import { orderRefundRoutes } from './order-refunds.ts';
import { orderRoutes } from './orders.ts';
import { policyRoutes } from './policy.ts';
import { onError, respond } from './problem.ts';
import { PROBLEM_KINDS } from './problem-kinds.ts';
import { providerWebhookRoutes } from './provider-webhooks.ts';
import { referenceRoutes } from './reference.ts';
import { returnIdParam } from './return-schema.ts';
import { returnStepRoutes } from './return-steps.ts';
import { returnRoutes } from './returns.ts';
import { securityHeaders } from './security-headers.ts';
import { orderIdParam } from './shared-schema.ts';
import { shipmentRoutes } from './shipments.ts';
import { shippingPromiseRoutes } from './shipping-promise.ts';
import { webhookRoutes } from './webhooks.ts';
import { withdrawalRoutes } from './withdrawals.ts';

/** A request id that the caller sends may be this long. */
const REQUEST_ID_LENGTH_MAX = 128;

/** The API and the customers' pages. */
export function createApp(deps: ApiDeps): OpenAPIHono<ApiEnv> {
  const app = new OpenAPIHono<ApiEnv>();
  app.onError(onError);
  app.notFound((c) => respond(c, { kind: 'not-found', detail: `${c.req.path} does not exist` }));

  app.use(requestId({ limitLength: REQUEST_ID_LENGTH_MAX }));
  app.use(async (c, next) => {
    c.set('log', deps.log.child({ requestId: c.var.requestId }));
    c.set('publicUrl', deps.publicUrl);
    await next();
  });
  app.use(securityHeaders(deps));
  app.use(allowedMethods(app));
  limitCallers(app, deps);
  // Before the body is read: whoever has no key sends none.
  app.use('/v1/*', authenticate(deps));
  app.use(limitBodies(deps));
  app.use('/v1/*', assertUtf8);
  keepKeysApart(app, deps);

  app.route('/v1', orderRoutes(deps));
  app.route('/v1', orderRefundRoutes(deps));
  app.route('/v1', shippingPromiseRoutes(deps));
  app.route('/v1', withdrawalRoutes(deps));
  app.route('/v1', shipmentRoutes(deps));
  app.route('/v1', carrierRoutes(deps));
  app.route('/v1', returnRoutes(deps));
  app.route('/v1', returnStepRoutes(deps));
  app.route('/v1', escalationRoutes(deps));
  app.route('/v1', policyRoutes(deps));
  app.route('/v1', customerRoutes(deps));
  app.route('/', webhookRoutes(deps));
  app.route('/', providerWebhookRoutes(deps));
  app.route('/', healthRoutes(deps));
  app.route('/', metricsRoutes(deps));
  app.route('/', pageRoutes(deps));
  app.route('/', accountRoutes(deps));
  app.route('/', assetRoutes());
  app.route('/', problemRoutes(PROBLEM_KINDS));
  app.route(
    '/',
    referenceRoutes(() => openApiDocument(app, deps.publicUrl), deps),
  );
  return app;
}

/** The OpenAPI document of an API at this address. Nothing of it runs, so it depends on nothing else. */
export function describeApi(publicUrl: string): object {
  const app = createApp({ publicUrl } as ApiDeps);
  return openApiDocument(app, publicUrl);
}

/** Test keys from what live keys have made, and the other way round. */
function keepKeysApart(app: OpenAPIHono<ApiEnv>, deps: ApiDeps): void {
  app.use(
    '/v1/orders/:orderId/*',
    keepModesApart(deps, orderIdParam, (given) => given),
  );
  app.use(
    '/v1/returns/:returnId/*',
    keepModesApart(deps, returnIdParam, (given) => given),
  );
  app.use(
    '/v1/escalations/:id/*',
    keepModesApart(deps, escalationIdParam, ({ id }) => ({ escalationId: id })),
  );
}

/** Webhooks and requests with an API key are counted once it is known whose they are. */
function limitCallers(app: OpenAPIHono<ApiEnv>, deps: ApiDeps): void {
  const forOperators = limitFailures(deps);
  for (const path of ['/metrics', '/reference', '/reference/*', '/openapi.json']) {
    app.use(path, forOperators);
  }
  // A load balancer that asks without a key must not find the API unready because others fail.
  app.use('/readyz', (c, next) =>
    c.req.header('authorization') === undefined ? next() : forOperators(c, next),
  );
  app.use('/webhooks/*', limitWrongRequests(deps));
  app.use('/readyz', limitAddress(deps, 'readiness'));
  app.use('/:kind{[tr]}/:token/*', limitPage(deps, tooManyRequests));
  const others = limitAddress(deps, 'address');
  app.use((c, next) => (OWN_LIMITS.test(c.req.path) ? next() : others(c, next)));
}

/**
 * `/healthz` has no limit: whoever asks it restarts the API if it does not answer. Pictures have none:
 * mail programs fetch those of all customers from a few addresses, and keep them.
 */
const OWN_LIMITS = /^\/(v1|webhooks|assets)\/|^\/[tr]\/[^/]|^\/(healthz|readyz)$/;
