import { createRoute, z } from '@hono/zod-openapi';
import { findCarrier } from '../carriers/directory.ts';
import { addShipment } from '../commands/add-shipment.ts';
import { correctShipment } from '../commands/correct-shipment.ts';
import { voidShipment } from '../commands/void-shipment.ts';
import { normalizeTrackingNumber, type OrderId, type ShipmentId } from '../domain/ids.ts';
import { needs } from './authenticate.ts';
import { parseEdd } from './edd-schema.ts';
import type { ApiDeps } from './env.ts';
import { identifyParcel } from './identify-parcel.ts';
import { bodyProblems } from './problem-responses.ts';
import { createRouter, type Router } from './router.ts';
import { json, orderIdParam } from './shared-schema.ts';
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
  operationId: 'addShipment',
  summary: 'Add a shipment',
  description:
    'Applies scans that arrived before the shipment. The same `shipmentId`, carrier and number ' +
    'again return `unchanged`; all other fields are then ignored. 409 if that shipment has ' +
    'another carrier or number. 404 if the order does not exist. 422 with the candidates if you ' +
    'leave out the carrier and the number does not identify exactly one. A number that another ' +
    'shipment of the order has is the same parcel: the result is `joined`, with its id. 422 if the ' +
    'order has no such line. 409 if more pieces of a line are shipped than are left. 409 if ' +
    'another order has the carrier’s number under way, unless `sharedParcel` is true.',
  tags: ['Orders'],
  ...needs('write'),
  request: { params: orderIdParam, body: { required: true, content: json(shipmentSchema) } },
  responses: {
    200: {
      description: 'The shipment existed already, or the parcel under another id',
      content: json(postResult),
    },
    201: { description: 'The shipment was added', content: json(postResult) },
    ...bodyProblems('not-found', 'conflict'),
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
      sharedParcel: body.sharedParcel,
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
  operationId: 'correctShipment',
  summary: 'Correct the carrier or tracking number of a shipment',
  description:
    'Applies the scans of the correct number, and sends no message a second time. A new number ' +
    'removes the delivery estimates and the proof of delivery. A field that you leave out keeps ' +
    'its value. 409 if another request corrects it at the same time: read it and try again. 409 if ' +
    'another order has the number under way, unless `sharedParcel` is true.',
  tags: ['Orders'],
  ...needs('write'),
  request: { params: shipmentParams, body: { required: true, content: json(correctionSchema) } },
  responses: {
    200: { description: 'The shipment has these values', content: json(patchResult) },
    ...bodyProblems('not-found', 'conflict'),
  },
});

function addPatch(router: Router, { sql, notifyRelay }: ApiDeps): void {
  router.openapi(patchShipment, async (c) => {
    const { orderId, shipmentId } = c.req.valid('param');
    const { carrier, trackingNumber, sharedParcel } = c.req.valid('json');
    const ref = { orderId: orderId as OrderId, shipmentId: shipmentId as ShipmentId };
    const correction = {
      carrier: carrier === undefined ? undefined : findCarrier(carrier).id,
      trackingNumber:
        trackingNumber === undefined ? undefined : normalizeTrackingNumber(trackingNumber),
      sharedParcel,
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
  operationId: 'voidShipment',
  summary: 'Void a shipment',
  description:
    'For a label that you cancelled. Nothing more is expected of it, no message is sent about it, ' +
    'and its pieces can be shipped again. Scans that still arrive are recorded and change nothing.',
  tags: ['Orders'],
  ...needs('write'),
  request: { params: shipmentParams, body: { required: true, content: json(voidSchema) } },
  responses: {
    200: { description: 'The shipment is voided', content: json(voidResult) },
    ...bodyProblems('not-found', 'conflict'),
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
