import type { EmailPayload, SendRequest, SmsPayload } from '../../../channels/provider.ts';

/** An email to Ann that is ready to send, with the given changes. */
export function anEmail(
  changes: Partial<EmailPayload> & { readonly key?: string; readonly notificationId?: string } = {},
): SendRequest<EmailPayload> {
  const { key = 'order/hearth/1042/shipped/email', notificationId = 'n-1', ...payload } = changes;
  return {
    key,
    notificationId,
    payload: {
      channel: 'email',
      from: 'Hearth & Loom <hello@hearth.shop>',
      to: 'ann@post.eu',
      replyTo: 'care@hearth.shop',
      subject: 'Your blanket is on its way',
      html: '<p>It left us today.</p>',
      text: 'It left us today.',
      headers: { 'List-Unsubscribe': '<https://hearth.shop/u/1>' },
      tags: { shop: 'hearth' },
      ...payload,
    },
  };
}

/** An SMS to Ann, with the given changes. */
export function anSms(
  changes: Partial<SmsPayload> & { readonly key?: string; readonly notificationId?: string } = {},
): SendRequest<SmsPayload> {
  const { key = 'order/hearth/1042/shipped/sms', notificationId = 'n-2', ...payload } = changes;
  return {
    key,
    notificationId,
    payload: {
      channel: 'sms',
      to: '+4915112345678',
      body: 'Your blanket is out for delivery.',
      validitySeconds: null,
      ...payload,
    },
  };
}
