/**
 * Sinch's webhooks: the delivery report of an SMS, and a customer's reply. See
 * https://developers.sinch.com/docs/sms/api-reference/sms/tag/Webhooks and
 * https://developers.sinch.com/docs/sms/api-reference/sms/tag/Delivery-reports.
 */

import { createHmac, timingSafeEqual } from 'node:crypto';
import type { ReceiptKind } from '../domain/receipt.ts';
import { type JsonObject, parseJsonObject } from './json-object.ts';
import {
  type ReceiptReading,
  readEventTime,
  readNotificationId,
  readProviderId,
  type SignedRequest,
  type SmsReply,
} from './receipt.ts';
import { redactError } from './redact-error.ts';

/**
 * Verifies the HMAC over the body, the nonce and the time. The time may be old: Sinch repeats a
 * webhook for 22 hours, and does not document whether it signs it again. A replayed report changes
 * nothing.
 */
export function isSignedBySinch({ headers, body }: SignedRequest, secret: string): boolean {
  const nonce = headers['x-sinch-webhook-signature-nonce'];
  const time = headers['x-sinch-webhook-signature-timestamp'];
  const given = Buffer.from(headers['x-sinch-webhook-signature'] ?? '', 'base64');
  if (!nonce || !time) return false;
  const made = createHmac('sha256', secret).update(`${body}.${nonce}.${time}`).digest();
  return given.length === made.length && timingSafeEqual(given, made);
}

/**
 * Sinch's statuses of a message, in lower case. Null: it comes before the message is sent, and says
 * nothing new.
 */
const KINDS: Readonly<Record<string, ReceiptKind | null>> = {
  queued: null,
  dispatched: 'sent',
  delivered: 'delivered',
  aborted: 'failed',
  cancelled: 'failed',
  rejected: 'failed',
  deleted: 'failed',
  failed: 'failed',
  expired: 'failed',
  // The operator has it and has sent no readable report.
  unknown: 'sent',
};

type SinchReading = ReceiptReading | { readonly kind: 'reply'; readonly reply: SmsReply };

/** Reads a verified body: one address gets both kinds of webhooks. */
export function readSinchEvent(body: string, receivedAt: number): SinchReading {
  const event = parseJsonObject(body);
  const type = event?.['type'];
  if (!event || typeof type !== 'string') {
    return { kind: 'unreadable', detail: 'the body is not an event: it has no "type"' };
  }
  if (type === 'recipient_delivery_report_sms') return readReport(event, receivedAt);
  if (type === 'mo_text') return readReply(event);
  return { kind: 'ignored', event: redactError(type) };
}

function readReport(event: JsonObject, receivedAt: number): ReceiptReading {
  const { status, at, code, client_reference: reference } = event;
  const providerId = readProviderId(event['batch_id']);
  if (providerId === null || typeof status !== 'string') {
    return { kind: 'unreadable', detail: 'the report has no "batch_id" or no "status"' };
  }
  const name = status.toLowerCase();
  const kind = Object.hasOwn(KINDS, name) ? KINDS[name] : null;
  if (!kind) return { kind: 'ignored', event: redactError(status) };
  return {
    kind: 'receipt',
    receipt: {
      channel: 'sms',
      notificationId: readNotificationId(reference),
      providerId,
      receipt: {
        kind,
        at: readEventTime(at, receivedAt),
        code: kind === 'failed' && Number.isSafeInteger(code) ? String(code) : null,
      },
      // No code says for certain that the person has opted out: only their reply does.
      suppress: null,
      event: name,
    },
  };
}

/** Sinch writes numbers with or without a plus. */
function readReply({ from, body }: JsonObject): SinchReading {
  if (typeof from !== 'string' || !/^\+?\d{3,15}$/.test(from)) {
    return { kind: 'unreadable', detail: 'the reply has no "from" with a phone number' };
  }
  const text = typeof body === 'string' ? body : '';
  return { kind: 'reply', reply: { from, text, optOutType: null } };
}
