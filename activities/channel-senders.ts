/** From a planned message to what its provider gets. */

import { type JourneyId, parseJourneyId } from '../domain/ids.ts';
import type { PlannedMessage } from '../domain/journey/message-plan.ts';
import type { EmailPayload, SmsPayload } from '../domain/payload.ts';
import { composeMessage, type MessageContent } from './compose.ts';
import type { ActivityDeps } from './deps.ts';
import type { ChannelSender } from './send.ts';

/** Null: the channel is not set up. */
export function emailSender(deps: ActivityDeps): ChannelSender<EmailPayload> | null {
  const { renderer, email } = deps;
  if (!email) return null;
  return {
    provider: email.provider,
    render: async (journeyId, planned) => {
      const letter = await contentOf(deps, journeyId, planned);
      const to = letter.email;
      if (to === null) return null;
      const { subject, html, text, version } = await renderer.email(requestOf(planned, letter));
      const { sender } = await renderer.brand(letter);
      const payload: EmailPayload = {
        channel: 'email',
        from: signed(sender.name, email.from),
        to,
        replyTo: sender.replyTo,
        subject,
        html,
        text,
        headers: {},
        tags: tagsOf(journeyId, planned),
      };
      return { payload, version, provider: email.provider.name };
    },
  };
}

/** Null: the channel is not set up. */
export function smsSender(deps: ActivityDeps): ChannelSender<SmsPayload> | null {
  const { renderer, sms } = deps;
  if (!sms) return null;
  return {
    provider: sms.provider,
    render: async (journeyId, planned) => {
      const letter = await contentOf(deps, journeyId, planned);
      const to = letter.phone;
      if (to === null) return null;
      const { body, version } = await renderer.sms(requestOf(planned, letter));
      // A text that could not be delivered by then must not arrive at night.
      const validitySeconds = Math.max(
        60,
        Math.round((planned.staleAt - planned.notBefore) / 1_000),
      );
      const payload: SmsPayload = { channel: 'sms', to, body, validitySeconds };
      return { payload, version, provider: sms.provider.name };
    },
  };
}

function contentOf(
  { sql, publicUrl, renderer }: ActivityDeps,
  journeyId: JourneyId,
  planned: PlannedMessage,
): Promise<MessageContent> {
  const { kind, channel } = planned;
  const localeFor = (locale: string) => renderer.localeFor({ kind, channel, locale });
  return composeMessage(sql, { journeyId, planned, publicUrl, localeFor });
}

function requestOf({ kind }: PlannedMessage, { brand, shopName, locale, data }: MessageContent) {
  return { kind, brand, shopName, locale, data };
}

/** The operator's address behind the shop's name, which is whom the customer knows. */
function signed(name: string, from: string): string {
  const address = /<([^<>]+)>\s*$/.exec(from)?.[1] ?? from;
  // Whatever RFC 5322 does not let stand outside quotes is left out of a name.
  const words = name.replaceAll(/[^\p{L}\p{M}\p{N} !#$%&'*+/=?^_`|~-]/gu, ' ');
  return `${words.replaceAll(/\s+/g, ' ').trim()} <${address.trim()}>`.trim();
}

function tagsOf(journeyId: JourneyId, { kind }: PlannedMessage): Readonly<Record<string, string>> {
  const { shopId } = parseJourneyId(journeyId);
  return { shop: shopId, kind };
}
