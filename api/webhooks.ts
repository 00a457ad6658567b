import { randomBytes } from 'node:crypto';
import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { CarrierAdapter, WebhookRequest } from '../carriers/adapter.ts';
import { recordWebhook, type WebhookResult } from '../commands/record-webhook.ts';
import { text } from '../commands/text-schema.ts';
import { WismrError } from '../domain/error.ts';
import { SHOP_ID_PATTERN } from '../domain/ids.ts';
import {
  createWebhookAccounts,
  type WebhookAccount,
  type WebhookAccounts,
} from '../views/webhook-account.ts';
import { confirmSubscription } from './confirm-subscription.ts';
import type { ApiDeps, ApiEnv } from './env.ts';
import { limitLookups } from './limit-requests.ts';
import { webhookProblems } from './problem-responses.ts';
import { createRouter, type Router } from './router.ts';
import { json } from './shared-schema.ts';

export function webhookRoutes(deps: ApiDeps): Router {
  const router = createRouter();
  addCarrierWebhook(router, deps);
  return router;
}

const webhookParams = z.object({
  carrier: text(40).openapi({
    param: { name: 'carrier', in: 'path', description: 'Its `id` in `GET /v1/carriers`.' },
    example: 'easypost',
  }),
  shop: z
    .string()
    .regex(SHOP_ID_PATTERN)
    .openapi({
      param: { name: 'shop', in: 'path', description: 'The id of the shop.' },
      example: 'acme',
    }),
});

const webhookAnswer = z.object({
  scans: z.int().openapi({ description: 'How many scans are new.' }),
  repeated: z.int().openapi({ description: 'How many scans were stored before.' }),
  dropped: z.int().openapi({
    description:
      'How many scans are not kept. Of a number with over a hundred, wismr keeps the newest and ' +
      'those that decide the status; of a body with over 500 parcels, the first 500.',
  }),
  unclaimed: z.array(z.string()).openapi({
    description: 'Tracking numbers that no shipment or return has yet. Their scans are stored.',
  }),
  ignored: z
    .array(
      z.object({
        trackingNumber: z.string(),
        reason: z.enum(['other_carrier']),
        scans: z.int(),
      }),
    )
    .openapi({
      description:
        'Scans that change no parcel. `other_carrier`: another carrier moves the parcel that has ' +
        'the number. They count once you correct the shipment’s carrier.',
    }),
  unmapped: z.array(z.string()).openapi({ description: 'Codes that wismr does not know.' }),
  notListed: z.int().openapi({
    description: 'How many entries the three lists leave out. Each has at most 100.',
  }),
  repeatedBody: z.boolean().optional().openapi({
    description: 'True: exactly this body was received before, and is ignored.',
  }),
  refusal: z
    .string()
    .optional()
    .openapi({
      description:
        'Why the body reports no parcel: the carrier says `not_found`, `not_yet` or `error`, or the ' +
        'body is about something `other`, such as a batch, a payment or a test.',
    }),
});

const ANY_BODY = { '*/*': { schema: { description: 'The carrier’s own: JSON, XML or a form.' } } };

const postCarrierWebhook = createRoute({
  method: 'post',
  path: '/webhooks/carriers/{carrier}/{shop}',
  operationId: 'receiveCarrierWebhook',
  summary: 'Receive a carrier’s webhook',
  description:
    'Set this address in your carrier’s account. The body is the carrier’s own. wismr verifies ' +
    'the signature with the secrets that `wismr carrier secret` has set, as `webhookAuth` of the carrier says, and returns 200 once ' +
    'everything is stored. A new secret works at once; a removed one for up to five seconds ' +
    'more. wismr applies scans of an unknown number when you add its shipment. ' +
    '401 if the signature is wrong, or the shop does not exist or has no secret: the answer does ' +
    'not say which. 503 instead while `CREDENTIALS_KEY` lacks a key. 404 if the carrier does not exist or sends no webhooks. 413 if the body is larger than ' +
    'those of the carrier. 429 if your address has sent too many unverified webhooks. 503 with ' +
    '`Retry-After` if the shop gets too many at once: send it again. 422 if the body cannot ' +
    'be read: sending it again does not help.',
  tags: ['Webhooks'],
  // Each carrier signs in its own way.
  security: [],
  request: { params: webhookParams, body: { required: true, content: ANY_BODY } },
  responses: {
    200: { description: 'Stored', content: json(webhookAnswer) },
    ...webhookProblems('not-found'),
  },
});

function addCarrierWebhook(router: Router, deps: ApiDeps): void {
  const { sql, notifyRelay, findAdapter, webhookCounter: counter } = deps;
  const accounts = createWebhookAccounts(sql, deps.encryption);
  router.openapi(postCarrierWebhook, async (c) => {
    const { carrier, shop: shopId } = c.req.valid('param');
    const { log } = c.var;
    const here = { ...deps, log };
    const adapter = findAdapter(carrier);
    if (!adapter) throw new WismrError('not_found', `carrier ${carrier} does not exist`);
    // Before anything is read: of such a carrier, no shop has a secret.
    if (!adapter.webhookSecret)
      throw new WismrError('not_found', `${adapter.name} sends no webhooks`);
    const doubted = await doubtedAddress(deps, c);
    // A wrong signature gets the same: whether the shop is in memory would say that it exists.
    if (doubted !== null && !accounts.isKept(shopId, carrier)) {
      await limitLookups(deps.rateLimits, doubted);
    }
    const account = await accounts.find(shopId, carrier);
    const request: WebhookRequest = {
      headers: Object.fromEntries(c.req.raw.headers),
      // The raw bytes: signatures cover them.
      body: new Uint8Array(await c.req.arrayBuffer()),
      query: c.req.query(),
      receivedAt: Date.now(),
    };
    const received = { accounts, request, doubted };
    if (!account) return refuseUnknownShop(here, adapter, { ...received, shopId });
    const isUnproven = await assertVerified(here, adapter, { ...received, account });
    await deps.rateLimits.count('webhooks', `${shopId}/${carrier}`);
    const result = await recordWebhook(
      { sql, counter },
      {
        shopId: account.shopId,
        adapter,
        body: request.body,
        isUnproven,
      },
    );
    if (result.kind === 'recorded' && result.recorded.wakesJourney) notifyRelay();
    if (result.kind === 'refused') {
      // A malformed body stays malformed: 422 stops the sender's retries.
      if (result.refusal === 'malformed') {
        log.warn({ shopId, carrier, detail: result.detail }, 'a webhook could not be read');
        throw new WismrError('invalid', result.detail);
      }
      log.info({ shopId, carrier, refusal: result.refusal }, 'a webhook reports no parcel');
      if (result.refusal === 'other') {
        await confirmSubscription(here, adapter, {
          shopId: account.shopId,
          body: request.body,
        });
      }
    }
    return c.json(answerOf(result), 200);
  });
}

interface Received {
  readonly account: WebhookAccount;
  readonly accounts: WebhookAccounts;
  readonly request: WebhookRequest;
  /** The address of the caller if it has failed too often. */
  readonly doubted: string | null;
}

/**
 * Carriers send the webhooks of all shops from a few addresses. So whoever has failed too often from
 * one is still verified, but no longer costs a reading of the database each time.
 */
async function doubtedAddress(
  { rateLimits, addressOf }: ApiDeps,
  c: Context<ApiEnv>,
): Promise<string | null> {
  const address = addressOf(c);
  const isDoubted = address !== null && (await rateLimits.isExceeded('failures', address));
  return isDoubted ? address : null;
}

/** What no sender has: the answer does not say whether a shop exists or has a secret. */
const DECOY = [randomBytes(32).toString('hex')];

/**
 * Throws `unauthorized` if the signature is wrong, and counts the refusal. Returns whether it proves no
 * more than that the sender knows the secret.
 */
async function assertVerified(
  { log, webhookCounter, rateLimits }: ApiDeps,
  adapter: CarrierAdapter,
  { account, accounts, request, doubted }: Received,
): Promise<boolean> {
  const { shopId } = account;
  const carrier = adapter.id;
  const verify = (secrets: readonly string[]) =>
    adapter.verify(request, secrets.length > 0 ? secrets : DECOY);
  const known = await verify(account.secrets);
  if (known.ok) return known.signs === 'nothing';
  // A new secret works here too, as soon as what is kept is read again.
  if (doubted !== null) await rateLimits.assertNotExceeded('failures', doubted);
  // The secret may be newer than what was kept.
  const { secrets, fault } = (await accounts.read(shopId, carrier)) ?? account;
  const verdict = await verify(secrets);
  if (verdict.ok) return verdict.signs === 'nothing';
  if (verdict.reason === 'not_pushed') throw new WismrError('not_found', verdict.detail);
  await assertReadable(accounts, fault);
  const why = secrets.length > 0 ? verdict : await adapter.verify(request, []);
  const reason = why.ok ? verdict.reason : why.reason;
  webhookCounter.count({ shopId, carrier, refused: 1, refusal: reason });
  log.warn({ shopId, carrier, reason }, 'a webhook was refused');
  throw new WismrError('unauthorized', verdict.detail);
}

/**
 * While a key is missing, a carrier must send again what cannot be verified. That holds for every shop
 * and for none: the answer does not say whose secret it is.
 */
async function assertReadable(accounts: WebhookAccounts, fault: WismrError | null): Promise<void> {
  if (await accounts.areReadable()) return;
  throw fault ?? new WismrError('unavailable', 'CREDENTIALS_KEY lacks a key of webhook secrets');
}

type UnknownShop = Omit<Received, 'account'> & { readonly shopId: string };

/** Does what is done for a shop that exists, and answers the same. */
async function refuseUnknownShop(
  { log, rateLimits }: ApiDeps,
  adapter: CarrierAdapter,
  { shopId, accounts, request, doubted }: UnknownShop,
): Promise<never> {
  await adapter.verify(request, DECOY);
  if (doubted !== null) await rateLimits.assertNotExceeded('failures', doubted);
  await accounts.read(shopId, adapter.id);
  const verdict = await adapter.verify(request, DECOY);
  if (!verdict.ok && verdict.reason === 'not_pushed') {
    throw new WismrError('not_found', verdict.detail);
  }
  await assertReadable(accounts, null);
  log.warn({ shopId, carrier: adapter.id, reason: 'unknown_shop' }, 'a webhook was refused');
  throw new WismrError('unauthorized', verdict.ok ? 'the signature is wrong' : verdict.detail);
}

/** Entries of each list in an answer, which a log keeps. */
const LISTED_MAX = 100;

const NOTHING_LISTED = { unclaimed: [], ignored: [], unmapped: [], notListed: 0 };
const NOTHING_NEW = { scans: 0, repeated: 0, dropped: 0, ...NOTHING_LISTED };

function answerOf(result: WebhookResult): z.input<typeof webhookAnswer> {
  if (result.kind === 'repeated') return { ...NOTHING_NEW, repeatedBody: true };
  if (result.kind === 'refused') return { ...NOTHING_NEW, refusal: result.refusal };
  const { scans, repeated, dropped, unclaimed, ignored } = result.recorded;
  const { unmapped } = result;
  const lists = {
    unclaimed: unclaimed.slice(0, LISTED_MAX),
    ignored: ignored.slice(0, LISTED_MAX),
    unmapped: unmapped.slice(0, LISTED_MAX),
  };
  const all = unclaimed.length + ignored.length + unmapped.length;
  const listed = lists.unclaimed.length + lists.ignored.length + lists.unmapped.length;
  return { scans, repeated, dropped, ...lists, notListed: all - listed };
}
