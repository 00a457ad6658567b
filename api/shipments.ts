import { createRoute, z } from '@hono/zod-openapi';
import { findCarrier } from '../carriers/directory.ts';
import { addShipment } from '../commands/add-shipment.ts';
import { correctShipment } from '../commands/correct-shipment.ts';
import { normalizeTrackingNumber, type OrderId, type ShipmentId } from '../domain/ids.ts';
import { parseEdd } from './edd-schema.ts';
import type { ApiDeps } from './env.ts';
import { identifyParcel } from './identify-parcel.ts';
import { createRouter, type Router } from './router.ts';
import { json, orderIdParam, PROBLEMS, security } from './shared-schema.ts';
import { correctionSchema, shipmentParams, shipmentSchema } from './shipment-schema.ts';

export function shipmentRoutes(deps: ApiDeps): Router {
  const router = createRouter();
  addPost(router, deps);
  addPatch(router, deps);
  return router;
}

const postResult = z.object({
  orderId: z.string(),
  result: z.enum(['created', 'unchanged']),
  shipmentId: z.string(),
  carrier: z.string(),
});

const postShipment = createRoute({
  method: 'post',
  path: '/orders/{orderId}/shipments',
  summary: 'Add a shipment',
  description:
    'Applies scans that arrived before the shipment. The same `shipmentId`, carrier and number ' +
    'again return `unchanged`; all other fields are then ignored. 409 if that shipment has ' +
    'another carrier or number. 404 if the order does not exist. 422 with the candidates if you ' +
    'leave out the carrier and the number does not identify exactly one.',
  tags: ['Orders'],
  security,
  request: { params: orderIdParam, body: { required: true, content: json(shipmentSchema) } },
  responses: {
    200: { description: 'The shipment existed already', content: json(postResult) },
    201: { description: 'The shipment was added', content: json(postResult) },
    ...PROBLEMS,
  },
});

function addPost(router: Router, { sql, notifyRelay }: ApiDeps): void {
  router.openapi(postShipment, async (c) => {
    const orderId = c.req.valid('param').orderId as OrderId;
    const body = c.req.valid('json');
    const { carrier, trackingNumber } = identifyParcel(body);
    const shipmentId = (body.shipmentId ?? trackingNumber) as ShipmentId;
    const ref = { shopId: c.var.shop.id, orderId };
    const result = await addShipment(sql, ref, {
      shipmentId,
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
  summary: 'Correct the carrier or tracking number of a shipment',
  description:
    'Applies the scans of the correct number, and sends no message a second time. A new number ' +
    'removes the delivery estimates and the proof of delivery. A field that you leave out keeps ' +
    'its value. 409 if another request corrects it at the same time: read it and try again.',
  tags: ['Orders'],
  security,
  request: { params: shipmentParams, body: { required: true, content: json(correctionSchema) } },
  responses: {
    200: { description: 'The shipment has these values', content: json(patchResult) },
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
