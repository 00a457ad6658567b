import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import type { z } from 'zod';
import { findCarrier } from '../carriers/directory.ts';
import { addShipment } from '../db/add-shipment.ts';
import type { Contact } from '../db/contacts.ts';
import { findOrder } from '../db/orders.ts';
import { cancelOrder, placeOrder } from '../db/place-order.ts';
import type { Shop } from '../db/shops.ts';
import { WismrError } from '../domain/error.ts';
import { normalizeTrackingNumber, type OrderId, type ShipmentId } from '../domain/ids.ts';
import type { EstimatedDelivery } from '../domain/tracking.ts';
import type { ApiDeps, ApiEnv } from './env.ts';
import { onInvalid } from './problem.ts';
import { readOrderView } from './read-order.ts';
import { json, orderViewSchema, PROBLEMS, resultSchema, security } from './responses.ts';
import {
  cancelSchema,
  type contactSchema,
  type eddSchema,
  orderIdParam,
  orderSchema,
  shipmentSchema,
} from './schemas.ts';

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

  app.openapi(postShipment, async (c) => {
    const orderId = c.req.valid('param').orderId as OrderId;
    const body = c.req.valid('json');
    const trackingNumber = normalizeTrackingNumber(body.trackingNumber);
    const shipmentId = (body.shipmentId ?? trackingNumber) as ShipmentId;
    const result = await addShipment(
      sql,
      { shopId: c.var.shop.id, orderId },
      {
        shipmentId,
        carrier: findCarrier(body.carrier).id,
        trackingNumber,
        service: body.service ?? null,
        items: body.items ?? null,
        shippedAt: body.shippedAt ? new Date(body.shippedAt) : new Date(),
        edd: eddOf(body.edd),
      },
    );
    wake();
    return c.json({ orderId, shipmentId, result }, result === 'created' ? 201 : 200);
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

const shipmentResult = resultSchema(['created', 'unchanged']).extend({
  shipmentId: shipmentSchema.shape.trackingNumber,
});

const postShipment = createRoute({
  method: 'post',
  path: '/orders/{orderId}/shipments',
  summary: 'Add a shipment',
  description: 'Scans that came before it are applied. The same shipment again changes nothing.',
  tags: ['Orders'],
  security,
  request: { params: orderIdParam, body: { required: true, content: json(shipmentSchema) } },
  responses: {
    200: { description: 'Known already', content: json(shipmentResult) },
    201: { description: 'Added', content: json(shipmentResult) },
    ...PROBLEMS,
  },
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

function eddOf(given: z.output<typeof eddSchema> | null | undefined): EstimatedDelivery | null {
  if (!given) return null;
  const at = (time: string | null | undefined) => (time ? Date.parse(time) : null);
  return { date: given.date, from: at(given.from), until: at(given.until) };
}
