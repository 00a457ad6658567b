/** The sandbox's own API under `/_sandbox`, for tests and demos in another process. */

import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { type Faults, faultSchema, type SandboxEnv } from './faults.ts';
import { type Ledger, PROVIDERS } from './ledger.ts';
import type { WebhookTarget } from './resend-webhooks.ts';
import type { Reply } from './twilio-callbacks.ts';
import type { WebhookSender } from './webhook-sender.ts';

/** Where to post webhooks; null: nowhere. Tests may change it at any time. */
export interface WebhookTargets {
  resend: WebhookTarget | null;
  twilioInbound: string | null;
  sinchInbound: string | null;
}

export interface ControlOptions {
  readonly ledger: Ledger;
  readonly faults: Faults;
  readonly webhookSender: WebhookSender;
  readonly targets: WebhookTargets;
  readonly takeReply: (reply: Reply) => void;
}

const querySchema = z.object({
  provider: z.enum(PROVIDERS).optional(),
  to: z.string().optional(),
  key: z.string().optional(),
});
const replySchema = z.object({
  provider: z.enum(['twilio', 'sinch']).optional(),
  from: z.string().min(1),
  to: z.string().min(1),
  body: z.string(),
});
const targetsSchema = z.strictObject({
  resend: z.strictObject({ url: z.url(), secret: z.string().startsWith('whsec_') }).nullish(),
  twilioInbound: z.url().nullish(),
  sinchInbound: z.url().nullish(),
});

export function controlApi(options: ControlOptions): Hono<SandboxEnv> {
  const { ledger, faults, webhookSender, targets, takeReply } = options;
  const app = new Hono<SandboxEnv>();

  app.get('/ledger', (c) => {
    const query = querySchema.safeParse(c.req.query());
    if (!query.success) return invalid(c, query.error);
    const messages = ledger.accepted(query.data);
    return c.json({ count: messages.length, counts: ledger.counts(), messages });
  });
  app.delete('/ledger', (c) => {
    ledger.clear();
    return c.body(null, 204);
  });

  app.get('/faults', (c) => c.json({ waiting: faults.waiting() }));
  app.post('/faults', async (c) => {
    const fault = faultSchema.safeParse(await bodyOf(c));
    if (!fault.success) return invalid(c, fault.error);
    faults.inject(fault.data);
    return c.json({ waiting: faults.waiting() }, 201);
  });
  app.delete('/faults', (c) => {
    faults.clear();
    return c.body(null, 204);
  });

  app.get('/deliveries', (c) => c.json({ deliveries: webhookSender.deliveries() }));
  app.put('/webhooks', async (c) => {
    const changes = targetsSchema.safeParse(await bodyOf(c));
    if (!changes.success) return invalid(c, changes.error);
    const { resend, twilioInbound, sinchInbound } = changes.data;
    if (resend !== undefined) targets.resend = resend;
    if (twilioInbound !== undefined) targets.twilioInbound = twilioInbound;
    if (sinchInbound !== undefined) targets.sinchInbound = sinchInbound;
    return c.json(targets);
  });

  app.post('/replies', async (c) => {
    const reply = replySchema.safeParse(await bodyOf(c));
    if (!reply.success) return invalid(c, reply.error);
    takeReply(reply.data);
    return c.body(null, 202);
  });
  return app;
}

async function bodyOf(c: Context): Promise<unknown> {
  return await c.req.json().catch(() => null);
}

function invalid(c: Context, error: z.ZodError): Response {
  const problem = { title: 'Invalid request', status: 400, detail: z.prettifyError(error) };
  return c.json(problem, 400, { 'content-type': 'application/problem+json' });
}
