import { createRoute, z } from '@hono/zod-openapi';
import { type WebhookRequest, waysToReport } from '../carriers/adapter.ts';
import { parseBody } from '../carriers/parse.ts';
import { toJson } from '../carriers/to-json.ts';
import { WismrError } from '../domain/error.ts';
import { readCarrierActivity } from '../views/carrier.ts';
import { readWebhookSecrets } from '../views/webhook-secrets.ts';
import { needs } from './authenticate.ts';
import type { ApiDeps } from './env.ts';
import { bodyProblems, problems } from './problem-responses.ts';
import { createRouter, type Router } from './router.ts';
import { instant, json, utcInstant } from './shared-schema.ts';

export function carrierRoutes(deps: ApiDeps): Router {
  const router = createRouter();
  addList(router, deps);
  addTest(router, deps);
  return router;
}

const carrierSchema = z.object({
  id: z.string().openapi({ example: 'easypost' }),
  name: z.string().openapi({ example: 'EasyPost' }),
  kind: z.enum(['carrier', 'aggregator', 'platform']),
  delivery: z.array(z.enum(['webhook', 'poll'])).openapi({
    description:
      'How its scans reach wismr: your webhooks, or wismr’s polls. Empty: only through an aggregator.',
  }),
  formats: z.string().openapi({ description: 'The formats that wismr reads, in words.' }),
  webhookAuth: z.string().openapi({ description: 'How its webhooks are signed, in words.' }),
  webhooks: z
    .object({
      days: z.int().openapi({ description: 'The number of days that the counts cover.' }),
      verified: z.int(),
      refused: z.int(),
      unmapped: z.int().openapi({ description: 'Scans with a code that wismr does not know.' }),
      ignored: z.int().openapi({
        description:
          'Scans that change no parcel, such as those of a parcel that another carrier moves.',
      }),
      lastRefusal: z
        .string()
        .nullable()
        .openapi({
          description:
            '`no_secret`, `missing_header`, `bad_signature`, `stale` or `malformed`; null: none was ' +
            'refused.',
        }),
    })
    .openapi({ description: 'Your shop’s webhooks of the last days.' }),
  unmapped: z
    .array(
      z.object({
        code: z.string(),
        description: z.string().nullable().openapi({ description: 'In the carrier’s words.' }),
        count: z.int(),
        lastSeenAt: utcInstant,
      }),
    )
    .openapi({ description: 'Codes that wismr does not know, the most frequent first.' }),
});

const listCarriers = createRoute({
  method: 'get',
  path: '/carriers',
  operationId: 'listCarriers',
  summary: 'List carriers with the results of their webhooks',
  description: 'All carriers that wismr can read, including those that your shop does not use.',
  tags: ['Carriers'],
  ...needs('read'),
  responses: {
    200: {
      description: 'Carriers, aggregators and platforms',
      content: json(z.object({ carriers: z.array(carrierSchema) })),
    },
    ...problems(),
  },
});

function addList(router: Router, { sql, webhookCounter, listAdapters }: ApiDeps): void {
  router.openapi(listCarriers, async (c) => {
    await webhookCounter.flush();
    const activityOf = await readCarrierActivity(sql, c.var.shop.id);
    const carriers = listAdapters().map((adapter) => ({
      id: adapter.id,
      name: adapter.name,
      kind: adapter.kind,
      delivery: waysToReport(adapter),
      formats: adapter.formats,
      webhookAuth: adapter.webhookAuth,
      ...activityOf(adapter.id),
    }));
    return c.json({ carriers }, 200);
  });
}

const carrierParam = z.object({
  carrier: z
    .string()
    .max(40)
    .openapi({ param: { name: 'carrier', in: 'path' }, example: 'easypost' }),
});

const testSchema = z
  .strictObject({
    headers: z.record(z.string().max(200), z.string().max(20_000)).default({}).openapi({
      description: 'The headers of the webhook. Names may be in any case.',
    }),
    body: z.string().max(1_000_000).openapi({
      description: 'The body exactly as received: the signature covers its bytes.',
    }),
    encoding: z.enum(['text', 'base64']).default('text').openapi({
      description: 'How `body` is written: `text` (UTF-8), or `base64` for any bytes.',
    }),
    query: z.record(z.string().max(200), z.string().max(2_000)).default({}).openapi({
      description: 'The query of the webhook’s URL. Some carriers send a token in it.',
    }),
    secret: z.string().min(1).max(20_000).optional().openapi({
      description: 'A secret to try. Default: the secrets that your shop has set.',
    }),
    receivedAt: instant.optional().openapi({
      description: 'When the webhook was received, because some signatures expire. Default: now.',
    }),
  })
  .openapi('CarrierTest', {
    example: {
      headers: { 'x-hmac-signature': 'hmac-sha256-hex=…' },
      body: '{ "description": "tracker.updated", "result": { "object": "Tracker" } }',
    },
  });

const testResult = z.object({
  carrier: z.string(),
  verification: z.object({
    ok: z.boolean(),
    reason: z
      .string()
      .nullable()
      .openapi({
        description:
          '`no_secret`, `missing_header`, `bad_signature`, `stale`, or `not_pushed` if the ' +
          'carrier sends no webhooks; null if `ok`.',
      }),
    detail: z.string(),
    secretsTried: z.int(),
    scheme: z.string().openapi({ description: 'How the carrier signs webhooks, in words.' }),
  }),
  reading: z
    .record(z.string(), z.unknown())
    .openapi({ description: 'What wismr reads in the body, as `wismr parse` prints it.' }),
});

const testWebhook = createRoute({
  method: 'post',
  path: '/carriers/{carrier}/test',
  operationId: 'testCarrierWebhook',
  summary: 'Test a webhook: verify its signature and parse its body',
  description:
    'Stores nothing and sends no message. A wrong signature or an unreadable body is a result, ' +
    'not an error. 404 if wismr does not know the carrier.',
  tags: ['Carriers'],
  ...needs('read'),
  request: { params: carrierParam, body: { required: true, content: json(testSchema) } },
  responses: {
    200: { description: 'The result of the test', content: json(testResult) },
    ...bodyProblems('not-found'),
  },
});

function addTest(router: Router, { sql, findAdapter, encryption }: ApiDeps): void {
  router.openapi(testWebhook, async (c) => {
    const { carrier } = c.req.valid('param');
    const adapter = findAdapter(carrier);
    if (!adapter) throw new WismrError('not_found', `carrier ${carrier} does not exist`);
    const given = c.req.valid('json');
    const request: WebhookRequest = {
      headers: lowerCaseNames(given.headers),
      body: decodeBody(given),
      query: given.query,
      receivedAt: given.receivedAt ? Date.parse(given.receivedAt) : Date.now(),
    };
    const ref = { shopId: c.var.shop.id, carrier };
    const secrets =
      given.secret === undefined ? await readWebhookSecrets(sql, ref, encryption) : [given.secret];
    const verdict = await adapter.verify(request, secrets);
    const parsed = parseBody(adapter, new TextDecoder().decode(request.body));
    const verification = {
      ok: verdict.ok,
      reason: verdict.ok ? null : verdict.reason,
      detail: verdict.ok ? 'the signature matches a secret' : verdict.detail,
      secretsTried: secrets.length,
      scheme: adapter.webhookAuth,
    };
    const reading = toJson(parsed) as Record<string, unknown>;
    return c.json({ carrier, verification, reading }, 200);
  });
}

function lowerCaseNames(
  headers: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const entries = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
  return Object.fromEntries(entries);
}

interface GivenBody {
  readonly body: string;
  readonly encoding: 'text' | 'base64';
}

function decodeBody({ body, encoding }: GivenBody): Uint8Array {
  return encoding === 'base64' ? Buffer.from(body, 'base64') : new TextEncoder().encode(body);
}
