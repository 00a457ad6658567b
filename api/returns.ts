import { createRoute, type z } from '@hono/zod-openapi';
import { assertMode } from '../commands/check-mode.ts';
import type { RequestedItem } from '../commands/check-quantities.ts';
import { requestReturn } from '../commands/request-return.ts';
import { WismrError } from '../domain/error.ts';
import type { OrderId, ReturnId } from '../domain/ids.ts';
import { readReturnView } from '../views/return.ts';
import { needs } from './authenticate.ts';
import type { ApiDeps } from './env.ts';
import { bodyProblems, problems } from './problem-responses.ts';
import {
  returnIdParam,
  returnResultSchema,
  returnSchema,
  returnViewSchema,
} from './return-schema.ts';
import { createRouter, type Router } from './router.ts';
import { json } from './shared-schema.ts';

/** Requests and reads returns. return-steps.ts has the steps after the request. */
export function returnRoutes(deps: ApiDeps): Router {
  const router = createRouter();
  addPut(router, deps);
  addGet(router, deps);
  return router;
}

const putResult = returnResultSchema(['created', 'changed', 'unchanged']);

const putReturn = createRoute({
  method: 'put',
  path: '/returns/{returnId}',
  operationId: 'putReturn',
  summary: 'Request the return of items of an order',
  description:
    'The same return again returns `unchanged`. A repetition may give another `reason`, or ' +
    'approve the return with `approved: true`. 409 if it exists with another order, other items ' +
    'or another `refundBy` or `withdrawal`, or if it is cancelled or rejected and `approved` is true. 404 if the ' +
    'order does not exist. 422 if it has no such line. 409 if more pieces are returned than were ' +
    'ordered, over all returns of the order; `errors` says how many are left.',
  tags: ['Returns'],
  ...needs('write'),
  request: { params: returnIdParam, body: { required: true, content: json(returnSchema) } },
  responses: {
    200: { description: 'The return existed already', content: json(putResult) },
    201: { description: 'The return was requested', content: json(putResult) },
    ...bodyProblems('not-found', 'conflict'),
  },
});

function addPut(router: Router, { sql, notifyRelay }: ApiDeps): void {
  router.openapi(putReturn, async (c) => {
    const returnId = c.req.valid('param').returnId as ReturnId;
    const body = c.req.valid('json');
    const ref = { shopId: c.var.shop.id, returnId };
    const { orderId } = body;
    await assertMode(sql, { shopId: ref.shopId, orderId }, c.var.apiKey.isTest);
    const result = await requestReturn(sql, ref, {
      orderId: body.orderId as OrderId,
      requestedAt: body.requestedAt ? new Date(body.requestedAt) : new Date(),
      items: body.items.map(parseItem),
      reason: body.reason ?? null,
      refundBy: body.refundBy ? new Date(body.refundBy) : null,
      withdrawal: body.withdrawal ?? null,
      approved: body.approved,
    });
    notifyRelay();
    return c.json({ returnId, result }, result === 'created' ? 201 : 200);
  });
}

type GivenItem = z.output<typeof returnSchema>['items'][number];

/** Reads an item by its line in the order, or by its own name. */
export function parseItem({ line, name = '', sku = null, quantity }: GivenItem): RequestedItem {
  return line === undefined ? { sku, name, quantity } : { line, quantity };
}

const getReturn = createRoute({
  method: 'get',
  path: '/returns/{returnId}',
  operationId: 'getReturn',
  summary: 'Get a return with its parcels, inspection, refunds and messages',
  description: 'Includes open expectations and escalations.',
  tags: ['Returns'],
  ...needs('read'),
  request: { params: returnIdParam },
  responses: {
    200: { description: 'The return', content: json(returnViewSchema) },
    ...problems('not-found', 'invalid'),
  },
});

function addGet(router: Router, { sql, keys, publicUrl }: ApiDeps): void {
  router.openapi(getReturn, async (c) => {
    const { returnId } = c.req.valid('param');
    const ref = { shopId: c.var.shop.id, returnId };
    const view = await readReturnView(sql, ref, { publicUrl, keys, now: Date.now() });
    if (!view) throw new WismrError('not_found', `return ${returnId} does not exist`);
    return c.json(view, 200);
  });
}
