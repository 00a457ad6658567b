/** Chooses which of a channel's two providers takes a message. */

import type { Provider } from '../channels/provider.ts';
import type { NotificationRow } from '../commands/send-notification.ts';
import type { Payload } from '../domain/payload.ts';
import { type Breaker, isHeld } from './provider-breaker.ts';

export interface Providers<P extends Payload> {
  readonly provider: Provider<P>;
  /** Takes what the first one certainly has not, while that refuses the account. */
  readonly second?: Provider<P> | null;
}

export type Breakers = ReadonlyMap<string, Breaker>;

/**
 * The provider that may have the message, and alone may repeat it; null while none may. Settings may
 * have changed since: then it is the first one.
 */
export function providerWith<P extends Payload>(
  { state, isMaybeTaken, provider: name }: NotificationRow,
  { provider, second }: Providers<P>,
): Provider<P> | null {
  if (state !== 'attempting' && !isMaybeTaken) return null;
  return second && second.name === name ? second : provider;
}

/** Whether a provider of the channel refuses its account. */
export async function hasOutage<P extends Payload>(
  breakers: Breakers,
  { provider, second }: Providers<P>,
): Promise<boolean> {
  for (const name of [provider.name, second?.name ?? provider.name]) {
    if (await breakers.get(name)?.hasOutage()) return true;
  }
  return false;
}

/** Throws an `ApplicationFailure` if the message has to wait for its provider. */
export async function chooseProvider<P extends Payload>(
  row: NotificationRow,
  providers: Providers<P>,
  breakers: Breakers,
): Promise<Provider<P>> {
  const bound = providerWith(row, providers);
  const first = bound ?? providers.provider;
  const second = bound ? null : providers.second;
  const breaker = breakers.get(first.name);
  try {
    if (!second || !(await breaker?.hasRefused(row))) {
      await breaker?.check(row);
      return first;
    }
  } catch (error) {
    if (!second || !isHeld(error)) throw error;
  }
  await breakers.get(second.name)?.check(row);
  return second;
}
