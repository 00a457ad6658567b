import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import type { z } from 'zod';
import { requestReturn } from '../commands/request-return.ts';
import type { Sql } from '../db/connect.ts';
import { findOrder, readItems } from '../db/orders.ts';
import { findReturn, type ReturnItem } from '../db/returns.ts';
import { type Fault, WismrError } from '../domain/error.ts';
import type { OrderId, ReturnId, ShopId } from '../domain/ids.ts';
import { readReturnView } from '../views/return.ts';
import type { ApiDeps, ApiEnv } from './env.ts';
import { onInvalid } from './problem.ts';
import { json, PROBLEMS, security } from './responses.ts';
import { returnResultSchema, returnViewSchema } from './responses-return.ts';
import { returnIdParam, returnSchema } from './schemas-return.ts';

/** A return as it is asked for and read; what is then done to it is in return-steps.ts. */
export function returnRoutes({ sql, wake, publicUrl }: ApiDeps): OpenAPIHono<ApiEnv> {
  const app = new OpenAPIHono<ApiEnv>({ defaultHook: onInvalid });

  app.openapi(putReturn, async (c) => {
    const returnId = c.req.valid('param').returnId as ReturnId;
    const body = c.req.valid('json');
    const shopId = c.var.shop.id;
    const orderId = body.orderId as OrderId;
    const result = await requestReturn(
      sql,
      { shopId, returnId },
      {
        orderId,
        requestedAt: body.requestedAt ? new Date(body.requestedAt) : new Date(),
        items: await itemsOf(sql, { shopId, orderId }, body.items),
        reason: body.reason ?? null,
        refundBy: body.refundBy ? new Date(body.refundBy) : null,
        approved: body.approved,
      },
    );
    wake();
    return c.json({ returnId, result }, result === 'created' ? 201 : 200);
  });

  app.openapi(getReturn, async (c) => {
    const { returnId } = c.req.valid('param');
    const row = await findReturn(sql, c.var.shop.id, returnId);
    if (!row) throw new WismrError('not_found', `there is no return ${returnId}`);
    return c.json(await readReturnView(sql, row, { publicUrl, now: Date.now() }), 200);
  });

  return app;
}

const putResult = returnResultSchema(['created', 'changed', 'unchanged']);

const putReturn = createRoute({
  method: 'put',
  path: '/returns/{returnId}',
  summary: 'Ask for a return of some items of an order',
  description:
    'May be repeated at will. Once it is there its items stay as they are; with `approved` a ' +
    'repetition approves it.',
  tags: ['Returns'],
  security,
  request: { params: returnIdParam, body: { required: true, content: json(returnSchema) } },
  responses: {
    200: { description: 'Known already', content: json(putResult) },
    201: { description: 'Asked for', content: json(putResult) },
    ...PROBLEMS,
  },
});

const getReturn = createRoute({
  method: 'get',
  path: '/returns/{returnId}',
  summary: 'The journey of a return: parcels, inspection, refunds, and what is awaited',
  tags: ['Returns'],
  security,
  request: { params: returnIdParam },
  responses: { 200: { description: 'The return', content: json(returnViewSchema) }, ...PROBLEMS },
});

type GivenItem = z.output<typeof returnSchema>['items'][number];

/** Items that name a line of the order have what stands there. */
async function itemsOf(
  sql: Sql,
  order: { readonly shopId: ShopId; readonly orderId: OrderId },
  items: readonly GivenItem[],
): Promise<readonly ReturnItem[]> {
  const { shopId, orderId } = order;
  if (!(await findOrder(sql, shopId, orderId))) {
    throw new WismrError('not_found', `there is no order ${orderId}`);
  }
  const lines = items.some(({ line }) => line !== undefined) ? await readItems(sql, order) : [];
  const faults: Fault[] = [];
  const found = items.map(({ line, name, sku, quantity }, index): ReturnItem => {
    if (line === undefined) return { sku: sku ?? null, name: name ?? '', quantity };
    const ordered = lines.find((each) => each.line === line);
    if (!ordered) {
      faults.push({ pointer: `/items/${index}/line`, detail: `the order has no line ${line}` });
    } else if (quantity > ordered.quantity) {
      const detail = `only ${ordered.quantity} were ordered`;
      faults.push({ pointer: `/items/${index}/quantity`, detail });
    }
    return { sku: ordered?.sku ?? null, name: ordered?.name ?? '', quantity };
  });
  if (faults.length === 0) return found;
  throw new WismrError('invalid', faults.map(({ detail }) => detail).join('; '), faults);
}
