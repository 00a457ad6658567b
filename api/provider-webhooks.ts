import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { receiveFromSinch } from '../commands/receive-from-sinch.ts';
import {
  type ReceiptResult,
  receiveFromResend,
  receiveFromTwilio,
  type SignedForm,
  type SignedRequest,
} from '../commands/record-receipt.ts';
import { type TakenReply, takeReply } from '../commands/take-reply.ts';
import { WismrError } from '../domain/error.ts';
import type { ApiDeps, ApiEnv } from './env.ts';
import { webhookProblems } from './problem-responses.ts';
import { createRouter, type Router } from './router.ts';
import { json } from './shared-schema.ts';

/** What Resend, Twilio and Sinch report about messages that they have accepted, and customers' replies. */
export function providerWebhookRoutes(deps: ApiDeps): Router {
  const router = createRouter();
  addResend(router, deps);
  addTwilioStatus(router, deps);
  addTwilioInbound(router, deps);
  addSinch(router, deps);
  return router;
}

const RECEIPT_RESULTS = ['recorded', 'repeated', 'unknown_message', 'ignored'] as const;

/** Not zod's, so that nothing reads the body before its signature is verified. */
const AS_SENT = { schema: { type: 'object', description: 'As the provider sends it.' } } as const;
const JSON_BODY = { 'application/json': AS_SENT };
const FORM = { 'application/x-www-form-urlencoded': AS_SENT };

const postResend = createRoute({
  method: 'post',
  path: '/webhooks/resend',
  operationId: 'receiveResendWebhook',
  summary: 'Receive Resend’s report about an email',
  description:
    'Set this address in your Resend account, and its signing secret as `RESEND_WEBHOOK_SECRET`. ' +
    'The message shows the report as `receipt`. After a permanent bounce or a complaint, wismr ' +
    'sends nothing more to the address. 401 if the signature is wrong or older than five minutes. ' +
    '422 if the body cannot be read: sending it again does not help.',
  tags: ['Webhooks'],
  security: [{ resendSignature: [] }],
  request: { body: { required: true, content: JSON_BODY } },
  responses: {
    200: {
      description: 'Received',
      content: json(
        z.object({
          result: z.enum(RECEIPT_RESULTS).openapi({
            description:
              '`repeated`: known already, or the message has a later report. `unknown_message`: ' +
              'wismr has not sent it. `ignored`: a type of event that wismr does not use.',
          }),
        }),
      ),
    },
    ...webhookProblems(),
  },
});

function addResend(router: Router, deps: ApiDeps): void {
  const { sql, keys, providerSecrets } = deps;
  router.openapi(postResend, async (c) => {
    const request = await readSigned(c);
    const result = await receiveFromResend(
      { sql, keys },
      request,
      providerSecrets.resendWebhookSecret,
    );
    return c.json({ result: answerTo(c, 'resend', result) }, 200);
  });
}

const TWIML = {
  'text/xml': { schema: z.string().openapi({ description: 'TwiML without instructions.' }) },
};

const postTwilioStatus = createRoute({
  method: 'post',
  path: '/webhooks/twilio/status',
  operationId: 'receiveTwilioStatus',
  summary: 'Receive Twilio’s status of an SMS',
  description:
    'wismr gives Twilio this address with each SMS. The message shows the status as `receipt`. ' +
    '401 if the signature is wrong for `TWILIO_AUTH_TOKEN` and `PUBLIC_URL`. 422 if the form has ' +
    'no id or no status.',
  tags: ['Webhooks'],
  security: [{ twilioSignature: [] }],
  request: { body: { required: true, content: FORM } },
  responses: { 200: { description: 'Received', content: TWIML }, ...webhookProblems() },
});

function addTwilioStatus(router: Router, deps: ApiDeps): void {
  const { sql, keys, providerSecrets } = deps;
  router.openapi(postTwilioStatus, async (c) => {
    const form = await readForm(c, deps);
    const request = { ...form, notification: c.req.query('notification') };
    const result = await receiveFromTwilio({ sql, keys }, request, providerSecrets.twilioAuthToken);
    answerTo(c, 'twilio', result);
    return emptyTwiml(c);
  });
}

const postTwilioInbound = createRoute({
  method: 'post',
  path: '/webhooks/twilio/inbound',
  operationId: 'receiveTwilioReply',
  summary: 'Receive a customer’s reply to an SMS',
  description:
    'Set this address at your Twilio number or messaging service. After STOP, or a refusal in the ' +
    'customer’s own words, wismr sends no SMS to the number, for any shop. START ends that. A ' +
    'refusal in own words also opens the escalation `refusal_reviewed`. Twilio itself answers STOP, ' +
    'START and HELP. 401 and 422 as for the status.',
  tags: ['Webhooks'],
  security: [{ twilioSignature: [] }],
  request: { body: { required: true, content: FORM } },
  responses: { 200: { description: 'Received', content: TWIML }, ...webhookProblems() },
});

function addTwilioInbound(router: Router, deps: ApiDeps): void {
  const { sql, keys, providerSecrets } = deps;
  router.openapi(postTwilioInbound, async (c) => {
    const form = await readForm(c, deps);
    const result = await takeReply({ sql, keys }, form, providerSecrets.twilioAuthToken);
    if (result.kind !== 'taken') return refuse(c, 'twilio', result);
    afterReply(c, deps, result);
    return emptyTwiml(c);
  });
}

/** Logs neither the number nor the text: both are personal. */
function afterReply(
  c: Context<ApiEnv>,
  { notifyRelay }: ApiDeps,
  { meaning, by, changed }: TakenReply,
): void {
  c.var.log.info({ meaning, by, changed }, 'a customer replied by SMS');
  if (changed) notifyRelay();
}

const postSinch = createRoute({
  method: 'post',
  path: '/webhooks/sinch',
  operationId: 'receiveSinchWebhook',
  summary: 'Receive Sinch’s report about an SMS, or a customer’s reply',
  description:
    'wismr gives Sinch this address with each SMS. Set it as the callback URL of your service plan ' +
    'too, for replies, and its HMAC secret as `SINCH_WEBHOOK_SECRET`. The message shows the report ' +
    'as `receipt`. STOP and START work as for Twilio. 401 if the signature is wrong. 422 if the ' +
    'body cannot be read: sending it again does not help.',
  tags: ['Webhooks'],
  security: [{ sinchSignature: [] }],
  request: { body: { required: true, content: JSON_BODY } },
  responses: {
    200: {
      description: 'Received',
      content: json(
        z.object({
          result: z.enum([...RECEIPT_RESULTS, 'reply']).openapi({
            description: '`reply`: a customer’s reply. The others are as for Resend.',
          }),
        }),
      ),
    },
    ...webhookProblems(),
  },
});

function addSinch(router: Router, deps: ApiDeps): void {
  const { sql, keys, providerSecrets } = deps;
  router.openapi(postSinch, async (c) => {
    const request = await readSigned(c);
    const result = await receiveFromSinch(
      { sql, keys },
      request,
      providerSecrets.sinchWebhookSecret,
    );
    if (result.kind !== 'taken') return c.json({ result: answerTo(c, 'sinch', result) }, 200);
    afterReply(c, deps, result);
    return c.json({ result: 'reply' as const }, 200);
  });
}

async function readSigned(c: Context<ApiEnv>): Promise<SignedRequest> {
  return { headers: Object.fromEntries(c.req.raw.headers), body: await c.req.text() };
}

/** The request as Twilio signed it: over the public address, whatever a proxy makes of it. */
async function readForm(c: Context<ApiEnv>, { publicUrl }: ApiDeps): Promise<SignedForm> {
  const { pathname, search } = new URL(c.req.url);
  return {
    signature: c.req.header('x-twilio-signature') ?? '',
    url: `${publicUrl}${pathname}${search}`,
    body: await c.req.text(),
  };
}

type Provider = 'resend' | 'twilio' | 'sinch';

/** Throws if the webhook is refused. Logs a receipt that is about no message of ours. */
function answerTo(
  c: Context<ApiEnv>,
  provider: Provider,
  result: ReceiptResult,
): (typeof RECEIPT_RESULTS)[number] {
  if (result.kind === 'unsigned' || result.kind === 'unreadable') {
    return refuse(c, provider, result);
  }
  const { kind, event } = result;
  if (kind === 'unknown_message') {
    c.var.log.info({ provider, event }, 'a receipt of a message that wismr does not know');
  }
  return kind;
}

type Refused =
  | { readonly kind: 'unsigned' }
  | { readonly kind: 'unreadable'; readonly detail: string };

function refuse(c: Context<ApiEnv>, provider: Provider, result: Refused): never {
  const { log } = c.var;
  if (result.kind === 'unreadable') {
    log.warn({ provider, detail: result.detail }, 'a webhook could not be read');
    throw new WismrError('invalid', result.detail);
  }
  log.warn({ provider, reason: 'bad_signature' }, 'a webhook was refused');
  throw new WismrError('unauthorized', UNSIGNED[provider]);
}

const UNSIGNED: Readonly<Record<Provider, string>> = {
  resend: 'the signature is wrong or too old; set RESEND_WEBHOOK_SECRET as Resend shows it',
  twilio: 'the signature is wrong; set TWILIO_AUTH_TOKEN, and PUBLIC_URL as Twilio calls it',
  sinch: 'the signature is wrong; set SINCH_WEBHOOK_SECRET to the HMAC secret of your service plan',
};

function emptyTwiml(c: Context<ApiEnv>) {
  return c.body('<?xml version="1.0" encoding="UTF-8"?><Response/>', 200, {
    'content-type': 'text/xml',
  });
}
