/** A stand-in for Resend and Twilio on one local port, for their real SDKs. See docs/provider-sandbox.md. */

import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { controlApi, type WebhookTargets } from './control.ts';
import { Faults, type SandboxEnv } from './faults.ts';
import { inboxPages } from './inbox.tsx';
import { Ledger } from './ledger.ts';
import { resendApi } from './resend-api.ts';
import { followEmail } from './resend-webhooks.ts';
import { twilioApi } from './twilio-api.ts';
import { followSms, type Reply, takeReplies } from './twilio-callbacks.ts';
import { type Delivery, WebhookSender } from './webhook-sender.ts';

/** What the sandbox takes for valid, where nothing else is asked for. Secrets of nothing. */
export const SANDBOX_CREDENTIALS = {
  resendApiKey: 're_sandbox',
  resendWebhookSecret: `whsec_${Buffer.from('wismr-provider-sandbox-secret').toString('base64')}`,
  twilioAccountSid: `AC${'5a'.repeat(16)}`,
  twilioAuthToken: '5a'.repeat(16),
} as const;

export type SandboxCredentials = Readonly<Record<keyof typeof SANDBOX_CREDENTIALS, string>>;

export interface SandboxOptions {
  /** 0, or none, for any that is free. */
  readonly port?: number;
  /** Only this machine can reach it unless told otherwise. */
  readonly host?: string;
  readonly credentials?: Partial<SandboxCredentials>;
  /** Where Resend's events go; signed with the credentials' secret. */
  readonly resendWebhookUrl?: string;
  /** Where customers' replies by SMS go. Status callbacks go where each message says. */
  readonly twilioInboundUrl?: string;
  /** Between being accepted, being sent and being delivered. */
  readonly receiptDelayMs?: number;
  /** Resend's own limit is a few; this one is out of the way unless a test wants to meet it. */
  readonly resendRequestsPerSecond?: number;
  /** Domains that Resend lets us send from; any where left out. */
  readonly verifiedDomains?: readonly string[];
  /** Remembers what it accepted in this file, and in it what a former sandbox accepted. */
  readonly file?: string;
  /** Epoch milliseconds; decides when idempotency keys are forgotten. */
  readonly now?: () => number;
}

export interface Sandbox {
  /** The origin, without a slash at the end: the base URL for both SDKs, and the inbox's address. */
  readonly url: string;
  readonly credentials: SandboxCredentials;
  readonly ledger: Ledger;
  readonly faults: Faults;
  /** May be written to at any time. */
  readonly webhooks: WebhookTargets;
  /** The webhooks that were posted, and how they were received. */
  deliveries(): readonly Delivery[];
  /** As if a customer had written back by SMS. */
  reply(reply: Reply): void;
  /** Resolves when all webhooks that are due have been posted. */
  settled(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts a sandbox; resolves when it listens. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { now = Date.now, receiptDelayMs: delayMs = 50, host = '127.0.0.1', port = 0 } = options;
  const credentials = { ...SANDBOX_CREDENTIALS, ...options.credentials };
  const { twilioAccountSid: accountSid, twilioAuthToken: authToken } = credentials;
  const ledger = new Ledger(options.file);
  const faults = new Faults();
  const postman = new WebhookSender(now);
  const webhooks: WebhookTargets = {
    resend:
      options.resendWebhookUrl === undefined
        ? null
        : { url: options.resendWebhookUrl, secret: credentials.resendWebhookSecret },
    twilioInbound: options.twilioInboundUrl ?? null,
  };
  const callbacks = {
    accountSid,
    authToken,
    ledger,
    postman,
    delayMs,
    now,
    inboundUrl: () => webhooks.twilioInbound,
  };
  const reply = takeReplies(callbacks);

  const app = new Hono<SandboxEnv>();
  app.route(
    '/',
    resendApi({
      ledger,
      faults,
      now,
      apiKey: credentials.resendApiKey,
      requestsPerSecond: options.resendRequestsPerSecond ?? 10_000,
      verifiedDomains: options.verifiedDomains ?? null,
      onAccepted: followEmail({ ledger, postman, delayMs, now, target: () => webhooks.resend }),
    }),
  );
  const onAccepted = followSms(callbacks);
  app.route('/', twilioApi({ accountSid, authToken, ledger, faults, now, onAccepted }));
  const control = controlApi({ ledger, faults, postman, targets: webhooks, takeReply: reply });
  app.route('/_sandbox', control);
  app.route('/', inboxPages({ ledger, now, takeReply: reply }));

  const server = serve({ fetch: app.fetch, port, hostname: host });
  await once(server, 'listening');
  const { port: bound } = server.address() as AddressInfo;
  return {
    url: `http://${host}:${bound}`,
    credentials,
    ledger,
    faults,
    webhooks,
    reply,
    deliveries: () => postman.deliveries(),
    settled: () => postman.settled(),
    async stop() {
      const closed = once(server, 'close');
      server.close();
      if ('closeAllConnections' in server) server.closeAllConnections();
      await Promise.all([closed, postman.stop()]);
    },
  };
}
