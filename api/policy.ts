import { createRoute, z } from '@hono/zod-openapi';
import { documentOf, policySchema } from '../commands/policy-schema.ts';
import { savePolicy } from '../commands/save-policy.ts';
import { readShopCalendar } from '../views/current-policy.ts';
import { effectivePolicy } from '../views/effective-policy.ts';
import { readPolicy } from '../views/policy.ts';
import { needs } from './authenticate.ts';
import type { ApiDeps } from './env.ts';
import { bodyProblems, problems } from './problem-responses.ts';
import { createRouter, type Router } from './router.ts';
import { json, utcInstant } from './shared-schema.ts';

export function policyRoutes(deps: ApiDeps): Router {
  const router = createRouter();
  addGet(router, deps);
  addPut(router, deps);
  addGetEffective(router, deps);
  return router;
}

const shared = { tags: ['Policy'] };

const policyView = z.object({
  version: z.int().openapi({ description: '0: you have never set a policy.' }),
  createdAt: utcInstant.nullable().openapi({ description: 'When you set this version.' }),
  policy: policySchema,
});

const getPolicy = createRoute({
  ...shared,
  ...needs('read'),
  method: 'get',
  path: '/policy',
  operationId: 'getPolicy',
  summary: 'Get your policy, without defaults',
  responses: {
    200: {
      description: 'The policy; empty if you have never set one',
      content: json(policyView),
    },
    ...problems(),
  },
});

function addGet(router: Router, { sql }: ApiDeps): void {
  router.openapi(getPolicy, async (c) => {
    const { version, document, createdAt } = await readPolicy(sql, c.var.shop.id);
    const policy = document as z.output<typeof policySchema>;
    return c.json({ version, createdAt: createdAt?.toISOString() ?? null, policy }, 200);
  });
}

const putResult = z.object({ version: z.int(), result: z.enum(['changed', 'unchanged']) });

const putPolicy = createRoute({
  ...shared,
  ...needs('admin'),
  method: 'put',
  path: '/policy',
  operationId: 'putPolicy',
  summary: 'Set your policy',
  description:
    'Replaces the whole policy: a field that you leave out has its default. A change creates a ' +
    'version; the same policy again returns `unchanged` and creates none. Running orders and ' +
    'returns follow it from their next event or timer. 422 with a pointer to each fault, such as ' +
    '`/expectations/shipped/within`.',
  request: { body: { required: true, content: json(policySchema) } },
  responses: {
    200: { description: 'The version that now applies', content: json(putResult) },
    ...bodyProblems(),
  },
});

function addPut(router: Router, { sql }: ApiDeps): void {
  router.openapi(putPolicy, async (c) => {
    const document = documentOf(c.req.valid('json'));
    return c.json(await savePolicy(sql, c.var.shop.id, document), 200);
  });
}

const effectiveView = z.object({
  version: z.int(),
  timeZone: z.string().openapi({ description: 'Your shop’s, IANA name.' }),
  holidays: z.array(z.string()).openapi({
    description: 'Your holidays of last year, this year and next year, `YYYY-MM-DD`.',
  }),
  policy: policySchema,
});

const getEffectivePolicy = createRoute({
  ...shared,
  ...needs('read'),
  method: 'get',
  path: '/policy/effective',
  operationId: 'getEffectivePolicy',
  summary: 'Get your policy with all defaults filled in',
  responses: {
    200: { description: 'The policy that wismr follows', content: json(effectiveView) },
    ...problems(),
  },
});

function addGetEffective(router: Router, { sql }: ApiDeps): void {
  router.openapi(getEffectivePolicy, async (c) => {
    const { shop } = c.var;
    const { version, document } = await readPolicy(sql, shop.id);
    const policy = effectivePolicy(document, shop) as z.output<typeof policySchema>;
    const { timeZone, holidays } = await readShopCalendar(sql, shop.id);
    return c.json({ version, timeZone, holidays: [...holidays], policy }, 200);
  });
}
