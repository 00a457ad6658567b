import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import type { z } from 'zod';
import { cancelOrder, placeOrder } from '../commands/place-order.ts';
import type { Contact } from '../db/contacts.ts';
import { findOrder } from '../db/orders.ts';
import type { Shop } from '../db/shops.ts';
import { WismrError } from '../domain/error.ts';
import type { OrderId } from '../domain/ids.ts';
import { readOrderView } from '../views/order.ts';
import { eddOf } from './edd.ts';
import type { ApiDeps, ApiEnv } from './env.ts';
import { onInvalid } from './problem.ts';
import { json, orderViewSchema, PROBLEMS, resultSchema, security } from './responses.ts';
import { cancelSchema, type contactSchema, orderIdParam, orderSchema } from './schemas.ts';

export function orderRoutes({ sql, wake, publicUrl }: ApiDeps): OpenAPIHono<ApiEnv> {
  const app = new OpenAPIHono<ApiEnv>({ defaultHook: onInvalid });

  app.openapi(putOrder, async (c) => {
    const orderId = c.req.valid('param').orderId as OrderId;
    const body = c.req.valid('json');
    const result = await placeOrder(
      sql,
      { shopId: c.var.shop.id, orderId },
      {
        placedAt: new Date(body.placedAt),
        contact: contactOf(body.contact, c.var.shop),
        items: body.items.map((item) => ({
          sku: item.sku ?? null,
          name: item.name,
          quantity: item.quantity,
          price: item.price ?? null,
          url: item.url ?? null,
          imageUrl: item.imageUrl ?? null,
        })),
        total: body.total ?? null,
        country: body.country ?? null,
        edd: eddOf(body.edd),
        shipBy: body.shipBy ? new Date(body.shipBy) : null,
      },
    );
    wake();
    return c.json({ orderId, result }, result === 'created' ? 201 : 200);
  });

  app.openapi(getOrder, async (c) => {
    const { orderId } = c.req.valid('param');
    const order = await findOrder(sql, c.var.shop.id, orderId);
    if (!order) throw new WismrError('not_found', `there is no order ${orderId}`);
    return c.json(await readOrderView(sql, order, { publicUrl, now: Date.now() }), 200);
  });

  app.openapi(postCancel, async (c) => {
    const orderId = c.req.valid('param').orderId as OrderId;
    const { cancelledAt } = c.req.valid('json');
    const at = cancelledAt ? new Date(cancelledAt) : new Date();
    const result = await cancelOrder(sql, { shopId: c.var.shop.id, orderId }, at);
    wake();
    return c.json({ orderId, result }, 200);
  });

  return app;
}

const putOrder = createRoute({
  method: 'put',
  path: '/orders/{orderId}',
  summary: 'Place an order, or change it',
  description: 'May be repeated at will: what is the same changes nothing and is told to nobody.',
  tags: ['Orders'],
  security,
  request: { params: orderIdParam, body: { required: true, content: json(orderSchema) } },
  responses: {
    200: {
      description: 'Known already',
      content: json(resultSchema(['changed', 'unchanged', 'created'])),
    },
    201: {
      description: 'Placed',
      content: json(resultSchema(['changed', 'unchanged', 'created'])),
    },
    ...PROBLEMS,
  },
});

const getOrder = createRoute({
  method: 'get',
  path: '/orders/{orderId}',
  summary: 'The journey of an order: shipments, scans, messages and decisions',
  tags: ['Orders'],
  security,
  request: { params: orderIdParam },
  responses: { 200: { description: 'The order', content: json(orderViewSchema) }, ...PROBLEMS },
});

const postCancel = createRoute({
  method: 'post',
  path: '/orders/{orderId}/cancel',
  summary: 'Cancel an order',
  tags: ['Orders'],
  security,
  request: { params: orderIdParam, body: { required: true, content: json(cancelSchema) } },
  responses: {
    200: { description: 'Cancelled', content: json(resultSchema(['cancelled', 'unchanged'])) },
    ...PROBLEMS,
  },
});

function contactOf(given: z.output<typeof contactSchema>, shop: Shop): Contact {
  return {
    name: given.name ?? null,
    email: given.email ?? null,
    phone: given.phone ?? null,
    locale: given.locale ?? shop.locale,
    timeZone: given.timeZone ?? shop.timeZone,
    consentEmail: given.consent.email,
    consentSms: given.consent.sms,
  };
}
