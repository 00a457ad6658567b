import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import { findCarrier } from '../carriers/directory.ts';
import { addShipment } from '../commands/add-shipment.ts';
import { correctShipment } from '../commands/correct-shipment.ts';
import { normalizeTrackingNumber, type OrderId, type ShipmentId } from '../domain/ids.ts';
import { eddOf } from './edd.ts';
import type { ApiDeps, ApiEnv } from './env.ts';
import { parcelOf } from './parcel.ts';
import { onInvalid } from './problem.ts';
import { json, PROBLEMS, resultSchema, security } from './responses.ts';
import { correctionSchema, orderIdParam, shipmentParams, shipmentSchema } from './schemas.ts';

export function shipmentRoutes({ sql, wake }: ApiDeps): OpenAPIHono<ApiEnv> {
  const app = new OpenAPIHono<ApiEnv>({ defaultHook: onInvalid });

  app.openapi(postShipment, async (c) => {
    const orderId = c.req.valid('param').orderId as OrderId;
    const body = c.req.valid('json');
    const { carrier, trackingNumber } = parcelOf(body);
    const shipmentId = (body.shipmentId ?? trackingNumber) as ShipmentId;
    const result = await addShipment(
      sql,
      { shopId: c.var.shop.id, orderId },
      {
        shipmentId,
        carrier,
        trackingNumber,
        service: body.service ?? null,
        items: body.items ?? null,
        shippedAt: body.shippedAt ? new Date(body.shippedAt) : new Date(),
        edd: eddOf(body.edd),
      },
    );
    wake();
    return c.json({ orderId, shipmentId, carrier, result }, result === 'created' ? 201 : 200);
  });

  app.openapi(patchShipment, async (c) => {
    const { orderId, shipmentId } = c.req.valid('param');
    const { carrier, trackingNumber } = c.req.valid('json');
    const ref = { orderId: orderId as OrderId, shipmentId: shipmentId as ShipmentId };
    const result = await correctShipment(
      sql,
      { shopId: c.var.shop.id, ...ref },
      {
        carrier: carrier === undefined ? undefined : findCarrier(carrier).id,
        trackingNumber:
          trackingNumber === undefined ? undefined : normalizeTrackingNumber(trackingNumber),
      },
    );
    wake();
    return c.json({ orderId, shipmentId, result }, 200);
  });

  return app;
}

const shipmentResult = resultSchema(['created', 'unchanged']).extend({
  shipmentId: shipmentSchema.shape.trackingNumber,
  carrier: shipmentSchema.shape.carrier.unwrap(),
});

const postShipment = createRoute({
  method: 'post',
  path: '/orders/{orderId}/shipments',
  summary: 'Add a shipment',
  description:
    'Scans that came before it are applied. The same shipment again changes nothing. Without a ' +
    'carrier the tracking number tells it; where it may be of several, the answer lists them.',
  tags: ['Orders'],
  security,
  request: { params: orderIdParam, body: { required: true, content: json(shipmentSchema) } },
  responses: {
    200: { description: 'Known already', content: json(shipmentResult) },
    201: { description: 'Added', content: json(shipmentResult) },
    ...PROBLEMS,
  },
});

const patchShipment = createRoute({
  method: 'patch',
  path: '/orders/{orderId}/shipments/{shipmentId}',
  summary: 'Correct the carrier or the number of a shipment',
  description:
    'The journey goes on with what is right: timers run on, scans of the right number are applied, ' +
    'and nothing is told twice.',
  tags: ['Orders'],
  security,
  request: { params: shipmentParams, body: { required: true, content: json(correctionSchema) } },
  responses: {
    200: {
      description: 'Corrected, or so already',
      content: json(
        resultSchema(['changed', 'unchanged']).extend({
          shipmentId: shipmentParams.shape.shipmentId,
        }),
      ),
    },
    ...PROBLEMS,
  },
});
