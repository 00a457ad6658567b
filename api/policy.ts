import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { readPolicy, readShopCalendar, savePolicy } from '../db/policies.ts';
import { effectivePolicy } from './effective-policy.ts';
import type { ApiDeps, ApiEnv } from './env.ts';
import { onInvalid } from './problem.ts';
import { instant, json, PROBLEMS, security } from './responses.ts';
import { documentOf, policySchema } from './schemas-policy.ts';

export function policyRoutes({ sql }: ApiDeps): OpenAPIHono<ApiEnv> {
  const app = new OpenAPIHono<ApiEnv>({ defaultHook: onInvalid });

  app.openapi(getPolicy, async (c) => {
    const { version, document, createdAt } = await readPolicy(sql, c.var.shop.id);
    const policy = document as z.output<typeof policySchema>;
    return c.json({ version, createdAt: createdAt?.toISOString() ?? null, policy }, 200);
  });

  app.openapi(putPolicy, async (c) => {
    const document = documentOf(c.req.valid('json'));
    return c.json(await savePolicy(sql, c.var.shop.id, document), 200);
  });

  app.openapi(getEffectivePolicy, async (c) => {
    const { shop } = c.var;
    const { version, document } = await readPolicy(sql, shop.id);
    const policy = effectivePolicy(document, shop) as z.output<typeof policySchema>;
    const { timeZone, holidays } = await readShopCalendar(sql, shop.id);
    return c.json({ version, timeZone, holidays: [...holidays], policy }, 200);
  });

  return app;
}

const shared = { tags: ['Policy'], security };

const getPolicy = createRoute({
  ...shared,
  method: 'get',
  path: '/policy',
  summary: 'What you set other than the defaults',
  responses: {
    200: {
      description: 'The policy; version 0, and empty, where you never set one',
      content: json(
        z.object({ version: z.int(), createdAt: instant.nullable(), policy: policySchema }),
      ),
    },
    ...PROBLEMS,
  },
});

const putPolicy = createRoute({
  ...shared,
  method: 'put',
  path: '/policy',
  summary: 'Set your policy',
  description:
    'The whole of it: what is left out is as the defaults have it. Every version is kept; the same ' +
    'again makes none. Running journeys follow it from their next event on.',
  request: { body: { required: true, content: json(policySchema) } },
  responses: {
    200: {
      description: 'It holds',
      content: json(z.object({ version: z.int(), result: z.enum(['changed', 'unchanged']) })),
    },
    ...PROBLEMS,
  },
});

const getEffectivePolicy = createRoute({
  ...shared,
  method: 'get',
  path: '/policy/effective',
  summary: 'The whole policy, defaults filled in',
  responses: {
    200: {
      description: 'What journeys are decided by',
      content: json(
        z.object({
          version: z.int(),
          timeZone: z.string(),
          holidays: z.array(z.string()).openapi({
            description: 'Free days of last year, this one and the next.',
          }),
          policy: policySchema,
        }),
      ),
    },
    ...PROBLEMS,
  },
});
