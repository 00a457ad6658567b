import { createRoute, z } from '@hono/zod-openapi';
import { recordDelayAnswer } from '../commands/answer-delay.ts';
import { changeShippingPromise } from '../commands/change-shipping-promise.ts';
import { day } from '../commands/time-schema.ts';
import type { OrderId } from '../domain/ids.ts';
import { needs } from './authenticate.ts';
import type { ApiDeps } from './env.ts';
import { bodyProblems } from './problem-responses.ts';
import { createRouter, type Router } from './router.ts';
import { customerText, json, orderIdParam } from './shared-schema.ts';

const shippingPromiseSchema = z
  .strictObject({
    shipsInTime: z.literal(true).optional().openapi({
      description: 'The order ships by the time that holds. The customer gets no notice.',
    }),
    revisedShipBy: day
      .nullable()
      .optional()
      .openapi({
        description:
          'The order does not ship in time: by when it does, as a day of your time zone. Null: you ' +
          'do not know.',
        example: '2027-01-10',
      }),
    reason: customerText
      .nullish()
      .openapi({ description: 'Why it is late. The customer reads it.' }),
  })
  .superRefine(({ shipsInTime, revisedShipBy }, c) => {
    if ((shipsInTime === undefined) !== (revisedShipBy === undefined)) return;
    const message = 'must have either `shipsInTime` or `revisedShipBy`';
    c.addIssue({ code: 'custom', path: [], message });
  })
  .openapi('ShippingPromise', {
    oneOf: [{ required: ['shipsInTime'] }, { required: ['revisedShipBy'] }],
    example: { revisedShipBy: '2027-01-10' },
  });

const shippingPromiseResult = z.object({
  orderId: z.string(),
  result: z.enum(['changed', 'unchanged']),
});

const postShippingPromise = createRoute({
  method: 'post',
  path: '/orders/{orderId}/shipping-promise',
  operationId: 'changeShippingPromise',
  summary: 'Say whether an order ships in time',
  description:
    'For orders to the United States, where the law wants the customer to consent to a delay. If ' +
    'the order ships later, the customer gets `ship_delay_notice` with a link to wait or to ' +
    'cancel. The same again returns `unchanged`. 409 if the order is cancelled, has shipped, ' +
    'counts as cancelled, or has no time to ship by law, and if the customer asked to cancel it. ' +
    '422 for a day that is over, or no later than the one that holds.',
  tags: ['Orders'],
  ...needs('write'),
  request: {
    params: orderIdParam,
    body: { required: true, content: json(shippingPromiseSchema) },
  },
  responses: {
    200: { description: 'wismr has your answer', content: json(shippingPromiseResult) },
    ...bodyProblems('not-found', 'conflict'),
  },
});

const delayAnswerSchema = z
  .strictObject({
    answer: z.enum(['consent', 'cancel']).openapi({
      description: '`consent`: the customer waits. `cancel`: the customer wants the money back.',
    }),
  })
  .openapi('DelayAnswer', { example: { answer: 'consent' } });

const postDelayAnswer = createRoute({
  method: 'post',
  path: '/orders/{orderId}/shipping-promise/answer',
  operationId: 'recordDelayAnswer',
  summary: "Record the customer's answer to a notice about a late shipment",
  description:
    'For customers who call or write to you instead of using the link in `ship_delay_notice`. The ' +
    'answer counts for the latest delay, and the latest answer counts until the order ships. The ' +
    'same again returns `unchanged`. 409 if there is no notice to answer, and if the order has ' +
    'shipped, counts as cancelled, is cancelled or is refunded.',
  tags: ['Orders'],
  ...needs('write'),
  request: {
    params: orderIdParam,
    body: { required: true, content: json(delayAnswerSchema) },
  },
  responses: {
    200: { description: 'wismr has the answer', content: json(shippingPromiseResult) },
    ...bodyProblems('not-found', 'conflict'),
  },
});

export function shippingPromiseRoutes({ sql, notifyRelay }: ApiDeps): Router {
  const router = createRouter();
  router.openapi(postShippingPromise, async (c) => {
    const orderId = c.req.valid('param').orderId as OrderId;
    const { shipsInTime = false, revisedShipBy = null, reason = null } = c.req.valid('json');
    const word = { shipsInTime, revisedShipBy, reason };
    const result = await changeShippingPromise(sql, { shopId: c.var.shop.id, orderId }, word);
    notifyRelay();
    return c.json({ orderId, result }, 200);
  });
  router.openapi(postDelayAnswer, async (c) => {
    const orderId = c.req.valid('param').orderId as OrderId;
    const { answer } = c.req.valid('json');
    const result = await recordDelayAnswer(sql, { shopId: c.var.shop.id, orderId }, answer);
    notifyRelay();
    return c.json({ orderId, result }, 200);
  });
  return router;
}
