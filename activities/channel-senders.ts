/** Renders a planned message into the payload of its channel's provider. */

import { type JourneyId, parseJourneyId } from '../domain/ids.ts';
import type { PlannedMessage } from '../domain/journey/message-plan.ts';
import { classOf } from '../domain/message.ts';
import type { EmailPayload, SmsPayload } from '../domain/payload.ts';
import { formatSender } from '../domain/sender.ts';
import { composeMessage, type MessageContent } from './compose-message.ts';
import type { ActivityDeps } from './deps.ts';
import type { ChannelSender } from './send.ts';
import type { SendSources } from './send-sources.ts';

/** Returns null if email is not set up. */
export function emailSender(deps: ActivityDeps): ChannelSender<EmailPayload> | null {
  const { renderer, email } = deps;
  if (!email) return null;
  return {
    provider: email.provider,
    second: email.second ?? null,
    render: async (journeyId, planned, sources) => {
      const content = await composeFor(deps, { journeyId, planned }, sources);
      const to = content.email;
      if (to === null) return null;
      const { subject, html, text, version } = await renderer.email(
        toRenderRequest(planned, content),
      );
      const { sender } = await renderer.brand(content);
      const payload: EmailPayload = {
        channel: 'email',
        from: formatSender(sender.name, email.from),
        to,
        replyTo: sender.replyTo,
        subject,
        html,
        text,
        headers: unsubscribeHeaders(planned, content),
        tags: tagsOf(journeyId, planned),
      };
      return { payload, version, provider: email.provider.name };
    },
  };
}

/** Returns null if SMS is not set up. */
export function smsSender(deps: ActivityDeps): ChannelSender<SmsPayload> | null {
  const { renderer, sms } = deps;
  if (!sms) return null;
  return {
    provider: sms.provider,
    second: sms.second ?? null,
    render: async (journeyId, planned, sources) => {
      const content = await composeFor(deps, { journeyId, planned }, sources);
      const to = content.phone;
      if (to === null) return null;
      const { body, version } = await renderer.sms(toRenderRequest(planned, content));
      // A phone may be off: an SMS delivered later than this could arrive at night.
      const validitySeconds = Math.max(
        60,
        Math.round((planned.staleAt - planned.notBefore) / 1_000),
      );
      const payload: SmsPayload = { channel: 'sms', to, body, validitySeconds };
      return { payload, version, provider: sms.provider.name };
    },
  };
}

function composeFor(
  { sql, publicUrl, keys, renderer }: ActivityDeps,
  { journeyId, planned }: { readonly journeyId: JourneyId; readonly planned: PlannedMessage },
  { state: shop, policy, message }: SendSources,
): Promise<MessageContent> {
  const { kind, channel } = planned;
  const localeFor = (locale: string) =>
    renderer.localeFor({ kind, channel, brand: shop.brand, locale });
  const about = { journeyId, planned, shop, policy, message };
  return composeMessage(sql, { ...about, publicUrl, keys, localeFor });
}

function toRenderRequest(
  { kind }: PlannedMessage,
  { brand, shopName, locale, data }: MessageContent,
) {
  return { kind, brand, shopName, locale, data };
}

/**
 * RFC 8058: with these, mail programs show a button to unsubscribe. Essential messages carry none,
 * because nobody can unsubscribe from them.
 */
export function unsubscribeHeaders(
  { kind }: Pick<PlannedMessage, 'kind'>,
  { pageUrl }: Pick<MessageContent, 'pageUrl'>,
): Readonly<Record<string, string>> {
  const messageClass = classOf(kind);
  if (pageUrl === null || messageClass === 'essential') return {};
  return {
    'List-Unsubscribe': `<${pageUrl}/unsubscribe/${messageClass}>`,
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
  };
}

function tagsOf(journeyId: JourneyId, { kind }: PlannedMessage): Readonly<Record<string, string>> {
  const { shopId } = parseJourneyId(journeyId);
  return { shop: shopId, kind };
}
