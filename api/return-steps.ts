import { createRoute, z } from '@hono/zod-openapi';
import {
  approveReturn,
  cancelReturn,
  inspectReturn,
  receiveReturn,
  rejectReturn,
} from '../commands/change-return.ts';
import { labelReturn } from '../commands/label-return.ts';
import { refundReturn } from '../commands/refund-return.ts';
import type { ReturnId } from '../domain/ids.ts';
import { needs } from './authenticate.ts';
import type { ApiDeps } from './env.ts';
import { identifyParcel } from './identify-parcel.ts';
import { refuseLocalLinks } from './local-links.ts';
import { bodyProblems } from './problem-responses.ts';
import { readRefund, refundSchema } from './refund-schema.ts';
import { returnIdParam, returnResultSchema } from './return-schema.ts';
import {
  approveSchema,
  cancelReturnSchema,
  inspectionSchema,
  labelSchema,
  receivedSchema,
  rejectSchema,
} from './return-step-schema.ts';
import { createRouter, type Router } from './router.ts';
import { json } from './shared-schema.ts';

/** The steps of a return after its request. Every step is safe to repeat. */
export function returnStepRoutes(deps: ApiDeps): Router {
  const router = createRouter();
  addApprove(router, deps);
  addReject(router, deps);
  addLabel(router, deps);
  addReceived(router, deps);
  addInspection(router, deps);
  addRefund(router, deps);
  addCancel(router, deps);
  return router;
}

interface Step<Name extends string, Body extends z.ZodType> {
  readonly name: Name;
  /** For the operation's id: `approve` makes `approveReturn`. */
  readonly verb: string;
  readonly summary: string;
  readonly description?: string;
  readonly body: Body;
}

const stepResult = returnResultSchema(['changed', 'unchanged']);

function stepRoute<Name extends string, Body extends z.ZodType, Result extends z.ZodType>(
  { name, verb, body, ...texts }: Step<Name, Body>,
  result: Result,
) {
  return createRoute({
    method: 'post',
    path: `/returns/{returnId}/${name}`,
    operationId: `${verb}Return`,
    ...texts,
    tags: ['Returns'],
    ...needs('write'),
    request: { params: returnIdParam, body: { required: true, content: json(body) } },
    responses: {
      200: { description: 'The return has this step', content: json(result) },
      ...bodyProblems('not-found', 'conflict'),
    },
  });
}

const postApprove = stepRoute(
  {
    name: 'approve',
    verb: 'approve',
    summary: 'Approve a return',
    description:
      '`unchanged` if it is approved already. 409 if it is cancelled, rejected, or inspected or ' +
      'refunded without approval.',
    body: approveSchema,
  },
  stepResult,
);

function addApprove(router: Router, { sql, notifyRelay }: ApiDeps): void {
  router.openapi(postApprove, async (c) => {
    const returnId = c.req.valid('param').returnId as ReturnId;
    const at = timeOrNow(c.req.valid('json').approvedAt);
    const result = await approveReturn(sql, { shopId: c.var.shop.id, returnId }, at);
    notifyRelay();
    return c.json({ returnId, result }, 200);
  });
}

const postReject = stepRoute(
  {
    name: 'reject',
    verb: 'reject',
    summary: 'Reject a return before it is sent',
    description:
      '`unchanged` if it is rejected already. 409 if it is approved, cancelled, inspected or ' +
      'refunded: reject the items of an approved return at the inspection.',
    body: rejectSchema,
  },
  stepResult,
);

function addReject(router: Router, { sql, notifyRelay }: ApiDeps): void {
  router.openapi(postReject, async (c) => {
    const returnId = c.req.valid('param').returnId as ReturnId;
    const { reason = null, rejectedAt } = c.req.valid('json');
    const rejection = { at: timeOrNow(rejectedAt), reason };
    const result = await rejectReturn(sql, { shopId: c.var.shop.id, returnId }, rejection);
    notifyRelay();
    return c.json({ returnId, result }, 200);
  });
}

const postLabel = stepRoute(
  {
    name: 'label',
    verb: 'label',
    summary: 'Add a parcel and its label to a return',
    description:
      'Approves the return if it is not approved, and applies scans that arrived before. A ' +
      'return may have several parcels. The same parcel again replaces `labelUrl` and `qrUrl`, ' +
      'or returns `unchanged`. 409 if the parcel has another carrier or tracking number, if the ' +
      'return is cancelled or rejected, for a new parcel of an inspected or refunded return, or if ' +
      'another return or order has the number under way, unless `sharedParcel` is true.',
    body: labelSchema,
  },
  stepResult.extend({ parcelId: z.string() }),
);

function addLabel(router: Router, deps: ApiDeps): void {
  const { sql, notifyRelay } = deps;
  router.openapi(postLabel, async (c) => {
    const returnId = c.req.valid('param').returnId as ReturnId;
    const body = c.req.valid('json');
    const { labelUrl = null, qrUrl = null } = body;
    const links = Object.entries({ labelUrl, qrUrl });
    refuseLocalLinks(
      links.map(([field, url]) => ({ pointer: `/${field}`, url })),
      deps,
    );
    const { carrier, trackingNumber } = identifyParcel(body);
    const parcelId = body.parcelId ?? trackingNumber;
    const ref = { shopId: c.var.shop.id, returnId };
    const result = await labelReturn(sql, ref, {
      parcelId,
      carrier,
      trackingNumber,
      service: body.service ?? null,
      labelUrl,
      qrUrl,
      labelledAt: timeOrNow(body.labelledAt),
      sharedParcel: body.sharedParcel,
    });
    notifyRelay();
    return c.json({ returnId, parcelId, result }, 200);
  });
}

const postReceived = stepRoute(
  {
    name: 'received',
    verb: 'receive',
    summary: 'Report that a return, or one of its parcels, arrived',
    description:
      'Optional by default: the carrier’s scan counts too, unless your policy sets ' +
      '`returns.receivedBy` to `shop`. A repetition returns `unchanged` and keeps the first ' +
      'time. 404 if the return has no such parcel. 409 if it is cancelled or rejected.',
    body: receivedSchema,
  },
  stepResult,
);

function addReceived(router: Router, { sql, notifyRelay }: ApiDeps): void {
  router.openapi(postReceived, async (c) => {
    const returnId = c.req.valid('param').returnId as ReturnId;
    const { parcelId = null, receivedAt } = c.req.valid('json');
    const receipt = { at: timeOrNow(receivedAt), parcelId };
    const result = await receiveReturn(sql, { shopId: c.var.shop.id, returnId }, receipt);
    notifyRelay();
    return c.json({ returnId, result }, 200);
  });
}

const postInspection = stepRoute(
  {
    name: 'inspection',
    verb: 'inspect',
    summary: 'Report the inspection: the disposition of each item',
    description:
      'A later inspection replaces an earlier one; the same again returns `unchanged`. 422 if a ' +
      'line is not in the return, or has more pieces than it. 409 if it is cancelled or rejected.',
    body: inspectionSchema,
  },
  stepResult,
);

function addInspection(router: Router, { sql, notifyRelay }: ApiDeps): void {
  router.openapi(postInspection, async (c) => {
    const returnId = c.req.valid('param').returnId as ReturnId;
    const { items, inspectedAt } = c.req.valid('json');
    const inspection = {
      at: timeOrNow(inspectedAt),
      items: items.map(({ note = null, ...item }) => ({ ...item, note })),
    };
    const result = await inspectReturn(sql, { shopId: c.var.shop.id, returnId }, inspection);
    notifyRelay();
    return c.json({ returnId, result }, 200);
  });
}

const postRefund = stepRoute(
  {
    name: 'refund',
    verb: 'refund',
    summary: 'Report a refund or a store credit',
    description:
      'wismr moves no money: it notifies the customer. Send `final: false` if another refund ' +
      'follows. The same `reference` again returns `unchanged`. 409 if that refund has another ' +
      'amount, currency or `final`, if the return had its final refund, or if it is cancelled or ' +
      'rejected. 409 if all refunds of the order, with and without a return, would exceed what ' +
      'was paid: its `total` or else ' +
      'the sum of its items. 422 for another currency than the order’s.',
    body: refundSchema,
  },
  stepResult.extend({ reference: z.string() }),
);

function addRefund(router: Router, { sql, notifyRelay }: ApiDeps): void {
  router.openapi(postRefund, async (c) => {
    const returnId = c.req.valid('param').returnId as ReturnId;
    const refund = readRefund(c.req.valid('json'));
    const result = await refundReturn(sql, { shopId: c.var.shop.id, returnId }, refund);
    notifyRelay();
    return c.json({ returnId, reference: refund.reference, result }, 200);
  });
}

const postCancel = stepRoute(
  {
    name: 'cancel',
    verb: 'cancel',
    summary: 'Cancel a return',
    description:
      'The customer keeps the goods. `unchanged` if it is cancelled already. 409 if it is ' +
      'rejected, inspected or refunded. It cannot be undone.',
    body: cancelReturnSchema,
  },
  stepResult,
);

function addCancel(router: Router, { sql, notifyRelay }: ApiDeps): void {
  router.openapi(postCancel, async (c) => {
    const returnId = c.req.valid('param').returnId as ReturnId;
    const at = timeOrNow(c.req.valid('json').cancelledAt);
    const result = await cancelReturn(sql, { shopId: c.var.shop.id, returnId }, at);
    notifyRelay();
    return c.json({ returnId, result }, 200);
  });
}

function timeOrNow(given: string | undefined): Date {
  return given ? new Date(given) : new Date();
}
