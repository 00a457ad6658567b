import { createRoute, z } from '@hono/zod-openapi';
import { refundOrder } from '../commands/refund-order.ts';
import type { OrderId } from '../domain/ids.ts';
import { needs } from './authenticate.ts';
import type { ApiDeps } from './env.ts';
import { bodyProblems } from './problem-responses.ts';
import { readRefund, refundSchema } from './refund-schema.ts';
import { createRouter, type Router } from './router.ts';
import { json, orderIdParam } from './shared-schema.ts';

const refundResult = z.object({
  orderId: z.string(),
  reference: z.string(),
  result: z.enum(['changed', 'unchanged']),
});

const postRefund = createRoute({
  method: 'post',
  path: '/orders/{orderId}/refunds',
  operationId: 'refundOrder',
  summary: 'Report a refund or a store credit without a return',
  description:
    'For a cancelled order, or a parcel that is lost or came back. wismr moves no money: the ' +
    'customer gets `order_refunded`. Send `final: false` if another refund follows. The same ' +
    '`reference` again returns `unchanged`. 409 if that refund has another amount, currency or ' +
    '`final`, or if the order had its final refund and no money is due since. 409 if all refunds of the order, with and ' +
    'without a return, would exceed what was paid: its `total` or else the sum of its items. 422 ' +
    'for another currency than the order’s.',
  tags: ['Orders'],
  ...needs('write'),
  request: { params: orderIdParam, body: { required: true, content: json(refundSchema) } },
  responses: {
    200: { description: 'The order has this refund', content: json(refundResult) },
    ...bodyProblems('not-found', 'conflict'),
  },
});

export function orderRefundRoutes({ sql, notifyRelay }: ApiDeps): Router {
  const router = createRouter();
  router.openapi(postRefund, async (c) => {
    const orderId = c.req.valid('param').orderId as OrderId;
    const refund = readRefund(c.req.valid('json'));
    const result = await refundOrder(sql, { shopId: c.var.shop.id, orderId }, refund);
    notifyRelay();
    return c.json({ orderId, reference: refund.reference, result }, 200);
  });
  return router;
}
