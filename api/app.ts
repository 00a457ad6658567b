import { OpenAPIHono } from '@hono/zod-openapi';
import { bodyLimit } from 'hono/body-limit';
import { WismrError } from '../domain/error.ts';
import { pageRoutes } from '../web/customer/routes.tsx';
import { assertUtf8 } from './assert-utf8.ts';
import { authenticate, keepModesApart } from './authenticate.ts';
import { carrierRoutes } from './carriers.ts';
import { customerRoutes } from './customers.ts';
import type { ApiDeps, ApiEnv } from './env.ts';
import { escalationRoutes } from './escalations.ts';
import { healthRoutes } from './health.ts';
import { metricsRoutes } from './metrics.ts';
import { orderRefundRoutes } from './order-refunds.ts';
import { orderRoutes } from './orders.ts';
import { policyRoutes } from './policy.ts';
import { onError, problem, respond } from './problem.ts';
import { providerWebhookRoutes } from './provider-webhooks.ts';
import { referenceRoutes } from './reference.ts';
import { returnStepRoutes } from './return-steps.ts';
import { returnRoutes } from './returns.ts';
import { securityHeaders } from './security-headers.ts';
import { shipmentRoutes } from './shipments.ts';
import { shippingPromiseRoutes } from './shipping-promise.ts';
import { webhookRoutes } from './webhooks.ts';
import { withdrawalRoutes } from './withdrawals.ts';

const JSON_BYTES_MAX = 1024 * 1024;
/** Carriers may send the history of many parcels in one body. */
const WEBHOOK_BYTES_MAX = 12 * 1024 * 1024;

/** The API and the customers' pages. */
export function createApp(deps: ApiDeps): OpenAPIHono<ApiEnv> {
  const app = new OpenAPIHono<ApiEnv>();
  app.onError(onError);
  app.notFound((c) => respond(c, problem(404, `${c.req.path} does not exist`)));

  app.use(async (c, next) => {
    c.set('log', deps.log);
    await next();
  });
  app.use(securityHeaders(deps));
  app.use('/v1/*', limit(JSON_BYTES_MAX));
  app.use('/webhooks/*', limit(WEBHOOK_BYTES_MAX));
  app.use('/v1/*', authenticate(deps));
  app.use('/v1/*', assertUtf8);
  app.use('/v1/orders/:orderId/*', keepModesApart(deps, 'orderId'));
  app.use('/v1/returns/:returnId/*', keepModesApart(deps, 'returnId'));
  app.use('/v1/escalations/:escalationId/*', keepModesApart(deps, 'escalationId'));

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
  app.openAPIRegistry.registerComponent('securitySchemes', 'apiKey', {
    type: 'http',
    scheme: 'bearer',
    description:
      'Your shop’s API key. Create one with `npm run wismr -- key create <shop>`. It gives ' +
      'access to that shop only, and to what its scopes allow: `read` for every GET, `write` for ' +
      'orders, shipments, returns and escalations, `admin` for the policy and for customers’ data. ' +
      'Each operation names its scope. What a test key (`wismr_test_…`) makes sends messages to ' +
      'the shop’s test recipients only.',
  });
  app.route('/', referenceRoutes(app, deps));
  return app;
}

function limit(maxSize: number) {
  return bodyLimit({
    maxSize,
    onError: () => {
      throw new WismrError('too_large', `the body is larger than ${maxSize / 1024 / 1024} MB`);
    },
  });
}
