/**
 * The part of Sinch's SMS REST API that wismr uses, written from
 * developers.sinch.com/docs/sms/api-reference/sms and Sinch's own SDK for Node.js.
 * Stricter than Sinch: it refuses every unlisted field, so that our mistakes do not go unnoticed.
 */

import { randomBytes } from 'node:crypto';
import { type Context, Hono } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { SegmentedMessage } from 'sms-segments-calculator';
import { z } from 'zod';
import { DAY } from '../../domain/time.ts';
import {
  type Faults,
  type FaultWording,
  holdAnswer,
  type SandboxEnv,
  withFaults,
} from './faults.ts';
import { type AcceptedSms, isEmail, type Ledger } from './ledger.ts';

export interface SinchApiOptions {
  readonly servicePlanId: string;
  readonly apiToken: string;
  readonly ledger: Ledger;
  readonly faults: Faults;
  readonly now: () => number;
  /** Called with the accepted SMS, before the response; with Sinch's code if it will fail. */
  readonly onAccepted: (sms: AcceptedSms, failsWith: number | null) => void;
}

const batchSchema = z.strictObject({
  type: z.literal('mt_text'),
  from: z.string().regex(/^(\+?\d{3,18}|(?=.*[A-Za-z])[A-Za-z\d ]{1,11})$/),
  to: z.array(z.string().min(1)).length(1),
  body: z.string().min(1).max(1_600),
  client_reference: z.string().max(128).optional(),
  delivery_report: z.enum(['none', 'per_recipient']),
  callback_url: z
    .url({ protocol: /^https?$/ })
    .max(2_048)
    .optional(),
  expire_at: z.iso.datetime().optional(),
});

type Batch = z.output<typeof batchSchema>;

const PAGE_SIZE = 30;
const PAGE_SIZE_MAX = 100;

export function sinchApi(options: SinchApiOptions): Hono<SandboxEnv> {
  const { servicePlanId, apiToken, ledger, faults, now } = options;
  const collection = '/xms/v1/:plan/batches';
  const app = new Hono<SandboxEnv>();

  app.post(collection, withFaults(faults, 'sinch', wording));
  app.use('/xms/v1/*', async (c, next) => {
    const isKnown = c.req.path.split('/')[3] === servicePlanId;
    if (!isKnown || c.req.header('authorization') !== `Bearer ${apiToken}`)
      return c.body(null, 401);
    await next();
    return undefined;
  });

  app.post(collection, async (c) => {
    const parsed = batchSchema.safeParse(await c.req.json().catch(() => null));
    if (!parsed.success) return refuseInvalid(c, parsed.error);
    const batch = parsed.data;
    // Sinch takes what is no phone number for the id of a group.
    if (!/^\+?[1-9]\d{6,14}$/.test(batch.to[0] ?? '')) return refuse(c, 403, 'unknown_group');
    if (batch.delivery_report !== 'none' && !batch.callback_url) {
      return refuse(c, 403, 'missing_callback_url');
    }
    const sms = entryOf(batch, now());
    ledger.add(sms);
    const fault = c.get('fault');
    options.onAccepted(sms, fault?.kind === 'undelivered' ? fault.code : null);
    await holdAnswer(c);
    return c.json(resourceOf(sms), 201);
  });

  app.get(collection, (c) => {
    const page = Number(c.req.query('page') ?? 0);
    const size = Math.min(Number(c.req.query('page_size') ?? PAGE_SIZE), PAGE_SIZE_MAX);
    const reference = c.req.query('client_reference');
    const start = c.req.query('start_date');
    const since = start === undefined ? now() - DAY : Date.parse(start);
    const found = listOf(ledger)
      .filter((sms) => sms.acceptedAt >= since)
      .filter((sms) => reference === undefined || sms.key === reference)
      .reverse();
    const batches = found.slice(page * size, (page + 1) * size).map(resourceOf);
    return c.json({ count: found.length, page, page_size: batches.length, batches });
  });

  app.get(`${collection}/:id`, (c) => {
    const sms = listOf(ledger).find(({ id }) => id === c.req.param('id'));
    return sms ? c.json(resourceOf(sms)) : c.body(null, 404);
  });
  return app;
}

function listOf(ledger: Ledger): readonly AcceptedSms[] {
  return ledger.accepted({ provider: 'sinch' }).filter((entry) => !isEmail(entry));
}

function entryOf(batch: Batch, at: number): AcceptedSms {
  const { segmentsCount, encodingName } = new SegmentedMessage(batch.body);
  const expiry = batch.expire_at === undefined ? null : Date.parse(batch.expire_at);
  return {
    provider: 'sinch',
    id: `01${randomBytes(12).toString('hex').toUpperCase()}`,
    key: batch.client_reference ?? null,
    notificationId: batch.client_reference ?? null,
    acceptedAt: at,
    steps: [{ type: 'Queued', at }],
    from: batch.from,
    messagingServiceSid: null,
    to: batch.to,
    body: batch.body,
    segments: segmentsCount,
    encoding: encodingName,
    validitySeconds: expiry === null ? null : Math.round((expiry - at) / 1_000),
    statusCallback: batch.delivery_report === 'none' ? null : (batch.callback_url ?? null),
    errorCode: null,
  };
}

/** A batch as the API shows it: numbers without a plus. */
function resourceOf(sms: AcceptedSms) {
  const at = new Date(sms.acceptedAt).toISOString();
  return {
    id: sms.id,
    type: 'mt_text',
    from: withoutPlus(sms.from),
    to: sms.to.map(withoutPlus),
    body: sms.body,
    canceled: false,
    created_at: at,
    modified_at: at,
    delivery_report: sms.statusCallback === null ? 'none' : 'per_recipient',
    ...(sms.statusCallback === null ? {} : { callback_url: sms.statusCallback }),
    ...(sms.key === null ? {} : { client_reference: sms.key }),
  };
}

export function withoutPlus(number: string): string {
  return number.replace(/^\+/, '');
}

function refuseInvalid(c: Context<SandboxEnv>, error: z.ZodError): Response {
  const [issue] = error.issues;
  const isFormat = issue?.code === 'invalid_format';
  const code = isFormat ? 'syntax_invalid_parameter_format' : 'syntax_constraint_violation';
  return refuse(c, 400, code, `${issue?.path.join('.')}: ${issue?.message}`);
}

function refuse(c: Context<SandboxEnv>, status: number, code: string, text = code): Response {
  return c.json({ code, text }, status as ContentfulStatusCode);
}

const wording: FaultWording = {
  recipients: async (c) => {
    const batch = (await c.req.json().catch(() => null)) as { to?: string[] } | null;
    return batch?.to ?? [];
  },
  failure: (c) => c.body(null, 500),
  wrongKey: (c) => c.body(null, 401),
  wrongSender: (c) => refuse(c, 403, 'unknown_campaign'),
  throttled(c, retryAfterSeconds) {
    c.header('retry-after', String(retryAfterSeconds));
    return c.body(null, 429);
  },
  refusal: (c, { status, code, message }) => refuse(c, status, String(code), message),
};
