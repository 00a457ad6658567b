import { createRoute, z } from '@hono/zod-openapi';
import { lines, text } from '../commands/text-schema.ts';
import { withdrawOrder } from '../commands/withdraw-order.ts';
import type { OrderId } from '../domain/ids.ts';
import { readReturnView } from '../views/return.ts';
import { needs } from './authenticate.ts';
import { generous } from './contact-schema.ts';
import type { ApiDeps } from './env.ts';
import { warningsSchema } from './order-schema.ts';
import { readEmail } from './parse-contact.ts';
import { bodyProblems } from './problem-responses.ts';
import { readWritten } from './reading.ts';
import { returnItemSchema, withdrawalReceiptSchema } from './return-schema.ts';
import { parseItem } from './returns.ts';
import { createRouter, type Router } from './router.ts';
import {
  customerText,
  instant,
  json,
  needsReason,
  orderIdParam,
  utcInstant,
} from './shared-schema.ts';

const withdrawalSchema = z
  .strictObject({
    items: z.array(returnItemSchema).min(1).max(500).optional().openapi({
      description:
        'What the customer withdraws from. Default: every item that is `withdrawable` and in no return.',
    }),
    name: text(300).nullish().openapi({ description: 'The name that the customer gave.' }),
    statement: customerText.nullish().openapi({
      description: 'The declaration in the customer’s words. The receipt repeats it.',
    }),
    email: generous('Where the customer wants the receipt. Default: the address of the order.'),
    receivedAt: instant.optional().openapi({
      description: 'When the notice reached you. The times of the law count from it. Default: now.',
    }),
    force: z.boolean().default(false).openapi({
      description: 'True: accepts a withdrawal that the law does not ask for. Needs a `reason`.',
    }),
    reason: lines(500).nullish().openapi({ description: 'Why you accept it, for your staff.' }),
  })
  .superRefine(({ force, reason }, c) => {
    if (!force || reason?.trim()) return;
    const message = 'must say why you accept what the law does not ask for';
    c.addIssue({ code: 'custom', path: ['reason'], message });
  })
  .openapi('Withdrawal', {
    ...needsReason('force'),
    example: {
      items: [{ line: 1, quantity: 1 }],
      name: 'Ada Byrne',
      statement: 'I withdraw from the contract.',
      receivedAt: '2026-11-27T21:04:00+01:00',
    },
  });

const withdrawalResult = z.object({
  orderId: z.string(),
  returnId: z.string().openapi({ description: 'The return that the withdrawal is.' }),
  result: z.enum(['created', 'unchanged']),
  receivedAt: utcInstant,
  receipt: withdrawalReceiptSchema,
  warnings: warningsSchema.optional().openapi({
    description: 'Fields that cannot be used: the withdrawal is recorded without them.',
  }),
});

const postWithdrawal = createRoute({
  method: 'post',
  path: '/orders/{orderId}/withdrawal',
  operationId: 'withdrawOrder',
  summary: 'Report that a customer withdraws from the contract',
  description:
    'Creates an approved return and sends the receipt, `withdrawal_received`, at once. The same ' +
    'content again returns the same return; for a second withdrawal with the same content, send ' +
    '`receivedAt`. 409 if the order is cancelled, if more pieces are withdrawn from than are left, ' +
    'or, unless you send `force` and a `reason`, if the period is over, the destination has no such ' +
    'right or an item is not `withdrawable`. 422 for a line that the order does not have.',
  tags: ['Orders'],
  ...needs('write'),
  request: { params: orderIdParam, body: { required: true, content: json(withdrawalSchema) } },
  responses: {
    200: { description: 'The withdrawal existed already', content: json(withdrawalResult) },
    201: { description: 'The withdrawal is recorded', content: json(withdrawalResult) },
    ...bodyProblems('not-found', 'conflict'),
  },
});

export function withdrawalRoutes({ sql, keys, notifyRelay, publicUrl }: ApiDeps): Router {
  const router = createRouter();
  router.openapi(postWithdrawal, async (c) => {
    const orderId = c.req.valid('param').orderId as OrderId;
    const body = c.req.valid('json');
    const { name = null, statement = null, reason = null } = body;
    // A notice of withdrawal counts, whatever is wrong with the address for its receipt.
    const { value: email, warning } = readWritten(body.email, readEmail);
    const shopId = c.var.shop.id;
    const { returnId, result } = await withdrawOrder(
      sql,
      { shopId, orderId },
      {
        items: body.items?.map(parseItem) ?? null,
        name,
        statement,
        email,
        receivedAt: body.receivedAt ? new Date(body.receivedAt) : null,
        acceptedBecause: body.force ? reason : null,
      },
    );
    notifyRelay();
    const view = await readReturnView(
      sql,
      { shopId, returnId },
      { publicUrl, keys, now: Date.now() },
    );
    if (!view) throw new Error(`return ${returnId} does not exist`);
    const { requestedAt: receivedAt, withdrawalReceipt: receipt } = view;
    const warnings = warning === null ? [] : [{ pointer: '/email', detail: warning }];
    const answer = { orderId, returnId, result, receivedAt, receipt };
    return c.json(
      warnings.length > 0 ? { ...answer, warnings } : answer,
      result === 'created' ? 201 : 200,
    );
  });
  return router;
}
