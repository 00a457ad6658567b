/**
 * Twilio's webhooks: the status of an SMS, and a customer's reply. See
 * https://www.twilio.com/docs/messaging/guides/outbound-message-status-in-status-callbacks and
 * https://www.twilio.com/docs/messaging/guides/webhook-request.
 */

import twilio from 'twilio';
import type { ReceiptKind } from '../domain/receipt.ts';
import {
  type ReceiptReading,
  readNotificationId,
  readProviderId,
  type SmsReply,
} from './receipt.ts';

/** The code of a send to a person who has replied STOP. */
export const OPTED_OUT = '21610';

export interface SignedForm {
  /** The header `X-Twilio-Signature`. */
  readonly signature: string;
  /** The public address that Twilio called, with its query. */
  readonly url: string;
  /** The form, as it was received. */
  readonly body: string;
}

export function isSignedByTwilio({ signature, url, body }: SignedForm, authToken: string): boolean {
  const form = new URLSearchParams(body);
  const fields = [...new Set(form.keys())].map((name) => {
    const values = form.getAll(name);
    return [name, values.length > 1 ? values : values[0]] as const;
  });
  return twilio.validateRequest(authToken, signature, url, Object.fromEntries(fields));
}

/** Twilio's statuses of a message. The others come before it is sent, and say nothing new. */
const KINDS: Readonly<Record<string, ReceiptKind>> = {
  sent: 'sent',
  delivered: 'delivered',
  // Sent by RCS or WhatsApp: the phone has it. Whether it was read is not kept.
  read: 'delivered',
  undelivered: 'failed',
  failed: 'failed',
};

/** Reads a verified form. `notification`: the id in the query of the callback's address. */
export function readTwilioStatus(
  body: string,
  notification: string | undefined,
  receivedAt: number,
): ReceiptReading {
  const form = new URLSearchParams(body);
  const providerId = readProviderId(form.get('MessageSid') || form.get('SmsSid'));
  const status = form.get('MessageStatus') || form.get('SmsStatus');
  if (!providerId || !status) {
    return { kind: 'unreadable', detail: 'the form has no MessageSid or no MessageStatus' };
  }
  const kind = Object.hasOwn(KINDS, status) ? KINDS[status] : undefined;
  if (!kind) return { kind: 'ignored', event: status.slice(0, 40) };
  const code = /^\d{1,6}$/.exec(form.get('ErrorCode') ?? '')?.[0] ?? null;
  return {
    kind: 'receipt',
    receipt: {
      channel: 'sms',
      notificationId: readNotificationId(notification),
      providerId,
      receipt: { kind, at: receivedAt, code },
      suppress: code === OPTED_OUT ? 'opted_out' : null,
      event: code ?? status,
    },
  };
}

/** Null if the form is no reply. */
export function readTwilioReply(body: string): SmsReply | null {
  const form = new URLSearchParams(body);
  const from = form.get('From');
  if (!from || !/^\+?\d{3,15}$/.test(from.replace(/^\w+:/, ''))) return null;
  return {
    from: from.replace(/^\w+:/, ''),
    text: form.get('Body') ?? '',
    optOutType: form.get('OptOutType'),
  };
}
