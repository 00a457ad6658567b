/** Senders for tests, whose providers give the answers of the test. */

import type { ChannelSender } from '../../activities/send.ts';
import type { Provider, SendOutcome } from '../../channels/provider.ts';
import type { JourneyId, NotificationKey } from '../../domain/ids.ts';
import type { PlannedMessage } from '../../domain/journey/message-plan.ts';
import type { SmsPayload } from '../../domain/payload.ts';

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
  const payload: SmsPayload = { channel: 'sms', to: '+4917', body: 'hi', validitySeconds: null };
  const sender: ChannelSender<SmsPayload> = {
    provider,
    render: async () => ({ payload, version: '1', provider: 'fake' }),
  };
  return { sender, attempts };
}
