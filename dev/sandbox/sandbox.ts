/**
 * A fake Resend, Twilio and Sinch on one local port, for their real SDKs, and an SMTP server on
 * another: docs/provider-sandbox.md.
 */

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
import { sinchApi } from './sinch-api.ts';
import { followSinchSms, takeSinchReplies } from './sinch-callbacks.ts';
import { startSmtpServer } from './smtp-server.ts';
import { twilioApi } from './twilio-api.ts';
import { followSms, type Reply, type SmsProvider, takeReplies } from './twilio-callbacks.ts';
import { type Delivery, WebhookSender } from './webhook-sender.ts';

/** The default credentials of the sandbox. They are valid nowhere else. */
export const SANDBOX_CREDENTIALS = {
  resendApiKey: 're_sandbox_key_of_no_account',
  resendWebhookSecret: `whsec_${Buffer.from('wismr-provider-sandbox-secret').toString('base64')}`,
  twilioAccountSid: `AC${'5a'.repeat(16)}`,
  twilioAuthToken: '5a'.repeat(16),
  sinchServicePlanId: '5a'.repeat(16),
  sinchApiToken: 'sinch_sandbox_token',
  sinchWebhookSecret: 'sinch-sandbox-secret',
  smtpUser: 'sandbox',
  smtpPassword: 'p@ss:word/5a',
} as const;

export type SandboxCredentials = Readonly<Record<keyof typeof SANDBOX_CREDENTIALS, string>>;

export interface SandboxOptions {
  /** Default: 0, any free port. */
  readonly port?: number;
  /** The port of the SMTP server. Default: 0, any free port. */
  readonly smtpPort?: number;
  /** Default: reachable only from this machine. */
  readonly host?: string;
  readonly credentials?: Partial<SandboxCredentials>;
  /** Where Resend's events go; signed with the credentials' secret. */
  readonly resendWebhookUrl?: string;
  /** Where customers' replies by SMS go. Each message has the address of its status callbacks. */
  readonly twilioInboundUrl?: string;
  /** The callback URL of Sinch's service plan: where replies go. */
  readonly sinchInboundUrl?: string;
  /** The time between `accepted`, `sent` and `delivered`. */
  readonly receiptDelayMs?: number;
  /** How often a webhook is posted until its receiver answers 2xx. Default: once. */
  readonly webhookAttempts?: number;
  /** Resend allows few; the default is high enough not to disturb tests. */
  readonly resendRequestsPerSecond?: number;
  /** The domains of senders that Resend allows. Default: all. */
  readonly verifiedDomains?: readonly string[];
  /** The phones that a Twilio messaging service reaches by RCS. Default: none. */
  readonly rcsPhones?: readonly string[];
  /** A file for accepted messages. An earlier sandbox may have written to it. */
  readonly file?: string;
  /** The clock that decides when idempotency keys expire, in epoch milliseconds. */
  readonly now?: () => number;
}

export interface Sandbox {
  /** The origin, without a slash at the end: the base URL for both SDKs, and the inbox's address. */
  readonly url: string;
  /** The address of the SMTP server, with user and password. */
  readonly smtpUrl: string;
  readonly credentials: SandboxCredentials;
  readonly ledger: Ledger;
  readonly faults: Faults;
  /** Tests may change them at any time. */
  readonly webhooks: WebhookTargets;
  /** The posted webhooks, and the receivers' responses. */
  deliveries(): readonly Delivery[];
  /** Sends an SMS reply as a customer. */
  reply(reply: Reply): void;
  /** Resolves when all due webhooks are posted. */
  settled(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts a sandbox. Resolves when it listens. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { now = Date.now, receiptDelayMs: delayMs = 50, host = '127.0.0.1', port = 0 } = options;
  const credentials = { ...SANDBOX_CREDENTIALS, ...options.credentials };
  const ledger = new Ledger(options.file);
  const faults = new Faults();
  const webhookSender = new WebhookSender(now, options.webhookAttempts);
  const webhooks = targetsOf(options, credentials.resendWebhookSecret);
  const parts = { credentials, ledger, faults, webhookSender, webhooks, delayMs, now };
  const sms = smsProviders(parts, options.rcsPhones ?? []);

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
      onAccepted: followEmail({
        ledger,
        webhookSender,
        delayMs,
        now,
        target: () => webhooks.resend,
      }),
    }),
  );
  app.route('/', sms.app);
  const control = controlApi({
    ledger,
    faults,
    webhookSender,
    targets: webhooks,
    takeReply: sms.reply,
  });
  app.route('/_sandbox', control);
  app.route('/', inboxPages({ ledger, now, takeReply: sms.reply }));

  const server = serve({ fetch: app.fetch, port, hostname: host });
  await once(server, 'listening');
  const { port: bound } = server.address() as AddressInfo;
  const smtp = await startSmtpServer({
    host,
    port: options.smtpPort ?? 0,
    user: credentials.smtpUser,
    password: credentials.smtpPassword,
    ledger,
    faults,
    now,
  });
  return {
    url: `http://${host}:${bound}`,
    smtpUrl: smtp.url,
    credentials,
    ledger,
    faults,
    webhooks,
    reply: sms.reply,
    deliveries: () => webhookSender.deliveries(),
    settled: () => webhookSender.settled(),
    async stop() {
      const closed = once(server, 'close');
      server.close();
      if ('closeAllConnections' in server) server.closeAllConnections();
      await Promise.all([closed, smtp.stop(), webhookSender.stop()]);
    },
  };
}

function targetsOf(
  { resendWebhookUrl: url, twilioInboundUrl, sinchInboundUrl }: SandboxOptions,
  secret: string,
): WebhookTargets {
  const resend = url === undefined ? null : { url, secret };
  return {
    resend,
    twilioInbound: twilioInboundUrl ?? null,
    sinchInbound: sinchInboundUrl ?? null,
  };
}

interface Parts {
  readonly credentials: SandboxCredentials;
  readonly ledger: Ledger;
  readonly faults: Faults;
  readonly webhookSender: WebhookSender;
  readonly webhooks: WebhookTargets;
  readonly delayMs: number;
  readonly now: () => number;
}

/** Twilio and Sinch, and what takes customers' replies to either. */
function smsProviders(parts: Parts, rcsPhones: readonly string[]) {
  const { credentials, ledger, faults, webhookSender, webhooks, delayMs, now } = parts;
  const { twilioAccountSid: accountSid, twilioAuthToken: authToken } = credentials;
  const shared = { ledger, webhookSender, delayMs, now };
  const twilio = { ...shared, accountSid, authToken, inboundUrl: () => webhooks.twilioInbound };
  const secret = credentials.sinchWebhookSecret;
  const sinch = { ...shared, secret, inboundUrl: () => webhooks.sinchInbound };
  const replies: Readonly<Record<SmsProvider, (reply: Reply) => void>> = {
    twilio: takeReplies(twilio),
    sinch: takeSinchReplies(sinch),
  };
  const app = new Hono<SandboxEnv>();
  const onAccepted = followSms(twilio);
  app.route('/', twilioApi({ accountSid, authToken, ledger, faults, now, rcsPhones, onAccepted }));
  app.route(
    '/',
    sinchApi({
      servicePlanId: credentials.sinchServicePlanId,
      apiToken: credentials.sinchApiToken,
      ledger,
      faults,
      now,
      onAccepted: followSinchSms(sinch),
    }),
  );
  return { app, reply: (reply: Reply) => replies[reply.provider ?? 'twilio'](reply) };
}
