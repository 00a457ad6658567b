import { createRoute, z } from '@hono/zod-openapi';
import { eraseCustomer } from '../commands/erase-customer.ts';
import { identifier } from '../commands/text-schema.ts';
import { parseCustomerKey } from '../domain/customer.ts';
import { WismrError } from '../domain/error.ts';
import { readCustomerView } from '../views/customer.ts';
import { needs } from './authenticate.ts';
import type { ApiDeps } from './env.ts';
import { orderViewSchema } from './order-schema.ts';
import { problems } from './problem-responses.ts';
import { returnViewSchema } from './return-schema.ts';
import { createRouter, type Router } from './router.ts';
import { json, utcInstant } from './shared-schema.ts';

/** Exports and erases what a shop holds about a person. */
export function customerRoutes(deps: ApiDeps): Router {
  const router = createRouter();
  addGet(router, deps);
  addDelete(router, deps);
  return router;
}

const param = z.object({
  id: identifier(300).openapi({
    param: { name: 'id', in: 'path' },
    description:
      '`email:` and an email address, `phone:` and a phone number with its country code, or else ' +
      'the `customerId` of your orders. Percent-encode it.',
    example: 'email:ada@shop.example',
  }),
});

const journeySchema = z
  .object({
    journey: z.string().openapi({ example: 'order/acme/1001' }),
    events: z.array(z.record(z.string(), z.unknown())).openapi({
      description: 'The log of the order or return, oldest first.',
    }),
    texts: z
      .array(
        z.object({
          key: z.string().openapi({ description: 'The `key` of the message.' }),
          to: z.array(z.string()),
          subject: z.string().nullable().openapi({ description: 'Null: an SMS has none.' }),
          text: z.string(),
          html: z.string().nullable(),
        }),
      )
      .openapi({ description: 'What the messages to the customer say, while wismr keeps it.' }),
    notes: z
      .array(z.object({ at: utcInstant, by: z.string().nullable(), note: z.string() }))
      .openapi({ description: 'What your staff wrote about its escalations.' }),
  })
  .openapi('JourneyExport');

const customerSchema = z
  .object({
    orders: z.array(orderViewSchema),
    returns: z.array(returnViewSchema),
    journeys: z.array(journeySchema),
    suppressions: z
      .array(
        z.object({
          channel: z.string(),
          reason: z.string(),
          source: z.string(),
          since: utcInstant,
        }),
      )
      .openapi({ description: 'Why you send nothing to their addresses.' }),
  })
  .openapi('Customer');

const getCustomer = createRoute({
  method: 'get',
  path: '/customers/{id}',
  operationId: 'getCustomer',
  summary: 'Export everything that you hold about a customer',
  description:
    'By an address, the orders with that address; by your own id, all orders with it. 404 if there ' +
    'is nothing, and after an erasure.',
  tags: ['Customers'],
  ...needs('admin'),
  request: { params: param },
  responses: {
    200: { description: 'The customer', content: json(customerSchema) },
    ...problems('not-found', 'invalid'),
  },
});

function addGet(router: Router, { sql, keys, publicUrl }: ApiDeps): void {
  router.openapi(getCustomer, async (c) => {
    const { id } = c.req.valid('param');
    const query = { shopId: c.var.shop.id, customer: parseCustomerKey(id) };
    const view = await readCustomerView({ sql, keys }, query, { publicUrl, keys, now: Date.now() });
    if (!view) throw new WismrError('not_found', 'you hold nothing about this customer');
    return c.json(view, 200);
  });
}

const deleteCustomer = createRoute({
  method: 'delete',
  path: '/customers/{id}',
  operationId: 'eraseCustomer',
  summary: 'Erase a customer',
  description:
    'Erases the names and addresses in the customer’s orders and returns, and all that people and ' +
    'carriers wrote about them. Open orders and returns go on without messages. Cannot be undone. ' +
    'Safe to repeat: a customer who is erased, or unknown, changes nothing. A new order of the same ' +
    'person starts again.',
  tags: ['Customers'],
  ...needs('admin'),
  request: { params: param },
  responses: {
    200: {
      description: 'The customer is erased',
      content: json(
        z.object({
          result: z.enum(['erased', 'unchanged']),
          orders: z.int().openapi({ description: 'How many orders, each with its returns.' }),
          notices: z.int().openapi({
            description:
              'How many notices of withdrawal of other customers’ orders named the address.',
          }),
        }),
      ),
    },
    ...problems('too-large', 'invalid'),
  },
});

function addDelete(router: Router, { sql, keys, notifyRelay }: ApiDeps): void {
  router.openapi(deleteCustomer, async (c) => {
    const { id } = c.req.valid('param');
    const erased = await eraseCustomer({ sql, keys }, c.var.shop.id, parseCustomerKey(id));
    notifyRelay();
    const isNew = erased.orders + erased.notices > 0;
    return c.json({ result: isNew ? ('erased' as const) : ('unchanged' as const), ...erased }, 200);
  });
}
