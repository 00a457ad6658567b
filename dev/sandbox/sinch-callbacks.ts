/** Sinch's webhooks about an SMS and about customers' replies, with Sinch's signature. */

import { createHmac, randomBytes } from 'node:crypto';
import type { AcceptedSms, Ledger } from './ledger.ts';
import { withoutPlus } from './sinch-api.ts';
import type { Reply } from './twilio-callbacks.ts';
import type { WebhookSender } from './webhook-sender.ts';

export interface SinchCallbacksOptions {
  readonly secret: string;
  readonly ledger: Ledger;
  readonly webhookSender: WebhookSender;
  readonly delayMs: number;
  readonly now: () => number;
  /** The service plan's callback URL. Called for every reply. */
  readonly inboundUrl: () => string | null;
}

/** Adds each step of an SMS to the ledger and posts its report, `delayMs` apart. */
export function followSinchSms(options: SinchCallbacksOptions) {
  const { ledger, webhookSender, delayMs, now, secret } = options;
  return (sms: AcceptedSms, failsWith: number | null): void =>
    webhookSender.run(async () => {
      for (const { status, code } of reportsOf(failsWith)) {
        await webhookSender.wait(delayMs);
        const at = now();
        ledger.addStep(sms.id, { type: status, at }, status === 'Failed' ? code : undefined);
        if (sms.statusCallback === null) continue;
        const report = reportOf(sms, { status, code, at });
        const signed = signedJson(sms.statusCallback, report, { secret, at });
        await webhookSender.post({ type: `sms.${status.toLowerCase()}`, ...signed });
      }
    });
}

function reportsOf(failsWith: number | null) {
  const end =
    failsWith === null ? { status: 'Delivered', code: 0 } : { status: 'Failed', code: failsWith };
  return [{ status: 'Dispatched', code: 401 }, end];
}

interface Report {
  readonly status: string;
  readonly code: number;
  readonly at: number;
}

function reportOf(sms: AcceptedSms, { status, code, at }: Report) {
  return {
    type: 'recipient_delivery_report_sms',
    batch_id: sms.id,
    recipient: withoutPlus(sms.to[0] ?? ''),
    status,
    code,
    at: new Date(at).toISOString(),
    ...(sms.key === null ? {} : { client_reference: sms.key }),
  };
}

/** Posts a customer's reply. Whether Sinch itself blocks a number after STOP is not documented. */
export function takeSinchReplies(options: SinchCallbacksOptions) {
  const { webhookSender, inboundUrl, now, secret } = options;
  return ({ from, to, body }: Reply): void => {
    const url = inboundUrl();
    if (url === null) return;
    const at = now();
    const message = {
      type: 'mo_text',
      id: `01${randomBytes(12).toString('hex').toUpperCase()}`,
      from: withoutPlus(from),
      to: withoutPlus(to),
      body,
      received_at: new Date(at).toISOString(),
    };
    webhookSender.run(() =>
      webhookSender.post({ type: 'sms.inbound', ...signedJson(url, message, { secret, at }) }),
    );
  };
}

interface Signing {
  readonly secret: string;
  readonly at: number;
}

/** The request that Sinch posts: signed over the body, a nonce and the time with HMAC-SHA256. */
function signedJson(url: string, value: object, { secret, at }: Signing) {
  const body = JSON.stringify(value);
  const nonce = randomBytes(12).toString('hex');
  const time = String(Math.floor(at / 1_000));
  return {
    url,
    headers: {
      'content-type': 'application/json',
      'x-sinch-webhook-signature': createHmac('sha256', secret)
        .update(`${body}.${nonce}.${time}`)
        .digest('base64'),
      'x-sinch-webhook-signature-algorithm': 'HmacSHA256',
      'x-sinch-webhook-signature-nonce': nonce,
      'x-sinch-webhook-signature-timestamp': time,
    },
    body,
  };
}
