import { createRoute, z } from '@hono/zod-openapi';
import { cancelOrder } from '../commands/cancel-order.ts';
import { placeOrder } from '../commands/place-order.ts';
import { reinstateOrder } from '../commands/reinstate-order.ts';
import type { ConsentOrigin } from '../commands/save-contact.ts';
import { WismrError } from '../domain/error.ts';
import type { OrderId } from '../domain/ids.ts';
import { CHANNELS } from '../domain/message.ts';
import { readOrderCountry, readOrderView } from '../views/order.ts';
import type { Shop } from '../views/shop.ts';
import { needs } from './authenticate.ts';
import { parseEdd } from './edd-schema.ts';
import type { ApiDeps } from './env.ts';
import {
  cancelSchema,
  orderSchema,
  orderViewSchema,
  reinstateSchema,
  warningsSchema,
} from './order-schema.ts';
import { parseContact } from './parse-contact.ts';
import { parseDestination } from './parse-destination.ts';
import { parseItems } from './parse-items.ts';
import { bodyProblems, problems } from './problem-responses.ts';
import { createRouter, type Router } from './router.ts';
import { json, orderIdParam } from './shared-schema.ts';

export function orderRoutes(deps: ApiDeps): Router {
  const router = createRouter();
  addPut(router, deps);
  addGet(router, deps);
  addCancel(router, deps);
  addReinstate(router, deps);
  return router;
}

const putResult = z.object({
  orderId: z.string(),
  result: z.enum(['changed', 'unchanged', 'created', 'outdated']),
  warnings: warningsSchema.optional().openapi({
    description: 'Fields that cannot be used: the order is kept without them.',
  }),
});

const putOrder = createRoute({
  method: 'put',
  path: '/orders/{orderId}',
  operationId: 'putOrder',
  summary: 'Place or change an order',
  description:
    'Records the changes. A contact, `customerId`, country, total, `edd`, `shipBy`, `paid`, `creditApplication` or ' +
    '`shipRuleExempt` that you leave out stays as it is; null removes it (except `edd`). The same order again returns `unchanged`. A new ' +
    'contact applies to the order’s returns too. An erased contact stays erased, and a cancelled order cancelled. ' +
    'With `updatedAt`, an older version that arrives late changes nothing and returns `outdated`.',
  tags: ['Orders'],
  ...needs('write'),
  request: { params: orderIdParam, body: { required: true, content: json(orderSchema) } },
  responses: {
    200: { description: 'The order existed already', content: json(putResult) },
    201: { description: 'The order was placed', content: json(putResult) },
    ...bodyProblems('conflict'),
  },
});

function addPut(router: Router, deps: ApiDeps): void {
  const { sql, notifyRelay } = deps;
  router.openapi(putOrder, async (c) => {
    const orderId = c.req.valid('param').orderId as OrderId;
    const body = c.req.valid('json');
    const ref = { shopId: c.var.shop.id, orderId };
    const knownCountry = body.country === undefined ? await readOrderCountry(sql, ref) : null;
    const addressee = readAddressee(body, c.var.shop, knownCountry);
    const { items, warnings: ofItems } = parseItems(body.items, deps);
    const warnings = [...addressee.warnings, ...ofItems];
    const result = await placeOrder(sql, ref, {
      ...addressee,
      read: [...addressee.read, '/items'],
      warnings,
      placedAt: new Date(body.placedAt),
      customerId: body.customerId,
      shop: c.var.shop,
      consentOrigin: readConsentOrigin(body.contact),
      items,
      total: body.total,
      edd: parseEdd(body.edd),
      shipBy: typeof body.shipBy === 'string' ? new Date(body.shipBy) : body.shipBy,
      paid: body.paid,
      creditApplication: body.creditApplication,
      shipRuleExempt: body.shipRuleExempt,
      changedAt: body.updatedAt ? new Date(body.updatedAt) : null,
      isTest: c.var.apiKey.isTest,
    });
    notifyRelay();
    const answer = { orderId, result, ...(warnings.length > 0 ? { warnings } : {}) };
    return c.json(answer, result === 'created' ? 201 : 200);
  });
}

type OrderBody = z.output<typeof orderSchema>;

function readConsentOrigin({ consent = {} }: OrderBody['contact']): ConsentOrigin {
  const { source = 'order', actor = null, at } = consent;
  const named = CHANNELS.flatMap((channel) => [
    ...(consent[channel] === undefined ? [] : [{ channel, class: 'essential' } as const]),
    ...(['optional', 'marketing'] as const).flatMap((name) =>
      consent[name]?.[channel] === undefined ? [] : [{ channel, class: name }],
    ),
  ]);
  return { named, source, actor, changedAt: at ? new Date(at) : new Date() };
}

/** The contact and the country: what cannot be used is left out, with a warning. */
function readAddressee(body: OrderBody, shop: Shop, knownCountry: string | null) {
  const given = body.country;
  const country = given === undefined ? undefined : parseDestination(given, shop.locale);
  const { contact, read, warnings } = parseContact(body.contact, {
    ...shop,
    country: country?.value ?? knownCountry ?? shop.country,
  });
  if (!country) return { contact, country, read, warnings };
  const { value, warning } = country;
  const pointer = '/country';
  return {
    contact,
    country: value,
    read: [...read, pointer],
    warnings: warning === null ? warnings : [...warnings, { pointer, detail: warning }],
  };
}

const getOrder = createRoute({
  method: 'get',
  path: '/orders/{orderId}',
  operationId: 'getOrder',
  summary: 'Get an order with its shipments, scans and messages',
  description: 'Includes open expectations, returns and escalations.',
  tags: ['Orders'],
  ...needs('read'),
  request: { params: orderIdParam },
  responses: {
    200: { description: 'The order', content: json(orderViewSchema) },
    ...problems('not-found', 'invalid'),
  },
});

function addGet(router: Router, { sql, keys, publicUrl }: ApiDeps): void {
  router.openapi(getOrder, async (c) => {
    const { orderId } = c.req.valid('param');
    const ref = { shopId: c.var.shop.id, orderId };
    const view = await readOrderView(sql, ref, { publicUrl, keys, now: Date.now() });
    if (!view) throw new WismrError('not_found', `order ${orderId} does not exist`);
    return c.json(view, 200);
  });
}

const cancelResult = z.object({ orderId: z.string(), result: z.enum(['cancelled', 'unchanged']) });

const postCancel = createRoute({
  method: 'post',
  path: '/orders/{orderId}/cancel',
  operationId: 'cancelOrder',
  summary: 'Cancel an order',
  description:
    'The customer gets `order_cancelled`. wismr still tracks parcels that the carrier already ' +
    'has. A second cancellation returns `unchanged` and keeps the first time. 409 if every ' +
    'parcel is delivered and nothing is still to come, unless you send `force` and a `reason`. ' +
    'Reinstate the order to take it back.',
  tags: ['Orders'],
  ...needs('write'),
  request: { params: orderIdParam, body: { required: true, content: json(cancelSchema) } },
  responses: {
    200: { description: 'The order is cancelled', content: json(cancelResult) },
    ...bodyProblems('not-found', 'conflict'),
  },
});

function addCancel(router: Router, { sql, notifyRelay }: ApiDeps): void {
  router.openapi(postCancel, async (c) => {
    const orderId = c.req.valid('param').orderId as OrderId;
    const { cancelledAt, reason = null, force } = c.req.valid('json');
    const at = cancelledAt ? new Date(cancelledAt) : new Date();
    const ref = { shopId: c.var.shop.id, orderId };
    const result = await cancelOrder(sql, ref, { at, reason, force });
    notifyRelay();
    return c.json({ orderId, result }, 200);
  });
}

const reinstateResult = z.object({
  orderId: z.string(),
  result: z.enum(['reinstated', 'unchanged']),
});

const postReinstate = createRoute({
  method: 'post',
  path: '/orders/{orderId}/reinstate',
  operationId: 'reinstateOrder',
  summary: 'Reinstate a cancelled order',
  description:
    'The order continues: its parcels are expected again, counted from now. No message is sent ' +
    'about it. An order that is not cancelled stays as it is.',
  tags: ['Orders'],
  ...needs('write'),
  request: { params: orderIdParam, body: { required: true, content: json(reinstateSchema) } },
  responses: {
    200: { description: 'The order is not cancelled', content: json(reinstateResult) },
    ...bodyProblems('not-found', 'conflict'),
  },
});

function addReinstate(router: Router, { sql, notifyRelay }: ApiDeps): void {
  router.openapi(postReinstate, async (c) => {
    const orderId = c.req.valid('param').orderId as OrderId;
    const { reinstatedAt } = c.req.valid('json');
    const at = reinstatedAt ? new Date(reinstatedAt) : new Date();
    const result = await reinstateOrder(sql, { shopId: c.var.shop.id, orderId }, at);
    notifyRelay();
    return c.json({ orderId, result }, 200);
  });
}
