/** Twilio's webhooks about an SMS and about customers' replies, with Twilio's signature. */

import { createHmac, randomBytes } from 'node:crypto';
import { SegmentedMessage } from 'sms-segments-calculator';
import type { AcceptedSms, DeliveryStep, Ledger } from './ledger.ts';
import type { WebhookSender } from './webhook-sender.ts';

export interface TwilioCallbacksOptions {
  readonly accountSid: string;
  readonly authToken: string;
  readonly ledger: Ledger;
  readonly webhookSender: WebhookSender;
  readonly delayMs: number;
  readonly now: () => number;
  /** Where to post replies. Called for every reply. */
  readonly inboundUrl: () => string | null;
}

/**
 * Adds each step of an SMS to the ledger and posts it, `delayMs` apart. Like Twilio, posts no
 * callback for the first status.
 */
export function followSms(options: TwilioCallbacksOptions) {
  const { ledger, webhookSender, delayMs, now } = options;
  return (sms: AcceptedSms, failsWith: number | null): void =>
    webhookSender.run(async () => {
      for (const type of statusesOf(sms, failsWith)) {
        await webhookSender.wait(delayMs);
        const code = type === 'undelivered' && failsWith !== null ? failsWith : undefined;
        const at = now();
        ledger.addStep(sms.id, { type, at }, code);
        if (sms.statusCallback === null) continue;
        const form = statusForm(sms, { type, at }, options.accountSid);
        if (code !== undefined) form['ErrorCode'] = String(code);
        await webhookSender.post({
          type: `sms.${type}`,
          ...signedForm(sms.statusCallback, form, options.authToken),
        });
      }
    });
}

/** Only a phone with RCS reports that the message was read. */
function statusesOf(sms: AcceptedSms, failsWith: number | null): readonly string[] {
  if (failsWith !== null) return ['sent', 'undelivered'];
  return isRcs(sms) ? ['queued', 'sent', 'delivered', 'read'] : ['sent', 'delivered'];
}

function isRcs({ from }: AcceptedSms): boolean {
  return from.startsWith('rcs:');
}

type Form = Record<string, string>;

function statusForm(sms: AcceptedSms, step: DeliveryStep, accountSid: string): Form {
  const status = step.type;
  return {
    AccountSid: accountSid,
    ApiVersion: '2010-04-01',
    From: sms.from,
    MessageSid: sms.id,
    MessageStatus: status,
    SmsSid: sms.id,
    SmsStatus: status,
    To: sms.to[0] ?? '',
    ...(sms.messagingServiceSid === null ? {} : { MessagingServiceSid: sms.messagingServiceSid }),
    ...(isRcs(sms) ? rcsFields(status) : smsFields(step)),
  };
}

/**
 * What a callback about a channel other than SMS has beside: see
 * twilio.com/docs/messaging/guides/track-outbound-message-status.
 */
function rcsFields(status: string): Form {
  return {
    ChannelInstallSid: `XE${'5a'.repeat(16)}`,
    ChannelPrefix: 'rcs',
    ...(status === 'undelivered' ? { ChannelStatusMessage: 'not delivered' } : {}),
    ...(status === 'read' ? { EventType: 'READ' } : {}),
  };
}

/** The operator's own time of delivery, as `YYMMDDhhmm`. */
function smsFields({ type, at }: DeliveryStep): Form {
  if (type !== 'delivered' && type !== 'undelivered') return {};
  return { RawDlrDoneDate: new Date(at).toISOString().replace(/\D/g, '').slice(2, 12) };
}

export type SmsProvider = AcceptedSms['provider'];

/** A customer's reply. */
export interface Reply {
  /** Who takes the reply. Default: Twilio. */
  readonly provider?: SmsProvider | undefined;
  /** The customer's number. */
  readonly from: string;
  /** The number, or the messaging service, that wrote to the customer. */
  readonly to: string;
  readonly body: string;
}

/** Twilio's default words to stop messages, start them again or ask for help. */
const KEYWORDS: Readonly<Record<'STOP' | 'START' | 'HELP', readonly string[]>> = {
  STOP: ['STOP', 'UNSUBSCRIBE', 'END', 'QUIT', 'STOPALL', 'REVOKE', 'OPTOUT', 'CANCEL'],
  START: ['START', 'YES', 'UNSTOP'],
  HELP: ['HELP', 'INFO'],
};

/** Handles a customer's reply: STOP and START change the opt-outs, and every reply is posted. */
export function takeReplies(options: TwilioCallbacksOptions) {
  const { ledger, webhookSender, accountSid, authToken, inboundUrl } = options;
  return (reply: Reply): void => {
    const word = reply.body.trim().toUpperCase();
    const optOutType = (['STOP', 'START', 'HELP'] as const).find((type) =>
      KEYWORDS[type].includes(word),
    );
    if (optOutType === 'STOP') ledger.setOptedOut(reply.to, reply.from, true);
    if (optOutType === 'START') ledger.setOptedOut(reply.to, reply.from, false);
    const url = inboundUrl();
    if (url === null) return;
    const form = inboundForm(reply, accountSid);
    // Only messaging services report how they understood the word.
    if (optOutType && reply.to.startsWith('MG')) form['OptOutType'] = optOutType;
    webhookSender.run(() =>
      webhookSender.post({ type: 'sms.inbound', ...signedForm(url, form, authToken) }),
    );
  };
}

function inboundForm({ from, to, body }: Reply, accountSid: string): Form {
  const sid = `SM${randomBytes(16).toString('hex')}`;
  return {
    AccountSid: accountSid,
    ApiVersion: '2010-04-01',
    Body: body,
    From: from,
    MessageSid: sid,
    NumMedia: '0',
    NumSegments: String(new SegmentedMessage(body).segmentsCount),
    SmsMessageSid: sid,
    SmsSid: sid,
    SmsStatus: 'received',
    ...(to.startsWith('MG') ? { MessagingServiceSid: to, To: '+15005550006' } : { To: to }),
  };
}

/** The request that Twilio posts: signed over the URL and the sorted fields with HMAC-SHA1. */
function signedForm(url: string, form: Form, authToken: string) {
  const names = Object.keys(form).sort();
  const signed = names.reduce((text, name) => `${text}${name}${form[name]}`, url);
  return {
    url,
    headers: {
      'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
      'i-twilio-idempotency-token': randomBytes(16).toString('hex'),
      'x-twilio-signature': createHmac('sha1', authToken).update(signed).digest('base64'),
    },
    body: new URLSearchParams(form).toString(),
  };
}
