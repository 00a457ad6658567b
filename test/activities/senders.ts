/** Senders for tests, whose providers give the answers of the test. */

import type { ChannelSender } from '../../activities/send.ts';
import type { Provider, SendOutcome } from '../../channels/provider.ts';
import type { SmsPayload } from '../../domain/payload.ts';

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
