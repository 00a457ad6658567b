/** Resend's webhooks about an email, with the Svix signature that Resend uses. */

import { randomUUID } from 'node:crypto';
import { Webhook } from 'svix';
import type { AcceptedEmail, Ledger } from './ledger.ts';
import { domainOf } from './resend-schema.ts';
import type { WebhookSender } from './webhook-sender.ts';

export type EmailFate = 'delivered' | 'bounced' | 'complained' | 'suppressed';

/** The steps to each fate, named as Resend names its events. */
const STEPS: Readonly<Record<EmailFate, readonly string[]>> = {
  delivered: ['sent', 'delivered'],
  bounced: ['sent', 'bounced'],
  complained: ['sent', 'delivered', 'complained'],
  suppressed: ['sent', 'suppressed'],
};

export interface WebhookTarget {
  readonly url: string;
  /** `whsec_` and base64. */
  readonly secret: string;
}

export interface ResendWebhooksOptions {
  readonly ledger: Ledger;
  readonly webhookSender: WebhookSender;
  readonly delayMs: number;
  readonly now: () => number;
  /** Called for every event. */
  readonly target: () => WebhookTarget | null;
}

/** Adds each step of an email to the ledger and posts it, `delayMs` apart. */
export function followEmail(options: ResendWebhooksOptions) {
  const { ledger, webhookSender, delayMs, now, target } = options;
  return (email: AcceptedEmail, fate: EmailFate): void =>
    webhookSender.run(async () => {
      for (const type of STEPS[fate]) {
        await webhookSender.wait(delayMs);
        ledger.addStep(email.id, { type, at: now() });
        const to = target();
        if (to)
          await webhookSender.post({ url: to.url, ...signedEvent(email, { type, at: now() }, to) });
      }
    });
}

function signedEvent(email: AcceptedEmail, step: { type: string; at: number }, to: WebhookTarget) {
  const type = `email.${step.type}`;
  const body = JSON.stringify(eventOf(email, step));
  const id = `msg_${randomUUID().replaceAll('-', '')}`;
  // Real time, even if the sandbox has another clock: receivers compare it with theirs.
  const signedAt = new Date();
  return {
    type,
    body,
    headers: {
      'content-type': 'application/json',
      'svix-id': id,
      'svix-timestamp': String(Math.floor(signedAt.getTime() / 1000)),
      'svix-signature': new Webhook(to.secret).sign(id, signedAt, body),
    },
  };
}

function eventOf(email: AcceptedEmail, { type, at }: { type: string; at: number }) {
  return {
    type: `email.${type}`,
    created_at: new Date(at).toISOString(),
    data: {
      email_id: email.id,
      message_id: messageIdOf(email),
      created_at: new Date(email.acceptedAt).toISOString(),
      from: email.from,
      to: email.to,
      subject: email.subject,
      ...(Object.keys(email.tags).length === 0 ? {} : { tags: email.tags }),
      ...(Object.keys(email.headers).length === 0
        ? {}
        : { headers: Object.entries(email.headers).map(([name, value]) => ({ name, value })) }),
      ...DETAILS[type],
    },
  };
}

/** The email's Message-ID header. */
export function messageIdOf({ id, from }: AcceptedEmail): string {
  return `<${id}@${domainOf(from)}>`;
}

/** Additional fields of some types of events. */
const DETAILS: Readonly<Record<string, object>> = {
  bounced: {
    bounce: {
      type: 'Permanent',
      subType: 'General',
      message: 'The recipient’s mail server refused the message for good.',
      diagnosticCode: ['smtp; 550 5.1.1 user unknown'],
    },
  },
  suppressed: {
    suppressed: {
      type: 'OnAccountSuppressionList',
      reason: 'previous_bounce',
      message: 'The address is on the account’s suppression list.',
      diagnosticCode: ['smtp; 550 5.1.1 user unknown'],
    },
  },
};
