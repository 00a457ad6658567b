import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import {
  approveReturn,
  cancelReturn,
  inspectReturn,
  labelReturn,
  receiveReturn,
  refundReturn,
  rejectReturn,
} from '../commands/change-return.ts';
import type { ReturnId } from '../domain/ids.ts';
import type { ApiDeps, ApiEnv } from './env.ts';
import { parcelOf } from './parcel.ts';
import { onInvalid } from './problem.ts';
import { json, PROBLEMS, security } from './responses.ts';
import { returnResultSchema } from './responses-return.ts';
import {
  approveSchema,
  cancelReturnSchema,
  inspectionSchema,
  labelSchema,
  receivedSchema,
  refundSchema,
  rejectSchema,
  returnIdParam,
} from './schemas-return.ts';

/** What a shop does to a return, and what it says of it. All may be repeated at will. */
export function returnStepRoutes(deps: ApiDeps): OpenAPIHono<ApiEnv> {
  const app = new OpenAPIHono<ApiEnv>({ defaultHook: onInvalid });
  app.route('/', decisionRoutes(deps));
  app.route('/', warehouseRoutes(deps));
  return app;
}

/** Before it is there. */
function decisionRoutes({ sql, wake }: ApiDeps): OpenAPIHono<ApiEnv> {
  const app = new OpenAPIHono<ApiEnv>({ defaultHook: onInvalid });

  app.openapi(postApprove, async (c) => {
    const returnId = c.req.valid('param').returnId as ReturnId;
    const at = timeOf(c.req.valid('json').approvedAt);
    const result = await approveReturn(sql, { shopId: c.var.shop.id, returnId }, at);
    wake();
    return c.json({ returnId, result }, 200);
  });

  app.openapi(postReject, async (c) => {
    const returnId = c.req.valid('param').returnId as ReturnId;
    const { reason = null, rejectedAt } = c.req.valid('json');
    const rejection = { at: timeOf(rejectedAt), reason };
    const result = await rejectReturn(sql, { shopId: c.var.shop.id, returnId }, rejection);
    wake();
    return c.json({ returnId, result }, 200);
  });

  app.openapi(postLabel, async (c) => {
    const returnId = c.req.valid('param').returnId as ReturnId;
    const body = c.req.valid('json');
    const { carrier, trackingNumber } = parcelOf(body);
    const parcelId = body.parcelId ?? trackingNumber;
    const ref = { shopId: c.var.shop.id, returnId };
    const result = await labelReturn(sql, ref, {
      parcelId,
      carrier,
      trackingNumber,
      service: body.service ?? null,
      labelUrl: body.labelUrl ?? null,
      qrUrl: body.qrUrl ?? null,
      labelledAt: timeOf(body.labelledAt),
    });
    wake();
    return c.json({ returnId, parcelId, result }, 200);
  });

  app.openapi(postCancel, async (c) => {
    const returnId = c.req.valid('param').returnId as ReturnId;
    const at = timeOf(c.req.valid('json').cancelledAt);
    const result = await cancelReturn(sql, { shopId: c.var.shop.id, returnId }, at);
    wake();
    return c.json({ returnId, result }, 200);
  });

  return app;
}

/** Once it is there. */
function warehouseRoutes({ sql, wake }: ApiDeps): OpenAPIHono<ApiEnv> {
  const app = new OpenAPIHono<ApiEnv>({ defaultHook: onInvalid });

  app.openapi(postReceived, async (c) => {
    const returnId = c.req.valid('param').returnId as ReturnId;
    const { parcelId = null, receivedAt } = c.req.valid('json');
    const receipt = { at: timeOf(receivedAt), parcelId };
    const result = await receiveReturn(sql, { shopId: c.var.shop.id, returnId }, receipt);
    wake();
    return c.json({ returnId, result }, 200);
  });

  app.openapi(postInspection, async (c) => {
    const returnId = c.req.valid('param').returnId as ReturnId;
    const { items, inspectedAt } = c.req.valid('json');
    const result = await inspectReturn(
      sql,
      { shopId: c.var.shop.id, returnId },
      {
        at: timeOf(inspectedAt),
        items: items.map(({ note = null, ...item }) => ({ ...item, note })),
      },
    );
    wake();
    return c.json({ returnId, result }, 200);
  });

  app.openapi(postRefund, async (c) => {
    const returnId = c.req.valid('param').returnId as ReturnId;
    const { methodNote = null, reason = null, ...body } = c.req.valid('json');
    const refundedAt = timeOf(body.refundedAt);
    const reference = body.reference ?? referenceOf(body.amount, refundedAt);
    const ref = { shopId: c.var.shop.id, returnId };
    const refund = { ...body, methodNote, reason, reference, refundedAt };
    const result = await refundReturn(sql, ref, refund);
    wake();
    return c.json({ returnId, reference, result }, 200);
  });

  return app;
}

function timeOf(given: string | undefined): Date {
  return given ? new Date(given) : new Date();
}

/** Facts, so that the same refund told again has the same. */
function referenceOf({ amount, currency }: { amount: string; currency: string }, at: Date): string {
  return `${amount}-${currency}-${at.toISOString()}`;
}

interface StepRoute<Name extends string, Body extends z.ZodType> {
  readonly name: Name;
  readonly summary: string;
  readonly description?: string;
  readonly body: Body;
}

const changed = returnResultSchema(['changed', 'unchanged']);

function stepRoute<Name extends string, Body extends z.ZodType, Result extends z.ZodType>(
  { name, body, ...words }: StepRoute<Name, Body>,
  result: Result,
) {
  return createRoute({
    method: 'post',
    path: `/returns/{returnId}/${name}`,
    ...words,
    tags: ['Returns'],
    security,
    request: { params: returnIdParam, body: { required: true, content: json(body) } },
    responses: { 200: { description: 'Kept', content: json(result) }, ...PROBLEMS },
  });
}

const postApprove = stepRoute(
  { name: 'approve', summary: 'Approve a return', body: approveSchema },
  changed,
);

const postReject = stepRoute(
  { name: 'reject', summary: 'Reject a request for a return', body: rejectSchema },
  changed,
);

const postLabel = stepRoute(
  {
    name: 'label',
    summary: 'Add a parcel of the return, with its label',
    description:
      'Approves the return where nobody had. Scans that came before it are applied. A return may ' +
      'have several parcels; the same one again may bring another label.',
    body: labelSchema,
  },
  changed.extend({ parcelId: z.string() }),
);

const postCancel = stepRoute(
  { name: 'cancel', summary: 'Cancel a return', body: cancelReturnSchema },
  changed,
);

const postReceived = stepRoute(
  {
    name: 'received',
    summary: 'Say that the return, or one parcel of it, is there',
    description: 'Not needed where your policy takes the carrier’s word for it.',
    body: receivedSchema,
  },
  changed,
);

const postInspection = stepRoute(
  {
    name: 'inspection',
    summary: 'Say what becomes of each item',
    description: 'Said again with other items, the last word stands.',
    body: inspectionSchema,
  },
  changed,
);

const postRefund = stepRoute(
  {
    name: 'refund',
    summary: 'Say that money, or credit, was given back',
    description:
      'In parts where `final` is false. Another amount under a known reference is a conflict.',
    body: refundSchema,
  },
  changed.extend({ reference: z.string() }),
);
