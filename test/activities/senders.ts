/** Senders for tests, whose providers give the answers of the test. */

import type { ChannelSender } from '../../activities/send.ts';
import type { Provider, SendOutcome } from '../../channels/provider.ts';
import { insertAttempt } from '../../db/claim-notification.ts';
import type { Queryable } from '../../db/connect.ts';
import { readLatestSeq } from '../../db/journey-events.ts';
import { findNotification, type Rendered } from '../../db/notifications.ts';
import type { JourneyId, NotificationKey } from '../../domain/ids.ts';
import type { PlannedMessage } from '../../domain/journey/message-plan.ts';
import type { LogEvent } from '../../domain/journeys.ts';
import type { SmsPayload } from '../../domain/payload.ts';
import type { SendAnswer } from '../../workflows/messages.ts';

/** An SMS to send now. Its milestone is always needed: that of the confirmation. */
export function aPlannedSms(
  journeyId: JourneyId,
  more: Partial<PlannedMessage> = {},
): PlannedMessage {
  const now = Date.now();
  return {
    key: `${journeyId}/-/delivered/1/sms` as NotificationKey,
    milestoneId: '-/order_confirmed/1',
    kind: 'delivered',
    channel: 'sms',
    shipmentIds: [],
    occurredAt: now,
    staleAt: now + 3_600_000,
    notBefore: now,
    ...more,
  };
}

/** What `aSender` sends. */
export const RENDERED = {
  payload: { channel: 'sms', to: '+4917', body: 'hi', validitySeconds: null },
  version: '1',
  provider: 'fake',
} as const satisfies Rendered;

/** Claims an attempt to send a message that the ledger has, as it is now. */
export async function claim(
  sql: Queryable,
  { journeyId, planned }: { readonly journeyId: JourneyId; readonly planned: PlannedMessage },
): Promise<boolean> {
  const row = await findNotification(sql, planned.key);
  if (!row) throw new Error('the ledger has no row');
  const seen = await readLatestSeq(sql, journeyId);
  const about = { row, planned, rendered: RENDERED, provider: 'fake', hashes: [] };
  const claimed = await insertAttempt(sql, { ...about, seen, hasLaterLeft: false });
  return claimed.length > 0;
}

/** The last event that a send returns. */
export function latestOf(answer: SendAnswer): LogEvent | undefined {
  if (!Array.isArray(answer)) throw new Error(`no events: ${JSON.stringify(answer)}`);
  return answer.at(-1);
}

/** A sender whose provider takes no keys, and the keys of its attempts. */
export function aSender(...answers: readonly SendOutcome[]) {
  const attempts: string[] = [];
  const provider: Provider<SmsPayload> = {
    name: 'fake',
    takesKeys: false,
    keyLifetimeMs: 0,
    send: async ({ key }) => {
      attempts.push(key);
      return (
        answers[attempts.length - 1] ?? { kind: 'accepted', providerId: `p${attempts.length}` }
      );
    },
  };
  const sender: ChannelSender<SmsPayload> = {
    provider,
    render: async () => RENDERED,
  };
  return { sender, attempts };
}
