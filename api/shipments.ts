import { createRoute, z } from '@hono/zod-openapi';
import { findCarrier } from '../carriers/directory.ts';
import { addShipment } from '../commands/add-shipment.ts';
import { correctShipment } from '../commands/correct-shipment.ts';
import { voidShipment } from '../commands/void-shipment.ts';
import { normalizeTrackingNumber, type OrderId, type ShipmentId } from '../domain/ids.ts';
import { parseEdd } from './edd-schema.ts';
import type { ApiDeps } from './env.ts';
import { identifyParcel } from './identify-parcel.ts';
import { createRouter, type Router } from './router.ts';
import { json, orderIdParam, PROBLEMS, security } from './shared-schema.ts';
import { correctionSchema, shipmentParams, shipmentSchema, voidSchema } from './shipment-schema.ts';

export function shipmentRoutes(deps: ApiDeps): Router {
  const router = createRouter();
  addPost(router, deps);
  addPatch(router, deps);
  addVoid(router, deps);
  return router;
}

const postResult = z.object({
  orderId: z.string(),
  result: z.enum(['created', 'joined', 'unchanged']),
  shipmentId: z.string(),
  carrier: z.string(),
});

const postShipment = createRoute({
  method: 'post',
  path: '/orders/{orderId}/shipments',
  summary: 'Add a shipment',
  description:
    'Applies the scans that arrived before it. The same shipment again changes nothing. Without a ' +
    'carrier, the tracking number has to identify one; if it fits several, the problem lists them. ' +
    'A number that another shipment of the order has is the same parcel: the answer has its id. ' +
    'More pieces of a line than are left to ship are a conflict that says what is left.',
  tags: ['Orders'],
  security,
  request: { params: orderIdParam, body: { required: true, content: json(shipmentSchema) } },
  responses: {
    200: {
      description: 'The shipment existed, or the parcel under another id',
      content: json(postResult),
    },
    201: { description: 'The shipment was added', content: json(postResult) },
    ...PROBLEMS,
  },
});

function addPost(router: Router, { sql, notifyRelay }: ApiDeps): void {
  router.openapi(postShipment, async (c) => {
    const orderId = c.req.valid('param').orderId as OrderId;
    const body = c.req.valid('json');
    const { carrier, trackingNumber } = identifyParcel(body);
    const given = (body.shipmentId ?? trackingNumber) as ShipmentId;
    const ref = { shopId: c.var.shop.id, orderId };
    const { result, shipmentId } = await addShipment(sql, ref, {
      shipmentId: given,
      carrier,
      trackingNumber,
      service: body.service ?? null,
      items: body.items ?? null,
      shippedAt: body.shippedAt ? new Date(body.shippedAt) : new Date(),
      edd: parseEdd(body.edd),
    });
    notifyRelay();
    return c.json({ orderId, shipmentId, carrier, result }, result === 'created' ? 201 : 200);
  });
}

const patchResult = z.object({
  orderId: z.string(),
  result: z.enum(['changed', 'unchanged']),
  shipmentId: z.string(),
});

const patchShipment = createRoute({
  method: 'patch',
  path: '/orders/{orderId}/shipments/{shipmentId}',
  summary: 'Correct the carrier or the tracking number of a shipment',
  description:
    'The journey continues with the right values: its timers run on, it applies the scans of the ' +
    'right number, and it repeats no message.',
  tags: ['Orders'],
  security,
  request: { params: shipmentParams, body: { required: true, content: json(correctionSchema) } },
  responses: {
    200: { description: 'The shipment is correct', content: json(patchResult) },
    ...PROBLEMS,
  },
});

function addPatch(router: Router, { sql, notifyRelay }: ApiDeps): void {
  router.openapi(patchShipment, async (c) => {
    const { orderId, shipmentId } = c.req.valid('param');
    const { carrier, trackingNumber } = c.req.valid('json');
    const ref = { orderId: orderId as OrderId, shipmentId: shipmentId as ShipmentId };
    const correction = {
      carrier: carrier === undefined ? undefined : findCarrier(carrier).id,
      trackingNumber:
        trackingNumber === undefined ? undefined : normalizeTrackingNumber(trackingNumber),
    };
    const result = await correctShipment(sql, { shopId: c.var.shop.id, ...ref }, correction);
    notifyRelay();
    return c.json({ orderId, shipmentId, result }, 200);
  });
}

const voidResult = z.object({
  orderId: z.string(),
  result: z.enum(['voided', 'unchanged']),
  shipmentId: z.string(),
});

const postVoid = createRoute({
  method: 'post',
  path: '/orders/{orderId}/shipments/{shipmentId}/void',
  summary: 'Void a shipment',
  description:
    'For a label that you cancelled. Nothing more is expected of it, no message is sent about it, ' +
    'and its pieces can be shipped again. Scans that still arrive are recorded and change nothing.',
  tags: ['Orders'],
  security,
  request: { params: shipmentParams, body: { required: true, content: json(voidSchema) } },
  responses: {
    200: { description: 'The shipment is voided', content: json(voidResult) },
    ...PROBLEMS,
  },
});

function addVoid(router: Router, { sql, notifyRelay }: ApiDeps): void {
  router.openapi(postVoid, async (c) => {
    const { orderId, shipmentId } = c.req.valid('param');
    const { voidedAt } = c.req.valid('json');
    const ref = { orderId: orderId as OrderId, shipmentId: shipmentId as ShipmentId };
    const at = voidedAt ? new Date(voidedAt) : new Date();
    const result = await voidShipment(sql, { shopId: c.var.shop.id, ...ref }, at);
    notifyRelay();
    return c.json({ orderId, shipmentId, result }, 200);
  });
}
