/** What an attempt to send a message comes to. */

import type { Provider, SendOutcome } from '../channels/provider.ts';
import {
  markNotTaken,
  type NotificationRow,
  type Settlement,
  saveError,
} from '../commands/send-notification.ts';
import { OUTCOMES } from '../domain/journey/event.ts';
import type { Payload } from '../domain/payload.ts';
import { unreachable } from '../domain/unreachable.ts';
import type { ActivityDeps } from './deps.ts';
import { CONFIGURATION_PAUSE_MS, FIRST_LOOK_MS, sendAgain } from './retry-failures.ts';

/** The next attempt goes to the other provider. */
const OTHER_PROVIDER_PAUSE_MS = 1_000;

export interface AttemptResult extends Settlement {
  /** False: an earlier attempt has settled the message. */
  readonly isNew: boolean;
}

/** The outcome of an earlier attempt; null where there is none. */
export function settledOutcome({
  state,
  decision,
  reason,
}: NotificationRow): Settlement['outcome'] | null {
  if (decision === 'drop') {
    return OUTCOMES.find((each) => each === reason) ?? 'stale';
  }
  return state === null || state === 'planned' || state === 'attempting' ? null : state;
}

export interface Attempt<P extends Payload> extends Pick<ActivityDeps, 'sql'> {
  readonly row: NotificationRow;
  readonly provider: Provider<P>;
  /** Whether another provider may take what this one certainly has not. */
  readonly hasOther: boolean;
}

/** Turns the provider's answer into a result. Throws if the message must be tried again. */
export async function settlementFor<P extends Payload>(
  outcome: SendOutcome,
  { sql, row, provider, hasOther }: Attempt<P>,
): Promise<AttemptResult> {
  switch (outcome.kind) {
    case 'accepted':
      return { outcome: 'accepted', providerId: outcome.providerId, error: null, isNew: true };
    case 'retry':
      await markNotTaken(sql, row.id, outcome.code);
      throw sendAgain(outcome, outcome.afterMs);
    case 'unknown':
      if (outcome.isFinal) return notAccepted('unknown', outcome.code);
      if (!provider.takesKeys && !provider.lookUp) return notAccepted('unknown', outcome.code);
      await saveError(sql, row.id, outcome.code);
      throw sendAgain(outcome, provider.takesKeys ? null : FIRST_LOOK_MS);
    case 'refused':
      if (outcome.scope === 'permanent') return notAccepted('refused', outcome.code);
      await markNotTaken(sql, row.id, outcome.code);
      throw sendAgain(outcome, pauseOf(outcome.scope, hasOther));
    default:
      return unreachable(outcome);
  }
}

/** Only an account's outage leads to the other provider. */
function pauseOf(scope: 'configuration' | 'held', hasOther: boolean): number {
  return hasOther && scope === 'configuration' ? OTHER_PROVIDER_PAUSE_MS : CONFIGURATION_PAUSE_MS;
}

export function notAccepted(outcome: Settlement['outcome'], error: string | null): AttemptResult {
  return { outcome, providerId: null, error, isNew: true };
}

/** The message does not leave, or has left. */
export function withoutSending(
  { providerId, settledAt }: NotificationRow,
  outcome: Settlement['outcome'],
): AttemptResult {
  return { outcome, providerId, error: null, isNew: settledAt === null };
}
