import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import type { WebhookRequest } from '../carriers/adapter.ts';
import { parseBody } from '../carriers/parse.ts';
import { recordScans } from '../commands/record-scans.ts';
import { countWebhook, findCarrierSecrets, findShop, type WebhookTally } from '../db/shops.ts';
import { isRepeated, rememberBody } from '../db/webhooks.ts';
import { WismrError } from '../domain/error.ts';
import type { ParseResult } from '../domain/tracking.ts';
import type { ApiDeps, ApiEnv } from './env.ts';
import { onInvalid } from './problem.ts';
import { PROBLEMS } from './responses.ts';
import { webhookParams } from './schemas.ts';

export function webhookRoutes({ sql, wake, findAdapter, log }: ApiDeps): OpenAPIHono<ApiEnv> {
  const app = new OpenAPIHono<ApiEnv>({ defaultHook: onInvalid });

  app.openapi(postCarrierWebhook, async (c) => {
    const { carrier, shop: shopId } = c.req.valid('param');
    const adapter = findAdapter(carrier);
    if (!adapter) throw new WismrError('not_found', `there is no carrier ${carrier}`);
    const shop = await findShop(sql, shopId);
    if (!shop) throw new WismrError('not_found', `there is no shop ${shopId}`);
    // The bytes as they were sent: signatures are over those, not over what a parser makes of them.
    const request: WebhookRequest = {
      headers: Object.fromEntries(c.req.raw.headers),
      body: new Uint8Array(await c.req.arrayBuffer()),
      query: c.req.query(),
      receivedAt: Date.now(),
    };
    const count = (tally: Partial<WebhookTally>) =>
      countWebhook(sql, { ...NO_TALLY, shopId: shop.id, carrier, ...tally });
    const verdict = await adapter.verify(request, await findCarrierSecrets(sql, shop.id, carrier));
    if (!verdict.ok && verdict.reason === 'not_pushed') {
      throw new WismrError('not_found', verdict.detail);
    }
    if (!verdict.ok) {
      await count({ refused: 1, refusal: verdict.reason });
      log.warn({ shopId, carrier, reason: verdict.reason }, 'a webhook was refused');
      throw new WismrError('unauthorized', verdict.detail);
    }
    const received = { shopId: shop.id, carrier, body: request.body };
    // Few senders sign a time: a body that was taken in may come again for ever, and changes nothing.
    if (await isRepeated(sql, received)) {
      await count({ verified: 1 });
      return c.json({ ...NOTHING_NEW, repeatedBody: true }, 200);
    }
    const parsed = parseBody(adapter, new TextDecoder().decode(request.body));
    await count({ verified: 1, unmapped: unmappedIn(parsed) });
    if (!parsed.ok) {
      // Nothing to repeat: the body is what it is, so the sender is not asked to send it again.
      if (parsed.refusal === 'malformed') throw new WismrError('invalid', parsed.detail);
      log.info({ shopId, carrier, refusal: parsed.refusal }, 'a webhook reports no parcel');
      return c.json({ ...NOTHING_NEW, refusal: parsed.refusal }, 200);
    }
    const receivedAt = new Date(request.receivedAt);
    const recorded = await recordScans(sql, {
      shopId: shop.id,
      source: carrier,
      shipments: parsed.shipments,
      receivedAt,
    });
    wake();
    // Of a number that nobody knows yet only the scans are kept: the rest may be wanted again.
    if (recorded.unclaimed.length === 0) await rememberBody(sql, received);
    const answer = { ...recorded, unclaimed: [...recorded.unclaimed] };
    return c.json({ ...answer, unmapped: codesUnmappedIn(parsed) }, 200);
  });

  // What became of an SMS is not read yet. It is acknowledged, so that Twilio reports no fault.
  app.openapi(postTwilioStatus, (c) => c.body(null, 204));

  return app;
}

const NOTHING_NEW = { scans: 0, repeated: 0, unclaimed: [], unmapped: [] };
const NO_TALLY = { verified: 0, refused: 0, unmapped: 0, refusal: null } as const;

function codesUnmappedIn({ shipments }: Extract<ParseResult, { ok: true }>): string[] {
  return [...new Set(shipments.flatMap(({ unmapped }) => unmapped))];
}

function unmappedIn(parsed: ParseResult): number {
  if (!parsed.ok) return 0;
  const events = parsed.shipments.flatMap((shipment) => shipment.events);
  return events.filter(({ mapped }) => !mapped).length;
}

const postTwilioStatus = createRoute({
  method: 'post',
  path: '/webhooks/twilio/status',
  summary: 'What Twilio reports of an SMS',
  description: 'Acknowledged, and not read yet.',
  tags: ['Webhooks'],
  responses: { 204: { description: 'Acknowledged' }, ...PROBLEMS },
});

const postCarrierWebhook = createRoute({
  method: 'post',
  path: '/webhooks/carriers/{carrier}/{shop}',
  summary: 'What a carrier reports',
  description:
    'Verified as its sender signs it, over the raw bytes. Answered 2xx when all of it is kept. ' +
    'Scans of a number that no shipment has yet are kept and applied when the shipment is added.',
  tags: ['Webhooks'],
  request: { params: webhookParams },
  responses: {
    200: {
      description: 'Kept',
      content: {
        'application/json': {
          schema: z.object({
            scans: z.int(),
            repeated: z.int(),
            unclaimed: z.array(z.string()),
            unmapped: z.array(z.string()).openapi({ description: 'Codes that no table has.' }),
            repeatedBody: z.boolean().optional(),
            refusal: z.string().optional(),
          }),
        },
      },
    },
    ...PROBLEMS,
  },
});
