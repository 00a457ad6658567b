/** Resend's webhooks: https://resend.com/docs/dashboard/webhooks/event-types. */

import { Webhook } from 'standardwebhooks';
import type { ReceiptKind } from '../domain/receipt.ts';
import type { SuppressionReason } from '../domain/suppression.ts';
import { asJsonObject, type JsonObject, parseJsonObject } from './json-object.ts';
import {
  type ReceiptReading,
  readEventTime,
  readNotificationId,
  readProviderId,
  type SignedRequest,
} from './receipt.ts';
import { redactError } from './redact-error.ts';
import { NOTIFICATION_TAG } from './resend.ts';

/**
 * Verifies Svix's signature over the id, the time and the body. Takes several signatures, as Svix
 * sends while a secret is rotated, and a time within five minutes.
 */
export function isSignedByResend({ headers, body }: SignedRequest, secret: string): boolean {
  try {
    new Webhook(secret).verify(
      body,
      {
        'webhook-id': headers['svix-id'] ?? '',
        'webhook-timestamp': headers['svix-timestamp'] ?? '',
        'webhook-signature': headers['svix-signature'] ?? '',
      },
      { jsonParse: false },
    );
    return true;
  } catch {
    return false;
  }
}

/** Opened and clicked are missing on purpose: whether a customer reads is not our business. */
const KINDS: Readonly<Record<string, ReceiptKind>> = {
  'email.sent': 'sent',
  'email.delivery_delayed': 'delayed',
  'email.delivered': 'delivered',
  'email.bounced': 'bounced',
  'email.failed': 'failed',
  // Resend did not try: its own list has the address.
  'email.suppressed': 'failed',
  'email.complained': 'complained',
};

/** Reads a verified body. */
export function readResendEvent(body: string, receivedAt: number): ReceiptReading {
  const event = parseJsonObject(body);
  const type = event?.['type'];
  if (!event || typeof type !== 'string') {
    return { kind: 'unreadable', detail: 'the body is not an event: it has no "type"' };
  }
  const kind = Object.hasOwn(KINDS, type) ? KINDS[type] : undefined;
  if (!kind) return { kind: 'ignored', event: redactError(type) };
  const data = asJsonObject(event['data']);
  const providerId = readProviderId(data?.['email_id']);
  if (!data || providerId === null) {
    return { kind: 'unreadable', detail: 'the event has no "data.email_id"' };
  }
  return {
    kind: 'receipt',
    receipt: {
      channel: 'email',
      notificationId: readNotificationId(asJsonObject(data['tags'])?.[NOTIFICATION_TAG]),
      providerId,
      receipt: {
        kind,
        at: readEventTime(event['created_at'], receivedAt),
        code: codeOf(type, data),
      },
      suppress: suppressionOf(type, data),
      event: type,
    },
  };
}

/** `Permanent/General`, `suppressed`, or the reason of a failure in Resend's words. */
function codeOf(type: string, data: JsonObject): string | null {
  const bounce = asJsonObject(data['bounce']);
  const failed = asJsonObject(data['failed']);
  switch (type) {
    case 'email.bounced': {
      const parts = [bounce?.['type'], bounce?.['subType']].filter(isText);
      return parts.length === 0 ? null : redactError(parts.join('/'));
    }
    case 'email.suppressed':
      return 'suppressed';
    case 'email.failed':
      return isText(failed?.['reason']) ? redactError(failed['reason']) : null;
    default:
      return null;
  }
}

/** A full mailbox or an attachment that is too large says nothing about the next message. */
function suppressionOf(type: string, data: JsonObject): SuppressionReason | null {
  switch (type) {
    case 'email.bounced':
      return asJsonObject(data['bounce'])?.['type'] === 'Permanent' ? 'bounced' : null;
    case 'email.complained':
      return 'complained';
    case 'email.suppressed':
      return /complain/i.test(String(asJsonObject(data['suppressed'])?.['reason']))
        ? 'complained'
        : 'bounced';
    default:
      return null;
  }
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
