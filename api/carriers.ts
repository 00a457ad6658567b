import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import type { WebhookRequest } from '../carriers/adapter.ts';
import { parseBody } from '../carriers/parse.ts';
import { toJson } from '../carriers/to-json.ts';
import { findCarrierSecrets } from '../db/shops.ts';
import { readUnmappedCodes, readWebhookCounts } from '../db/webhooks.ts';
import { WismrError } from '../domain/error.ts';
import type { ApiDeps, ApiEnv } from './env.ts';
import { onInvalid } from './problem.ts';
import { json, PROBLEMS, security } from './responses.ts';

const COUNTED_DAYS = 7;

export function carrierRoutes({ sql, findAdapter, listAdapters }: ApiDeps): OpenAPIHono<ApiEnv> {
  const app = new OpenAPIHono<ApiEnv>({ defaultHook: onInvalid });

  app.openapi(getCarriers, async (c) => {
    const [counts, codes] = await Promise.all([
      readWebhookCounts(sql, c.var.shop.id, COUNTED_DAYS),
      readUnmappedCodes(sql, c.var.shop.id),
    ]);
    const carriers = listAdapters().map(({ id, name, kind, delivery, formats, webhookAuth }) => {
      const count = counts.find(({ carrier }) => carrier === id);
      const { verified = 0, refused = 0, unmapped = 0, lastRefusal = null } = count ?? {};
      const own = codes.filter(({ carrier }) => carrier === id);
      return {
        id,
        name,
        kind,
        delivery: [...delivery],
        formats,
        webhookAuth,
        webhooks: { days: COUNTED_DAYS, verified, refused, unmapped, lastRefusal },
        unmapped: own.map(({ code, description, count: times, lastSeenAt }) => ({
          code,
          description,
          count: times,
          lastSeenAt: lastSeenAt.toISOString(),
        })),
      };
    });
    return c.json({ carriers }, 200);
  });

  app.openapi(postTest, async (c) => {
    const { carrier } = c.req.valid('param');
    const adapter = findAdapter(carrier);
    if (!adapter) throw new WismrError('not_found', `there is no carrier ${carrier}`);
    const given = c.req.valid('json');
    const request: WebhookRequest = {
      headers: lowerCased(given.headers),
      body: bytesOf(given),
      query: given.query,
      receivedAt: given.receivedAt ? Date.parse(given.receivedAt) : Date.now(),
    };
    const own = await findCarrierSecrets(sql, c.var.shop.id, carrier);
    const secrets = given.secret === undefined ? own : [given.secret];
    const verdict = await adapter.verify(request, secrets);
    const parsed = parseBody(adapter, new TextDecoder().decode(request.body));
    return c.json(
      {
        carrier,
        verification: {
          ok: verdict.ok,
          reason: verdict.ok ? null : verdict.reason,
          detail: verdict.ok ? `one of ${secrets.length} secrets made it` : verdict.detail,
          secretsTried: secrets.length,
          scheme: adapter.webhookAuth,
        },
        reading: toJson(parsed) as Record<string, unknown>,
      },
      200,
    );
  });

  return app;
}

function lowerCased(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const entries = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
  return Object.fromEntries(entries);
}

function bytesOf({ body, encoding }: { body: string; encoding: 'text' | 'base64' }): Uint8Array {
  return encoding === 'base64' ? Buffer.from(body, 'base64') : new TextEncoder().encode(body);
}

const carrierParam = z.object({
  carrier: z
    .string()
    .max(40)
    .openapi({ param: { name: 'carrier', in: 'path' }, example: 'easypost' }),
});

const testSchema = z
  .strictObject({
    headers: z.record(z.string().max(200), z.string().max(20_000)).default({}),
    body: z.string().max(1_000_000).openapi({
      description: 'As it was received, byte for byte: a signature is over the bytes.',
    }),
    encoding: z.enum(['text', 'base64']).default('text'),
    query: z.record(z.string().max(200), z.string().max(2_000)).default({}),
    secret: z.string().min(1).max(20_000).optional().openapi({
      description: 'To be tried in place of those that the shop has set.',
    }),
    receivedAt: z.iso.datetime({ offset: true }).optional().openapi({
      description: 'When it was received: signatures with a time grow old. By default now.',
    }),
  })
  .openapi('CarrierTest');

const getCarriers = createRoute({
  method: 'get',
  path: '/carriers',
  summary: 'What can be read, and what became of each carrier’s webhooks',
  tags: ['Carriers'],
  security,
  responses: {
    200: {
      description: 'All carriers, aggregators and platforms',
      content: {
        'application/json': {
          schema: z.object({
            carriers: z.array(
              z.object({
                id: z.string(),
                name: z.string(),
                kind: z.enum(['carrier', 'aggregator', 'platform']),
                delivery: z.array(z.enum(['webhook', 'poll'])),
                formats: z.string(),
                webhookAuth: z.string(),
                webhooks: z.object({
                  days: z.int(),
                  verified: z.int(),
                  refused: z.int(),
                  unmapped: z.int().openapi({ description: 'Events whose code no table has.' }),
                  lastRefusal: z.string().nullable(),
                }),
                unmapped: z.array(
                  z.object({
                    code: z.string(),
                    description: z.string().nullable(),
                    count: z.int(),
                    lastSeenAt: z.iso.datetime(),
                  }),
                ),
              }),
            ),
          }),
        },
      },
    },
    ...PROBLEMS,
  },
});

const postTest = createRoute({
  method: 'post',
  path: '/carriers/{carrier}/test',
  summary: 'Try a webhook: does its signature verify, and what would its body mean?',
  description: 'Nothing is kept and nobody is told.',
  tags: ['Carriers'],
  security,
  request: {
    params: carrierParam,
    body: { required: true, content: json(testSchema) },
  },
  responses: {
    200: {
      description: 'What it would come to',
      content: {
        'application/json': {
          schema: z.object({
            carrier: z.string(),
            verification: z.object({
              ok: z.boolean(),
              reason: z.string().nullable(),
              detail: z.string(),
              secretsTried: z.int(),
              scheme: z.string(),
            }),
            reading: z.record(z.string(), z.unknown()).openapi({
              description: 'As `wismr parse` prints it.',
            }),
          }),
        },
      },
    },
    ...PROBLEMS,
  },
});
