/**
 * Finds an SMS in Twilio's list of messages: by recipient, time and text. Twilio takes no id of ours
 * that the list shows. See https://www.twilio.com/docs/messaging/api/message-resource.
 */

import type { LookUp } from './provider.ts';

/** The largest page of the list. */
export const LISTED_MAX = 1_000;

/** What Twilio's clock may differ from ours. */
const CLOCK_MARGIN_MS = 2 * 60_000;

export interface ListedMessage {
  readonly sid: string;
  readonly body: string;
  readonly direction: string;
  readonly dateCreated: Date;
}

export interface Sought {
  readonly body: string;
  /** When the first attempt began, epoch milliseconds. */
  readonly since: number;
}

/** `listed`: all messages to the recipient. `none` only where they prove it. */
export function matchListed(listed: readonly ListedMessage[], { body, since }: Sought): LookUp {
  const recent = listed.filter(
    ({ direction, dateCreated }) =>
      direction.startsWith('outbound') && !(dateCreated.getTime() < since - CLOCK_MARGIN_MS),
  );
  const wanted = lettersOf(body);
  const same = recent.filter((message) => lettersOf(message.body).endsWith(wanted));
  if (same.length > 0) return { kind: 'found', providerIds: same.map(({ sid }) => sid) };
  if (recent.some((message) => lettersOf(message.body) === '')) {
    return { kind: 'failed', code: 'no_body', detail: 'Twilio’s list shows no text' };
  }
  if (listed.length >= LISTED_MAX) {
    return { kind: 'failed', code: 'list_too_long', detail: 'Twilio lists too many messages' };
  }
  return { kind: 'none' };
}

/**
 * Only letters and digits. Twilio's smart encoding replaces quotes and dashes, and a trial account
 * puts a sentence in front.
 */
function lettersOf(text: string | null): string {
  return (text ?? '').normalize('NFKC').replace(/[^\p{L}\p{N}]/gu, '');
}
